import type { Absent } from '../../../platform/access/actor.ts'
import type { PlainDate } from '../../../platform/calendar.ts'
import { insertRows, type Row } from '../../../platform/db/rows.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { newId } from '../../../platform/ids.ts'
import type { PlanChange } from '../domain/as-at.ts'
import type { Concern } from '../domain/concerns.ts'
import type { LeadFacts, StatedDate } from '../domain/facts.ts'
import type { Reason } from '../domain/reasons.ts'
import type { Status } from '../domain/status.ts'
import { listEveryBoard, setClosed } from './boards.ts'

/** The boards that meet, by name: those that may be chosen. */
export const listBoards = async (reader: Pick<Scope, 'db' | 'areaId'>) =>
  (await listEveryBoard(reader)).filter(({ closedOn }) => closedOn === null)

/** Boards by name, made where the area has none of that name; `made` says which were. */
export async function ensureBoards(
  scope: Scope,
  names: readonly string[],
): Promise<{ ids: Map<string, string>; made: string[] }> {
  const held = await listEveryBoard(scope)
  for (const { id, name, closedOn } of held)
    if (closedOn !== null && names.includes(name)) await setClosed(scope, id, null)
  const ids = new Map(held.map((board) => [board.name, board.id]))
  const made = [...new Set(names)].filter((name) => !ids.has(name))
  const rows = made.map((name) => ({ id: newId(), name }))
  for (const { id, name } of rows) ids.set(name, id)
  await insertRows(scope, 'board', rows)
  return { ids, made }
}

/** Outcomes of a plan, in its order. */
export const listOutcomes = ({ db, areaId }: Scope, planId: string) =>
  db
    .selectFrom('outcome')
    .select(['id', 'words'])
    .where('area_id', '=', areaId)
    .where('plan_id', '=', planId)
    .orderBy('position')
    .execute()

export interface ProgressInput {
  planId: string
  about: { milestoneId: string } | { actionId: string }
  once: string
  period: string
  status: Status
  done: string
  next: string | null
  support: string | null
  evidence: string | null
  reason?: Reason | null
  recovery?: string | null
  proposedDue?: PlainDate | null
  concerns?: readonly Concern[]
  /** Somebody who is away, and for whom this is said. */
  actingFor?: Absent | null
}

/**
 * Adds what was said today and gives its id. Null when the very same was saved by this form before: sent twice is said
 * once. Other words under the mark of a saved form (the browser's Back) are words of their own, and are added too.
 */
export async function insertProgress(scope: Scope, input: ProgressInput): Promise<string | null> {
  const id = await addProgress(scope, input)
  if (id !== null) return id
  if (await isSaid(scope, input)) return null
  return addProgress(scope, { ...input, once: newId() })
}

async function addProgress(
  { db, areaId, actor, now, today }: Scope,
  input: ProgressInput,
): Promise<string | null> {
  const absent = input.actingFor ?? null
  const added = await db
    .insertInto('progress')
    .values({
      ...saidIn(input),
      area_id: areaId,
      id: newId(),
      plan_id: input.planId,
      period: input.period,
      said_on: today,
      concerns: JSON.stringify(input.concerns ?? []),
      author_id: actor.personId,
      author_words: absent === null ? actor.name : `${actor.name} for ${absent.name}`,
      for_id: absent?.personId ?? null,
      for_words: absent?.name ?? null,
      recorded_at: now,
      once: input.once,
    })
    .onConflict((conflict) => conflict.columns(['area_id', 'once']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return added?.id ?? null
}

/** Whether the form's mark stands on these very words. */
async function isSaid({ db, areaId }: Scope, input: ProgressInput): Promise<boolean> {
  const held = await db
    .selectFrom('progress')
    .select(['milestone_id', 'action_id', 'status', 'done', 'next', 'support', 'evidence'])
    .select(['reason', 'recovery', 'proposed_due'])
    .where('area_id', '=', areaId)
    .where('once', '=', input.once)
    .executeTakeFirst()
  const said = saidIn(input)
  return (
    held !== undefined &&
    Object.entries(held).every(([field, value]) => value === said[field as keyof typeof said])
  )
}

const saidIn = ({ about, status, done, next, support, evidence, ...more }: ProgressInput) => ({
  milestone_id: 'milestoneId' in about ? about.milestoneId : null,
  action_id: 'actionId' in about ? about.actionId : null,
  ...{ status, done, next, support, evidence },
  reason: more.reason ?? null,
  recovery: more.recovery ?? null,
  proposed_due: more.proposedDue ?? null,
})

export const insertChanges = (
  scope: Scope,
  planId: string,
  changes: readonly Pick<PlanChange, 'thingKind' | 'thingId' | 'field' | 'was' | 'now' | 'reason'>[],
): Promise<void> =>
  insertRows(
    scope,
    'plan_change',
    changes.map((change) => ({
      id: newId(),
      plan_id: planId,
      thing_kind: change.thingKind,
      thing_id: change.thingId,
      field: change.field,
      was: JSON.stringify(change.was),
      now: JSON.stringify(change.now),
      reason: change.reason,
      changed_on: scope.today,
      changed_by: scope.actor.name,
      changed_at: scope.now,
    })),
  )

/** Holds the milestone until the transaction ends: of two changes at once, the second sees what the first made of it. */
export const lockMilestone = ({ db, areaId }: Scope, milestoneId: string) =>
  db
    .selectFrom('milestone')
    .select('id')
    .where('area_id', '=', areaId)
    .where('id', '=', milestoneId)
    .forUpdate()
    .execute()

export interface MilestoneFields {
  words: string
  start: StatedDate | null
  due: StatedDate | null
}

export const updateMilestoneFields = (
  { db, areaId }: Scope,
  milestoneId: string,
  { words, start, due }: MilestoneFields,
) =>
  db
    .updateTable('milestone')
    .set({
      words,
      start_on: start?.on ?? null,
      start_precision: start?.precision ?? null,
      start_words: start?.words ?? null,
      due_on: due?.on ?? null,
      due_precision: due?.precision ?? null,
      due_words: due?.words ?? null,
    })
    .where('area_id', '=', areaId)
    .where('id', '=', milestoneId)
    .execute()

export async function replaceLeads(
  scope: Scope,
  planId: string,
  milestoneId: string,
  leads: readonly LeadFacts[],
): Promise<void> {
  const { db, areaId } = scope
  await db.deleteFrom('lead').where('area_id', '=', areaId).where('milestone_id', '=', milestoneId).execute()
  const rows = leads.map((lead, position) => leadRow(planId, { milestone_id: milestoneId }, lead, position))
  await insertRows(scope, 'lead', rows)
}

/** A lead as it is saved, of an action or a milestone. */
export function leadRow(
  planId: string,
  of: { milestone_id: string } | { action_id: string } | { theme_id: string },
  lead: Pick<LeadFacts, 'holder' | 'name' | 'part'>,
  position: number,
): Row<'lead'> {
  return {
    id: newId(),
    plan_id: planId,
    ...of,
    position,
    part: lead.part,
    words: lead.name,
    person_id: lead.holder?.kind === 'person' ? lead.holder.id : null,
    post_id: lead.holder?.kind === 'post' ? lead.holder.id : null,
    partner_id: lead.holder?.kind === 'partner' ? lead.holder.id : null,
  }
}
