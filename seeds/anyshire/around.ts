/** What stands around Anyshire's plan: other reviews, what the area says of itself, money, links, plans of others, risks. */
import { z } from 'zod'
import { type Anyshire, dateOf, fill, key, phrase, readYaml, stop } from './schema.ts'

const month = z.int().min(-24).max(36)
const at = z.strictObject({ month, day: z.int().min(1).max(28) })
const ref = z.string().regex(/^[1-9]\.\d\d[a-z]?$/)
const pounds = z.int().min(0)
const score = z.int().min(1).max(5)

const finding = z.strictObject({ number: z.string(), provenance: phrase, words: phrase, deadline: phrase })

const review = z.strictObject({
  key,
  kind: z.enum(['case_review', 'health_regulator', 'inspection', 'peer_review']),
  body: phrase,
  title: phrase,
  published: at.optional(),
  expected: at.extend({ words: phrase }).optional(),
  findings: z.array(finding).default([]),
  /** Headlines without a text. */
  themes: z.array(phrase).default([]),
})

const rating = z.enum(['met', 'partly', 'not_met', 'not_applicable'])
const round = z.strictObject({
  review: key,
  title: phrase,
  month,
  /** When the next round is wanted, in months from this one. */
  nextInMonths: z.int().min(1),
  closed: z.boolean(),
  answers: z.record(z.string(), z.strictObject({ rating, words: phrase })),
})

const reviewsFile = z.strictObject({
  reviews: z.array(review),
  /** "inspection 2" or "child-r 1": the review's key and the finding's number. */
  same: z.array(z.strictObject({ words: phrase, findings: z.array(z.string()).min(2) })),
  assessments: z.array(round),
})

const hostPlan = z.strictObject({
  key,
  level: z.enum(['partner', 'directorate', 'team', 'personal']),
  title: phrase,
  partner: key,
  owner: key,
  under: key.optional(),
  reviewInMonths: month,
})

const risk = z.strictObject({
  kind: z.enum(['risk', 'issue']),
  raised: at,
  title: phrase,
  cause: phrase,
  effect: phrase,
  before: z.tuple([score, score]),
  owner: key,
  response: z.enum(['treat', 'tolerate', 'transfer', 'terminate']),
  words: phrase,
  reviewInMonths: month,
  threatens: z.array(ref).min(1),
  /** Month, likelihood and impact with the response in place; the first is what it was raised with. */
  after: z.array(z.tuple([month, score, score])).min(1),
  closed: at.extend({ because: phrase }).optional(),
})

const programmeFile = z.strictObject({
  money: z.array(
    z.strictObject({
      action: ref,
      /** Counted from the present financial year. */
      year: z.int().min(-1).max(3),
      source: phrase,
      needed: pounds.optional(),
      allocated: pounds.optional(),
      words: phrase.optional(),
    }),
  ),
  links: z.array(
    z.strictObject({ kind: z.enum(['depends_on', 'see_also']), from: ref, to: ref, words: phrase }),
  ),
  hostPlans: z.array(hostPlan),
  carried: z.array(z.strictObject({ thing: ref, in: key, as: phrase })),
  risks: z.array(risk),
  answers: z.array(
    z.strictObject({
      action: ref,
      /** The first, second… measure of the action's criteria. */
      measure: z.int().min(1),
      month,
      standing: z.enum(['met', 'towards', 'not_met', 'no_data']),
      value: z.string().optional(),
      words: phrase,
      by: key,
    }),
  ),
})

const judgementFile = z.strictObject({
  framework: key,
  version: z.string(),
  grade: key,
  /** By the number of the phase. */
  targets: z.record(z.string(), phrase),
  /** Actions by the code of the statement. */
  shownBy: z.record(z.string(), z.array(ref).min(1)),
})

const papersFile = z.strictObject({
  terms: z.array(z.strictObject({ term: phrase, meaning: phrase })),
  texts: z.array(
    z.strictObject({
      report: key,
      month,
      by: key,
      /** By the key of the text in the layout; null where it is not applicable. */
      words: z.record(z.string(), z.string().nullable()),
    }),
  ),
  schedules: z.array(
    z.strictObject({
      report: key,
      audience: phrase,
      board: key.optional(),
      rhythm: z.enum(['monthly', 'quarterly']),
      /** A phrase of the months' rules. */
      day: phrase,
      remindDays: z.int().min(0).max(60),
    }),
  ),
})

const spoken = z.strictObject({ at, by: key, words: phrase })

const request = z.strictObject({
  milestone: ref,
  words: phrase,
  to: z.string().regex(/^(board|post):[a-z-]+$/),
  by: key,
  asked: at,
  wanted: at.optional(),
  thread: z.array(spoken).default([]),
  met: spoken.optional(),
})

