import type { FastifyInstance } from 'fastify'
import { can } from '../../../platform/access/permissions.ts'
import { type FieldError, readForm, refusalOf } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../../platform/http/routes.ts'
import { attachToStatement, readStatement, type StatementWish } from '../actions/statement.ts'
import { AttachForm, IdParams, StatementQuery } from '../forms.ts'
import { statementPage, toStatementPage } from '../pages/statement.ts'
import { paths } from '../paths.ts'

export function statementRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: paths.statement(':id'),
    can: 'plans.view',
    params: IdParams,
    query: StatementQuery,
    handle: (work) => show(work, work.query, []),
  })
  route(app, deps, {
    method: 'POST',
    url: paths.attach(':id'),
    can: 'evidence.add',
    params: IdParams,
    handle: async (work) => {
      const { id } = work.params
      const form = readForm(AttachForm, work.body)
      const wish = { ...StatementQuery.parse(form.values), asAt: null }
      if (!form.ok) return show(work, wish, form.errors)
      try {
        await work.scope((s) => attachToStatement(s, id, form.data))
      } catch (error) {
        return show(work, wish, refusalOf(error, 'evidence'))
      }
      const { framework, statement } = form.data
      return work.redirect(paths.statement(id, { framework, statement }), 'The evidence is attached')
    },
  })
}

async function show(
  { actor, params, scope, page }: ActorWork<{ id: string }, unknown>,
  wish: StatementWish,
  errors: FieldError[],
) {
  const facts = await scope((s) => readStatement(s, params.id, wish))
  const may = { keep: can(actor, 'judgement.keep'), add: can(actor, 'evidence.add') }
  return page(statementPage, toStatementPage({ ...facts, may, errors }), errors.length > 0 ? 422 : 200)
}
