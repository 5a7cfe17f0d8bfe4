import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { isPlainDate } from '../../platform/calendar.ts'
import { sendAttachment } from '../../platform/http/attachment.ts'
import { type Deps, route } from '../../platform/http/routes.ts'
import { listPlans } from '../plans/index.ts'
import { readMilestoneReport, writeMilestoneReport } from './actions.ts'
import { ourLayout } from './layouts.ts'
import { milestoneReportPage, toMilestoneReportPage } from './pages/milestone-report.ts'
import { reportsPage, toReportsPage } from './pages/reports.ts'
import { FORMATS, reportPaths } from './paths.ts'

const Asked = z.object({ plan: z.uuid(), asAt: z.string().optional(), review: z.uuid().optional() })

const NOT_A_DATE = { field: 'asAt', text: 'Enter a real date, like 31 5 2027' }

export function reportRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: reportPaths.reports,
    can: 'reports.make',
    query: z.object({ plan: z.uuid().optional() }),
    handle: async ({ scope, query, page }) => {
      const { plans, today } = await scope(async (s) => ({ plans: await listPlans(s), today: s.today }))
      return page(reportsPage, toReportsPage(plans, { plan: query.plan ?? null, asAt: today }))
    },
  })
  route(app, deps, {
    method: 'GET',
    url: '/reports/milestone',
    can: 'reports.make',
    query: Asked,
    handle: async ({ scope, query, page }) => {
      const asAt = query.asAt
      if (asAt && !isPlainDate(asAt)) {
        const plans = await scope(listPlans)
        return page(reportsPage, toReportsPage(plans, { plan: query.plan, asAt }, [NOT_A_DATE]), 422)
      }
      const reviewId = query.review ?? null
      const report = await scope((s) =>
        readMilestoneReport(s, { planId: query.plan, asAt: asAt || s.today, reviewId }),
      )
      return page(
        milestoneReportPage,
        toMilestoneReportPage({ layout: ourLayout('milestone-report'), ...report, reviewId }),
      )
    },
  })
  for (const format of FORMATS) {
    route(app, deps, {
      method: 'GET',
      url: `/reports/milestone.${format}`,
      can: 'reports.make',
      query: Asked.extend({ asAt: z.string().refine(isPlainDate) }),
      handle: async ({ scope, query, reply }) => {
        const { plan: planId, asAt, review: reviewId = null } = query
        const { facts } = await scope((s) => readMilestoneReport(s, { planId, asAt, reviewId }))
        return sendAttachment(reply, await writeMilestoneReport(facts, format))
      },
    })
  }
}
