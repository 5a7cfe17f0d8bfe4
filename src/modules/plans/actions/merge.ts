import { createHash } from 'node:crypto'
import { insertRows } from '../../../platform/db/rows.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { newId } from '../../../platform/ids.ts'
import { recordAll } from '../../../platform/record/record.ts'
import { CHANGEABLE } from '../domain/as-at.ts'
import type { ActionAsAt, FindingFacts, MeasureFacts, MilestoneAsAt, PlanAsAt } from '../domain/facts.ts'
import {
  listSaid,
  replaceBoardsOf,
  replaceLeadsOf,
  saveActions,
  saveFindings,
  saveMilestones,
} from '../queries/merge.ts'
import type { Created } from './bring-in.ts'
import { readPlan } from './read.ts'

/** One field of one thing, as it was and as it is to be. */
export interface FieldChange {
  kind: 'finding' | 'action' | 'milestone'
  id: string
  field: string
  was: unknown
  now: unknown
  /** Why just this changes, where many change for different reasons. */
  reason?: string
}

/**
 * Changes many fields of a plan at once, and keeps what each was. Statements do not grow with the number of changes.
 * Errors: a field that no such thing has, or a thing that the plan does not hold.
 */
export async function changeThings(
  scope: Scope,
  plan: PlanAsAt,
  changes: readonly FieldChange[],
  why: { reason: string | null; by: string },
): Promise<Created[]> {
  if (changes.length === 0) return []
  const boards = await putInPlace(scope, plan, changes)
  const kept = await keepChanges(scope, plan.id, changes, why)
  await recordAll(
    scope,
    changes.map(({ kind, id, field }) => ({
      act: `${kind}.changed`,
      thing: { kind, id },
      detail: { field },
    })),
  )
  return [...boards.map((id) => ({ kind: 'board', id })), ...kept]
}

/**
 * Puts fields back to what they were before an import that is taken back, and keeps no change of it: the history of the
 * plan is to be what it was. Whoever calls it writes the record.
 */
export async function restoreThings(
  scope: Scope,
  plan: PlanAsAt,
  changes: readonly FieldChange[],
): Promise<void> {
  if (changes.length > 0) await putInPlace(scope, plan, changes)
}

/** Saves the things as they are to be; gives the boards that had to be made. */
async function putInPlace(scope: Scope, plan: PlanAsAt, changes: readonly FieldChange[]): Promise<string[]> {
  const findings = changed(plan.findings, changes, 'finding')
  const actions = changed(plan.actions, changes, 'action')
  const milestones = changed(plan.milestones, changes, 'milestone')
  await saveFindings(scope, findings)
  await saveActions(scope, actions)
  await saveMilestones(scope, milestones)
  return saveHangings(scope, plan.id, changes, { actions, milestones })
}

function changed<T extends FindingFacts | ActionAsAt | MilestoneAsAt>(
  things: readonly T[],
  changes: readonly FieldChange[],
  kind: FieldChange['kind'],
): T[] {
  const held = new Map(things.map((thing) => [thing.id, thing]))
  const mine = Map.groupBy(
    changes.filter((change) => change.kind === kind),
    ({ id }) => id,
  )
  return [...mine].map(([id, list]) => {
    const thing = held.get(id)
    if (!thing) throw new Error(`The plan holds no ${kind} ${id}`)
    return { ...thing, ...Object.fromEntries(list.map(({ field, now }) => [field, now])) }
  })
}

/** Leads and boards stand in tables of their own. */
async function saveHangings(
  scope: Scope,
  planId: string,
  changes: readonly FieldChange[],
  { actions, milestones }: { actions: readonly ActionAsAt[]; milestones: readonly MilestoneAsAt[] },
): Promise<string[]> {
  const touches = (field: string) => {
    const ids = new Set(changes.filter((change) => change.field === field).map(({ id }) => id))
    return ({ id }: { id: string }) => ids.has(id)
  }
  await replaceLeadsOf(scope, planId, 'action', actions.filter(touches('leads')))
  await replaceLeadsOf(scope, planId, 'milestone', milestones.filter(touches('leads')))
  return [
    ...(await replaceBoardsOf(scope, planId, 'action', actions.filter(touches('boards')))),
    ...(await replaceBoardsOf(scope, planId, 'milestone', milestones.filter(touches('boards')))),
  ]
}

/** A finding is quoted, not planned: its corrections are in the record, and no past day is worked out from them. */
async function keepChanges(
  scope: Scope,
  planId: string,
  changes: readonly FieldChange[],
  { reason, by }: { reason: string | null; by: string },
): Promise<Created[]> {
  const rows = changes.flatMap(({ kind, id, field, was, now, reason: own }) => {
    if (kind === 'finding') return []
    const fields: readonly string[] = CHANGEABLE[kind]
    if (!fields.includes(field)) throw new Error(`No ${kind} has a field "${field}" that can be changed`)
    return [
      {
        id: newId(),
        plan_id: planId,
        thing_kind: kind,
        thing_id: id,
        field,
        was: JSON.stringify(was),
        now: JSON.stringify(now),
        reason: own ?? reason,
        changed_on: scope.today,
        changed_by: by,
        changed_at: scope.now,
      },
    ]
  })
  await insertRows(scope, 'plan_change', rows)
  return rows.map(({ id }) => ({ kind: 'plan_change', id }))
}

/**
 * One number for all that a plan says, and all that was ever said of it: equal numbers, equal plans. What is attached
 * as evidence, help that is asked for, and what a measure shows, are between people: no part of the plan, and no
 * document brings them.
 */
export async function planHash(scope: Scope, planId: string): Promise<string> {
  const { asAt: _, ...plan } = await readPlan(scope, planId, scope.today)
  const milestones = plan.milestones.map(({ support: _, evidence: __, ...milestone }) => milestone)
  const facts = {
    ...plan,
    milestones,
    actions: plan.actions.map(withoutAnswers),
    findings: plan.findings.map(withoutAnswers),
  }
  const said = await listSaid(scope, planId)
  return createHash('sha256').update(JSON.stringify({ facts, said })).digest('hex')
}

function withoutAnswers<T extends Pick<ActionAsAt, 'criteria' | 'measures'>>(thing: T) {
  const plain = (measures: readonly MeasureFacts[]) => measures.map(({ kind, words }) => ({ kind, words }))
  return {
    ...thing,
    criteria: thing.criteria.map((criterion) => ({ ...criterion, measures: plain(criterion.measures) })),
    measures: plain(thing.measures),
  }
}
