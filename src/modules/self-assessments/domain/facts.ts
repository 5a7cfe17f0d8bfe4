import type { PlainDate } from '../../../platform/calendar.ts'

/** How an area rates itself by one question. */
export const RATINGS = ['met', 'partly', 'not_met', 'not_applicable'] as const
export type Rating = (typeof RATINGS)[number]

/** What is asked about: the findings of a review, or the statements of one version of a framework. */
export type QuestionSet =
  | { kind: 'review'; id: string; title: string }
  | { kind: 'framework'; framework: string; version: string; title: string }

/** A question as it stood when its round was opened. */
export interface Question {
  /** The id of the finding, or the code of the statement. */
  key: string
  /** The group of findings, or the area of judgement; null for findings without one. */
  group: string | null
  ref: string
  words: string
  /** The grade that the statement is of, in words; null for a finding. */
  grade: string | null
}

export interface Answer {
  rating: Rating
  words: string
  evidence: { id: string; title: string }[]
  by: string
  saidOn: PlainDate
}

/** One round without its answers: what a list shows. */
export interface RoundLine {
  id: string
  title: string
  set: QuestionSet
  /** Null for the whole area. */
  partner: { id: string; name: string } | null
  openedOn: PlainDate
  openedBy: string
  closed: { on: PlainDate; by: string } | null
  nextDueOn: PlainDate | null
  asked: number
  answered: number
}

/** A whole round. */
export interface Round extends Omit<RoundLine, 'asked' | 'answered'> {
  questions: Question[]
  /** The last answer to each question, by its key. */
  answers: ReadonlyMap<string, Answer>
}

/** Equal for rounds of the same questions, whoever answers them. */
export const setKey = (set: QuestionSet): string =>
  set.kind === 'review' ? `review ${set.id}` : `framework ${set.framework} ${set.version}`

/** Equal for rounds of the same questions by the same people: a later one takes the place of the earlier. */
export const seriesKey = ({ set, partner }: Pick<RoundLine, 'set' | 'partner'>): string =>
  `${setKey(set)} ${partner?.id ?? ''}`
