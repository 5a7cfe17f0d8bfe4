import { threadRoutes } from './routes.ts'

export { readReviewCoverage, readThread } from './actions.ts'
export type { ReviewCoverage } from './domain/across.ts'
export { coverageOf, type FindingCoverage, isLate, isUnproved, type Proof } from './domain/coverage.ts'
export { type CrosswalkLine, crosswalkOf, crosswalkWords } from './domain/crosswalk.ts'
export type { SameFinding, Shown, ThreadFacts } from './domain/facts.ts'
export { type Step, VERDICT_WORDS, VERDICTS, type Verdict, verdictOf } from './domain/verdict.ts'
export { answersNothing, looseIn, type Why, whyOf } from './domain/why.ts'
export { threadPaths } from './paths.ts'

/** The golden thread both ways: what answers a finding, what proves it, and what nothing answers. */
export const thread = { register: threadRoutes }
