import { runMonths } from './jobs.ts'
import { cycleRoutes } from './routes/index.ts'

export { freezeMonth, readFrozen } from './actions/freeze.ts'
export { openMonth } from './actions/open.ts'
export { cyclePaths } from './paths.ts'

export const cycleJobs = [runMonths]

/** The month: opened, asked, chased, reviewed, frozen. */
export const cycles = { register: cycleRoutes }
