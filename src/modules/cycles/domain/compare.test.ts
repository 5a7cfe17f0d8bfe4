import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type MilestoneAsAt, type PlanAsAt, STATUSES } from '../../plans/index.ts'
import { compareMonths } from './compare.ts'

const milestone = (id: string, more: Partial<MilestoneAsAt> = {}): MilestoneAsAt =>
  ({
    ...{ id, actionId: 'a1', ref: id, words: 'Words', start: null, due: null, earlierDue: [], leads: [] },
    ...{ cites: [], boards: [], shows: [], latest: null, dropped: null, extra: {} },
    ...more,
  }) as MilestoneAsAt

const plan = (milestones: MilestoneAsAt[]): PlanAsAt =>
  ({
    id: 'p',
    title: 'Plan',
    asAt: '2026-11-30',
    actions: [{ id: 'a1', dropped: null }],
    milestones,
  }) as unknown as PlanAsAt

const due = (on: string) => ({ on, precision: 'day' as const, words: null })

const said = (status: string | null) =>
  status === null ? null : ({ status, done: 'Done' } as unknown as MilestoneAsAt['latest'])

const ids = (list: readonly { milestone: { id: string } }[]) => list.map((one) => one.milestone.id)

describe('two months', () => {
  test('that are the same differ in nothing', () => {
    const one = plan([milestone('1', { latest: said('on_track') }), milestone('2')])
    expect(compareMonths(one, one)).toMatchObject({ moved: [], redated: [], added: [], dropped: [] })
  })

  test('tell what was completed, what is open again, re-dated, new and dropped', () => {
    const earlier = plan([
      milestone('1', { latest: said('on_track') }),
      milestone('2', { latest: said('achieved') }),
      milestone('3', { due: due('2026-11-30') }),
      milestone('4'),
    ])
    const later = plan([
      milestone('1', { latest: said('achieved') }),
      milestone('2', { latest: said('off_track') }),
      milestone('3', { due: due('2027-01-31') }),
      milestone('4', { dropped: { on: '2026-11-12', reason: 'No longer needed' } }),
      milestone('5'),
    ])
    const found = compareMonths(earlier, later)
    expect(ids(found.achieved)).toEqual(['1'])
    expect(ids(found.unachieved)).toEqual(['2'])
    expect(ids(found.moved)).toEqual(['1', '2'])
    expect(found.redated.map(({ was, now }) => [was, now])).toEqual([['2026-11-30', '2027-01-31']])
    expect(ids(found.added)).toEqual(['5'])
    expect(found.dropped.map(({ reason }) => reason)).toEqual(['No longer needed'])
  })

  test('account for every milestone: what was there, less what was dropped, and what is new, is what is there', () => {
    const one = fc.record({
      id: fc.constantFrom('1', '2', '3', '4', '5', '6'),
      live: fc.boolean(),
      status: fc.constantFrom(null, ...STATUSES),
    })
    const some = fc.uniqueArray(one, { selector: ({ id }) => id }).map((list) =>
      plan(
        list.map(({ id, live, status }) =>
          milestone(id, {
            latest: said(status),
            dropped: live ? null : { on: '2026-11-01', reason: 'Gone' },
          }),
        ),
      ),
    )
    fc.assert(
      fc.property(some, some, (earlier, later) => {
        const { milestones, added, dropped, moved, achieved, unachieved } = compareMonths(earlier, later)
        expect(milestones.earlier - dropped.length + added.length).toBe(milestones.later)
        expect(achieved.length + unachieved.length).toBeLessThanOrEqual(moved.length)
        const touched = [...ids(added), ...ids(dropped)]
        expect(ids(moved).filter((id) => touched.includes(id))).toEqual([])
      }),
    )
  })

  test('compared the other way round, what was new is dropped, and what was completed is open again', () => {
    const earlier = plan([milestone('1', { latest: said('on_track') })])
    const later = plan([milestone('1', { latest: said('achieved') }), milestone('2')])
    const back = compareMonths(later, earlier)
    expect([ids(back.unachieved), ids(back.dropped)]).toEqual([['1'], ['2']])
  })
})
