import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { type FieldError, type FormValues, readForm } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../../platform/http/routes.ts'
import { counted } from '../../../platform/words.ts'
import { readOffers, takeOffers } from '../actions/offers.ts'
import { readTaken } from '../domain/offers.ts'
import { offersPage, toOffersPage } from '../pages/offers.ts'
import { reportPaths } from '../paths.ts'

const PlanQuery = z.object({ plan: z.uuid().optional().catch(undefined) })

/** The boxes are as many as there are abbreviations. */
const OffersForm = z.looseObject({ plan: z.uuid('This form is not complete: reload the page') })

/** Terms of a plan that the glossary could explain: nothing is added without a press. */
export function offerRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    ...{ method: 'GET', url: reportPaths.offers(), can: 'glossary.keep', query: PlanQuery },
    handle: (work) => show(work, work.query.plan ?? null, null, []),
  })
  route(app, deps, {
    ...{ method: 'POST', url: reportPaths.offers(), can: 'glossary.keep' },
    handle: async (work) => {
      const form = readForm(OffersForm, work.body)
      if (!form.ok) return show(work, null, form.values, form.errors)
      const { plan } = form.data
      const { taken, errors } = readTaken(form.values)
      if (errors.length > 0) return show(work, plan, form.values, errors)
      const added = await work.scope((s) => takeOffers(s, plan, taken))
      return work.redirect(reportPaths.offers(plan), `${counted(added, 'term')} added`)
    },
  })
}

async function show(
  { scope, page }: ActorWork<unknown, unknown>,
  planId: string | null,
  values: FormValues | null,
  errors: FieldError[],
): Promise<FastifyReply> {
  const offers = await scope((s) => readOffers(s, planId))
  return page(offersPage, toOffersPage({ ...offers, values, errors }), errors.length > 0 ? 422 : 200)
}
