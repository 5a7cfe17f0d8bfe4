import { threadRoutes } from './routes.ts'

/** The golden thread both ways: what answers a finding, what proves it, and what nothing answers. */
export const thread = { register: threadRoutes }
