import type { Scope } from '../../../platform/db/scope.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { addTerms, listTerms, type TermWish } from '../../library/index.ts'
import { listPlans, readPlan } from '../../plans/index.ts'
import { type Source, termsOfTables, type UnknownCapitals, unknownCapitals } from '../domain/capitals.ts'
import { type TakenOffers, wishesOf } from '../domain/offers.ts'
import { wordsOfPlan } from '../domain/plan-words.ts'
import { reportPaths } from '../paths.ts'
import { listPlanTexts } from '../queries/texts.ts'
import { listLayouts } from './layouts.ts'

/** What the glossary could explain of a plan and of what is written into its reports. */
export interface Offers {
  plans: { id: string; title: string }[]
  /** Null while the area has none. */
  plan: { id: string; title: string } | null
  /** Of the plan's own glossary, as it was brought in. */
  printed: { term: string; meaning: string }[]
  capitals: UnknownCapitals[]
}

/** Offers of the plan named, or of the area's first. Errors: NotFound. */
export async function readOffers(scope: Scope, planId: string | null): Promise<Offers> {
  const plans = await listPlans(scope)
  const plan = planId === null ? plans[0] : plans.find(({ id }) => id === planId)
  if (!plan && planId !== null) throw new NotFound('plan')
  if (!plan) return { plans, plan: null, printed: [], capitals: [] }
  const [terms, facts] = [await listTerms(scope), await readPlan(scope, plan.id, scope.today)]
  const printed = termsOfTables(facts.tables, terms)
  const sources = [...wordsOfPlan(facts), ...(await wordsOfTexts(scope, plan.id))]
  return { plans, plan, printed, capitals: unknownCapitals(sources, [...terms, ...printed]) }
}

async function wordsOfTexts(scope: Scope, planId: string): Promise<Source[]> {
  const names = new Map((await listLayouts(scope)).map(({ code, name }) => [code, name]))
  return (await listPlanTexts(scope, planId)).flatMap(({ layout, words }) => {
    const name = names.get(layout)
    return name ? [{ text: words, place: { name, href: reportPaths.texts(planId, layout) } }] : []
  })
}

/** Adds what somebody said yes to, and nothing else. Gives how many terms are new. Errors: NotFound. */
export async function takeOffers(scope: Scope, planId: string, taken: TakenOffers): Promise<number> {
  const offers = await readOffers(scope, planId)
  const wishes: TermWish[] = offers.plan ? wishesOf(offers.plan, offers, taken) : []
  return addTerms(scope, wishes)
}
