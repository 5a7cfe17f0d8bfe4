/**
 * The cross-check that was printed beside a published plan, computed from the plan itself. The expected table was made
 * by hand, from the plan and not from our reading of it: refs and days only, no sentence of anybody's.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addEvidence, attachEvidence, listEvidence } from '../src/modules/evidence/index.ts'
import { readText } from '../src/modules/imports/domain/read-plan.ts'
import { NOTHING_SETTLED } from '../src/modules/imports/domain/settled.ts'
import { toDraft } from '../src/modules/imports/domain/to-draft.ts'
import { chooseFramework, readMatrix, takeOver } from '../src/modules/judgement/index.ts'
import { newId } from '../src/platform/ids.ts'
import { mainTextOf } from './support/html.ts'
import { startWorld, type TestArea, type TestPlan, type TestWorld } from './support/world.ts'

const FOLDER = join(import.meta.dirname, '../../shared/plans')
const present = existsSync(FOLDER)

/** Statement by place: the day by which it is complete, the action that decides it, numbers that are not in the plan. */
const BY_HAND: Record<string, [complete: string, decidedBy: string, missing?: string[]]> = {
  1: ['2009-11-30', '1.06'],
  2: ['2009-12-31', '1.24'],
  3: ['2009-08-31', '1.14', ['1.15']],
  4: ['2010-03-31', '2.03'],
  5: ['2009-08-31', '1.14', ['1.15']],
  6: ['2009-09-30', '1.17', ['1.16']],
  7: ['2010-01-31', '1.19', ['1.20']],
  8: ['2009-09-30', '1.01'],
  9: ['2009-10-31', '1.23'],
  10: ['2009-09-30', '1.13'],
}

/** For an inspection on the day: the statements that come too late; the others are covered, without evidence. */
const LATE: Record<string, string[]> = {
  '2010-01-31': ['4'],
  '2010-01-15': ['4', '7'],
  '2009-12-01': ['2', '4', '7'],
  '2009-09-30': ['1', '2', '4', '7', '9'],
}

/**
 * The fifteen contradictions of the careful human, by number. Theirs on 1.20 is two lines of ours: the row that should
 * bear 1.20 is printed under 1.21, so 1.20 is not in the plan, and what is printed as 1.21 ends before its day.
 */
const CONTRADICTIONS = [
  ...['1.02', '1.03', '1.10', '1.12', '1.21', '1.23', '1.23', '1.26', '1.14', '1.15', '1.16', '1.17', '1.18'],
  ...['1.20', '1.01', '1.13'],
]

describe.skipIf(!present)(
  present
    ? 'the cross-check of a published plan'
    : 'the cross-check of a published plan (skipped: ../shared/plans is not here)',
  () => {
    let world: TestWorld
    let area: TestArea
    let plan: TestPlan

    beforeAll(async () => {
      world = await startWorld()
      area = await world.area()
      plan = await world.plan(area, draftOf('002'))
    }, 60_000)
    afterAll(() => world?.close())

    const matrix = (on: string | null = null, framework: string | null = null) =>
      world.scope(area, (scope) => readMatrix(scope, plan.id, { framework, on, asAt: null }))

    test('has ten statements, each complete when the hand-made table says, and for the same reason', async () => {
      const { judged, plan: facts } = await matrix()
      const computed = judged.map(({ statement, completion }) => {
        const milestone = facts.milestones.find(({ id }) => id === completion?.by.id)
        const action = facts.actions.find(({ id }) => id === milestone?.actionId)
        const missing = statement.missing.map(({ ref }) => ref)
        const row = [completion?.on, action?.ref, ...(missing.length > 0 ? [missing] : [])]
        return [statement.code, row]
      })
      expect(Object.fromEntries(computed)).toEqual(BY_HAND)
    })

    test.each(Object.entries(LATE))('for an inspection on %s, these are late: %s', async (on, late) => {
      const { judged } = await matrix(on)
      for (const { statement, state } of judged)
        expect([statement.code, state]).toEqual([
          statement.code,
          late.includes(statement.code) ? 'late' : 'no_evidence',
        ])
    })

    test('lists where the printed table and the plan differ: the fifteen, in sixteen lines', async () => {
      const { contradictions } = await matrix()
      expect(contradictions.map(({ ref }) => ref)).toEqual(CONTRADICTIONS)
      const said = (ref: string) => contradictions.filter((one) => one.ref === ref).map(({ words }) => words)
      for (const ref of ['1.15', '1.16', '1.20'])
        expect(said(ref)[0]).toContain('the plan has no such action')
      expect(said('1.23').map((words) => /October 2009|2 completion dates/.exec(words)?.[0])).toEqual([
        'October 2009',
        '2 completion dates',
      ])
      expect(said('1.26')[0]).toMatch(/complete in December 2009 .* due October 2009/)
    })

    test('the page shows printed beside computed, and counts the contradictions', async () => {
      const person = await world.person(area, { role: 'board_member' })
      const page = mainTextOf((await (await world.signedIn(person)).get(`/plans/${plan.id}/matrix`)).body)
      expect(page).toContain('16 contradictions with the printed table')
      expect(page).toMatch(/March 2010 by .* Printed: 2\.03 Mar 10/)
      expect(page).toContain('1.15, which the plan has not (printed: Dec 09)')
    })

    test('its links are taken over into the framework, and the same dates come out', async () => {
      const chosen = { framework: 'safeguarding', version: '2009', grade: 'adequate' }
      await world.scope(area, (scope) => chooseFramework(scope, plan.id, chosen))
      const table = (await matrix()).sheets.flatMap(({ source }) =>
        source.kind === 'printed' ? [source.tableId] : [],
      )
      for (let place = 1; place <= 10; place += 1) {
        const one = { table: table[0] ?? '', place, framework: 'safeguarding 2009 adequate' }
        await world.scope(area, (scope) => takeOver(scope, plan.id, { ...one, statement: `A${place}` }))
      }
      const { judged } = await matrix(null, 'safeguarding 2009')
      const days = judged.map(({ statement, completion }) => [statement.code.slice(1), completion?.on])
      expect(days).toEqual(Object.entries(BY_HAND).map(([code, [on]]) => [code, on]))
    })

    test('a statement is covered once evidence stands under it, also a printed one', async () => {
      const { sheets } = await matrix()
      const printed = sheets.find(({ source }) => source.kind === 'printed')
      const id = printed?.source.kind === 'printed' ? printed.source.tableId : ''
      const none = { owner: null, datedOn: null, expiresOn: null, url: null, file: null }
      const note = { ...none, once: newId(), kind: 'note' as const, title: 'Seen', words: 'On a visit.' }
      await world.scope(area, async (scope) => {
        await addEvidence(scope, world.files, [], note)
        const [piece] = await listEvidence(scope)
        const descriptor = printed?.statements[9]?.words ?? ''
        const target = { kind: 'descriptor' as const, planId: plan.id, id, descriptor }
        await attachEvidence(scope, piece?.id ?? '', [target])
      })
      const { judged } = await matrix('2026-12-31', printed?.key ?? '')
      expect(judged.map(({ state }) => state)).toEqual([...Array(9).fill('no_evidence'), 'covered'])
    })
  },
)

function draftOf(number: string) {
  const file = readdirSync(FOLDER).find((name) => name.startsWith(number) && name.endsWith('.txt')) ?? ''
  return toDraft(readText(readFileSync(join(FOLDER, file), 'utf8')), {
    ...{ title: 'A published plan', documentOn: '2009-09-17', holders: new Map() },
    ...{ settled: NOTHING_SETTLED, document: null, placeOf: (line: number) => `line ${line}` },
  })
}
