import type { Scope } from '../../../platform/db/scope.ts'
import { listFrozen } from '../../cycles/index.ts'
import { listPlans } from '../../plans/index.ts'
import type { Layout } from '../domain/layout.ts'
import { listReviewsOf } from '../queries/papers.ts'
import type { Month } from './facts.ts'
import { listLayouts } from './layouts.ts'

/** What there is to choose from, of the plan that was chosen (else the first one). */
export interface Choices {
  plans: { id: string; title: string }[]
  planId: string | null
  layouts: readonly Layout[]
  /** Frozen months of the plan, newest first. */
  months: Month[]
  /** The reviews that the plan answers. */
  reviews: { id: string; title: string }[]
}

export async function readChoices(scope: Scope, wanted: string | null): Promise<Choices> {
  const plans = await listPlans(scope)
  const planId = plans.find(({ id }) => id === wanted)?.id ?? plans[0]?.id ?? null
  return {
    plans: plans.map(({ id, title }) => ({ id, title })),
    planId,
    layouts: await listLayouts(scope),
    months: planId === null ? [] : await listFrozen(scope, planId),
    reviews: planId === null ? [] : await listReviewsOf(scope, planId),
  }
}
