import type { PlainDate } from '../../../platform/calendar.ts'
import { type Question, RATINGS, type Rating, type Round, type RoundLine, seriesKey } from './facts.ts'

/** How far a round, or a group of its questions, has come: the ratings and `unanswered` add up to `asked`. */
export interface Progress {
  asked: number
  answered: number
  unanswered: number
  ratings: Record<Rating, number>
}

/** Counts the answers to these questions. */
export function progressOf(questions: readonly Question[], answers: Round['answers']): Progress {
  const ratings = Object.fromEntries(RATINGS.map((rating) => [rating, 0])) as Record<Rating, number>
  const given = questions.flatMap(({ key }) => answers.get(key) ?? [])
  for (const { rating } of given) ratings[rating] += 1
  const [asked, answered] = [questions.length, given.length]
  return { asked, answered, unanswered: asked - answered, ratings }
}

export interface QuestionGroup {
  /** Null for questions that stand in no group. */
  name: string | null
  questions: Question[]
}

/** The groups of a round in the order in which each comes first; every question is in one. */
export const groupsOf = (questions: readonly Question[]): QuestionGroup[] =>
  [...Map.groupBy(questions, ({ group }) => group)].map(([name, some]) => ({ name, questions: some }))

export const unansweredOf = ({ questions, answers }: Pick<Round, 'questions' | 'answers'>): Question[] =>
  questions.filter(({ key }) => !answers.has(key))

/** The newest first; of rounds opened on one day, the one with the later id. */
export const newestFirst = (
  a: Pick<RoundLine, 'openedOn' | 'id'>,
  b: Pick<RoundLine, 'openedOn' | 'id'>,
): number => b.openedOn.localeCompare(a.openedOn) || b.id.localeCompare(a.id)

/**
 * Rounds after which the next is overdue on a day: its due day has passed, and nobody has opened a later round of the same
 * questions by the same people. The longest overdue first.
 */
export function overdueRounds<R extends Pick<RoundLine, 'id' | 'set' | 'partner' | 'openedOn' | 'nextDueOn'>>(
  rounds: readonly R[],
  today: PlainDate,
): R[] {
  const last = [...Map.groupBy(rounds, seriesKey).values()].flatMap(
    (series) => series.toSorted(newestFirst)[0] ?? [],
  )
  return last
    .filter(({ nextDueOn }) => nextDueOn !== null && nextDueOn < today)
    .sort((a, b) => (a.nextDueOn ?? '').localeCompare(b.nextDueOn ?? ''))
}
