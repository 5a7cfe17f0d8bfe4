import { formatDay } from '../../../platform/calendar.ts'
import { evidencePaths } from '../../evidence/index.ts'
import type { Standing } from '../../plans/index.ts'
import type { Outcome } from '../domain/compare.ts'
import type { Answer, Question, QuestionSet, Rating, RoundLine } from '../domain/facts.ts'

/** The sentences that several pages of self-assessments say in the same way. */

export const RATING_WORDS: Record<Rating, string> = {
  met: 'Met',
  partly: 'Partly met',
  not_met: 'Not met',
  not_applicable: 'Does not apply',
}

/** Shape and colour of a rating: those of the status key that means the same. */
export const RATING_CODES: Record<Rating, Standing> = {
  met: 'achieved',
  partly: 'on_track',
  not_met: 'not_achieved',
  not_applicable: 'dropped',
}

export const UNANSWERED = { code: 'not_reported' as Standing, words: 'Not answered' }

export const OUTCOME_WORDS: Record<Outcome, string> = {
  better: 'Better',
  worse: 'Worse',
  same: 'The same',
  new: 'New',
  not_answered: 'Not answered now',
  unlike: 'Applies in one only',
  neither: 'Answered in neither',
}

/** An answer as every page shows it. */
export interface AnswerView {
  code: Standing
  rating: string
  words: string
  byline: string
  evidence: { text: string; href: string }[]
}

export const toAnswerView = (answer: Answer): AnswerView => ({
  code: RATING_CODES[answer.rating],
  rating: RATING_WORDS[answer.rating],
  words: answer.words,
  byline: `${answer.by}, ${formatDay(answer.saidOn)}`,
  evidence: answer.evidence.map(({ id, title }) => ({ text: title, href: evidencePaths.one(id) })),
})

/** "Finding 3", "Statement HP.2, good". */
export const questionName = (set: QuestionSet, { ref, grade }: Question): string =>
  set.kind === 'review' ? `Finding ${ref}` : `Statement ${ref}${grade ? `, ${grade.toLowerCase()}` : ''}`

export const whose = (partner: RoundLine['partner']): string => partner?.name ?? 'The whole area'

export const groupName = (name: string | null): string => name ?? 'Questions'

export const aboutSet = (set: QuestionSet): string =>
  set.kind === 'review' ? `The findings of: ${set.title}` : `The statements of: ${set.title}`
