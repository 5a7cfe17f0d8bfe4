import type { Answer, Question, Rating, Round } from './facts.ts'

/**
 * What became of a question from one round to another: rated better, worse or the same; answered in the later one only
 * (`new`) or in the earlier one only (`not_answered`); applying in one of them only (`unlike`); or answered in neither.
 */
export const OUTCOMES = ['worse', 'better', 'same', 'new', 'not_answered', 'unlike', 'neither'] as const
export type Outcome = (typeof OUTCOMES)[number]

export interface Compared {
  question: Question
  was: Answer | null
  now: Answer | null
  outcome: Outcome
}

const RANKS: Record<Rating, number | null> = { not_met: 0, partly: 1, met: 2, not_applicable: null }

/** Turned round, better becomes worse and new becomes not answered; the other outcomes stay what they are. */
export function outcomeOf(was: Rating | null, now: Rating | null): Outcome {
  if (was === null) return now === null ? 'neither' : 'new'
  if (now === null) return 'not_answered'
  if (was === now) return 'same'
  const [before, after] = [RANKS[was], RANKS[now]]
  if (before === null || after === null) return 'unlike'
  return after > before ? 'better' : 'worse'
}

type Answered = Pick<Round, 'questions' | 'answers'>

/**
 * Holds one round against an earlier one of the same set. Every question of either is there once: those of the later
 * round in its order, then those that only the earlier one asked.
 */
export function compareRounds(earlier: Answered, later: Answered): Compared[] {
  const asked = new Set(later.questions.map(({ key }) => key))
  const gone = earlier.questions.filter(({ key }) => !asked.has(key))
  return [...later.questions, ...gone].map((question) => {
    const [was, now] = [earlier.answers.get(question.key) ?? null, later.answers.get(question.key) ?? null]
    return { question, was, now, outcome: outcomeOf(was?.rating ?? null, now?.rating ?? null) }
  })
}

/** How many questions have each outcome: the numbers add up to the questions. */
export function tallyOutcomes(compared: readonly Pick<Compared, 'outcome'>[]): Record<Outcome, number> {
  const tally = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Record<Outcome, number>
  for (const { outcome } of compared) tally[outcome] += 1
  return tally
}
