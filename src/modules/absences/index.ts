import { absenceRoutes } from './routes.ts'

export { endStandIn, nameStandIn } from './actions.ts'
export { listStandIns } from './queries.ts'

/** Who is away, and who sees to their milestones meanwhile. */
export const absences = { register: absenceRoutes }
