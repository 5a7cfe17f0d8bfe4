import type { FastifyInstance, FastifyReply } from 'fastify'
import { can } from '../../../platform/access/permissions.ts'
import { Unacceptable } from '../../../platform/http/errors.ts'
import { type FieldError, refusalOf } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../../platform/http/routes.ts'
import { readChoices } from '../actions/choose.ts'
import { readPaperFacts, settle } from '../actions/facts.ts'
import { getLayout } from '../actions/layouts.ts'
import type { Wish } from '../domain/asked.ts'
import { ChooseQuery, CodeParams, WishQuery } from '../forms.ts'
import { reportPage, toReportPage } from '../pages/report.ts'
import { reportsPage, toReportsPage } from '../pages/reports.ts'
import { reportPaths } from '../paths.ts'

type Asking = Pick<ActorWork<unknown, unknown>, 'actor' | 'scope' | 'page'>
type Chosen = Omit<Wish, 'planId'> & { planId: string | null }

/** The page on which a report is chosen: as it was chosen before, with what is wrong with that. */
export async function showChoices(
  { actor, scope, page }: Asking,
  wish: Chosen,
  errors: FieldError[],
): Promise<FastifyReply> {
  const vm = await scope(async (s) =>
    toReportsPage({
      ...(await readChoices(s, wish.planId)),
      chosen: { ...wish, asAt: wish.asAt ?? s.today },
      errors,
      may: { layOut: can(actor, 'reports.lay-out') },
    }),
  )
  return page(reportsPage, vm, errors.length > 0 ? 422 : 200)
}

export function reportRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: reportPaths.reports,
    can: 'reports.make',
    query: ChooseQuery,
    handle: (work) => {
      const { plan, asAt, month, since, review } = work.query
      const wish = {
        planId: plan ?? null,
        asAt: asAt || null,
        cycleId: month,
        sinceCycleId: since,
        reviewId: review,
      }
      return showChoices(work, wish, [])
    },
  })
  route(app, deps, {
    method: 'GET',
    url: reportPaths.drawn(':code'),
    can: 'reports.make',
    params: CodeParams,
    query: WishQuery,
    handle: async (work) => {
      const { actor, params, query, scope, page } = work
      try {
        const vm = await scope(async (s) => {
          const asked = await settle(s, await getLayout(s, params.code), query)
          return toReportPage(asked, await readPaperFacts(s, asked), { write: can(actor, 'reports.write') })
        })
        return page(reportPage, vm)
      } catch (error) {
        if (error instanceof Unacceptable) return showChoices(work, query, refusalOf(error, 'asAt'))
        throw error
      }
    },
  })
}
