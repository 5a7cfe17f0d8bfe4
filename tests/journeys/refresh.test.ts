/**
 * A published plan of 47 actions refreshed into its next edition: brought in as it was printed, each action decided on
 * (some by clicking, most as a browser sends it), approved by a board, and the crosswalk printed with nothing missing.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startSession } from '../../src/modules/identity/index.ts'
import { type ActionAsAt, type PlanAsAt, readPlan } from '../../src/modules/plans/index.ts'
import { sessionCookie, writeAreaToken } from '../../src/platform/access/session.ts'
import { newId } from '../../src/platform/ids.ts'
import { launchChromium } from '../support/chromium.ts'
import { formsOf, mainTextOf } from '../support/html.ts'
import { type Journey, startJourney } from '../support/import-journey.ts'
import { startWorld, type TestWorld } from '../support/world.ts'

const FILE = join(import.meta.dirname, '../../../shared/plans/002_166023a4bddf12e9.txt')
const present = existsSync(FILE)

const YESTERDAY = '2026-11-22'
const TODAY = '2026-11-23'
const ACTIONS = 47

let world: TestWorld
let journey: Journey
let browser: Browser
let origin: string
let page: Page
let planId: string
let before: PlanAsAt
let past: PlanAsAt
let refresh: string

beforeAll(async () => {
  if (!present) return
  world = await startWorld()
  ;[journey, browser] = await Promise.all([startJourney(world), launchChromium()])
  origin = await world.app.listen({ host: '127.0.0.1', port: 0 })
  planId = await journey.planOf(await journey.bringIn(readFileSync(FILE), 'new', '2009-09-17'))
  before = await planOn(TODAY)
  past = await planOn(YESTERDAY)
  page = await signedIn()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await world?.close()
})

const planOn = (day: string) => world.scope(journey.area, (scope) => readPlan(scope, planId, day))

async function signedIn(): Promise<Page> {
  const { area, manager } = journey
  const session = await startSession(
    world,
    { areaId: area.id, areaName: area.name, personId: manager.id },
    'test',
  )
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  const value = writeAreaToken(session)
  await context.addCookies([{ name: sessionCookie(world.publicUrl), value, url: origin }])
  context.setDefaultTimeout(10_000)
  return context.newPage()
}

const liveIn = (plan: PlanAsAt): ActionAsAt[] => plan.actions.filter(({ dropped }) => !dropped)
const milestonesOf = (actionId: string) =>
  before.milestones.filter((one) => one.actionId === actionId && !one.dropped)

/** A mixture of all six; every third goes on, so that there is something to become. */
const KINDS = [
  'carried',
  'completed',
  'moved',
  'carried',
  'dropped',
  'merged',
  'carried',
  'split',
  'merged',
  'carried',
  'split',
  'merged',
] as const
const kindOf = (at: number) => KINDS[at % KINDS.length] ?? 'carried'

/** What a browser would send for one action. */
function fieldsOf(action: ActionAsAt, at: number): Record<string, string | string[]> {
  const milestones = milestonesOf(action.id)
  const kind = kindOf(at)
  const goesOn = liveIn(before)[at - (at % 3)]?.id ?? ''
  const say = { what: kind, because: `Agreed by the core group, line ${at + 1}` }
  const answers = {
    'q-completed': kind === 'completed' ? 'yes' : 'no',
    'q-relevant': kind === 'dropped' ? 'no' : 'yes',
  }
  if (kind === 'carried')
    return {
      ...say,
      ...answers,
      ...Object.fromEntries(milestones.slice(0, 1).map(({ id }) => [`due-${id}`, '2027-03-31'])),
    }
  if (kind === 'merged')
    return { ...say, ...answers, 'target-merged-1': goesOn, goes: milestones.map(({ id }) => id) }
  if (kind === 'moved') return { ...say, ...answers, moved_to: 'Children and Young People’s Plan' }
  if (kind === 'split')
    return {
      ...{ ...say, ...answers, 'words-split-1': `A new part of line ${at + 1}`, 'target-split-2': goesOn },
      ...Object.fromEntries(milestones.map(({ id }, place) => [`to-${id}`, String(place % 2)])),
    }
  return { ...say, ...answers }
}

const CLICKED = [0, 1, 4]

