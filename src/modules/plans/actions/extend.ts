import { insertRows } from '../../../platform/db/rows.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { newId } from '../../../platform/ids.ts'
import { type Act, recordAll } from '../../../platform/record/record.ts'
import type { LeadFacts, StatedDate } from '../domain/facts.ts'
import { precisionOf } from '../domain/stated.ts'
import { copyCitations, copyCriteria, ensureOutcomes, type Heir, nextPlaces } from '../queries/extend.ts'
import { replaceBoardsOf, replaceLeadsOf } from '../queries/merge.ts'

/** An action that becomes part of a plan today, after those that it has. */
export interface NewAction {
  id: string
  ref: string | null
  words: string
  themeId: string | null
  phaseId: string | null
  outcome: string | null
  leads: readonly LeadFacts[]
  /** Names of boards; one that the area does not have yet is made. */
  boards: readonly string[]
  milestones: readonly { words: string; due: StatedDate | null }[]
}

/**
 * Adds themes and actions to a plan, from today on: no earlier day shows them. Statements do not grow with their
 * number. The caller has made sure that no theme has a name that the plan knows.
 */
export async function addToPlan(
  scope: Scope,
  planId: string,
  added: { themes: readonly { id: string; name: string }[]; actions: readonly NewAction[] },
): Promise<void> {
  const places = await nextPlaces(scope, planId)
  const themes = added.themes.map(({ id, name }, at) => ({
    ...{ id, name, plan_id: planId, position: places.theme + at, from_on: scope.today },
  }))
  await insertRows(scope, 'theme', themes)
  await insertActions(scope, planId, added.actions, places.action)
  await recordAll(scope, [...themes.map(madeOf('theme')), ...added.actions.map(madeOf('action'))])
}

const madeOf =
  (kind: 'theme' | 'action') =>
  ({ id }: { id: string }): Act => ({ act: `${kind}.added`, thing: { kind, id } })

async function insertActions(
  scope: Scope,
  planId: string,
  actions: readonly NewAction[],
  first: number,
): Promise<void> {
  if (actions.length === 0) return
  const outcomes = await ensureOutcomes(
    scope,
    planId,
    actions.flatMap(({ outcome }) => outcome ?? []),
  )
  const rows = actions.map(({ id, ref, words, themeId, phaseId, outcome }, at) => ({
    ...{ id, plan_id: planId, ref, words, theme_id: themeId, phase_id: phaseId },
    ...{ outcome_id: outcomes.get(outcome ?? '') ?? null, position: first + at, live_from: scope.today },
  }))
  await insertRows(scope, 'action', rows)
  await insertRows(
    scope,
    'milestone',
    actions.flatMap(({ id, milestones }) =>
      milestones.map((one, at) => milestoneRow(scope, planId, id, one, at)),
    ),
  )
  await replaceLeadsOf(scope, planId, 'action', actions)
  await replaceBoardsOf(scope, planId, 'action', actions)
}

const milestoneRow = (
  { today }: Scope,
  planId: string,
  actionId: string,
  { words, due }: NewAction['milestones'][number],
  position: number,
) => ({
  ...{ id: newId(), plan_id: planId, action_id: actionId, position, words, live_from: today },
  ...{ due_on: due?.on ?? null, due_precision: precisionOf(due), due_words: due?.words ?? null },
})

/**
 * What an action answers, and what success looks like for it, stands from today under its heirs as well: an answer is
 * not lost because the work is done under another heading. What an heir has already it is not given twice.
 */
export async function inherit(scope: Scope, planId: string, heirs: readonly Heir[]): Promise<void> {
  await copyCitations(scope, planId, heirs)
  await copyCriteria(scope, planId, heirs)
}
