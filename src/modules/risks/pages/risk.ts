import { formatDay, type PlainDate } from '../../../platform/calendar.ts'
import type { FieldError } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import { createMarker, libraryPaths, type Marker, type Piece, type Term } from '../../library/index.ts'
import {
  type DateBoxes,
  planPaths,
  type TypedForm,
  toDateBoxes,
  toWordsBox,
  type WordsBox,
} from '../../plans/index.ts'
import type { Challenge } from '../domain/challenges.ts'
import {
  isOverdue,
  KINDS,
  RESPONSES,
  type Risk,
  type RiskLink,
  type RiskState,
  refOf,
  TARGETS,
} from '../domain/facts.ts'
import { isReview, type Move, movesBetween } from '../domain/moves.ts'
import { IMPACTS, LIKELIHOODS, type Rating } from '../domain/score.ts'
import { riskPaths } from '../paths.ts'
import { type ChallengesView, toChallenges } from './challenges.ts'
import { EXAMPLE_TODAY, exampleChallenge, exampleRisk, exampleState } from './example.ts'
import { type ScoreView, toScore } from './score.ts'
import { type ScoreLine, toScoreLine } from './score-line.ts'
import { type TargetOptions, toTargetOptions } from './target-options.ts'

export type SettlingName = 'review' | 'close' | 'reopen'

/** One of the short forms at the foot of the page. */
interface SettlingForm {
  name: SettlingName
  heading: string
  button: string
  send: string
  once: string
  expected: string
  open: boolean
  box: WordsBox
  review: DateBoxes | null
}

export interface RiskPage {
  name: string
  title: string
  past: { words: string; now: string } | null
  state: string
  overdue: string | null
  before: ScoreView & { words: string; how: string }
  after: ScoreView & { words: string; how: string }
  /** What people wrote is in pieces: the first use of a term leads to its meaning. */
  facts: { label: string; marked: Piece[]; href: string | null }[]
  links: { kind: string; words: string; href: string | null; end: string | null }[]
  linksWords: string
  link: { send: string; unlink: string; groups: TargetOptions } | null
  challenges: ChallengesView
  line: ScoreLine | null
  history: { heading: string; byline: string; because: string | null; moves: Move[] }[]
  change: string | null
  forms: SettlingForm[]
  asAt: { send: string; value: string; first: PlainDate; last: PlainDate }
  errors: { text: string; href: string }[]
}

export interface RiskInput {
  risk: Risk
  states: readonly RiskState[]
  day: PlainDate
  today: PlainDate
  mayKeep: boolean
  targets: TargetOptions
  terms: readonly Pick<Term, 'id' | 'term' | 'meaning'>[]
  challenges: readonly Challenge[]
  /** For which the reader may challenge it. */
  boards: readonly { id: string; name: string }[]
  once: Record<SettlingName | 'challenge' | 'answer', string>
  typed: (TypedForm & { form: SettlingName | 'challenge' | 'answer' | 'link' }) | null
}

export function toRiskPage(input: RiskInput): RiskPage {
  const { risk, states, day, today, typed } = input
  const { now } = risk
  const past = day === today ? null : day
  const keeps = input.mayKeep && past === null
  return {
    ...{ name: `${KINDS[risk.kind]} ${refOf(risk)}`, title: now.title },
    past: past === null ? null : { words: `As at ${formatDay(past)}`, now: riskPaths.one(risk.id) },
    state: stateWords(risk),
    overdue: isOverdue(risk, day) ? `Review overdue since ${formatDay(now.reviewOn ?? '')}` : null,
    before: { ...toScore(now.before), how: how(now.before) },
    after: { ...toScore(now.after), how: how(now.after) },
    facts: factsOf(risk, createMarker(input.terms, libraryPaths.term)),
    links: risk.links.map((link) => toLink(risk, link, keeps, past)),
    linksWords: counted(risk.links.length, 'thing'),
    link: keeps
      ? { send: riskPaths.link(risk.id), unlink: riskPaths.unlink(risk.id), groups: input.targets }
      : null,
    challenges: toChallenges(input),
    line: toScoreLine(states, day),
    history: historyOf(states),
    change: keeps && now.state === 'open' ? riskPaths.change(risk.id) : null,
    forms: keeps ? formsOf(input) : [],
    asAt: { send: riskPaths.one(risk.id), value: day, first: risk.raisedOn, last: today },
    errors: (typed?.errors ?? []).map((error) => ({ text: error.text, href: anchorOf(typed?.form, error) })),
  }
}

const anchorOf = (form: string | undefined, { field }: FieldError): string => {
  if (form === 'link') return '#target'
  if (field === 'board') return '#board'
  return field.startsWith('review') ? '#review-day' : `#${form}-words`
}

const stateWords = ({ now }: Risk): string =>
  now.state === 'closed' ? `Closed on ${formatDay(now.saidOn)}: ${now.because}` : 'Open'

const how = ({ likelihood, impact }: Rating): string =>
  `Likelihood ${likelihood}, ${LIKELIHOODS[likelihood].toLowerCase()}. Impact ${impact}, ${IMPACTS[impact].toLowerCase()}.`

