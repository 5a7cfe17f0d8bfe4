import { boardRoutes } from './routes.ts'

export { type Challenge, chooseChallenges, HOW_CHOSEN } from './domain/challenges.ts'
export { paths as boardPaths } from './paths.ts'

/** Who watches: the seats of each board, and one page of all that it has before it. */
export const boards = { register: boardRoutes }
