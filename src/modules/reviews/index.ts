import { reviewsRoutes } from './routes.ts'

/** The register of reviews: what found the faults, when, and what it asks for by when. */
export const reviews = { register: reviewsRoutes }
