import { programmeRoutes } from './routes.ts'

/** What actions cost, what they lean on, and which plans of others carry them. */
export const programme = { register: programmeRoutes }
