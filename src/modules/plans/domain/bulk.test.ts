import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, addWorkingDays, isWorkingDay } from '../../../platform/calendar.ts'
import { examplePlan } from '../pages/example.ts'
import { outcomeOf } from './bulk.ts'
import type { ActionAsAt, LeadFacts, MilestoneAsAt } from './facts.ts'

const plan = examplePlan(24)
const base = plan.milestones.find(({ dropped, due }) => !dropped && due?.on)
const under = plan.actions.find(({ id }) => id === base?.actionId)
if (!base || !under) throw new Error('The example has no such milestone')
const TODAY = plan.asAt

const one = (more: Partial<MilestoneAsAt>): MilestoneAsAt => ({ ...base, start: null, ...more })
const acted = (more: Partial<ActionAsAt> = {}): ActionAsAt => ({
  ...under,
  dropped: null,
  boards: [],
  ...more,
})
const leadOf = (id: string, part: LeadFacts['part']): LeadFacts => ({
  ...{ holder: { kind: 'post', id }, name: id, partner: null, part },
})

describe('one change to many milestones', () => {
  test('a date that is moved lands on a working day, and moved back by as many is where it was', () => {
    const day = fc.integer({ min: 0, max: 3_000 }).map((days) => addDays('2024-01-01', days))
    fc.assert(
      fc.property(
        day,
        fc.integer({ min: -60, max: 60 }).filter((days) => days !== 0),
        (on, days) => {
          const from = isWorkingDay(on) ? on : addWorkingDays(on, 1)
          const milestone = one({ due: { on: from, precision: 'day', words: null } })
          const moved = outcomeOf({ what: 'move', days }, milestone, acted(), TODAY)
          if (!('now' in moved)) throw new Error('not moved')
          const now = moved.now as MilestoneAsAt['due']
          expect(isWorkingDay(now?.on ?? '')).toBe(true)
          const back = outcomeOf({ what: 'move', days: -days }, one({ due: now }), acted(), TODAY)
          expect(back).toMatchObject({ now: { on: from } })
        },
      ),
    )
  })

  test('five working days over Christmas 2026 are eleven days', () => {
    const milestone = one({ due: { on: '2026-12-23', precision: 'day', words: null } })
    expect(outcomeOf({ what: 'move', days: 5 }, milestone, acted(), TODAY)).toMatchObject({
      now: { on: '2027-01-04', precision: 'day', words: null },
    })
  })

  test('no milestone is due before it starts, and one without a date has none to move', () => {
    const start = { on: '2027-02-01', precision: 'day', words: null } as const
    expect(outcomeOf({ what: 'due', on: '2027-01-31' }, one({ start }), acted(), TODAY)).toHaveProperty(
      'refused',
    )
    expect(outcomeOf({ what: 'move', days: 1 }, one({ due: null }), acted(), TODAY)).toHaveProperty('refused')
  })

  test('a new lead takes the place of the old ones, and support stays', () => {
    const leads = [
      leadOf('a', 'accountable'),
      leadOf('b', 'lead'),
      leadOf('c', 'support'),
      leadOf('d', 'support'),
    ]
    const given = outcomeOf({ what: 'lead', lead: leadOf('c', 'lead') }, one({ leads }), acted(), TODAY)
    expect(given).toMatchObject({ now: [leadOf('c', 'accountable'), leadOf('d', 'support')] })
  })

  test('a board is added to those that watch through the action, and never taken away in appearance only', () => {
    const action = acted({ boards: ['Board A'] })
    const add = outcomeOf({ what: 'add_board', board: 'Board B' }, one({ boards: [] }), action, TODAY)
    expect(add).toMatchObject({ was: [], now: ['Board A', 'Board B'] })
    const take = outcomeOf({ what: 'take_board', board: 'Board A' }, one({ boards: [] }), action, TODAY)
    expect(take).toHaveProperty('refused')
    const other = outcomeOf(
      { what: 'take_board', board: 'Board B' },
      one({ boards: ['Board B'] }),
      action,
      TODAY,
    )
    expect(other).toMatchObject({ now: [] })
  })

  test('what is so already is not changed, and what is dropped is left', () => {
    const due = { on: '2027-01-29', precision: 'day', words: null } as const
    expect(outcomeOf({ what: 'due', on: due.on }, one({ due }), acted(), TODAY)).toEqual({ unchanged: true })
    const lead = leadOf('a', 'lead')
    expect(outcomeOf({ what: 'lead', lead }, one({ leads: [lead] }), acted(), TODAY)).toEqual({
      unchanged: true,
    })
    const dropped = { on: TODAY, reason: 'Done elsewhere' }
    expect(outcomeOf({ what: 'drop', reason: 'x' }, one({ dropped }), acted(), TODAY)).toHaveProperty(
      'refused',
    )
  })
})
