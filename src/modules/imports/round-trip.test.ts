/** A working copy goes out, is filled in or not, and comes back: a merge of three, and the identity where nothing was done. */

import fc from 'fast-check'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mainTextOf } from '../../../tests/support/html.ts'
import { actionDraft, milestoneDraft, smallPlan } from '../../../tests/support/small-plan.ts'
import {
  startWorld,
  type TestArea,
  type TestClient,
  type TestPlan,
  type TestWorld,
} from '../../../tests/support/world.ts'
import { planHash, readPlan } from '../plans/index.ts'

let world: TestWorld
let area: TestArea
let plan: TestPlan
let browser: TestClient

beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

/** An area of its own for each test, with a plan of every kind of milestone and a manager signed in. */
async function furnish(draft = smallPlan()) {
  area = await world.area()
  browser = await world.signedIn(await world.person(area, { role: 'programme_manager' }))
  plan = await world.plan(area, draft)
}

const hash = () => world.scope(area, (scope) => planHash(scope, plan.id))
const milestone = async (key: string) => {
  const facts = await world.scope(area, (scope) => readPlan(scope, plan.id, scope.today))
  const found = facts.milestones.find(({ id }) => id === plan.of(key))
  if (!found) throw new Error(`The plan has no ${key}`)
  return found
}

async function sendOut(format: 'xlsx' | 'docx', lead = ''): Promise<Uint8Array> {
  const asked = await browser.post('/working-copies', { plan: plan.id, format, lead })
  expect(asked.status).toBe(303)
  await world.work()
  const page = await browser.get('/working-copies')
  const file = /href="(\/working-copies\/[^"]+\/file)"/.exec(page.body)?.[1] ?? ''
  return (await browser.get(file)).bytes
}

async function bringBack(bytes: Uint8Array, name: string): Promise<string> {
  const answer = await browser.upload('/imports/new', { pasted: '', published: '' }, { name, bytes })
  await world.work()
  return answer.location
}

const confirm = (at: string) =>
  browser.post(`${at}/confirm`, { documentOn: '2026-11-23', reason: 'Came back from the lead' })

const preview = async (at: string) => mainTextOf((await browser.get(`${at}/preview`)).body)

/** Changes texts inside the file, as whoever filled it in would. */
function edit(bytes: Uint8Array, change: (xml: string, name: string) => string): Uint8Array {
  const parts = unzipSync(bytes)
  return zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([name, part]) =>
        name.endsWith('.xml') ? [name, strToU8(change(strFromU8(part), name))] : [name, part],
      ),
    ),
  )
}

describe.each(['xlsx', 'docx'] as const)('a working copy as %s', (format) => {
  test('that comes back as it went changes nothing, to the letter', async () => {
    await furnish()
    const before = await hash()
    const at = await bringBack(await sendOut(format), `copy.${format}`)
    expect(await preview(at)).toContain('0 new, 0 changed, 6 unchanged, 0 gone from the document')
    expect((await confirm(at)).status).toBe(303)
    expect(await hash()).toBe(before)
  })

  test('is known again as this plan, whatever it is called now', async () => {
    await furnish()
    const at = await bringBack(await sendOut(format), 'Kopie von Plan (2).bin')
    expect(await preview(at)).toContain(`To change the plan “${plan.title}”`)
  })

  test('of one lead speaks of their milestones only: the others are not gone', async () => {
    await furnish()
    const at = await bringBack(await sendOut(format, 'Workforce Lead'), `copy.${format}`)
    const text = await preview(at)
    expect(text).toContain('0 gone from the document')
    expect(text).toContain('0 new, 0 changed')
  })

  test('keeps what the site has said in the meantime, and takes what the lead says', async () => {
    await furnish()
    const out = await sendOut(format)
    const said = {
      once: crypto.randomUUID(),
      status: 'off_track',
      done: 'Said on the site',
      support_needed: 'no',
    }
    expect((await browser.post(`/milestones/${plan.of('m5')}/update`, said)).status).toBe(303)
    const at = await bringBack(
      edit(out, (xml) => xml.replace('Audit twenty visits a month', 'Audit thirty visits a month')),
      `copy.${format}`,
    )
    expect(await preview(at)).toContain('0 new, 1 changed, 5 unchanged')
    expect(await preview(at)).toContain('In the document: Audit thirty visits a month')
    await confirm(at)
    expect((await milestone('m4')).words).toBe('Audit thirty visits a month')
    expect((await milestone('m5')).latest).toMatchObject({ status: 'off_track', done: 'Said on the site' })
  })

  test('shows both values where both sides changed the same field, and keeps the plan’s unless told otherwise', async () => {
    await furnish()
    const out = await sendOut(format)
    const changed = { words: 'Audit forty visits a month', reason: '' }
    const form = await browser.get(`/milestones/${plan.of('m4')}/change`)
    const fields = Object.fromEntries(
      [...form.body.matchAll(/name="(seen|start-[a-z]+|due-[a-z]+)"[^>]*value="([^"]*)"/g)].map(
        ([, name, value]) => [name ?? '', value ?? ''],
      ),
    )
    const leads = [...form.body.matchAll(/<option value="([^"]+)" selected/g)].map(([, value]) => value ?? '')
    expect(
      (await browser.post(`/milestones/${plan.of('m4')}/change`, { ...fields, ...changed, leads })).status,
    ).toBe(303)
    const back = edit(out, (xml) => xml.replace('Audit twenty visits a month', 'Audit thirty visits a month'))
    const at = await bringBack(back, `copy.${format}`)
    const text = await preview(at)
    expect(text).toContain('changed in both')
    expect(text).toContain('In the plan: Audit forty visits a month')
    expect(text).toContain('In the document: Audit thirty visits a month')
    await confirm(at)
    expect((await milestone('m4')).words).toBe('Audit forty visits a month')
  })
})

