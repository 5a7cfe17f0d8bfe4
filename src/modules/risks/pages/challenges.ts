import type { PlainDate } from '../../../platform/calendar.ts'
import { counted } from '../../../platform/words.ts'
import {
  errorOf,
  type RemarkView,
  type TypedForm,
  toRemarkView,
  toWordsBox,
  type WordsBox,
} from '../../plans/index.ts'
import type { Challenge, Said } from '../domain/challenges.ts'
import type { Risk } from '../domain/facts.ts'
import { riskPaths } from '../paths.ts'

export interface ChallengesInput {
  risk: Pick<Risk, 'id'>
  challenges: readonly Challenge[]
  /** For which the reader may challenge it. */
  boards: readonly { id: string; name: string }[]
  mayKeep: boolean
  day: PlainDate
  today: PlainDate
  once: Record<'challenge' | 'answer', string>
  typed: (TypedForm & { form: string }) | null
}

/** A form with one box for words. */
interface AskForm {
  send: string
  once: string
  open: boolean
  box: WordsBox
}

/** What boards asked of a risk, as its page shows it. */
export interface ChallengesView {
  words: string
  rows: {
    id: string
    board: string
    /** The challenge, and its answer below it. */
    said: RemarkView[]
    answered: boolean
    answer: AskForm | null
  }[]
  /** Null for whoever sits on no board, or owns the risk. */
  ask:
    | (AskForm & { boards: { value: string; text: string; selected: boolean }[]; boardError: string | null })
    | null
}

export function toChallenges(input: ChallengesInput): ChallengesView {
  const { challenges } = input
  const waiting = challenges.filter(({ answer }) => answer === null).length
  return {
    words: `${counted(challenges.length, 'challenge')}, ${waiting} not answered; oldest first`,
    rows: challenges.map((one) => ({
      ...{ id: one.id, board: one.board.name, answered: one.answer !== null },
      said: [one, ...(one.answer ? [one.answer] : [])].map(toSaid),
      answer: input.mayKeep && isToday(input) ? toAnswer(input, one) : null,
    })),
    ask: input.boards.length > 0 && isToday(input) ? toAsk(input) : null,
  }
}

const isToday = ({ day, today }: ChallengesInput): boolean => day === today

const toSaid = ({ id, words, author, saidOn, recordedAt }: Said): RemarkView =>
  toRemarkView({ id, words, author, saidOn, recordedAt, answers: null, moves: {} })

const NOTHING = { values: null, errors: [] }

/** Also for somebody who was second: what they wrote is not lost. */
function toAnswer({ risk, typed, once }: ChallengesInput, { id, board, answer }: Challenge): AskForm | null {
  const mine = typed?.form === 'answer' && typed.values?.challenge === id
  if (answer !== null && !mine) return null
  const form = mine ? typed : { once: once.answer, ...NOTHING }
  const label = `Your answer to ${board.name}`
  const of = mine ? 'answer' : `answer-${id}`
  return {
    ...{ send: riskPaths.answer(risk.id), once: form.once, open: mine },
    box: toWordsBox(form, of, { label, rows: 4 }),
  }
}

function toAsk({ risk, typed, once, boards }: ChallengesInput): NonNullable<ChallengesView['ask']> {
  const mine = typed?.form === 'challenge'
  const form = mine ? typed : { once: once.challenge, ...NOTHING }
  const hint = 'For example, why the score has not moved, or what would have to be seen for it to fall.'
  return {
    ...{ send: riskPaths.challenge(risk.id), once: form.once, open: mine },
    box: toWordsBox(form, 'challenge', { label: 'What does the board ask?', hint, rows: 4 }),
    boards: boards.map(({ id, name }) => ({
      ...{ value: id, text: name },
      selected: boards.length === 1 || form.values?.board === id,
    })),
    boardError: errorOf(form, 'board'),
  }
}