function factsOf({ now, plan, raisedBy, raisedOn }: Risk, mark: Marker): RiskPage['facts'] {
  const fact = (label: string, text: string, href: string | null = null) => ({
    ...{ label, marked: [{ text, term: null }], href },
  })
  const said = (label: string, words: string) => ({ label, marked: mark(words), href: null })
  return [
    said('Cause', now.cause),
    said('Effect', now.effect),
    fact('Response', RESPONSES[now.response]),
    said('What is done about it', now.responseWords),
    fact('Owner', now.owner.words),
    fact('Next review', now.reviewOn ? formatDay(now.reviewOn) : 'No day named'),
    fact('Raised', `${formatDay(raisedOn)} by ${raisedBy}`),
    fact('Plan', plan.title, planPaths.plan(plan.id)),
  ]
}

const toLink = (
  { plan }: Risk,
  { kind, id, linkId, ref, words }: RiskLink,
  keeps: boolean,
  asAt: PlainDate | null,
): RiskPage['links'][number] => ({
  kind: TARGETS[kind],
  words: [ref, words].filter(Boolean).join(' '),
  href: addressOf(kind, plan.id, id, asAt),
  end: keeps ? linkId : null,
})

function addressOf(kind: RiskLink['kind'], planId: string, id: string, asAt: PlainDate | null): string {
  if (kind === 'milestone') return planPaths.milestone(id, asAt)
  if (kind === 'action') return planPaths.action(id, asAt)
  if (kind === 'theme') return planPaths.plan(planId, { theme: id, asAt })
  return planPaths.finding(planId, id, asAt)
}

/** Newest first: what moved each time, and why. */
function historyOf(states: readonly RiskState[]): RiskPage['history'] {
  return states
    .map((state, at): RiskPage['history'][number] => {
      const before = states[at - 1]
      return {
        heading: before ? headingOf(before, state) : `Raised, with a score of ${toScore(state.after).score}`,
        byline: `by ${state.author}, ${formatDay(state.saidOn)}`,
        because: state.because,
        moves: before ? movesBetween(before, state).filter(({ field }) => field !== 'State') : [],
      }
    })
    .toReversed()
}

function headingOf(was: RiskState, now: RiskState): string {
  if (was.state !== now.state) return now.state === 'closed' ? 'Closed' : 'Opened again'
  return isReview(was, now) ? 'Reviewed: nothing else changed' : 'Changed'
}

function formsOf(input: RiskInput): SettlingForm[] {
  if (input.risk.now.state === 'closed') {
    return [toForm(input, 'reopen', 'Open it again', { label: 'Why is it opened again?' })]
  }
  return [
    toForm(input, 'review', 'It was looked at, and nothing has changed', {
      ...{ label: 'What was found? (optional)', rows: 2 },
      hint: 'Leave it empty if there is nothing to add.',
    }),
    toForm(input, 'close', 'Close it', { label: 'Why is it closed?' }),
  ]
}

const BUTTONS: Record<SettlingName, string> = {
  review: 'Save the review',
  close: 'Close it',
  reopen: 'Open it again',
}

const SEND: Record<SettlingName, (id: string) => string> = {
  review: riskPaths.review,
  close: riskPaths.close,
  reopen: riskPaths.reopen,
}

function toForm(
  { risk, typed, once }: RiskInput,
  name: SettlingName,
  heading: string,
  words: { label: string; hint?: string; rows?: number },
): SettlingForm {
  const mine = typed?.form === name ? typed : { once: once[name], values: null, errors: [] }
  return {
    ...{ name, heading, button: BUTTONS[name], send: SEND[name](risk.id), once: mine.once },
    ...{ expected: risk.now.id, open: typed?.form === name, box: toWordsBox(mine, name, words) },
    review: name === 'close' ? null : reviewBoxes(mine),
  }
}

function reviewBoxes({ values, errors }: Omit<TypedForm, 'once'>): DateBoxes {
  const error = errors.find(({ field }) => field.startsWith('review'))?.text ?? null
  const legend = 'When is it to be looked at next?'
  return toDateBoxes({ name: 'review', legend, hint: 'For example, 31 5 2027', error }, null, values)
}

export const riskPage = definePage<RiskPage>('risks/pages/risk.njk', () => {
  const first = exampleState({ id: 'state-1', after: { likelihood: 5, impact: 4 }, saidOn: '2026-09-14' })
  const second = exampleState({
    saidOn: '2026-10-14',
    because: 'The payment is agreed.',
    author: 'Programme Manager',
  })
  const third = exampleState({
    reviewOn: '2026-12-01',
    saidOn: '2026-11-14',
    because: 'Looked at: nothing has changed',
  })
  return toRiskPage({
    risk: exampleRisk({ now: third }),
    ...{ states: [first, second, third], day: EXAMPLE_TODAY, today: EXAMPLE_TODAY, mayKeep: true },
    targets: toTargetOptions(
      [{ kind: 'milestone', id: 'milestone-3', name: '1.06 Every post is filled' }],
      null,
    ),
    terms: [],
    challenges: [exampleChallenge(), { ...exampleChallenge(), id: 'challenge-2', answer: null }],
    boards: [{ id: 'board-1', name: 'Improvement Board' }],
    once: { review: 'once-1', close: 'once-2', reopen: 'once-3', challenge: 'once-4', answer: 'once-5' },
    typed: {
      form: 'close',
      once: 'once-2',
      values: {},
      errors: [{ field: 'words', text: 'Say why it is closed' }],
    },
  })
})