test('what a lead fills in becomes an update, said on the day it came back and as returned', async () => {
  await furnish()
  const out = await sendOut('xlsx')
  const at = await bringBack(fillIn(out, plan.of('m4')), 'filled.xlsx')
  expect(await preview(at)).toContain('0 new, 1 changed, 5 unchanged')
  await confirm(at)
  expect((await milestone('m4')).latest).toMatchObject({
    status: 'not_achieved',
    done: 'Twelve of twenty done',
    next: 'Two more auditors',
    support: 'An auditor, from Health',
    saidOn: '2026-11-23',
    period: '2026-11-01',
    author: 'As returned in filled.xlsx',
  })
  const again = await bringBack(fillIn(out, plan.of('m4')), 'filled.xlsx')
  expect(await preview(again)).toContain('0 new, 0 changed, 6 unchanged')
})

/** Writes into the four blank cells of a milestone's row, as a lead would in Excel. */
function fillIn(bytes: Uint8Array, milestoneId: string): Uint8Array {
  const words = ['Support required', 'Twelve of twenty done', 'Two more auditors', 'An auditor, from Health']
  const strings = strFromU8(unzipSync(bytes)['xl/sharedStrings.xml'] ?? new Uint8Array())
  const place = [...strings.matchAll(/<si>.*?<\/si>/gs)].findIndex(([item]) => item.includes(milestoneId))
  return edit(bytes, (xml, name) => {
    if (name !== 'xl/worksheets/sheet1.xml') return xml
    return xml.replace(/<row r="(\d+)"[^>]*>.*?<\/row>/gs, (row, number: string) => {
      if (!row.includes(`<v>${place}</v>`)) return row
      const cells = ['J', 'K', 'L', 'M'].map(
        (column, index) => `<c r="${column}${number}" t="inlineStr"><is><t>${words[index]}</t></is></c>`,
      )
      const bare = row.replace(/<c r="[J-M]\d+"[^>]*?(\/>|>.*?<\/c>)/gs, '')
      return bare.replace('</row>', `${cells.join('')}</row>`)
    })
  })
}

test('any plan that goes out and comes back untouched is the plan that it was', async () => {
  const words = fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' }).filter((text) => /\S/.test(text))
  const ref = fc.option(fc.constantFrom('1', '1.1', '2.03', 'A4', '(b)', '7.'), { nil: null })
  const due = fc.constantFrom(
    null,
    { on: '2026-12-31', precision: 'day' as const, words: null },
    { on: '2027-03-31', precision: 'month' as const, words: 'By March 2027' },
    { on: null, precision: null, words: 'Ongoing' },
  )
  const plans = fc.array(
    fc.record({
      words,
      ref,
      milestones: fc.array(fc.record({ words, ref, due }), { minLength: 1, maxLength: 4 }),
    }),
    { minLength: 1, maxLength: 4 },
  )
  await fc.assert(
    fc.asyncProperty(plans, fc.constantFrom('xlsx' as const, 'docx' as const), async (actions, format) => {
      await furnish(
        smallPlan({
          reviews: [],
          themes: [],
          actions: actions.map(({ milestones, ...action }, a) =>
            actionDraft(`a${a}`, action.words, {
              ref: action.ref,
              milestones: milestones.map((one, m) =>
                milestoneDraft(`m${a}.${m}`, one.words, { ref: one.ref, due: one.due }),
              ),
            }),
          ),
        }),
      )
      const before = await hash()
      const at = await bringBack(await sendOut(format), `copy.${format}`)
      expect((await confirm(at)).status).toBe(303)
      expect(await hash()).toBe(before)
    }),
    // Few plans, each with many rows: every plan goes through the whole house.
    { numRuns: 4, endOnFailure: true },
  )
}, 120_000)
