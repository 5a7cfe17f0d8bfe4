import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  EXAMPLE_TODAY,
  examplePlan,
  type PlanRow,
  planRows,
  type Status,
  type UpdateFacts,
} from '../../plans/index.ts'
import { chooseChallenges } from './challenges.ts'

const TODAY = EXAMPLE_TODAY
const NOTHING = { verified: new Set<string>(), evidenced: new Set<string>() }
const [PLAIN] = planRows(examplePlan())
if (!PLAIN) throw new Error('The made-up plan has no milestone')

const latest = (status: Status, saidOn: string, evidence: string | null): UpdateFacts => ({
  ...(PLAIN.milestone.latest ?? {
    ...{ id: '', period: null, statusWords: null, done: '', next: null, support: null, author: '' },
    ...{ forWhom: null, concerns: [], reason: null, recovery: null, proposedDue: null, verification: null },
    recordedAt: '',
  }),
  ...{ id: `said-${saidOn}`, status, saidOn, evidence },
})

const row = (id: string, more: Partial<PlanRow['milestone']> = {}): PlanRow => {
  const milestone = { ...PLAIN.milestone, id, due: null, earlierDue: [], support: [], dropped: null, ...more }
  const overdue = milestone.due?.on !== undefined && (milestone.due.on ?? TODAY) < TODAY
  return { ...PLAIN, milestone, standing: milestone.latest?.status ?? 'not_reported', overdue }
}

const on = (day: string) => ({ on: day, precision: 'day' as const, words: null })
const waiting = (id: string, openedOn: string) =>
  row(id, { latest: null, support: [{ id, words: '', to: '', wantedBy: null, openedOn }] })
const late = (id: string, due: string) => row(id, { latest: null, due: on(due) })
const claimed = (id: string, saidOn: string, evidence: string | null = null) =>
  row(id, { latest: latest('achieved', saidOn, evidence) })
const moved = (id: string, times: number) =>
  row(id, { latest: null, earlierDue: Array.from({ length: times }, () => on('2026-01-01')) })

const chosen = (rows: PlanRow[], proof = NOTHING) =>
  chooseChallenges(rows, proof, TODAY).map((one) => `${one.kind} ${one.row.milestone.id}`)

describe('three things to challenge', () => {
  test('are the worst of the first three kinds, each with its reason', () => {
    const rows = [
      ...[moved('m', 4), late('l1', '2026-10-01'), late('l2', '2026-09-01')],
      ...[claimed('c', '2026-10-01'), waiting('w1', '2026-11-01'), waiting('w2', '2026-08-11')],
    ]
    expect(chosen(rows)).toEqual(['support w2', 'overdue l2', 'unproven c'])
    expect(chooseChallenges(rows, NOTHING, TODAY).map(({ why }) => why)).toEqual([
      'Support has been asked for since 11 August 2026: 103 days.',
      'It was due on 1 September 2026: 82 days overdue.',
      'Said to be completed on 1 October 2026, but no evidence is given and nobody else has verified it.',
    ])
  })

  test('count in years what is long ago, nothing on the day itself, and never say asked where nobody was', () => {
    const needed = row('n', { latest: latest('not_achieved', TODAY, null) })
    expect(chooseChallenges([needed, late('l', '2011-08-31')], NOTHING, TODAY).map(({ why }) => why)).toEqual(
      [
        expect.stringMatching(/^Support has been needed since [^:]+, and nobody has been asked for it\.$/),
        'It was due on 31 August 2011: 15 years overdue.',
      ],
    )
  })

  test('go on to the next kind where one has none, and then round again', () => {
    expect(chosen([moved('m1', 1), moved('m2', 2), late('l', '2026-10-01')])).toEqual([
      ...['overdue l', 'redated m2', 'redated m1'],
    ])
    expect(chosen([late('l', '2026-10-01')])).toEqual(['overdue l'])
  })

  test('name no milestone twice', () => {
    const both = row('both', { ...waiting('both', '2026-08-01').milestone, due: on('2026-08-01') })
    expect(chosen([both, late('l', '2026-10-01')])).toEqual(['support both', 'overdue l'])
  })

  test('leave out what is completed, verified and evidenced', () => {
    const claim = claimed('c', '2026-10-01', 'The audit of September')
    expect(chosen([claim])).toEqual(['unproven c'])
    const proof = { verified: new Set(['said-2026-10-01']), evidenced: new Set<string>() }
    expect(chosen([claim], proof)).toEqual([])
    const attached = { ...proof, evidenced: new Set(['c']) }
    expect(chosen([claimed('c', '2026-10-01')], attached)).toEqual([])
  })

  test('of any plan are three or as many as there are, each of another milestone, whatever the order', () => {
    const any = fc.record({
      kind: fc.constantFrom('wait', 'late', 'claim', 'moved', 'quiet'),
      day: fc.integer({ min: 1, max: 28 }),
    })
    fc.assert(
      fc.property(fc.array(any, { maxLength: 8 }), (list) => {
        const rows = list.map(({ kind, day }, at) => {
          const id = `${at}`
          const date = `2026-09-${String(day).padStart(2, '0')}`
          if (kind === 'wait') return waiting(id, date)
          if (kind === 'late') return late(id, date)
          if (kind === 'claim') return claimed(id, date)
          return kind === 'moved' ? moved(id, day) : row(id, { latest: null })
        })
        const found = chosen(rows)
        const worth = list.filter(({ kind }) => kind !== 'quiet').length
        expect(found).toHaveLength(Math.min(3, worth))
        expect(new Set(found.map((one) => one.split(' ')[1])).size).toBe(found.length)
        const kinds = (all: string[]) => all.map((one) => one.split(' ')[0])
        expect(kinds(chosen(rows.toReversed()))).toEqual(kinds(found))
      }),
    )
  })
})
