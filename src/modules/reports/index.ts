import { makePaperJob, remindOwedJob, resumePapersJob, sweepPapersJob } from './jobs.ts'
import { routes } from './routes/index.ts'

export { closeWriter as closeReports } from '../../platform/office/write.ts'
export { askForPaper, cancelPaper, makeAgain } from './actions/ask.ts'
export { readPaperFacts, settle } from './actions/facts.ts'
export {
  changeLayout,
  copyLayout,
  endLayout,
  getLayout,
  listLayouts,
} from './actions/layouts.ts'
export { makePaper } from './actions/make.ts'
export { addSchedule, listOwedCalls, type OwedCall, readOwed } from './actions/owed.ts'
export { type Sending, sendPaper } from './actions/send.ts'
export { writeTexts } from './actions/texts.ts'
export { fileName, manuscriptOf, writePaper } from './actions/write.ts'
export type { Asked, Wish } from './domain/asked.ts'
export { FORMATS, type Format, isFormat } from './domain/formats.ts'
export { reportPaths } from './paths.ts'
export { latestTexts } from './queries/texts.ts'

export const reportJobs = [makePaperJob, resumePapersJob, remindOwedJob, sweepPapersJob]

/** Papers from one set of facts: reads all, is written by none. */
export const reports = { register: routes }
