import { remindJob } from './jobs.ts'
import { risksRoutes } from './routes/index.ts'

export { challengeRisk, listChallengedBy } from './actions/challenge.ts'
export { listOwners, listTargets } from './actions/choices.ts'
export {
  changeRisk,
  closeRisk,
  raiseRisk,
  reopenRisk,
  reviewRisk,
  type Saying,
  type Settling,
} from './actions/keep.ts'
export { linkRisk, unlinkRisk } from './actions/links.ts'
export { readRegister, readRisk, threatsTo } from './actions/read.ts'
export { listToReview } from './actions/tell.ts'
export type { Challenge } from './domain/challenges.ts'
export { isOverdue, type Risk, type RiskKind, refOf, type Target } from './domain/facts.ts'
export { EVERYTHING_OPEN, type RiskFilter } from './domain/filter.ts'
export { bandOf, type Level, type Rating, scoreOf } from './domain/score.ts'
export { exampleChallenge, exampleRisk } from './pages/example.ts'
export { riskPaths } from './paths.ts'

export const riskJobs = [remindJob]

/** Risks and issues of the programme. */
export const risks = { register: risksRoutes }
