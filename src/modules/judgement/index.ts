import { judgementRoutes } from './routes.ts'

/** What a plan has to show to be judged so: the cross-check matrix and its readiness. */
export const judgement = { register: judgementRoutes }
