import { formatDay, type PlainDate } from '../../../platform/calendar.ts'
import type { FieldError } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import { addressOfEnd, type DateBoxes, EXAMPLE_TODAY, toDateBoxes } from '../../plans/index.ts'
import { chainOf, type HostPlan } from '../domain/cascade.ts'
import { paths } from '../paths.ts'
import type { CarriedThing } from '../queries/hosts.ts'
import { aboutHost, exampleHosts, reviewWords } from './host-words.ts'
import { errorIn, type Typed, textIn } from './typed.ts'

export interface HostPlanInput {
  host: HostPlan
  hosts: readonly HostPlan[]
  /** The last first. */
  reviews: readonly { reviewedOn: PlainDate; words: string; author: string }[]
  /** What has ended comes last. */
  carried: readonly CarriedThing[]
  may: { keep: boolean }
}

/** One plan of others: where it stands, what it carries, how it was reviewed. */
export interface HostPlanPage {
  title: string
  about: string
  review: { words: string; overdue: boolean }
  change: string | null
  above: { title: string; href: string }[]
  below: { title: string; href: string; about: string }[]
  carried: CarriedRow[]
  carriedWords: string
  before: { name: string; href: string; words: string }[]
  reviews: { when: string; author: string; words: string }[]
  reviewsWords: string
  form: ReviewForm | null
}

export interface CarriedRow {
  name: string
  href: string
  plan: string
  reference: string
  since: string
}

export interface ReviewForm {
  send: string
  once: string
  reviewed: DateBoxes
  next: DateBoxes
  words: string
  errors: FieldError[]
  summary: { text: string; href: string }[]
}

export function toHostPlanPage(input: HostPlanInput, today: PlainDate, typed: Typed): HostPlanPage {
  const { host, hosts, reviews, carried, may } = input
  const now = carried.filter(({ toOn }) => toOn === null)
  const keep = may.keep && host.endedOn === null
  return {
    title: host.title,
    about: aboutHost(host),
    review: reviewWords(host, today),
    change: keep ? paths.changeHostPlan(host.id) : null,
    above: chainOf(hosts, host.id)
      .slice(1)
      .toReversed()
      .map(({ id, title }) => ({ title, href: paths.hostPlan(id) })),
    below: hosts
      .filter(({ parentId, endedOn }) => parentId === host.id && endedOn === null)
      .map((one) => ({ title: one.title, href: paths.hostPlan(one.id), about: aboutHost(one) })),
    carried: now.map(toCarriedRow),
    carriedWords: `${counted(now.length, 'action or milestone', 'actions and milestones')}, in the order of their plan`,
    before: carried.filter(({ toOn }) => toOn !== null).map(toBefore),
    reviews: reviews.map(({ reviewedOn, author, words }) => ({ when: formatDay(reviewedOn), author, words })),
    reviewsWords: `${counted(reviews.length, 'review')}, the last first`,
    form: keep ? toReviewForm(host, today, typed) : null,
  }
}

const nameOf = ({ kind, ref, words }: CarriedThing): string =>
  `${kind === 'action' ? 'Action' : 'Milestone'} ${ref ? `${ref} ` : ''}${words}`

const toCarriedRow = (one: CarriedThing): CarriedRow => ({
  name: nameOf(one),
  href: addressOfEnd({ kind: one.kind, id: one.thingId }),
  plan: one.plan.title,
  reference: one.reference ?? 'No reference given',
  since: formatDay(one.fromOn),
})

const toBefore = (one: CarriedThing): HostPlanPage['before'][number] => ({
  name: nameOf(one),
  href: addressOfEnd({ kind: one.kind, id: one.thingId }),
  words: `${formatDay(one.fromOn)} to ${one.toOn ? formatDay(one.toOn) : ''}, ended by ${one.endedBy ?? ''}`,
})

function toReviewForm(host: HostPlan, today: PlainDate, { once, values, errors }: Typed): ReviewForm {
  const boxes = (name: string, legend: string, hint: string, day: PlainDate | null) =>
    toDateBoxes({ name, legend, hint, error: errorIn(errors, name) }, day, values)
  return {
    send: paths.reviewHostPlan(host.id),
    once: textIn(values, 'once') || once,
    reviewed: boxes('reviewed', 'When was it reviewed?', 'For example, 31 3 2026.', today),
    next: boxes('next', 'When is the next review due?', 'Leave it empty for a year later.', null),
    words: textIn(values, 'words'),
    errors,
    summary: errors.map(({ field, text }) => ({ text, href: PLACES[field] ?? '#words' })),
  }
}

const PLACES: Record<string, string> = { reviewed: '#reviewed-day', next: '#next-day' }

export const hostPlanPage = definePage<HostPlanPage>('programme/pages/host-plan.njk', () => {
  const hosts = exampleHosts()
  const host = hosts[2] ?? hosts[0]
  if (!host) throw new Error('There is no made-up plan')
  const thing: CarriedThing = {
    ...{ id: 'c1', kind: 'milestone', thingId: 'm1', ref: '1.2', words: 'Every shift has a manager' },
    ...{ plan: { id: 'plan-1', title: 'Anyshire Improvement Plan' }, reference: '4.2' },
    ...{ fromOn: '2026-04-01', toOn: null, endedBy: null },
  }
  const before = { ...thing, id: 'c2', toOn: '2026-10-01', endedBy: 'Programme Manager' }
  const reviews = [
    { reviewedOn: '2026-03-20', author: 'Head of First Response', words: 'All of it is carried.' },
  ]
  return toHostPlanPage(
    { host, hosts, reviews, carried: [thing, before], may: { keep: true } },
    EXAMPLE_TODAY,
    { once: 'one-time', values: null, errors: [{ field: 'words', text: 'Say what the review found' }] },
  )
})
