import { selfAssessmentsRoutes } from './routes.ts'

/** What the area says of itself: of a review, or of a framework, one round after another. */
export const selfAssessments = { register: selfAssessmentsRoutes }
