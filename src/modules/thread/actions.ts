import type { PlainDate } from '../../platform/calendar.ts'
import type { Scope } from '../../platform/db/scope.ts'
import { listEvidenceOf } from '../evidence/index.ts'
import { type FindingFacts, listMissing, readPlan } from '../plans/index.ts'
import type { ReviewCoverage } from './domain/across.ts'
import { coverageOf, type FindingCoverage } from './domain/coverage.ts'
import type { SameFinding, ThreadFacts } from './domain/facts.ts'
import { getReviewFindings, listSame, listShown } from './queries.ts'

/** All that the coverage of a plan is worked out from: as many statements whatever its size. Errors: NotFound. */
export const readThread = async (scope: Scope, planId: string, day: PlainDate): Promise<ThreadFacts> =>
  readThreadBeside(scope, planId, day, await listSame(scope, day))

async function readThreadBeside(
  scope: Scope,
  planId: string,
  day: PlainDate,
  same: ReadonlyMap<string, readonly SameFinding[]>,
): Promise<ThreadFacts> {
  return {
    plan: await readPlan(scope, planId, day),
    same,
    missing: await missingOf(scope, planId, day),
    measures: await listShown(scope, planId, day),
    evidence: await listEvidenceOf(scope, planId, day),
  }
}

async function missingOf(scope: Scope, planId: string, day: PlainDate): Promise<Map<string, string[]>> {
  const named = Map.groupBy(await listMissing(scope, planId, day), ({ findingId }) => findingId)
  return new Map([...named].map(([id, list]) => [id, list.map(({ ref }) => ref)]))
}

/** A review over all plans that answer it, as at a day. Statements grow with the plans, and with nothing else. Errors: NotFound. */
export async function readReviewCoverage(
  scope: Scope,
  reviewId: string,
  day: PlainDate,
): Promise<ReviewCoverage> {
  const { id, title, planIds, findings } = await getReviewFindings(scope, reviewId, day)
  const same = await listSame(scope, day)
  const plans: { plan: { id: string; title: string }; covered: FindingCoverage[] }[] = []
  for (const planId of planIds) {
    const facts = await readThreadBeside(scope, planId, day, same)
    const { plan } = facts
    plans.push({
      plan: { id: plan.id, title: plan.title },
      covered: coverageOf(facts, inPlan(findings, facts)),
    })
  }
  return {
    ...{ review: { id, title }, asAt: day, plans: plans.map(({ plan }) => plan) },
    findings: findings.map((finding, at) => ({
      finding,
      plans: plans.flatMap(({ plan, covered }) => {
        const coverage = covered[at]
        return coverage ? [{ plan, coverage }] : []
      }),
    })),
  }
}

/** A plan that answers the review keeps its own criteria for the finding. */
const inPlan = (findings: readonly FindingFacts[], { plan }: ThreadFacts): FindingFacts[] =>
  findings.map((finding) => plan.findings.find(({ id }) => id === finding.id) ?? finding)
