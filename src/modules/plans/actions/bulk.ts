import { createHash } from 'node:crypto'
import type { Scope } from '../../../platform/db/scope.ts'
import { Unacceptable } from '../../../platform/http/errors.ts'
import { type BulkAsked, type BulkChange, type BulkField, needsReason, outcomeOf } from '../domain/bulk.ts'
import type { ActionAsAt, LeadFacts, MilestoneAsAt, PlanAsAt } from '../domain/facts.ts'
import { lockPlan } from '../queries/merge.ts'
import { listBoards } from '../queries/save.ts'
import { type Holder, listHolders } from './holders.ts'
import { changeThings } from './merge.ts'
import { readPlan } from './read.ts'

export interface BulkChangeLine {
  milestone: MilestoneAsAt
  action: ActionAsAt
  field: BulkField
  was: unknown
  now: unknown
  /** Of the milestone as it stands: see `bulkMark`. */
  mark: string
}

export interface BulkProposal {
  plan: PlanAsAt
  lines: BulkChangeLine[]
  /** Selected milestones that are so already. */
  unchanged: number
}

/** A plan with whoever may lead and every board: what a change of many milestones is chosen from. Errors: NotFound. */
export async function readBulk(scope: Scope, planId: string) {
  const plan = await readPlan(scope, planId, scope.today)
  return { plan, holders: await listHolders(scope), boards: await listBoards(scope) }
}

/**
 * What a change would make of the selected milestones; nothing is saved. Errors: NotFound; Unacceptable when none is
 * selected, when nothing would change, and when one of them cannot be changed so.
 */
export async function proposeBulk(
  scope: Scope,
  planId: string,
  asked: BulkAsked,
  { selected, reason }: { selected: readonly string[]; reason: string | null },
): Promise<BulkProposal> {
  return propose(await readBulk(scope, planId), asked, { selected, reason })
}

type Found = Awaited<ReturnType<typeof readBulk>>

function propose(
  { plan, ...known }: Found,
  asked: BulkAsked,
  { selected, reason }: { selected: readonly string[]; reason: string | null },
): BulkProposal {
  if (needsReason(asked) && !reason)
    throw new Unacceptable('Say why: the reason is kept with each milestone', 'reason')
  return toProposal(plan, toChange(asked, { ...known, reason }), new Set(selected))
}

/**
 * Makes the change, all or nothing: each milestone has its own line in the history and its own entry in the record, and
 * the statements do not grow with them. Gives how many were changed. Errors: as `proposeBulk`; and Unacceptable under
 * `seen` when somebody changed one of them since it was shown (`seen`: identity → mark).
 */
export async function changeInBulk(
  scope: Scope,
  planId: string,
  asked: BulkAsked,
  { seen, reason }: { seen: ReadonlyMap<string, string>; reason: string | null },
): Promise<number> {
  await lockPlan(scope, planId)
  const found = await readBulk(scope, planId)
  refuseChanged(found.plan, seen)
  const { plan, lines } = propose(found, asked, { selected: [...seen.keys()], reason })
  await changeThings(
    scope,
    plan,
    lines.map(({ milestone: { id }, field, was, now }) => ({ kind: 'milestone', id, field, was, now })),
    { reason, by: scope.actor.name },
  )
  return lines.length
}

/** The field under which a conflict is told. */
export const BULK_CONFLICT = 'seen'

function refuseChanged(plan: PlanAsAt, seen: ReadonlyMap<string, string>): void {
  const changed = plan.milestones
    .filter(({ id }) => seen.has(id))
    .filter((one) => bulkMark(one) !== seen.get(one.id))
  if (changed.length === 0) return
  throw new Unacceptable(
    `Somebody changed ${namesOf(changed)} since this page was shown. Nothing is saved: look at them as they are now, and confirm again`,
    BULK_CONFLICT,
  )
}

/** Tells one state of what can be changed from another. */
export const bulkMark = ({ words, start, due, leads, boards, dropped }: MilestoneAsAt): string =>
  createHash('sha256')
    .update(JSON.stringify([words, start, due, leads, boards, dropped]))
    .digest('base64url')
    .slice(0, 16)

const MOST_NAMED = 5

function namesOf(milestones: readonly MilestoneAsAt[]): string {
  const named = milestones.slice(0, MOST_NAMED).map(({ ref, words }) => ref ?? `“${words.slice(0, 60)}”`)
  const rest = milestones.length - named.length
  return `${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}

function toProposal(plan: PlanAsAt, change: BulkChange, selected: ReadonlySet<string>): BulkProposal {
  const actions = new Map(plan.actions.map((action) => [action.id, action]))
  const chosen = plan.milestones.filter(({ id }) => selected.has(id))
  if (chosen.length === 0) throw new Unacceptable('Select the milestones to change', 'milestones')
  const refused = new Map<string, MilestoneAsAt[]>()
  const lines = chosen.flatMap((milestone): BulkChangeLine[] => {
    const action = actions.get(milestone.actionId)
    if (!action) return []
    const outcome = outcomeOf(change, milestone, action, plan.asAt)
    if ('refused' in outcome)
      refused.set(outcome.refused, [...(refused.get(outcome.refused) ?? []), milestone])
    return 'field' in outcome ? [{ milestone, action, ...outcome, mark: bulkMark(milestone) }] : []
  })
  if (refused.size > 0) throw new Unacceptable(refusedWords(refused), 'milestones')
  if (lines.length === 0)
    throw new Unacceptable('Nothing would change: all selected milestones are so already', 'what')
  return { plan, lines, unchanged: chosen.length - lines.length }
}

function refusedWords(refused: ReadonlyMap<string, readonly MilestoneAsAt[]>): string {
  const each = [...refused].map(([why, milestones]) => `${namesOf(milestones)} ${why}`)
  return `Take these out of the selection: ${each.join('; ')}`
}

function toChange(
  asked: BulkAsked,
  known: { holders: readonly Holder[]; boards: readonly { name: string }[]; reason: string | null },
): BulkChange {
  if (asked.what === 'lead') return { what: 'lead', lead: toLead(asked.holder, known.holders) }
  if (asked.what === 'drop') return { what: 'drop', reason: known.reason ?? '' }
  if (asked.what !== 'add_board' && asked.what !== 'take_board') return asked
  if (!known.boards.some(({ name }) => name === asked.board))
    throw new Unacceptable('Choose a board from the list', asked.what)
  return asked
}

function toLead(key: string, holders: readonly Holder[]): LeadFacts {
  const holder = holders.find(({ id }) => id === key)
  if (!holder) throw new Unacceptable('Choose a lead from the list', 'lead')
  const { kind, id, name, partner } = holder
  return { holder: { kind, id }, name, partner, part: 'accountable' }
}
