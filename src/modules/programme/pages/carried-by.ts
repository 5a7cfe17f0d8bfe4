import type { PlainDate } from '../../../platform/calendar.ts'
import type { FieldError } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import {
  addressOfEnd,
  type CarrierFacts,
  EXAMPLE_TODAY,
  examplePlan,
  HOST_LEVEL_WORDS,
  type LinkEnd,
  nameOfEnd,
  type PlanAsAt,
  planPaths,
} from '../../plans/index.ts'
import { cascadeOf, type HostPlan, type PartnerCarrying, partnersOf, treeOf } from '../domain/cascade.ts'
import { paths } from '../paths.ts'
import { aboutHost, exampleHosts, reviewWords } from './host-words.ts'
import { type Choice, type Typed, textIn } from './typed.ts'

export interface CarriedByInput {
  thing: LinkEnd
  /** The action of the thing, with its milestones. */
  plan: PlanAsAt
  hosts: readonly HostPlan[]
  carriers: readonly CarrierFacts[]
  may: { keep: boolean }
}

/** Which plans of others carry one action or milestone: down the tree, and where one is missing. */
export interface CarriedByPage {
  name: string
  plan: { title: string; href: string }
  thing: { text: string; href: string }
  rows: CascadeRow[]
  /** What is said of the partners who lead it. */
  partners: { words: string; gap: boolean }[]
  end: string | null
  form: {
    send: string
    hosts: Choice[]
    reference: string
    errors: FieldError[]
  } | null
  newHost: string | null
}

export interface CascadeRow {
  depth: number
  title: string
  href: string
  about: string
  carries: { id: string; words: string }[]
  review: string
  overdue: boolean
}

export function toCarriedByPage(
  { thing, plan, hosts, carriers, may }: CarriedByInput,
  today: PlainDate,
  { values, errors }: Typed,
): CarriedByPage {
  const carrying = new Set(carriers.map(({ host }) => host.id))
  return {
    name:
      thing.kind === 'action'
        ? `Action ${nameOfEnd(plan, thing)}`
        : `Milestone ${nameOfEnd(plan, thing).replace(/^milestone /, '')}`,
    plan: { title: plan.title, href: planPaths.plan(plan.id) },
    thing: { text: refOf(thing, plan), href: addressOfEnd(thing) },
    rows: cascadeOf(hosts, carrying).map((host) => {
      const review = reviewWords(host, today)
      return {
        ...{ depth: Math.min(host.depth, 4), title: host.title, href: paths.hostPlan(host.id) },
        about: aboutHost(host),
        carries: carriers.filter((one) => one.host.id === host.id).map((one) => toCarries(one, thing, plan)),
        ...{ review: review.words, overdue: review.overdue },
      }
    }),
    partners: partnersOf(leadPartners(thing, plan), hosts, carrying).map(toPartnerWords),
    end: may.keep ? paths.endCarriage(thing.kind, thing.id) : null,
    form:
      may.keep && hosts.some(({ endedOn }) => endedOn === null) ? toForm(thing, hosts, values, errors) : null,
    newHost: may.keep ? paths.newHostPlan() : null,
  }
}

/** "Action 1.03"; no more than its kind where it has no number. */
function refOf({ kind, id }: LinkEnd, { actions, milestones }: PlanAsAt): string {
  const ref = (kind === 'action' ? actions : milestones).find((one) => one.id === id)?.ref
  const called = kind === 'action' ? 'Action' : 'Milestone'
  return ref ? `${called} ${ref}` : called
}

function toCarries(
  { id, thing, reference }: CarrierFacts,
  about: LinkEnd,
  plan: PlanAsAt,
): CascadeRow['carries'][number] {
  const there = reference ? `, there “${reference}”` : ', without a reference'
  const what = thing.id === about.id ? 'Carries it' : `Carries ${nameOfEnd(plan, thing)}`
  return { id, words: `${what}${there}` }
}

/** The partners of an action are those of its own leads and of its milestones'. */
function leadPartners({ kind, id }: LinkEnd, { actions, milestones }: PlanAsAt): (string | null)[] {
  const own = milestones.filter((one) => !one.dropped && (kind === 'action' || one.id === id))
  const leads = [...(kind === 'action' ? actions : []), ...own].flatMap((one) => one.leads)
  return leads.map(({ partner }) => partner)
}

const PARTNER_WORDS: Record<PartnerCarrying['state'], (partner: string) => string> = {
  carries: (partner) => `${partner} leads here, and a plan of its own carries it.`,
  lacks: (partner) => `${partner} leads here, and none of its plans that are held carries it.`,
  unknown: (partner) =>
    `${partner} leads here, and no plan of it is held: whether one carries it cannot be said.`,
}

const toPartnerWords = ({ partner, state }: PartnerCarrying) => ({
  words: PARTNER_WORDS[state](partner),
  gap: state !== 'carries',
})

function toForm(
  thing: LinkEnd,
  hosts: readonly HostPlan[],
  values: Typed['values'],
  errors: FieldError[],
): CarriedByPage['form'] {
  const chosen = textIn(values, 'host')
  return {
    send: planPaths.carriedBy(thing.kind, thing.id),
    hosts: treeOf(hosts.filter(({ endedOn }) => endedOn === null)).map(({ id, title, level, depth }) => ({
      value: id,
      text: `${'– '.repeat(depth)}${title} (${HOST_LEVEL_WORDS[level].toLowerCase()})`,
      selected: id === chosen,
    })),
    reference: textIn(values, 'reference'),
    errors,
  }
}

export const carriedByPage = definePage<CarriedByPage>('programme/pages/carried-by.njk', () => {
  const plan = examplePlan()
  const [action] = plan.actions
  const thing: LinkEnd = { kind: 'action', id: action?.id ?? '' }
  const milestones = plan.milestones.filter(({ actionId }) => actionId === thing.id)
  const hosts = exampleHosts()
  const carriers: CarrierFacts[] = ['host-2', 'host-3'].map((id, at) => ({
    ...{ id: `c${at}`, thing, reference: at === 0 ? '4.2' : null },
    host: { id, title: 'Plan', level: 'team', partner: null },
  }))
  return toCarriedByPage(
    {
      thing,
      plan: { ...plan, actions: action ? [action] : [], milestones },
      hosts,
      carriers,
      may: { keep: true },
    },
    EXAMPLE_TODAY,
    { once: 'one-time', values: null, errors: [{ field: 'host', text: 'Choose the plan that carries it' }] },
  )
})
