import { homeRoutes } from './routes.ts'

/** What needs the reader: the first page of everybody. */
export const home = { register: homeRoutes }
