import { formatDay, type PlainDate } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { type TakeAway, takeAway } from '../../../platform/office/table.ts'
import type { Standing } from '../../plans/index.ts'
import { type Question, RATINGS, type Round, type RoundLine } from '../domain/facts.ts'
import { groupsOf, type Progress, progressOf, unansweredOf } from '../domain/rounds.ts'
import { paths } from '../paths.ts'
import { exampleLast, exampleLine, exampleRound } from './example.ts'
import {
  type AnswerView,
  aboutSet,
  groupName,
  questionName,
  RATING_CODES,
  RATING_WORDS,
  toAnswerView,
  UNANSWERED,
  whose,
} from './words.ts'

export interface RoundPage {
  back: string
  title: string
  facts: { label: string; words: string; late: boolean }[]
  counts: { number: number; code: Standing; words: string }[]
  words: string
  /** Where the first unanswered question is, for whoever may answer. */
  answer: string | null
  close: string | null
  compare: { send: string; choices: { value: string; text: string; selected: boolean }[] } | null
  takeAway: TakeAway
  last: string | null
  groups: { id: string; name: string; words: string; href: string | null; questions: QuestionView[] }[]
}

export interface QuestionView {
  name: string
  words: string
  now: AnswerView | null
  /** The answer of the round before; null where there is none. */
  was: AnswerView | null
}

export interface RoundInput {
  round: Round
  /** Rounds of the same set, the newest first. */
  others: readonly RoundLine[]
  last: Round | null
  may: { answer: boolean; run: boolean }
}

/** A round: how far it is, and each question with its answer and that of the round before. */
export function toRoundPage(input: RoundInput, today: PlainDate): RoundPage {
  const { round, last, may } = input
  const { id, questions, answers, closed } = round
  const progress = progressOf(questions, answers)
  const mayAnswer = may.answer && closed === null
  return {
    back: paths.rounds(),
    title: round.title,
    facts: factsOf(round, today),
    counts: [
      ...RATINGS.map((rating) => ({
        ...{ number: progress.ratings[rating], code: RATING_CODES[rating], words: RATING_WORDS[rating] },
      })),
      { number: progress.unanswered, ...UNANSWERED },
    ],
    words: `${progress.answered} of ${progress.asked} answered${closed ? '' : ' so far'}`,
    answer: mayAnswer ? firstOpen(round) : null,
    close: may.run && closed === null ? paths.close(id) : null,
    compare: toCompare(input),
    takeAway: takeAway((format) => paths.table(id, format)),
    last: last && `Beside each question stands what was answered in “${last.title}”.`,
    groups: groupsOf(questions).map(({ name, questions: some }, at) => ({
      id: `group-${at + 1}`,
      name: groupName(name),
      words: groupWords(progressOf(some, answers)),
      href: mayAnswer ? paths.answers(id, { group: String(at) }) : null,
      questions: some.map((question) => toQuestion(question, input)),
    })),
  }
}

function firstOpen(round: Round): string {
  const [first] = unansweredOf(round)
  const at = groupsOf(round.questions).findIndex(({ name }) => name === (first?.group ?? null))
  return paths.answers(round.id, { group: String(Math.max(at, 0)), question: first?.key ?? null })
}

const groupWords = ({ answered, asked }: Progress): string => `${answered} of ${asked} answered`

function factsOf(round: Round, today: PlainDate): RoundPage['facts'] {
  const { set, partner, openedOn, openedBy, closed, nextDueOn } = round
  const late = nextDueOn !== null && nextDueOn < today
  const fact = (label: string, words: string, isLate = false) => ({ label, words, late: isLate })
  return [
    fact('Assessed', aboutSet(set)),
    fact('Whose', whose(partner)),
    fact('Opened', `${formatDay(openedOn)}, by ${openedBy}`),
    fact('Closed', closed ? `${formatDay(closed.on)}, by ${closed.by}` : 'Not yet'),
    fact(
      'Next due',
      nextDueOn ? `${formatDay(nextDueOn)}${late ? ', which has passed' : ''}` : 'None is planned',
      late,
    ),
  ]
}

function toCompare({ round, others, last }: RoundInput): RoundPage['compare'] {
  if (others.length === 0) return null
  return {
    send: paths.compare(round.id),
    choices: others.map((one) => ({
      value: one.id,
      text: `${one.title}, ${whose(one.partner)}, ${formatDay(one.openedOn)}`,
      selected: one.id === last?.id,
    })),
  }
}

function toQuestion(question: Question, { round, last }: RoundInput): QuestionView {
  const [now, was] = [round.answers.get(question.key), last?.answers.get(question.key)]
  return {
    ...{ name: questionName(round.set, question), words: question.words },
    now: now ? toAnswerView(now) : null,
    was: was ? toAnswerView(was) : null,
  }
}

export const roundPage = definePage<RoundPage>('self-assessments/pages/round.njk', () =>
  toRoundPage(
    {
      ...{ round: exampleRound(), last: exampleLast(), may: { answer: true, run: true } },
      others: [{ ...exampleLine(), id: 'round-1', title: 'Yearly review of the findings, 2025' }],
    },
    '2026-11-22',
  ),
)
