import { programmeRoutes } from './routes/index.ts'

export { addLink, keepFound } from './actions/links.ts'
export { paths as programmePaths } from './paths.ts'
export type { LinkWish } from './queries/links.ts'

/** What actions cost, what they lean on, and which plans of others carry them. */
export const programme = { register: programmeRoutes }
