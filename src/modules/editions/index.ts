import { editionsRoutes } from './routes.ts'

/** A plan refreshed into its next edition, and what became of every action. */
export const editions = { register: editionsRoutes }
