/** One change to many milestones at once: what each would become, or why it cannot. */
import { addWorkingDays, type PlainDate } from '../../../platform/calendar.ts'
import type { ActionAsAt, LeadFacts, MilestoneAsAt, StatedDate } from './facts.ts'

export type BulkChange =
  | { what: 'lead'; lead: LeadFacts }
  | { what: 'due'; on: PlainDate }
  /** Working days in England; negative brings dates forward. */
  | { what: 'move'; days: number }
  | { what: 'add_board' | 'take_board'; board: string }
  | { what: 'drop'; reason: string }

/** What somebody asks of many milestones; identities are still to be looked up. */
export type BulkAsked =
  | { what: 'lead'; holder: string }
  | { what: 'due'; on: PlainDate }
  | { what: 'move'; days: number }
  | { what: 'add_board' | 'take_board'; board: string }
  | { what: 'drop' }

/** A date and the end of a milestone are promises: whoever changes them says why. */
export const needsReason = ({ what }: BulkAsked): boolean =>
  what === 'due' || what === 'move' || what === 'drop'

export type BulkField = 'leads' | 'due' | 'boards' | 'dropped'

/** What a milestone was and is to be; nothing when it is so already; or why it cannot be changed so. */
export type BulkOutcome =
  | { field: BulkField; was: unknown; now: unknown }
  | { unchanged: true }
  | { refused: string }

const UNCHANGED = { unchanged: true } as const

/** Works out what one change makes of one milestone, on a day. A milestone that is dropped stays as it is. */
export function outcomeOf(
  change: BulkChange,
  milestone: MilestoneAsAt,
  action: ActionAsAt,
  today: PlainDate,
): BulkOutcome {
  if (milestone.dropped || action.dropped) return { refused: 'is dropped' }
  if (change.what === 'lead') return leadOutcome(change.lead, milestone)
  if (change.what === 'due') return dueOutcome(change.on, milestone)
  if (change.what === 'move') return moveOutcome(change.days, milestone)
  if (change.what === 'drop')
    return { field: 'dropped', was: null, now: { on: today, reason: change.reason } }
  return boardOutcome(change, milestone, action)
}

/** The new lead answers for it, in the place of whoever led it; who supports it goes on doing so. */
function leadOutcome(lead: LeadFacts, { leads }: MilestoneAsAt): BulkOutcome {
  const same = (one: LeadFacts) => one.holder !== null && one.holder.id === lead.holder?.id
  const leading = leads.filter(({ part }) => part !== 'support')
  if (leading.length === 1 && leading.every(same)) return UNCHANGED
  const support = leads.filter((one) => one.part === 'support' && !same(one))
  return { field: 'leads', was: leads, now: [{ ...lead, part: 'accountable' }, ...support] }
}

function dueOutcome(on: PlainDate, { start, due }: MilestoneAsAt): BulkOutcome {
  if (due?.on === on && due.precision === 'day') return UNCHANGED
  if (start?.on && on < start.on) return { refused: 'would be due before it starts' }
  const now: StatedDate = { on, precision: 'day', words: null }
  return { field: 'due', was: due, now }
}

function moveOutcome(days: number, milestone: MilestoneAsAt): BulkOutcome {
  const on = milestone.due?.on
  if (!on) return { refused: 'has no due date that could be moved' }
  return dueOutcome(addWorkingDays(on, days), milestone)
}

/**
 * A milestone without boards of its own is watched by those of its action; from now on it has its own, the same and one
 * more, or one less.
 */
function boardOutcome(
  { what, board }: { what: 'add_board' | 'take_board'; board: string },
  milestone: MilestoneAsAt,
  action: ActionAsAt,
): BulkOutcome {
  const watching = milestone.boards.length > 0 ? milestone.boards : action.boards
  if (watching.includes(board) === (what === 'add_board')) return UNCHANGED
  const now = what === 'add_board' ? [...watching, board] : watching.filter((one) => one !== board)
  // Without any of its own it would be watched by its action's boards again.
  if (now.length === 0 && action.boards.includes(board))
    return { refused: `is watched by ${board} through its action: change the action` }
  return { field: 'boards', was: milestone.boards, now }
}
