import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { type FieldError, type FormValues, readForm, refusalOf } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../../platform/http/routes.ts'
import { type BulkProposal, changeInBulk, proposeBulk, readBulk } from '../actions/bulk.ts'
import { BulkForm, ConfirmBulkForm } from '../forms.ts'
import { bulkPage, toBulkPage } from '../pages/bulk.ts'
import { confirmBulkPage, toConfirmBulkPage } from '../pages/bulk-confirm.ts'
import { readPlanQuery } from '../pages/plan-query.ts'
import { viewOf } from '../pages/plan-reading.ts'
import { count } from '../pages/words.ts'
import { paths } from '../paths.ts'
import { getPlanHeader } from '../queries/plan.ts'
import { IdParams } from './query.ts'

const Filters = z.looseObject({})

type Work = ActorWork<{ id: string }, Record<string, unknown>>

/** Several milestones changed at once: chosen, shown as they were and will be, and confirmed. */
export function bulkRoutes(app: FastifyInstance, deps: Deps): void {
  const shape = { can: 'plans.change', params: IdParams, query: Filters } as const
  route(app, deps, {
    ...{ ...shape, method: 'GET', url: paths.bulk(':id') },
    handle: (work) => choose(work, null, []),
  })
  route(app, deps, {
    ...{ ...shape, method: 'POST', url: paths.bulk(':id') },
    handle: async (work) => {
      await work.scope((s) => getPlanHeader(s, work.params.id, s.today))
      const form = readForm(BulkForm, work.body)
      if (!form.ok) return choose(work, form.values, form.errors)
      const { asked, selected, reason } = form.data
      try {
        const proposal = await work.scope((s) => proposeBulk(s, work.params.id, asked, { selected, reason }))
        return confirm(work, proposal, form.values, [])
      } catch (error) {
        return choose(work, form.values, refusalOf(error, 'what'))
      }
    },
  })
  route(app, deps, {
    ...{ ...shape, method: 'POST', url: paths.confirmBulk(':id') },
    handle: async (work) => {
      const { id } = work.params
      await work.scope((s) => getPlanHeader(s, id, s.today))
      const form = readForm(ConfirmBulkForm, work.body)
      if (!form.ok) return choose(work, form.values, form.errors)
      const { asked, seen, reason } = form.data
      try {
        const changed = await work.scope((s) => changeInBulk(s, id, asked, { seen, reason }))
        const view = viewOf(readPlanQuery(work.query), null)
        return work.redirect(paths.plan(id, view), `${count(changed, 'milestone')} changed`)
      } catch (error) {
        return showAgain(work, form, refusalOf(error, 'what'))
      }
    },
  })
}

/** After a conflict, what the change would make of the milestones as they are now; or the choice, if that is no more. */
async function showAgain(
  work: Work,
  { data, values }: { data: z.output<typeof ConfirmBulkForm>; values: FormValues },
  errors: FieldError[],
): Promise<FastifyReply> {
  const selected = [...data.seen.keys()]
  try {
    const proposal = await work.scope((s) =>
      proposeBulk(s, work.params.id, data.asked, { selected, reason: data.reason }),
    )
    return confirm(work, proposal, values, errors)
  } catch (error) {
    return choose(work, { ...values, milestones: selected }, refusalOf(error, 'what'))
  }
}

function confirm(
  { query, page }: Work,
  proposal: BulkProposal,
  typed: FormValues,
  errors: FieldError[],
): FastifyReply {
  const vm = toConfirmBulkPage({ ...proposal, query: readPlanQuery(query), typed, errors })
  return page(confirmBulkPage, vm, errors.length > 0 ? 422 : 200)
}

async function choose(
  { params, query, scope, page }: Work,
  typed: FormValues | null,
  errors: FieldError[],
): Promise<FastifyReply> {
  const found = await scope((s) => readBulk(s, params.id))
  const vm = toBulkPage({
    ...found,
    ...{ query: readPlanQuery(query), all: query.select === 'all', typed, errors },
  })
  return page(bulkPage, vm, errors.length > 0 ? 422 : 200)
}
