import type { Scope } from '../../../platform/db/scope.ts'
import { Unacceptable } from '../../../platform/http/errors.ts'
import { record, recordAll } from '../../../platform/record/record.ts'
import { descriptorsOf, findFramework } from '../../frameworks/index.ts'
import { type ChosenFramework, type PlanAsAt, readPlan } from '../../plans/index.ts'
import { endChoice, insertChoice, setTarget } from '../queries/choice.ts'

/** A plan with what it is held against today. Errors: NotFound. */
export const readChoices = (scope: Scope, planId: string): Promise<PlanAsAt> =>
  readPlan(scope, planId, scope.today)

/**
 * Holds a plan against a grade of a framework from today on, beside those that it is held against already. Done twice
 * is done once. Errors: NotFound; Unacceptable where no statement is held of that grade.
 */
export async function chooseFramework(scope: Scope, planId: string, chosen: ChosenFramework): Promise<void> {
  await readChoices(scope, planId)
  const framework = findFramework(chosen)
  if (!framework || descriptorsOf(framework, chosen.grade).length === 0)
    throw new Unacceptable('Choose a framework and a grade from the list', 'framework')
  if (await insertChoice(scope, planId, chosen)) await tell(scope, planId, 'judgement.chosen', chosen)
}

/** Holds a plan against a grade no longer; that it was, and what showed it, is kept. Done twice is done once. Errors: NotFound. */
export async function endFramework(scope: Scope, planId: string, chosen: ChosenFramework): Promise<void> {
  await readChoices(scope, planId)
  if (await endChoice(scope, planId, chosen)) await tell(scope, planId, 'judgement.ended', chosen)
}

const tell = (scope: Scope, planId: string, act: string, { framework, version, grade }: ChosenFramework) =>
  record(scope, { act, thing: { kind: 'plan', id: planId }, detail: { framework, version, grade } })

/**
 * Sets the judgement that is wanted by the end of each phase, by the phase's id; null takes it back. Phases that are
 * not named keep theirs. Errors: NotFound; Unacceptable for a phase of another plan.
 */
export async function setTargets(
  scope: Scope,
  planId: string,
  targets: ReadonlyMap<string, string | null>,
): Promise<void> {
  const { phases } = await readChoices(scope, planId)
  if ([...targets.keys()].some((id) => !phases.some((phase) => phase.id === id)))
    throw new Unacceptable('This form is not complete: reload the page', 'targets')
  const changed = phases.filter(
    ({ id, targetJudgement }) => targets.has(id) && (targets.get(id) ?? null) !== targetJudgement,
  )
  for (const { id } of changed) await setTarget(scope, id, targets.get(id) ?? null)
  await recordAll(
    scope,
    changed.map(({ id, targetJudgement }) => ({
      act: 'judgement.target_set',
      thing: { kind: 'phase', id },
      detail: { was: targetJudgement, target: targets.get(id) ?? null },
    })),
  )
}