describe.skipIf(!present)(
  present ? 'a plan of 47 actions' : 'a plan of 47 actions (skipped: ../shared with the plans is not here)',
  () => {
    test('is refreshed: a draft is opened, and the plan goes on', async () => {
      expect(liveIn(before)).toHaveLength(ACTIONS)
      await page.goto(`${origin}/plans/${planId}/editions`)
      await page.getByLabel('What is the next edition called?').fill('Safeguarding Plan, second edition')
      await page.getByRole('button', { name: 'Start a refresh' }).click()
      await page.waitForURL(/\/refreshes\//)
      refresh = new URL(page.url()).pathname
      expect(await page.locator('main').innerText()).toContain(`0 of ${ACTIONS} actions decided`)
      expect(await planOn(TODAY)).toEqual(before)
    })

    test('some are decided on by clicking, one after the other', async () => {
      const actions = liveIn(before)
      for (const at of CLICKED) {
        await page.goto(`${origin}${refresh}/actions/${actions[at]?.id}`)
        await page
          .getByRole('group', { name: /still relevant/ })
          .getByLabel(at === 4 ? 'No' : 'Yes')
          .check()
        await page.getByLabel({ 0: 'Carried into', 1: 'Completed and', 4: 'Dropped' }[at] ?? '').check()
        if (at === 0) await page.getByLabel('Or a new theme').fill('Safe and seen')
        await page.getByLabel('Why?').fill('Agreed by the core group, by hand')
        await page.getByRole('button', { name: 'Save and go to the next' }).click()
        expect(await page.getByRole('alert').innerText()).toMatch(/Your decision on .+ is saved/)
      }
      expect(await page.locator('main').innerText()).toContain(
        `${CLICKED.length} of ${ACTIONS} actions decided`,
      )
    })

    test('the others as a browser sends them, until none is left', async () => {
      for (const [at, action] of liveIn(before).entries()) {
        if (CLICKED.includes(at)) continue
        const form = { once: newId(), seen: '', ...fieldsOf(action, at) }
        const { status, body } = await journey.browser.post(`${refresh}/actions/${action.id}`, form)
        expect([at, status, status === 303 ? '' : mainTextOf(body).slice(0, 400)]).toEqual([at, 303, ''])
      }
      const text = mainTextOf((await journey.browser.get(refresh)).body)
      expect(text).toContain(`${ACTIONS} of ${ACTIONS} actions decided`)
    })

    test('is approved by a board', async () => {
      await page.goto(`${origin}${refresh}/approve`)
      await page.getByLabel('Or who did, in words').fill('Children’s Trust')
      await page.getByRole('button', { name: 'Put it in force' }).click()
      await page.waitForURL(/\/crosswalk$/)
      expect(await page.getByRole('alert').innerText()).toContain(
        'Safeguarding Plan, second edition is in force',
      )
    })

    test('its crosswalk is printed with 47 of 47, and no row without a word', async () => {
      const text = await page.locator('main').innerText()
      expect(text).toContain(`${ACTIONS} of ${ACTIONS} actions decided`)
      await page.emulateMedia({ media: 'print' })
      const rows = await page.locator('#crosswalk tbody tr').all()
      expect(rows).toHaveLength(ACTIONS)
      const said = await page.locator('#crosswalk tbody td:nth-child(3)').allInnerTexts()
      expect(said.filter((words) => words === '' || words === 'Not decided')).toEqual([])
      const names = await page.locator('#crosswalk tbody th').allInnerTexts()
      expect(names).toEqual(
        liveIn(before).map(({ ref, words }) =>
          [ref, words].filter(Boolean).join(' ').replace(/\s+/g, ' ').trim(),
        ),
      )
      for (const format of ['A4', 'A3']) {
        const pdf = await page.pdf({ format, preferCSSPageSize: true })
        expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
      }
      const { body } = await journey.browser.get(`${refresh}/crosswalk/list.csv`)
      for (const { words } of liveIn(before)) expect(body).toContain(words.slice(0, 20).split('"')[0] ?? '')
    })

    test('the day before is what it was', async () => {
      expect(await planOn(YESTERDAY)).toEqual(past)
    })

    test('no answer to a finding is lost: what took the work over answers for it', async () => {
      const after = await planOn(TODAY)
      const passedOn = liveIn(before).filter((_, at) => ['carried', 'merged', 'split'].includes(kindOf(at)))
      const wanted = answeredBy(before, passedOn)
      expect(wanted.size).toBeGreaterThan(5)
      const now = answeredBy(after, liveIn(after))
      expect([...wanted].filter((id) => !now.has(id))).toEqual([])
    })

    test('every action of the old edition says where it is today', async () => {
      const editions = mainTextOf((await journey.browser.get(`/plans/${planId}/editions`)).body)
      expect(editions).toContain('2 editions, the newest first')
      const old = await journey.browser.get(`/plans/${planId}/editions/1`)
      const text = mainTextOf(old.body)
      expect(text).toContain(`${ACTIONS} actions, in the order of the plan`)
      expect(text).not.toContain('Not known')
      expect(formsOf(old.body).filter(({ action }) => action.includes('edition'))).toEqual([])
    })
  },
)

/** Findings that these actions or their milestones answer. */
function answeredBy(plan: PlanAsAt, actions: readonly ActionAsAt[]): ReadonlySet<string> {
  const ids = new Set(actions.map(({ id }) => id))
  const things = [...actions, ...plan.milestones.filter((one) => ids.has(one.actionId) && !one.dropped)]
  return new Set(things.flatMap(({ cites }) => cites).flatMap(({ findingId }) => findingId ?? []))
}
