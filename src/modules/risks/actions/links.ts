import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { NotAllowed, NotFound, Unacceptable } from '../../../platform/http/errors.ts'
import { record, recordAll } from '../../../platform/record/record.ts'
import type { Risk, Target } from '../domain/facts.ts'
import { mayKeep } from '../policy.ts'
import { endLink, insertLink, lockRisk } from '../queries/save.ts'
import { listTargets } from './choices.ts'
import { getSeen } from './read.ts'

/** Links a risk that is new to what it threatens. Errors: Unacceptable when that is no part of its plan. */
export async function linkAll(
  scope: Scope,
  of: { id: string; planId: string },
  targets: readonly Target[],
  from: PlainDate,
): Promise<void> {
  if (targets.length === 0) return
  const known = await listTargets(scope, of.planId)
  for (const target of targets) {
    if (!known.some(({ kind, id }) => kind === target.kind && id === target.id)) {
      throw new Unacceptable('Choose what it threatens from the list', 'threatens')
    }
    await insertLink(scope, of, target, from)
  }
  await recordAll(
    scope,
    targets.map((target) => ({
      act: 'risk.linked',
      thing: { kind: 'risk', id: of.id },
      detail: { kind: target.kind, to: target.id },
    })),
  )
}

/**
 * Says that a risk threatens something of its plan, from today. Saying it again changes nothing. Errors: NotFound,
 * NotAllowed; Unacceptable when it is no part of the plan.
 */
export async function linkRisk(scope: Scope, riskId: string, target: Target): Promise<void> {
  const risk = await takeKept(scope, riskId)
  if (risk.links.some(({ kind, id }) => kind === target.kind && id === target.id)) return
  await linkAll(scope, { id: riskId, planId: risk.plan.id }, [target], scope.today)
}

/** Says that it does so no longer, from today. Errors: NotFound, NotAllowed. */
export async function unlinkRisk(scope: Scope, riskId: string, linkId: string): Promise<void> {
  const risk = await takeKept(scope, riskId)
  const link = risk.links.find((one) => one.linkId === linkId)
  if (!link) throw new NotFound('link')
  await endLink(scope, linkId)
  await record(scope, {
    act: 'risk.unlinked',
    thing: { kind: 'risk', id: riskId },
    detail: { kind: link.kind, from: link.id },
  })
}

async function takeKept(scope: Scope, riskId: string): Promise<Risk> {
  await lockRisk(scope, riskId)
  const risk = await getSeen(scope, riskId, scope.today)
  if (!mayKeep(scope.actor, risk)) throw new NotAllowed('change this risk')
  return risk
}
