import { runMonths } from './jobs.ts'
import { cycleRoutes } from './routes/index.ts'

export { freezeMonth, readChanges, readFrozen } from './actions/freeze.ts'
export { listOwnAsked } from './actions/not-mine.ts'
export { openMonth } from './actions/open.ts'
export { readMonth, readWaiting } from './actions/read.ts'
export { type Comparison, compareMonths, type Moved, type Placed, type Redated } from './domain/compare.ts'
export { dayByRule } from './domain/day-rules.ts'
export { standingOf } from './domain/replies.ts'
export { type NotMineLink, toNotMineLink } from './pages/not-mine.ts'
export { cyclePaths } from './paths.ts'
export { listOpenCycles } from './queries/cycles.ts'
export { type FrozenRow, listFrozen } from './queries/frozen.ts'

export const cycleJobs = [runMonths]

/** The month: opened, asked, chased, reviewed, frozen. */
export const cycles = { register: cycleRoutes }
