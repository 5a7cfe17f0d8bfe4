import type { FastifyInstance } from 'fastify'
import { readForm } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../../platform/http/routes.ts'
import { newId } from '../../../platform/ids.ts'
import { addRemark } from '../actions/remarks.ts'
import { RemarkForm } from '../forms-of-support.ts'
import { remarksPage, toRemarksPage, unknownWords } from '../pages/remarks.ts'
import type { TypedForm } from '../pages/typed.ts'
import { paths } from '../paths.ts'
import { getRemarked, listRemarks } from '../queries/remarks.ts'
import { IdParams } from './query.ts'

type Kind = 'milestone' | 'action'

export function remarkRoutes(app: FastifyInstance, deps: Deps): void {
  remarkRoutesOf('milestone', app, deps)
  remarkRoutesOf('action', app, deps)
}

function remarkRoutesOf(kind: Kind, app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: paths.remarks(kind, ':id'),
    can: 'plans.comment',
    params: IdParams,
    handle: (work) => show(kind, work, { once: newId(), values: null, errors: [] }),
  })
  route(app, deps, {
    method: 'POST',
    url: paths.remarks(kind, ':id'),
    can: 'plans.comment',
    params: IdParams,
    handle: async (work) => {
      const { id } = work.params
      const form = readForm(RemarkForm, work.body)
      if (!form.ok) return show(kind, work, typedInto(form))
      const { unknown } = await work.scope((s) => addRemark(s, { kind, id }, form.data))
      const to = kind === 'milestone' ? paths.milestone(id) : paths.action(id)
      return work.redirect(`${to}#remarks`, `Your comment is saved${unknownWords(unknown)}`)
    },
  })
}

/** The form keeps its own mark when it comes back with faults. */
export const typedInto = ({ values, errors }: Omit<TypedForm, 'once'>): TypedForm => ({
  ...{ values, errors },
  once: typeof values?.once === 'string' && values.once !== '' ? values.once : newId(),
})

async function show(
  kind: Kind,
  { params, scope, page }: ActorWork<{ id: string }, unknown>,
  typed: TypedForm,
) {
  const about = { kind, id: params.id }
  const { thing, remarks } = await scope(async (s) => ({
    thing: await getRemarked(s, about),
    remarks: await listRemarks(s, about, s.today),
  }))
  return page(
    remarksPage,
    toRemarksPage({ ...about, ...thing }, remarks, typed),
    typed.errors.length > 0 ? 422 : 200,
  )
}
