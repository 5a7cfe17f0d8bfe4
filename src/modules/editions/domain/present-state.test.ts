import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Decision, Kind } from './disposition.ts'
import { lastOf } from './disposition.ts'
import { missingIn } from './missing.ts'
import { endsOf, type PresentState, presentState } from './present-state.ts'

const decision = (actionId: string, kind: Kind, intoIds: readonly string[] = []): Decision => ({
  ...{ actionId, kind, intoIds, answers: {}, because: null, movedTo: null, movedToPlanId: null, changes: {} },
})

interface Edition {
  live: string[]
  added: string[]
  decisions: Decision[]
}

/** What one draw of numbers makes of a live action: any of the six, towards what will be there and what will not. */
function draw(
  actionId: string,
  live: readonly string[],
  added: readonly string[],
  numbers: readonly number[],
): Decision {
  const all = [...live, ...added]
  const [kind = 0, ...into] = numbers
  const kinds = ['completed', 'carried', 'merged', 'split', 'moved', 'dropped'] as const
  const chosen = kinds[kind % kinds.length] ?? 'carried'
  const targets = into.flatMap((number) => all[number % all.length] ?? [])
  return decision(
    actionId,
    chosen,
    chosen === 'merged' ? targets.slice(0, 1) : chosen === 'split' ? targets : [],
  )
}

/** Refreshes one after the other; what cannot be approved is carried instead, as a person would put it right. */
function refreshAll(first: number, rounds: readonly (readonly (readonly number[])[])[]): Edition[] {
  const editions: Edition[] = []
  let live = Array.from({ length: first }, (_, at) => `first-${at}`)
  for (const [round, draws] of rounds.entries()) {
    const added = [`new-${round}-a`, `new-${round}-b`]
    const drawn = live.map((id, at) => draw(id, live, added, draws[at % Math.max(1, draws.length)] ?? []))
    const decisions = putRight(live, added, drawn)
    editions.push({ live, added, decisions })
    const carried = decisions.filter(({ kind }) => kind === 'carried').map(({ actionId }) => actionId)
    live = [...carried, ...added]
  }
  return [...editions, { live, added: [], decisions: [] }]
}

function putRight(live: readonly string[], added: readonly string[], drawn: readonly Decision[]): Decision[] {
  let decisions = [...drawn]
  for (;;) {
    const missing = new Set(
      missingIn({ live, added, decisions: lastOf(decisions) }).map(({ actionId }) => actionId),
    )
    if (missing.size === 0) return decisions
    decisions = decisions.map((one) => (missing.has(one.actionId) ? decision(one.actionId, 'carried') : one))
  }
}

const rounds = fc.array(
  fc.array(fc.array(fc.nat(60), { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 12 }),
  {
    maxLength: 6,
  },
)

const LAST = ['live', 'completed', 'moved', 'dropped']

describe('after any sequence of refreshes', () => {
  test('every action of every edition has exactly one present state, and what it became is at its end', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 15 }), rounds, (first, draws) => {
        const editions = refreshAll(first, draws)
        const ends = endsOf(editions.flatMap(({ decisions }) => decisions))
        const now = new Set(editions.at(-1)?.live)
        for (const id of new Set(editions.flatMap(({ live }) => live))) {
          const state = presentState(id, ends)
          expect([...LAST, 'became']).toContain(state.kind)
          expect(state.kind === 'live').toBe(now.has(id))
          for (const one of targetsOf(state)) {
            expect(one.id).not.toBe(id)
            expect(LAST).toContain(one.state)
            expect(one.state === 'live').toBe(now.has(one.id))
            expect(presentState(one.id, ends)).toEqual({ kind: one.state })
          }
        }
      }),
      { numRuns: 400 },
    )
  })

  test('what an action became names each action once, and at least one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 15 }), rounds, (first, draws) => {
        const editions = refreshAll(first, draws)
        const ends = endsOf(editions.flatMap(({ decisions }) => decisions))
        for (const { live } of editions)
          for (const id of live) {
            const state = presentState(id, ends)
            const ids = targetsOf(state).map((one) => one.id)
            expect(new Set(ids).size).toBe(ids.length)
            expect(ids.length > 0).toBe(state.kind === 'became')
          }
      }),
    )
  })
})

const targetsOf = (state: PresentState) => (state.kind === 'became' ? state.actions : [])

describe('the state of one action', () => {
  test('follows a chain over several refreshes to its end', () => {
    const ends = endsOf([
      decision('a', 'merged', ['b']),
      decision('b', 'split', ['c', 'd']),
      decision('d', 'completed'),
    ])
    expect(presentState('a', ends)).toEqual({
      kind: 'became',
      actions: [
        { id: 'c', state: 'live' },
        { id: 'd', state: 'completed' },
      ],
    })
  })

  test('is said to be dropped where no refresh dropped it, and by a refresh where one did', () => {
    expect(presentState('a', endsOf([], ['a']))).toEqual({ kind: 'dropped' })
    expect(presentState('a', endsOf([decision('a', 'completed')], ['a']))).toEqual({ kind: 'completed' })
  })

  test('a ring is an error, and ends', () => {
    expect(() =>
      presentState('a', endsOf([decision('a', 'merged', ['b']), decision('b', 'merged', ['a'])])),
    ).toThrow(/itself/)
  })
})

describe('what stands in the way of an edition', () => {
  const missing = (...decisions: Decision[]) =>
    missingIn({ live: ['a', 'b', 'c'], added: ['new'], decisions: lastOf(decisions) }).map(
      ({ actionId, why }) => `${actionId} ${why}`,
    )
  const carried = (id: string) => decision(id, 'carried')

  test('nothing, when each has its decision', () => {
    expect(
      missing(carried('a'), decision('b', 'merged', ['a']), decision('c', 'split', ['a', 'new'])),
    ).toEqual([])
  })

  test('an action that nobody decided on', () => {
    expect(missing(carried('a'), carried('c'))).toEqual(['b undecided'])
  })

  test('a target that goes too, or is not there', () => {
    expect(missing(decision('a', 'merged', ['b']), decision('b', 'dropped'), carried('c'))).toEqual([
      'a target_gone',
    ])
    expect(missing(decision('a', 'merged', ['gone']), carried('b'), carried('c'))).toEqual(['a target_gone'])
  })

  test('a ring, for each action in it, and one that leads to itself', () => {
    expect(missing(decision('a', 'merged', ['b']), decision('b', 'merged', ['a']), carried('c'))).toEqual([
      'a ring',
      'b ring',
    ])
    expect(missing(decision('a', 'split', ['a', 'new']), carried('b'), carried('c'))).toEqual(['a ring'])
  })

  test('a split with fewer than two', () => {
    expect(missing(decision('a', 'split', ['new', 'new']), carried('b'), carried('c'))).toEqual(['a too_few'])
  })

  test('only the last decision counts', () => {
    expect(missing(decision('a', 'merged', ['gone']), carried('a'), carried('b'), carried('c'))).toEqual([])
  })
})
