import type { Actor } from '../../../platform/access/actor.ts'
import { type PlainDate, startOfMonth } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { NotAllowed, Unacceptable } from '../../../platform/http/errors.ts'
import { record } from '../../../platform/record/record.ts'
import { notify } from '../../notices/index.ts'
import type { OpenQuery } from '../domain/assessment.ts'
import { type Concern, concernsOf } from '../domain/concerns.ts'
import type { ActionAsAt, MilestoneAsAt } from '../domain/facts.ts'
import type { Reason } from '../domain/reasons.ts'
import type { Status } from '../domain/status.ts'
import { paths } from '../paths.ts'
import { actingFor, mayJudge, mayUpdate } from '../policy.ts'
import { listEvidenced, listHelpers, listOpenQueries } from '../queries/assess.ts'
import { listReportingPeriods } from '../queries/period.ts'
import { insertProgress } from '../queries/save.ts'
import { readAction, readMilestone } from './read.ts'
import { openSupport } from './support.ts'

/** What somebody says of a milestone. */
export interface Said {
  /** Made with the form: the same words under the same mark are saved once. */
  once: string
  status: Status
  done: string
  next: string | null
  /** What is needed; null when no support is asked for. */
  support: string | null
  supportTo: { kind: 'person' | 'post' | 'board'; id: string } | null
  supportBy: PlainDate | null
  evidence: string | null
  reason: Reason | null
  recovery: string | null
  /** The new date that is asked for; the plan's own stays until somebody agrees to it. */
  proposedDue: PlainDate | null
  /** Concerns that the author was asked about, and to which they said "it is right as it is". */
  sure: readonly Concern['kind'][]
  /** The first day of the month that it speaks of; where it is left out, the one that is asked about. */
  period?: PlainDate
}

/**
 * Adds what a lead (or whoever stands in for them) says of a milestone; nothing said before is ever overwritten.
 * Gives what the author has to be asked first, and then nothing is saved; none when it is saved.
 * Errors: NotFound, NotAllowed; Unacceptable when completion has nothing to show, when the new date has passed, and
 * when nobody of that kind can be asked for support.
 */
export async function recordUpdate(scope: Scope, milestoneId: string, said: Said): Promise<Concern[]> {
  const { plan, action, milestone } = await readMilestone(scope, milestoneId, scope.today)
  if (!mayUpdate(scope.actor, [action])(milestone)) throw new NotAllowed('report on this milestone')
  await refuse(scope, milestoneId, said)
  const concerns = concernsOf(said, milestone, scope.today)
  if (concerns.some(({ kind }) => !said.sure.includes(kind))) return concerns
  await save(scope, { planId: plan.id, action, milestone }, said, concerns)
  return []
}

async function save(
  scope: Scope,
  { planId, action, milestone }: { planId: string; action: ActionAsAt; milestone: MilestoneAsAt },
  said: Said,
  concerns: readonly Concern[],
): Promise<void> {
  const { sure: _, supportTo, supportBy, period: asked, ...words } = said
  const period = asked ?? (await listReportingPeriods(scope, [planId]))(planId)
  const about = { milestoneId: milestone.id }
  const absent = actingFor(scope.actor, milestone, action)
  const queries = await listOpenQueries(scope, [planId], milestone.id)
  const progressId = await insertProgress(scope, {
    ...{ planId, about, period, ...words },
    ...{ concerns, actingFor: absent },
  })
  if (progressId === null) return
  if (said.support !== null) {
    const about = { planId, milestoneId: milestone.id, progressId, once: said.once }
    await openSupport(scope, { ...about, words: said.support, to: supportTo, wantedBy: supportBy })
  }
  await tellAnswered(scope, milestone, queries, progressId)
  await record(scope, {
    act: 'milestone.reported',
    thing: { kind: 'milestone', id: milestone.id },
    detail: {
      ...{ period, status: said.status, support: said.support !== null },
      ...(concerns.length > 0 && { asked: concerns.length }),
      ...(absent !== null && { forId: absent.personId }),
    },
  })
}

async function refuse(scope: Scope, milestoneId: string, said: Said): Promise<void> {
  if (said.proposedDue !== null && said.proposedDue <= scope.today) {
    throw new Unacceptable('The new date must be in the future', 'new')
  }
  if (said.status === 'achieved' && said.evidence === null) {
    const shown = await listEvidenced(scope, [milestoneId])
    if (!shown.has(milestoneId)) throw new Unacceptable(NOTHING_SHOWN, 'evidence')
  }
  if (said.supportTo !== null) await refuseUnknown(scope, said.supportTo)
}

export const NOTHING_SHOWN = 'Say what shows that it is completed and the desired outcome achieved'

async function refuseUnknown(scope: Scope, to: { kind: string; id: string }): Promise<void> {
  const known = await listHelpers(scope)
  if (!known.some(({ kind, id }) => kind === to.kind && id === to.id)) {
    throw new Unacceptable('Choose from the list who is asked for support', 'support_to')
  }
}

/** Whoever asked something of the milestone is told, once however much they asked, that it was answered. */
export async function tellAnswered(
  scope: Scope,
  milestone: Pick<MilestoneAsAt, 'id' | 'ref' | 'words'>,
  queries: readonly Pick<OpenQuery, 'byId'>[],
  cause: string,
): Promise<void> {
  const asked = new Set(queries.flatMap(({ byId }) => byId ?? []))
  await notify(
    scope,
    toOthers(scope.actor, asked).map((personId) => ({
      ...{ personId, kind: 'answer', once: `answer:${cause}`, href: paths.milestone(milestone.id) },
      words: `${scope.actor.name} answered what you asked of ${nameOf(milestone)}`,
    })),
  )
}

/** Nobody is told what they did themselves. */
export const toOthers = (actor: Actor, people: Iterable<string>): string[] =>
  [...new Set(people)].filter((personId) => personId !== actor.personId)

export const nameOf = ({ ref, words }: Pick<MilestoneAsAt, 'ref' | 'words'>): string =>
  ref === null ? `“${words}”` : `milestone ${ref}`

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
    actingFor: actingFor(scope.actor, action, action),
  })
  if (added === null) return
  await record(scope, {
    act: 'action.judged',
    thing: { kind: 'action', id: actionId },
    detail: { status: judged.status },
  })
}
