import { startOfMonth } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { NotAllowed } from '../../../platform/http/errors.ts'
import { record } from '../../../platform/record/record.ts'
import type { Status } from '../domain/status.ts'
import { mayJudge, mayUpdate } from '../policy.ts'
import { insertProgress } from '../queries/save.ts'
import { readAction, readMilestone } from './read.ts'

export interface Said {
  /** Made with the form: the same form sent twice is one update. */
  once: string
  status: Status
  done: string
  next: string | null
  support: string | null
  evidence: string | null
}

/** A lead says where a milestone stands this month. Added, never overwritten. Errors: NotFound, NotAllowed. */
export async function recordUpdate(scope: Scope, milestoneId: string, said: Said): Promise<void> {
  const { plan, action, milestone } = await readMilestone(scope, milestoneId, scope.today)
  if (!mayUpdate(scope.actor, [action])(milestone)) throw new NotAllowed('report on this milestone')
  const period = startOfMonth(scope.today)
  const added = await insertProgress(scope, { planId: plan.id, about: { milestoneId }, period, ...said })
  if (!added) return
  await record(scope, {
    act: 'milestone.reported',
    thing: { kind: 'milestone', id: milestoneId },
    detail: { period, status: said.status, support: said.support !== null },
  })
}

/** An action's lead gives its own status, beside the roll-up of its milestones. Errors: NotFound, NotAllowed. */
export async function judgeAction(
  scope: Scope,
  actionId: string,
  judged: { once: string; status: Status; words: string },
): Promise<void> {
  const plan = await readAction(scope, actionId, scope.today)
  const action = plan.actions[0]
  if (!action || !mayJudge(scope.actor, action)) throw new NotAllowed('judge this action')
  const added = await insertProgress(scope, {
    planId: plan.id,
    about: { actionId },
    once: judged.once,
    period: startOfMonth(scope.today),
    status: judged.status,
    done: judged.words,
    next: null,
    support: null,
    evidence: null,
  })
  if (!added) return
  await record(scope, {
    act: 'action.judged',
    thing: { kind: 'action', id: actionId },
    detail: { status: judged.status },
  })
}
