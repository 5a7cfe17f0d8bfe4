import { definePage } from '../../../platform/http/pages.ts'
import {
  type Choices,
  errorOf,
  type TypedForm,
  textOf,
  toChoices,
  toWordsBox,
  type WordsBox,
} from '../../plans/index.ts'
import { type Question, RATINGS, type Round } from '../domain/facts.ts'
import { groupsOf, progressOf, type QuestionGroup } from '../domain/rounds.ts'
import { paths } from '../paths.ts'
import { exampleLast, exampleRound } from './example.ts'
import type { QuestionView } from './round.ts'
import { groupName, questionName, RATING_CODES, RATING_WORDS, toAnswerView } from './words.ts'

export interface AnswersPage {
  back: { href: string; text: string }
  name: string
  words: string
  groups: { text: string; href: string; current: boolean }[]
  errors: { text: string; href: string }[]
  questions: (QuestionView & { id: string; open: OpenQuestion | null; href: string })[]
  /** Where to go on: the next group, or the round when this is the last. */
  next: { text: string; href: string }
}

/** The question whose form is open. */
interface OpenQuestion {
  send: string
  once: string
  key: string
  rating: Choices
  box: WordsBox
  evidence: {
    error: string | null
    words: string
    open: boolean
    choices: { id: string; value: string; text: string; about: string; checked: boolean }[]
  }
}

export interface AnswersInput {
  round: Round
  last: Round | null
  /** The place of the group, from 0; one that is not there is the first. */
  group: number
  /** Which question is open; null for the first that is not answered. */
  question: string | null
  evidence: readonly { id: string; title: string; owner: string }[]
  typed: TypedForm
}

/** The questions of one group, of which one is open to be answered. */
export function toAnswersPage(input: AnswersInput): AnswersPage {
  const { round, typed } = input
  const groups = groupsOf(round.questions)
  const at = groups[input.group] ? input.group : 0
  const questions = groups[at]?.questions ?? []
  const open = questions.find(({ key }) => key === input.question) ?? firstOpen(questions, round)
  const { answered, asked } = progressOf(questions, round.answers)
  return {
    back: { href: paths.round(round.id), text: round.title },
    name: groupName(groups[at]?.name ?? null),
    words: `${answered} of ${asked} answered, in order`,
    groups: groups.map((group, place) => toGroup(group, round, { place, current: place === at })),
    errors: typed.errors.map(({ field, text }) => ({ text, href: `#${PLACES[field] ?? field}` })),
    questions: questions.map((question, place) => ({
      ...toQuestion(question, input),
      id: `question-${place + 1}`,
      open: question === open ? toOpen(question, input) : null,
      href: `${paths.answers(round.id, { group: String(at), question: question.key })}#question-${place + 1}`,
    })),
    next: groups[at + 1]
      ? {
          text: `Go on to: ${groupName(groups[at + 1]?.name ?? null)}`,
          href: paths.answers(round.id, { group: String(at + 1) }),
        }
      : { text: 'Back to the whole self-assessment', href: paths.round(round.id) },
  }
}

/** Where each fault is mended. */
const PLACES: Record<string, string> = { words: 'answer-words', evidence: 'evidence' }

const firstOpen = (questions: readonly Question[], { answers }: Round): Question | undefined =>
  questions.find(({ key }) => !answers.has(key))

function toGroup(
  { name, questions }: QuestionGroup,
  round: Round,
  { place, current }: { place: number; current: boolean },
): AnswersPage['groups'][number] {
  const { answered, asked } = progressOf(questions, round.answers)
  return {
    text: `${groupName(name)} (${answered} of ${asked})`,
    href: paths.answers(round.id, { group: String(place) }),
    current,
  }
}

function toQuestion(question: Question, { round, last }: AnswersInput): QuestionView {
  const [now, was] = [round.answers.get(question.key), last?.answers.get(question.key)]
  return {
    ...{ name: questionName(round.set, question), words: question.words },
    now: now ? toAnswerView(now) : null,
    was: was ? toAnswerView(was) : null,
  }
}

function toOpen({ key }: Question, { round, evidence, typed }: AnswersInput): OpenQuestion {
  const said = round.answers.get(key)
  const box = toWordsBox(typed, 'answer', {
    label: 'Why?',
    hint: 'What you do, how you know, and what is still to come. Nothing from which a child or family could be known.',
  })
  const ticked = tickedOf(typed) ?? said?.evidence.map(({ id }) => id) ?? []
  return {
    ...{ send: paths.answers(round.id), once: typed.once, key },
    rating: toChoices(
      typed,
      { name: 'rating', legend: 'How far is this met?' },
      RATINGS.map((value) => ({ value, text: RATING_WORDS[value], code: RATING_CODES[value] })),
      said?.rating,
    ),
    box: { ...box, value: typed.values ? textOf(typed, 'words') : (said?.words ?? '') },
    evidence: {
      error: errorOf(typed, 'evidence'),
      words: `What shows it? ${ticked.length} of ${evidence.length} chosen`,
      open: ticked.length > 0 || errorOf(typed, 'evidence') !== null,
      choices: evidence.map(({ id, title, owner }, place) => ({
        id: place === 0 ? 'evidence' : `evidence-${place + 1}`,
        ...{ value: id, text: title, about: owner, checked: ticked.includes(id) },
      })),
    },
  }
}

/** What was ticked in a form that came back; null where none did. */
function tickedOf({ values }: TypedForm): string[] | null {
  if (!values) return null
  const { evidence } = values
  if (evidence === undefined) return []
  return typeof evidence === 'string' ? [evidence] : evidence
}

export const answersPage = definePage<AnswersPage>('self-assessments/pages/answers.njk', () =>
  toAnswersPage({
    ...{ round: exampleRound(), last: exampleLast(), group: 0, question: 'finding-2' },
    evidence: [
      { id: 'evidence-1', title: 'Audit of thirty files', owner: 'Quality team' },
      { id: 'evidence-2', title: 'Threshold document', owner: 'Partnership' },
    ],
    typed: {
      ...{ once: 'one-time', values: { words: '', evidence: ['evidence-1'] } },
      errors: [{ field: 'words', text: 'Say why: what you do, and what shows it' }],
    },
  }),
)
