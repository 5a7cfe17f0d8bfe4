import { type CarrierFacts, HOST_LEVEL_WORDS } from '../domain/carriers.ts'
import type { LinkEnd, PlanAsAt } from '../domain/facts.ts'
import { paths } from '../paths.ts'
import { nameOfEnd } from './thing-links.ts'

/** Which plans of others carry an action or a milestone. */
export interface CarriedView {
  rows: { title: string; href: string; about: string; through: string | null }[]
  /** Where all of it is told, and kept by whoever may. */
  all: string
}

/** Those of an action with its milestones, or of one milestone; the first of `ends` is the thing of the page. */
export function toCarried(
  carriers: readonly CarrierFacts[],
  plan: Pick<PlanAsAt, 'actions' | 'milestones'>,
  [thing, ...under]: readonly [LinkEnd, ...LinkEnd[]],
): CarriedView {
  const mine = new Set([thing, ...under].map(({ id }) => id))
  return {
    rows: carriers
      .filter((one) => mine.has(one.thing.id))
      .map((one) => ({
        title: one.host.title,
        href: paths.hostPlan(one.host.id),
        about: aboutHost(one),
        through: one.thing.id === thing.id ? null : nameOfEnd(plan, one.thing),
      })),
    all: paths.carriedBy(thing.kind, thing.id),
  }
}

/** "Partner’s plan of the Police, there 4.2". */
function aboutHost({ host, reference }: CarrierFacts): string {
  const of = host.partner ? `, ${host.partner}` : ''
  return `${HOST_LEVEL_WORDS[host.level]}${of}${reference ? `, there “${reference}”` : ''}`
}

export const exampleCarriers = (thing: LinkEnd): CarrierFacts[] => [
  {
    ...{ id: 'carriage-1', thing, reference: '4.2' },
    host: { id: 'host-1', title: 'Policing plan 2026–27', level: 'partner', partner: 'Anyshire Police' },
  },
  {
    ...{ id: 'carriage-2', thing, reference: null },
    host: { id: 'host-2', title: 'First Response team plan', level: 'team', partner: null },
  },
]
