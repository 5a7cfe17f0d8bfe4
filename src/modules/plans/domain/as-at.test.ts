import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asAtDay, earlierDeadlines, type Held, type PlanChange } from './as-at.ts'
import type { MilestoneAsAt, StatedDate } from './facts.ts'

const AMONG = ['2026-01-05', '2026-02-10', '2026-03-15', '2026-04-20', '2026-05-25', '2026-06-30']

const someDay = fc.constantFrom(...AMONG)

const someDate = fc.record<StatedDate>({
  on: fc.option(someDay),
  precision: fc.constantFrom('day', 'month', null),
  words: fc.option(fc.string({ maxLength: 8 })),
})

const someLead = fc.record({
  holder: fc.option(fc.record({ kind: fc.constantFrom('person' as const, 'post' as const), id: fc.uuid() })),
  name: fc.string({ maxLength: 8 }),
  partner: fc.constant(null),
  part: fc.constantFrom('accountable' as const, 'lead' as const, 'support' as const),
})

/** A new value for one of the fields whose changes are kept. */
const someChange = fc.oneof(
  field('words', fc.string({ maxLength: 12 })),
  field('start', fc.option(someDate)),
  field('due', fc.option(someDate)),
  field('leads', fc.array(someLead, { maxLength: 2 })),
  field('boards', fc.array(fc.string({ maxLength: 5 }), { maxLength: 2 })),
  field('ref', fc.option(fc.string({ maxLength: 4 }))),
  field('actionId', fc.constantFrom('action-1', 'action-2')),
  field('dropped', fc.option(fc.record({ on: someDay, reason: fc.string({ maxLength: 5 }) }))),
)

function field<K extends keyof MilestoneAsAt>(name: K, value: fc.Arbitrary<MilestoneAsAt[K]>) {
  return value.map((now) => ({ field: name as string, now: now as unknown }))
}

const IDS = ['milestone-1', 'milestone-2', 'milestone-3']

const someHistory = fc
  .record({
    liveFrom: fc.array(someDay, { minLength: IDS.length, maxLength: IDS.length }),
    steps: fc.array(fc.record({ thing: fc.constantFrom(...IDS), on: someDay, change: someChange }), {
      maxLength: 25,
    }),
  })
  .map(play)

/** What was held at the end of each day, and every change in the order in which it was made. */
interface History {
  start: Held<MilestoneAsAt>[]
  held: Held<MilestoneAsAt>[]
  changes: PlanChange[]
  byDay: ReadonlyMap<string, Held<MilestoneAsAt>[]>
}

function play({
  liveFrom,
  steps,
}: {
  liveFrom: string[]
  steps: { thing: string; on: string; change: { field: string; now: unknown } }[]
}): History {
  const start = IDS.map((id, at) => milestone(id, { liveFrom: liveFrom[at] ?? '2026-01-05' }))
  let held = start
  const changes: PlanChange[] = []
  const byDay = new Map<string, Held<MilestoneAsAt>[]>()
  for (const day of AMONG) {
    for (const { thing, change } of steps.filter((step) => step.on === day)) {
      const before = held.find(({ id }) => id === thing)
      changes.push(changed(thing, day, change.field, before && Reflect.get(before, change.field), change.now))
      held = held.map((one) => (one.id === thing ? { ...one, [change.field]: change.now } : one))
    }
    byDay.set(day, held)
  }
  return { start, held, changes, byDay }
}

function milestone(id: string, own: Partial<Held<MilestoneAsAt>> = {}): Held<MilestoneAsAt> {
  return {
    id,
    actionId: 'action-1',
    ref: null,
    words: 'As written first',
    start: null,
    due: null,
    earlierDue: [],
    support: [],
    leads: [],
    cites: [],
    boards: [],
    shows: [],
    latest: null,
    evidence: [],
    dropped: null,
    extra: {},
    liveFrom: '2026-01-05',
    ...own,
  }
}

