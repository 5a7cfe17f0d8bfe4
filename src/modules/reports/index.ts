import { reportRoutes } from './routes.ts'

export { closeWriter as closeReports } from '../../platform/office/write.ts'
export { readMilestoneReport, writeMilestoneReport } from './actions.ts'
export { FORMATS, type Format } from './paths.ts'

/** Papers from one set of facts: reads all, is written by none. */
export const reports = { register: reportRoutes }
