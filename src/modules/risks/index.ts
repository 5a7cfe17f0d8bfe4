import { risksRoutes } from './routes.ts'

/** Risks and issues of the programme. */
export const risks = { register: risksRoutes }
