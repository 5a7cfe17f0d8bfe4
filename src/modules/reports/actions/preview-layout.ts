import type { Scope } from '../../../platform/db/scope.ts'
import type { DocumentDescription } from '../../../platform/office/description.ts'
import { listTerms } from '../../library/index.ts'
import { listPlans, readPlan } from '../../plans/index.ts'
import type { Layout } from '../domain/layout.ts'
import { paperFacts } from '../domain/milestone-report.ts'
import { describePaper } from '../domain/paper.ts'
import { latestTexts } from '../queries/texts.ts'
import { getLayout } from './layouts.ts'

/** A layout as it looks with the area's first plan as it stands today; null without a plan. Errors: NotFound. */
export async function previewLayout(
  scope: Scope,
  code: string,
): Promise<{ layout: Layout; document: DocumentDescription | null }> {
  const layout = await getLayout(scope, code)
  const [plan] = await listPlans(scope)
  if (!plan) return { layout, document: null }
  const facts = paperFacts(await readPlan(scope, plan.id, scope.today), {
    areaName: scope.actor.areaName,
    generatedOn: scope.today,
  })
  const [texts, terms] = [await latestTexts(scope, plan.id, code), await listTerms(scope)]
  return { layout, document: describePaper(layout, { ...facts, texts, terms }) }
}
