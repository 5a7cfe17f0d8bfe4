/** The published plans, brought in from end to end, and the thread that the product then draws of them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readThread } from '../src/modules/thread/actions.ts'
import { coverageOf } from '../src/modules/thread/domain/coverage.ts'
import { crosswalkOf } from '../src/modules/thread/domain/crosswalk.ts'
import { elementsOf, mainTextOf } from './support/html.ts'
import { type Journey, startJourney } from './support/import-journey.ts'
import { startWorld, type TestWorld } from './support/world.ts'

const plans = join(import.meta.dirname, '..', '..', 'shared', 'plans')
const present = existsSync(plans)

let world: TestWorld
let journey: Journey
beforeAll(async () => {
  if (!present) return
  world = await startWorld()
  journey = await startJourney(world)
})
afterAll(() => world?.close())

async function bringIn(number: string, documentOn: string): Promise<string> {
  const file = readdirSync(plans).find((name) => name.startsWith(number) && name.endsWith('.txt')) ?? ''
  return journey.planOf(await journey.bringIn(readFileSync(join(plans, file)), 'new', documentOn))
}

const coverage = (planId: string) =>
  world.scope(journey.area, async (scope) => coverageOf(await readThread(scope, planId, scope.today)))

const get = async (address: string): Promise<string> => {
  const { status, body } = await journey.browser.get(address)
  expect(status).toBe(200)
  return body
}

interface Truth {
  priorities: { ref: string; actions: string[]; original: string }[]
  otherKnownIssues: { text: string; actions: string[] }[]
}

const truth = (): Truth => JSON.parse(readFileSync(join(plans, 'truth', '002.meta.json'), 'utf8'))

describe(
  present
    ? 'the coverage of the published plans'
    : 'the coverage of the published plans (skipped: ../shared/plans is not here)',
  () => {
    test.skipIf(!present)(
      'says which recommendations of the milestone report are cited by nothing, and which only by an action',
      async () => {
        const planId = await bringIn('000', '2011-05-31')
        const covered = await coverage(planId)
        const refs = (of: (typeof covered)[number][]) => of.map(({ finding }) => finding.ref)
        expect(refs(covered.filter(({ verdict }) => verdict === 'unanswered'))).toEqual([
          '5',
          '9',
          '10',
          '11',
        ])
        const answered = covered.filter(({ verdict }) => verdict !== 'unanswered')
        expect(refs(answered.filter(({ answers }) => answers.milestones.length === 0))).toContain('8')
        const list = elementsOf(await get(`/plans/${planId}/coverage?only=unanswered`), 'tr').slice(1)
        expect(list).toHaveLength(4)
        for (const { text } of list) expect(text).toContain('Answered by nothing')
        expect(mainTextOf(await get(`/plans/${planId}/coverage`))).toContain('4 answered by nothing')
      },
      60_000,
    )

    test.skipIf(!present)(
      'draws the crosswalk that the long plan prints, and flags the numbers that lead nowhere',
      async () => {
        const planId = await bringIn('002', '2009-09-17')
        const lines = crosswalkOf(await coverage(planId))
        const { priorities, otherKnownIssues } = truth()
        const printed = [...priorities, ...otherKnownIssues].map(({ actions }) => actions.toSorted())
        const drawn = lines.map(({ answers, missing }) => [...answers.map(({ label }) => label), ...missing])
        expect(drawn.map((refs) => refs.toSorted())).toEqual(printed)
        expect(lines.filter(({ throughout }) => throughout).map(({ finding }) => finding.ref)).toEqual([
          '(1)',
        ])
        const named = lines.flatMap(({ finding, missing }) => missing.map((ref) => `${finding.ref} ${ref}`))
        expect(named).toEqual(['(5) 1.16', '(7) 1.16', '(8) 1.16', '(12) 1.15'])
        const rows = elementsOf(await get(`/plans/${planId}/crosswalk`), 'tr').map(({ text }) => text)
        expect(rows.find((row) => row.startsWith('(1) '))).toMatch(/Throughout$/)
        expect(rows.find((row) => row.startsWith('(7) '))).toMatch(/1\.16 named, and not in the plan$/)
        const faults = elementsOf(await get(`/plans/${planId}/xray`), 'label').map(({ text }) => text)
        const saying = (ref: string) =>
          faults.find((text) => text.includes(`${ref}, and the plan has no such`))
        expect(saying('1.15')).toMatch(/inding \(12\).* name 1\.15/)
        expect(saying('1.16')).toMatch(/inding \(5\).*inding \(7\).*inding \(8\).* name 1\.16/)
      },
      60_000,
    )
  },
)
