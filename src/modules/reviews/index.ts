import { reviewsRoutes } from './routes/index.ts'

export { type KeptDocument, keepDocument } from './actions/document.ts'
export { addFindings, changeFinding, type FindingInput, type FindingsInput } from './actions/findings.ts'
export { addToGroup, type GroupInput, sayTheSame, takeOutOfGroup } from './actions/groups.ts'
export { addJudgements, type JudgementInput, withdrawJudgement } from './actions/judgements.ts'
export { type NextInspection, nextInspection } from './actions/read.ts'
export { addReview, attachToPlan, changeReview, type ReviewInput } from './actions/reviews.ts'
export { type Bases, type WorkedOut, workOut } from './domain/deadline.ts'
export type {
  FindingEntry,
  GroupFacts,
  GroupMember,
  ReviewFacts,
  ReviewFields,
  SameFindings,
} from './domain/facts.ts'
export { KINDS, kindName, type ReviewKind, type ReviewState, STATE_WORDS, STATES } from './domain/kinds.ts'
export { away } from './domain/register.ts'
export { paths as reviewPaths } from './paths.ts'
export { listGroups, listSameFindings } from './queries/groups.ts'
export { getReview, listAllFindings, listAnswers, listFindings, listReviews } from './queries/reviews.ts'

/** The register of reviews: what found the faults, when, and what it asks for by when. */
export const reviews = { register: reviewsRoutes }
