import { type PlainDate, startOfMonth } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { NotAllowed, NotFound, Unacceptable } from '../../../platform/http/errors.ts'
import { record } from '../../../platform/record/record.ts'
import { notify } from '../../notices/index.ts'
import type { MonthWords, Returned, Speakers, Verdict } from '../domain/assessment.ts'
import { isUnverified } from '../domain/claim.ts'
import type { ActionAsAt, MilestoneAsAt, PlanAsAt } from '../domain/facts.ts'
import { paths } from '../paths.ts'
import { isOwn, mayJudge, mayUpdate, mayVerify } from '../policy.ts'
import {
  findSpeakers,
  getOverseers,
  insertAssessment,
  insertReply,
  isAssessed,
  listMonthWords,
  listOpenQueries,
  listPeopleBehind,
} from '../queries/assess.ts'
import { insertProgress, lockMilestone } from '../queries/save.ts'
import { readAction, readMilestone } from './read.ts'
import { nameOf, tellAnswered, toOthers } from './report.ts'

/** What somebody makes of another's update. */
export interface Assessed {
  progressId: string
  verdict: Verdict
  /** Needed for each verdict but `accepted`. */
  words: string | null
  /** Of `returned`: where the milestone stands instead. */
  status?: Returned | null
  once: string
}

interface Found {
  plan: PlanAsAt
  action: ActionAsAt
  milestone: MilestoneAsAt
}

/**
 * Says what somebody else makes of an update: accepted or queried by whoever judges the action; verified or returned,
 * where it claims completion, by whoever stands above the milestone. What is returned stands as the verifier says.
 * Errors: NotFound; NotAllowed, also for one's own words; Unacceptable when words or the status are missing, and when
 * the claim is no longer the last word.
 */
export async function assess(scope: Scope, milestoneId: string, assessed: Assessed): Promise<void> {
  await lockMilestone(scope, milestoneId)
  const found = await readMilestone(scope, milestoneId, scope.today)
  const { progressId, verdict, words, once } = assessed
  const speakers = await findSpeakers(scope, milestoneId, progressId)
  if (!speakers) throw new NotFound('update')
  await allow(scope, found, speakers, verdict)
  const input = { planId: found.plan.id, milestoneId, progressId, verdict, words, once }
  if (await isAssessed(scope, input)) return
  refuse(found.milestone, assessed)
  const id = await insertAssessment(scope, input)
  if (verdict === 'returned') await standInstead(scope, found, assessed)
  await tellSpeakers(scope, found.milestone, speakers, { id, verdict })
  await record(scope, {
    act: `milestone.${verdict}`,
    thing: { kind: 'milestone', id: milestoneId },
    detail: { ...(assessed.status && { status: assessed.status }) },
  })
}

const isOfClaims = (verdict: Verdict): boolean => verdict === 'verified' || verdict === 'returned'

async function allow(scope: Scope, found: Found, speakers: Speakers, verdict: Verdict): Promise<void> {
  if (isOwn(scope.actor, speakers)) throw new NotAllowed('judge one’s own words')
  const may = isOfClaims(verdict) ? await isAbove(scope, found) : mayJudge(scope.actor, found.action)
  if (!may) throw new NotAllowed('judge this update')
}

async function isAbove(scope: Scope, { action, milestone }: Found): Promise<boolean> {
  return mayVerify(scope.actor, action, await getOverseers(scope, milestone, action.themeId))
}

function refuse({ latest }: MilestoneAsAt, { progressId, verdict, words, status }: Assessed): void {
  if (verdict !== 'accepted' && !words) throw new Unacceptable('Say why', 'words')
  if (!isOfClaims(verdict)) return
  if (latest?.id !== progressId) {
    throw new Unacceptable('Something newer was said of this milestone: read it first', 'verdict')
  }
  if (!isUnverified(latest)) {
    throw new Unacceptable('There is no claim of completion that waits to be verified', 'verdict')
  }
  if (verdict === 'returned' && !status) throw new Unacceptable('Select where it stands instead', 'status')
}

