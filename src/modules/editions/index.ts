import { editionsRoutes } from './routes/index.ts'

export { type ApprovalAsked, approveRefresh, markOf as refreshMark } from './actions/approve.ts'
export { type Asked, decide, type Target } from './actions/decide.ts'
export { changeFrontMatter, frontMatterMark } from './actions/front-matter.ts'
export { addDraft, changeDraft, type DraftAsked } from './actions/new-actions.ts'
export { readCrosswalk, readFrontMatter, readPresentStates, readRefresh } from './actions/read.ts'
export { abandonRefresh, startRefresh } from './actions/start.ts'
export { toCrosswalkTable } from './documents.ts'
export type { Crosswalk, CrosswalkRow } from './domain/crosswalk.ts'
export type { FrontMatter } from './domain/front-matter.ts'
export type { PresentState } from './domain/present-state.ts'
export { becameWords } from './pages/crosswalk.ts'
export { paths as editionPaths } from './paths.ts'
export { listRefreshes } from './queries/refreshes.ts'

/** A plan refreshed into its next edition, and what became of every action. */
export const editions = { register: editionsRoutes }