function changed(thingId: string, on: string, name: string, was: unknown, now: unknown): PlanChange {
  return {
    ...{ thingKind: 'milestone', thingId, field: name, was, now },
    ...{ reason: null, changedOn: on, changedBy: 'Somebody', changedAt: `${on}T09:00:00.000Z` },
  }
}

const applied = (thing: Held<MilestoneAsAt>, change: PlanChange): Held<MilestoneAsAt> =>
  change.thingId === thing.id ? { ...thing, [change.field]: change.now } : thing

describe('a plan as at a past day', () => {
  test('is what was held at the end of that day, whatever was changed since', () => {
    fc.assert(
      fc.property(someHistory, someDay, ({ held, changes, byDay }, day) => {
        const lived = (byDay.get(day) ?? []).filter(({ liveFrom }) => liveFrom <= day)
        expect(asAtDay(held, changes, day)).toEqual(lived)
      }),
    )
  })

  test('loses nothing: the changes taken back and applied again give what is held now', () => {
    fc.assert(
      fc.property(someHistory, someDay, ({ held, changes }, day) => {
        const later = changes.filter(({ changedOn }) => changedOn > day)
        const again = asAtDay<Held<MilestoneAsAt>>(held, changes, day).map((thing) =>
          later.reduce(applied, thing),
        )
        expect(again).toEqual(held.filter(({ liveFrom }) => liveFrom <= day))
      }),
    )
  })

  test('before any change is what was written first', () => {
    fc.assert(
      fc.property(someHistory, ({ held, changes, start }) => {
        const wanted = asAtDay(
          held.map((thing) => ({ ...thing, liveFrom: '2025-01-01' })),
          changes,
          '2025-12-31',
        )
        expect(wanted).toEqual(start.map((thing) => ({ ...thing, liveFrom: '2025-01-01' })))
      }),
    )
  })

  test('does not show what came into the plan later', () => {
    const held = [milestone('early'), milestone('late', { liveFrom: '2026-03-01' })]
    expect(asAtDay(held, [], '2026-02-28').map(({ id }) => id)).toEqual(['early'])
    expect(asAtDay(held, [], '2026-03-01').map(({ id }) => id)).toEqual(['early', 'late'])
  })

  test('shows a change on the day that it was made, not before', () => {
    const held = [milestone('one', { words: 'After' })]
    const changes = [changed('one', '2026-03-15', 'words', 'Before', 'After')]
    expect(asAtDay(held, changes, '2026-03-14')[0]?.words).toBe('Before')
    expect(asAtDay(held, changes, '2026-03-15')[0]?.words).toBe('After')
  })

  test('refuses a change of a field that it could not take back', () => {
    const changes = [changed('one', '2026-03-15', 'latest', null, null)]
    expect(() => asAtDay([milestone('one')], changes, '2026-01-05')).toThrow(
      'No milestone has a field "latest"',
    )
  })
})

describe('earlier deadlines', () => {
  test('are all kept, oldest first, and none that came after the day', () => {
    const dates = fc.array(fc.record({ on: someDay, was: fc.option(someDate) }), { maxLength: 12 })
    fc.assert(
      fc.property(dates, someDay, (redated, day) => {
        const inOrder = redated.toSorted((a, b) => a.on.localeCompare(b.on))
        const changes = inOrder.map(({ on, was }) => changed('one', on, 'due', was, null))
        const wanted = inOrder.filter(({ on, was }) => on <= day && was !== null).map(({ was }) => was)
        expect(earlierDeadlines(changes, day).get('one') ?? []).toEqual(wanted)
      }),
    )
  })

  test('are those of one milestone, not of its neighbour', () => {
    const first: StatedDate = { on: '2026-02-28', precision: 'month', words: 'February 2026' }
    const changes = [
      changed('one', '2026-03-15', 'due', first, null),
      changed('one', '2026-03-15', 'words', 'Before', 'After'),
    ]
    const found = earlierDeadlines(changes, '2026-06-30')
    expect(found.get('one')).toEqual([first])
    expect(found.has('two')).toBe(false)
  })
})
