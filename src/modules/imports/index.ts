import { makeCopyJob, readImportJob } from './jobs.ts'
import { importRoutes } from './routes/index.ts'

export { askForCopy } from './actions/copies.ts'
export { type Brought, bringInFile } from './actions/file.ts'
export { makeCopy } from './actions/make-copy.ts'
export { readImport } from './actions/read.ts'
export { startImport } from './actions/start.ts'
export { undoImport } from './actions/undo.ts'
export type { PlanReading, ReadChoices } from './domain/reading.ts'
export { forPrint, summaryOf } from './domain/summary.ts'
export { IMPORT_STATES } from './pages/imports.ts'
export { importPaths } from './paths.ts'
export { readFileAlone } from './reader.ts'
export { xrayOf } from './xray.ts'

export const importJobs = [readImportJob, makeCopyJob]

/** Plans in documents, brought in: read, shown, settled, confirmed, and taken back. */
export const imports = { register: importRoutes }
