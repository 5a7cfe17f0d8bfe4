/** What somebody keeps for the programme, and was to look at before today; and the reports that they owe. */
import { can } from '../../platform/access/permissions.ts'
import { formatDay } from '../../platform/calendar.ts'
import type { Scope } from '../../platform/db/scope.ts'
import { listOverdueHostPlans, programmePaths } from '../programme/index.ts'
import { listOwedCalls } from '../reports/index.ts'
import { listToReview, refOf, riskPaths } from '../risks/index.ts'
import { listOverdueRounds, selfAssessmentPaths } from '../self-assessments/index.ts'
import type { Call } from './pages/home.ts'

/** One query for each kind that the actor may keep. */
export async function listOverdue(scope: Scope): Promise<Call[]> {
  return [
    ...(await overdueRisks(scope)),
    ...(can(scope.actor, 'programme.keep') ? await overdueHosts(scope) : []),
    ...(can(scope.actor, 'self-assessments.run') ? await overdueRounds(scope) : []),
    ...(await listOwedCalls(scope)),
  ]
}

async function overdueRisks(scope: Scope): Promise<Call[]> {
  if (!can(scope.actor, 'risks.keep')) return []
  return (await listToReview(scope)).map((risk) => ({
    words: `${refOf(risk)} ${risk.now.title}`,
    hint: `To be reviewed since ${formatDay(risk.now.reviewOn ?? scope.today)}`,
    href: riskPaths.one(risk.id),
  }))
}

async function overdueHosts(scope: Scope): Promise<Call[]> {
  return (await listOverdueHostPlans(scope, scope.today)).map(({ id, title, owner, reviewDueOn }) => ({
    words: title,
    hint: `${owner} was to review it by ${formatDay(reviewDueOn)}: does it still carry what it should?`,
    href: programmePaths.hostPlan(id),
  }))
}

async function overdueRounds(scope: Scope): Promise<Call[]> {
  return (await listOverdueRounds(scope)).map(({ id, title, nextDueOn }) => ({
    words: `The self-assessment after “${title}”`,
    hint: `Due since ${formatDay(nextDueOn ?? scope.today)}: open the next round`,
    href: selfAssessmentPaths.round(id),
  }))
}
