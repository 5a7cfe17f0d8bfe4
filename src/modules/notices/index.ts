import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../platform/http/routes.ts'
import { digestJob } from './jobs.ts'
import { mailRoutes } from './routes/mail.ts'
import { noticeRoutes } from './routes/notices.ts'

export { type NewNotice, notify } from './actions/notify.ts'
export { type Paging, pagingOf } from './pages/paging.ts'
export { noticePaths } from './paths.ts'
export { countNotices, type NoticeRow, selectNotices as listNotices } from './queries/notices.ts'

export const noticeJobs = [digestJob]

/** What people are told, on the site and by mail; and what became of the mail. */
export const notices = {
  register(app: FastifyInstance, deps: Deps): void {
    noticeRoutes(app, deps)
    mailRoutes(app, deps)
  },
}
