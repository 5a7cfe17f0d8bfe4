import { formatDay } from '../../../platform/calendar.ts'
import type { FieldError } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import { paths } from '../paths.ts'

/** A citation as a page tells it. */
export interface CitedFacts {
  id: string
  findingId: string | null
  words: string
  fromOn: string | null
  toOn: string | null
  madeBy: string | null
  endedBy: string | null
  endedBecause: string | null
}

export interface ChoiceFacts {
  id: string
  ref: string
  words: string
  group: string | null
  review: { id: string; title: string }
}

export interface CiteInput {
  of: { kind: 'plan' | 'action' | 'milestone'; id: string }
  plan: { id: string; title: string }
  ref: string | null
  words: string
  choices: readonly ChoiceFacts[]
  held: readonly CitedFacts[]
  ended: readonly CitedFacts[]
}

/** What was typed, when the form comes back with faults. */
export interface CiteTyped {
  findings: readonly string[]
  settled: ReadonlyMap<string, string>
  reason: string
  errors: readonly FieldError[]
}

export interface CitePage {
  name: string
  words: string
  back: { text: string; href: string }
  reviews: { text: string; words: string; href: string; current: boolean }[]
  form: {
    send: string
    review: string
    title: string
    groups: {
      name: string | null
      findings: { id: string; value: string; text: string; checked: boolean }[]
    }[]
    loose: {
      id: string
      name: string
      words: string
      options: { value: string; text: string; selected: boolean }[]
    }[]
    reason: ReasonBox
  } | null
  ended: { words: string; when: string }[]
  errors: { text: string; href: string }[]
}

/** What `components/words-box.njk` draws. */
export interface ReasonBox {
  id: string
  name: string
  label: string
  hint: string
  value: string
  rows: number
  error: string | null
}

/** What something answers, review by review, to be ticked. */
export function toCitePage(input: CiteInput, review: string | null, typed: CiteTyped | null): CitePage {
  const { of, plan, choices } = input
  const reviews = [...Map.groupBy(choices, (choice) => choice.review.id).values()]
  const shown = reviews.find(([first]) => first?.review.id === review) ?? reviews[0]
  return {
    name: nameOf(input),
    words: input.words,
    back: { text: of.kind === 'plan' ? plan.title : nameOf(input), href: pageOf(of) },
    reviews: reviews.map((findings) => toReview(input, findings, findings === shown)),
    form: shown ? toForm(input, shown, typed) : null,
    ended: input.ended.map((cite) => ({ words: endedName(cite, choices), when: endedWords(cite) })),
    errors: (typed?.errors ?? []).map(({ field, text }) => ({ text, href: `#${field}` })),
  }
}

const nameOf = ({ of, ref }: CiteInput): string => {
  if (of.kind === 'plan') return 'The plan as a whole'
  const kind = of.kind === 'action' ? 'Action' : 'Milestone'
  return ref ? `${kind} ${ref}` : kind
}

const pageOf = ({ kind, id }: CiteInput['of']): string =>
  ({ plan: paths.plan, action: paths.action, milestone: paths.milestone })[kind](id)

function toReview(
  { of, held }: CiteInput,
  findings: readonly ChoiceFacts[],
  current: boolean,
): CitePage['reviews'][number] {
  const answered = findings.filter(({ id }) => held.some(({ findingId }) => findingId === id)).length
  const [first] = findings
  return {
    text: first?.review.title ?? '',
    words: `${answered} of ${counted(findings.length, 'finding')} answered by it`,
    href: paths.answers(of.kind, of.id, first?.review.id ?? null),
    current,
  }
}

function toForm(
  input: CiteInput,
  findings: readonly ChoiceFacts[],
  typed: CiteTyped | null,
): CitePage['form'] {
  const { of, held } = input
  const ticked = new Set(typed?.findings ?? held.flatMap(({ findingId }) => findingId ?? []))
  const review = findings[0]?.review
  return {
    send: paths.answers(of.kind, of.id),
    review: review?.id ?? '',
    title: review?.title ?? '',
    groups: [...Map.groupBy(findings, ({ group }) => group)].map(([name, list]) => ({
      name,
      findings: list.map((finding) => ({
        id: finding === findings[0] ? 'findings' : `finding-${finding.id}`,
        value: finding.id,
        text: `${finding.ref}: ${finding.words}`,
        checked: ticked.has(finding.id),
      })),
    })),
    loose: held
      .filter(({ findingId }) => findingId === null)
      .map((cite) => toLoose(cite, findings, typed?.settled.get(cite.id) ?? '')),
    reason: reasonBox(typed),
  }
}

const toLoose = ({ id, words }: CitedFacts, findings: readonly ChoiceFacts[], chosen: string) => ({
  id: `settle-${id}`,
  name: `settle-${id}`,
  words,
  options: findings.map((finding) => ({
    value: finding.id,
    text: `${finding.ref}: ${finding.words}`,
    selected: finding.id === chosen,
  })),
})

export const reasonBox = (typed: Pick<CiteTyped, 'reason' | 'errors'> | null): ReasonBox => ({
  ...{ id: 'reason', name: 'reason', rows: 2, value: typed?.reason ?? '' },
  label: 'If you take something away, why?',
  hint: 'Past days still show it. The reason is kept with your name.',
  error: typed?.errors.find(({ field }) => field === 'reason')?.text ?? null,
})

export function endedName({ findingId, words }: CitedFacts, choices: readonly ChoiceFacts[]): string {
  const finding = choices.find(({ id }) => id === findingId)
  return finding ? `${finding.ref}: ${finding.words}` : `“${words}”`
}

/** "from 3 May 2026 until 4 June 2026, ended by Programme Manager: it was merged". */
export function endedWords({ fromOn, toOn, endedBy, endedBecause }: CitedFacts): string {
  const from = fromOn ? `from ${formatDay(fromOn)} ` : ''
  const until = toOn ? `until ${formatDay(toOn)}` : ''
  const by = endedBy ? `, ended by ${endedBy}` : ''
  return `${from}${until}${by}${endedBecause ? `: ${endedBecause}` : ''}`
}

export const exampleChoices = (): ChoiceFacts[] => {
  const review = { id: 'r1', title: 'Inspection of July 2026' }
  return [
    { id: 'f1', ref: '1', words: 'Decide on every contact within one working day', group: 'At once', review },
    { id: 'f2', ref: '2', words: 'See children alone', group: null, review },
  ]
}

export const exampleCited = (more: Partial<CitedFacts> = {}): CitedFacts => ({
  ...{ id: 'c1', findingId: 'f1', words: 'Finding 1', fromOn: '2026-09-01', toOn: null },
  ...{ madeBy: 'Programme Manager', endedBy: null, endedBecause: null },
  ...more,
})

export const citePage = definePage<CitePage>('plans/pages/cite.njk', () =>
  toCitePage(
    {
      of: { kind: 'action', id: 'a1' },
      plan: { id: 'p1', title: 'Improvement plan' },
      ...{ ref: '1.06', words: 'Decide on every contact within one working day' },
      choices: exampleChoices(),
      held: [exampleCited(), exampleCited({ id: 'c2', findingId: null, words: 'Ofsted 2026' })],
      ended: [
        exampleCited({
          ...{ id: 'c3', findingId: 'f2', toOn: '2026-10-02', endedBy: 'Programme Manager' },
          endedBecause: 'Another action answers it now',
        }),
      ],
    },
    null,
    { findings: [], settled: new Map(), reason: '', errors: [{ field: 'reason', text: 'Say why' }] },
  ),
)
