import { judgementRoutes } from './routes/index.ts'

export { chooseFramework, endFramework, setTargets } from './actions/choose.ts'
export { linkStatement } from './actions/link.ts'
export { type MatrixFacts, type MatrixWish, readMatrix } from './actions/read.ts'
export { takeOver } from './actions/take-over.ts'
export { toMatrixTable } from './documents.ts'
export { FRESH_MONTHS, freshnessOf, judge, type Readiness, readinessOf } from './domain/judge.ts'
export type { Freshness, Gap, Judged, Sheet, Statement, StatementState } from './domain/statement.ts'
export { completionWords, evidenceWords, nameOf as nameOfShown, STATE_WORDS } from './pages/words.ts'
export { paths as judgementPaths } from './paths.ts'

/** What a plan has to show to be judged so: the cross-check matrix and its readiness. */
export const judgement = { register: judgementRoutes }