const supportFile = z.strictObject({ requests: z.array(request) })

export type Around = z.infer<typeof reviewsFile> &
  z.infer<typeof programmeFile> &
  z.infer<typeof supportFile> & {
    judgement: z.infer<typeof judgementFile>
    papers: z.infer<typeof papersFile>
  }
export type OtherReview = z.infer<typeof review>
export type Round = z.infer<typeof round>
export type AnyshireRequest = z.infer<typeof request>
export type AnyshireRisk = z.infer<typeof risk>

/** Reads the files; throws one clear sentence for each fault in them, and for each name that Anyshire has not. */
export function readAround(anyshire: Anyshire, today: Date, folder = new URL('./', import.meta.url)): Around {
  const faults: string[] = []
  const reviews = readYaml(folder, 'reviews.yaml', reviewsFile, faults)
  const programme = readYaml(folder, 'programme.yaml', programmeFile, faults)
  const judgement = readYaml(folder, 'judgement.yaml', judgementFile, faults)
  const papers = readYaml(folder, 'papers.yaml', papersFile, faults)
  const support = readYaml(folder, 'support.yaml', supportFile, faults)
  stop(faults)
  if (!reviews || !programme || !judgement || !papers || !support)
    throw new Error('The Anyshire seed files could not be read.')
  const around = { ...reviews, ...programme, ...support, judgement, papers }
  stop(strangersIn(around, anyshire))
  return { ...around, reviews: around.reviews.map((one) => filled(one, today)) }
}

const filled = (one: OtherReview, today: Date): OtherReview =>
  one.expected
    ? { ...one, expected: { ...one.expected, words: fill(one.expected.words, one.expected.month, today) } }
    : one

/** Every name in the files that nothing bears. */
function strangersIn(around: Around, { area, review: inspection, actions }: Anyshire): string[] {
  const posts = new Set(area.posts.map((one) => one.key))
  const partners = new Set(area.partners.map((one) => one.key))
  const things = new Set(actions.flatMap((one) => [one.ref, ...one.milestones.map((each) => each.ref)]))
  const hosts = new Set(around.hostPlans.map((one) => one.key))
  const findings = new Set([
    ...inspection.findings.map(({ number }) => `inspection ${number}`),
    ...around.reviews.flatMap((one) => one.findings.map(({ number }) => `${one.key} ${number}`)),
  ])
  const answered = around.assessments.flatMap((one) =>
    Object.keys(one.answers).map((number) => `${one.review} ${number}`),
  )
  return [
    ...missing('post', posts, [
      ...around.hostPlans.map((one) => one.owner),
      ...around.risks.map((one) => one.owner),
      ...around.answers.map((one) => one.by),
      ...around.papers.texts.map((one) => one.by),
      ...around.requests.flatMap((one) => [one, ...one.thread].map(({ by }) => by)),
      ...around.requests.flatMap(({ met }) => met?.by ?? []),
      ...askedOf(around, 'post'),
    ]),
    ...missing('board', new Set(area.boards.map((one) => one.key)), [
      ...around.papers.schedules.flatMap((one) => one.board ?? []),
      ...askedOf(around, 'board'),
    ]),
    ...missing(
      'partner',
      partners,
      around.hostPlans.map((one) => one.partner),
    ),
    ...missing('finding', findings, [...around.same.flatMap((one) => one.findings), ...answered]),
    ...missing('plan of others', hosts, [
      ...around.hostPlans.flatMap((one) => one.under ?? []),
      ...around.carried.map((one) => one.in),
    ]),
    ...missing('action or milestone', things, [
      ...around.money.map((one) => one.action),
      ...around.links.flatMap((one) => [one.from, one.to]),
      ...around.carried.map((one) => one.thing),
      ...around.risks.flatMap((one) => one.threatens),
      ...around.answers.map((one) => one.action),
      ...around.requests.map((one) => one.milestone),
      ...Object.values(around.judgement.shownBy).flat(),
    ]),
  ]
}

/** Keys of the boards, or of the posts, that are asked for support. */
const askedOf = ({ requests }: Around, kind: 'board' | 'post'): string[] =>
  requests.flatMap(({ to }) => (to.startsWith(`${kind}:`) ? [to.slice(kind.length + 1)] : []))

const missing = (what: string, known: ReadonlySet<string>, named: readonly string[]): string[] =>
  named.filter((one) => !known.has(one)).map((one) => `The ${what} "${one}" is named, and does not exist.`)

/** The day, or today where it is still to come. */
export function dayBy(when: { month: number; day: number }, today: Date): string {
  const [day, now] = [dateOf(when, today), dateOf({ month: 0, day: today.getDate() }, today)]
  return day < now ? day : now
}