/** What was returned counts as the verifier says it stands, from today. */
async function standInstead(
  scope: Scope,
  { plan, milestone }: Found,
  { status, words, once }: Assessed,
): Promise<void> {
  if (!status) return
  await insertProgress(scope, {
    ...{ planId: plan.id, about: { milestoneId: milestone.id }, period: startOfMonth(scope.today) },
    ...{ once, status, done: words ?? '', next: null, support: null, evidence: null },
  })
}

const TOLD: Record<Exclude<Verdict, 'accepted'>, { kind: string; does: string }> = {
  queried: { kind: 'query', does: 'asks about' },
  verified: { kind: 'verification', does: 'verified' },
  returned: { kind: 'verification', does: 'returned' },
}

/** Told to whoever spoke, for whom, and to the milestone's leads. */
async function tellSpeakers(
  scope: Scope,
  milestone: MilestoneAsAt,
  { authorId, forId }: Speakers,
  { id, verdict }: { id: string; verdict: Verdict },
): Promise<void> {
  if (verdict === 'accepted') return
  const { kind, does } = TOLD[verdict]
  const people = [authorId, forId, ...(await listPeopleBehind(scope, milestone.id))].filter(
    (person) => person !== null,
  )
  await notify(
    scope,
    toOthers(scope.actor, people).map((personId) => ({
      ...{ personId, kind, once: `assessment:${id}`, href: paths.milestone(milestone.id) },
      words: `${scope.actor.name} ${does} what was said of ${nameOf(milestone)}`,
    })),
  )
}

/** Answers a query in words, without a new update; does nothing where it was answered. Errors: NotFound, NotAllowed. */
export async function answerQuery(
  scope: Scope,
  milestoneId: string,
  answer: { queryId: string; words: string; once: string },
): Promise<void> {
  const { plan, action, milestone } = await readMilestone(scope, milestoneId, scope.today)
  if (!mayUpdate(scope.actor, [action])(milestone)) throw new NotAllowed('answer for this milestone')
  const open = await listOpenQueries(scope, [plan.id], milestoneId)
  const asked = open.filter(({ id }) => id === answer.queryId)
  if (asked.length === 0 || !(await insertReply(scope, { planId: plan.id, milestoneId, ...answer }))) return
  await tellAnswered(scope, milestone, asked, answer.queryId)
  await record(scope, { act: 'milestone.answered', thing: { kind: 'milestone', id: milestoneId } })
}

/** An action with its month's words, for whoever judges it. Errors: NotFound, NotAllowed. */
export async function readReview(
  scope: Scope,
  actionId: string,
): Promise<{ plan: PlanAsAt; action: ActionAsAt; period: PlainDate; words: MonthWords[] }> {
  const plan = await readAction(scope, actionId, scope.today)
  const action = plan.actions[0]
  if (!action || !mayJudge(scope.actor, action)) throw new NotAllowed('review this action')
  const period = startOfMonth(scope.today)
  const words = await listMonthWords(scope, { planId: plan.id, actionId }, period)
  return { plan, action, period, words }
}

/** A claim of completion, and why the reader may not verify it; null where they may. */
export interface Claim extends Found {
  barred: 'none' | 'own' | 'not_above' | null
}

/** What a milestone's last word claims, for whoever may verify it. Errors: NotFound. */
export async function readClaim(scope: Scope, milestoneId: string): Promise<Claim> {
  const found = await readMilestone(scope, milestoneId, scope.today)
  return { ...found, barred: await barredFrom(scope, found) }
}

/** Why the actor may not verify a milestone's last word; null where they may. Asks nothing where nothing is claimed. */
export async function barredFrom(scope: Scope, found: Found): Promise<Claim['barred']> {
  const { latest, id } = found.milestone
  if (!latest || !isUnverified(latest)) return 'none'
  const speakers = await findSpeakers(scope, id, latest.id)
  if (speakers && isOwn(scope.actor, speakers)) return 'own'
  return (await isAbove(scope, found)) ? null : 'not_above'
}
