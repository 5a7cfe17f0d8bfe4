import { definePage } from '../../../platform/http/pages.ts'
import { paths } from '../paths.ts'

/** Where several plans answer findings: which one to look at. */
export interface FindingPlansPage {
  plans: { title: string; href: string }[]
  plansHref: string
}

export const toFindingPlansPage = (plans: readonly { id: string; title: string }[]): FindingPlansPage => ({
  plans: plans.map(({ id, title }) => ({ title, href: paths.findings(id) })),
  plansHref: paths.plans(),
})

export const findingPlansPage = definePage<FindingPlansPage>('plans/pages/finding-plans.njk', () =>
  toFindingPlansPage([
    { id: 'plan-1', title: 'Anyshire Improvement Plan' },
    { id: 'plan-2', title: 'Response to the serious case review' },
  ]),
)
