import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { type FieldError, type FormValues, readForm } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../../platform/http/routes.ts'
import { newId } from '../../../platform/ids.ts'
import { counted } from '../../../platform/words.ts'
import { readTexts, writeTexts } from '../actions/texts.ts'
import { textsPage, toTextsPage } from '../pages/texts.ts'
import { reportPaths } from '../paths.ts'

const Params = z.object({ id: z.uuid(), layout: z.string().max(60) })
type Params = z.infer<typeof Params>

/** Which parts a form has is the layout's to say: it is read by the action. */
const TextsForm = z.looseObject({})

export function textRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: reportPaths.texts(':id', ':layout'),
    can: 'reports.write',
    params: Params,
    handle: (work) => show(work, null, []),
  })
  route(app, deps, {
    method: 'POST',
    url: reportPaths.texts(':id', ':layout'),
    can: 'reports.write',
    params: Params,
    handle: async (work) => {
      const { values } = readForm(TextsForm, work.body)
      const { id, layout } = work.params
      const { saved, faults } = await work.scope((s) => writeTexts(s, id, layout, values))
      if (faults.length > 0) return show(work, values, faults)
      const said = saved === 0 ? 'Nothing was different' : `${counted(saved, 'text')} saved`
      return work.redirect(reportPaths.texts(id, layout), said)
    },
  })
}

async function show(
  { params, scope, page }: ActorWork<Params, unknown>,
  values: FormValues | null,
  errors: FieldError[],
): Promise<FastifyReply> {
  const vm = await scope(async (s) => {
    const texts = await readTexts(s, params.id, params.layout)
    return toTextsPage({ ...texts, today: s.today, values, errors, newMark: newId })
  })
  return page(textsPage, vm, errors.length > 0 ? 422 : 200)
}
