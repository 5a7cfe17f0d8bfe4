import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../platform/http/routes.ts'
import { layoutRoutes } from './routes/layouts.ts'
import { offerRoutes } from './routes/offers.ts'
import { textRoutes } from './routes/texts.ts'
import { reportRoutes } from './routes.ts'

export { closeWriter as closeReports } from '../../platform/office/write.ts'
export {
  changeLayout,
  copyLayout,
  endLayout,
  getLayout,
  listLayouts,
} from './actions/layouts.ts'
export { writeTexts } from './actions/texts.ts'
export { readMilestoneReport, writeMilestoneReport } from './actions.ts'
export { FORMATS, type Format } from './paths.ts'
export { latestTexts } from './queries/texts.ts'

/** Papers from one set of facts: reads all, is written by none. */
export const reports = {
  register: (app: FastifyInstance, deps: Deps): void => {
    reportRoutes(app, deps)
    textRoutes(app, deps)
    layoutRoutes(app, deps)
    offerRoutes(app, deps)
  },
}
