import { searchRoutes } from './routes.ts'

/** One box over everything that its reader may see. */
export const search = { register: searchRoutes }
