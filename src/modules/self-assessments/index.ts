import { selfAssessmentsRoutes } from './routes/index.ts'

export {
  answerQuestion,
  closeRound,
  listOverdueRounds,
  openRound,
  type RoundAnswer,
  type RoundOpened,
  readRounds,
} from './actions/rounds.ts'
export type { Rating, RoundLine } from './domain/facts.ts'
export { paths as selfAssessmentPaths } from './paths.ts'

/** What the area says of itself: of a review, or of a framework, one round after another. */
export const selfAssessments = { register: selfAssessmentsRoutes }
