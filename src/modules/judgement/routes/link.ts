import type { FastifyInstance } from 'fastify'
import { type FieldError, readForm, refusalOf } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../../platform/http/routes.ts'
import { linkStatement, readLinkable } from '../actions/link.ts'
import { readTakeOver, takeOver } from '../actions/take-over.ts'
import { IdParams, LinkForm, MatrixQuery, StatementQuery, TakeOverForm } from '../forms.ts'
import { linkPage, toLinkPage } from '../pages/link.ts'
import { takeOverPage, toTakeOverPage } from '../pages/take-over.ts'
import { paths } from '../paths.ts'

const at = { can: 'judgement.keep', params: IdParams } as const

type Work = ActorWork<{ id: string }, unknown>

export function linkRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    ...at,
    method: 'GET',
    url: paths.link(':id'),
    query: StatementQuery,
    handle: (work) => showLink(work, work.query, null, []),
  })
  route(app, deps, { ...at, method: 'POST', url: paths.link(':id'), handle: saveLinks })
  takeOverRoutes(app, deps)
}

async function saveLinks(work: Work) {
  const { id } = work.params
  const form = readForm(LinkForm, work.body)
  const wish = StatementQuery.parse(form.values)
  if (!form.ok) return showLink(work, wish, null, form.errors)
  const { things, before, next } = form.data
  const keyOf = (thing: { kind: string; id: string }) => `${thing.kind} ${thing.id}`
  const [ticked, were] = [new Set(things.map(keyOf)), new Set(before.map(keyOf))]
  try {
    const following = await work.scope(async (s) => {
      const { key, sheet, statement } = await readLinkable(s, id, wish)
      await linkStatement(s, id, key, {
        add: things.filter((thing) => !were.has(keyOf(thing))),
        end: before.filter((thing) => !ticked.has(keyOf(thing))),
      })
      return sheet.statements[sheet.statements.indexOf(statement) + 1]
    })
    const address = { framework: form.data.framework }
    const to =
      next && following
        ? paths.link(id, { ...address, statement: following.code })
        : paths.matrix(id, address)
    return work.redirect(to, 'What shows the statement is saved')
  } catch (error) {
    return showLink(work, wish, [...ticked], refusalOf(error, 'things'))
  }
}

async function showLink(
  { params, scope, page }: Work,
  wish: { framework: string | null; statement: string | null },
  ticked: readonly string[] | null,
  errors: FieldError[],
) {
  const found = await scope((s) => readLinkable(s, params.id, wish))
  return page(linkPage, toLinkPage({ ...found, ticked, errors }), errors.length > 0 ? 422 : 200)
}

function takeOverRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    ...at,
    method: 'GET',
    url: paths.takeOver(':id'),
    query: MatrixQuery,
    handle: (work) => showTakeOver(work, work.query.framework, []),
  })
  route(app, deps, {
    ...at,
    method: 'POST',
    url: paths.takeOver(':id'),
    handle: async (work) => {
      const { id } = work.params
      const form = readForm(TakeOverForm, work.body)
      const { framework } = MatrixQuery.parse(form.values)
      if (!form.ok) return showTakeOver(work, framework, form.errors)
      try {
        await work.scope((s) => takeOver(s, id, form.data))
      } catch (error) {
        return showTakeOver(work, framework, refusalOf(error, 'statement'))
      }
      const { table, place } = form.data
      const to = `${paths.takeOver(id, { framework: form.data.framework })}#printed-${table}-${place}`
      return work.redirect(to, `The actions of printed statement ${place} are taken over`)
    },
  })
}

async function showTakeOver({ params, scope, page }: Work, framework: string | null, errors: FieldError[]) {
  const facts = await scope((s) => readTakeOver(s, params.id, framework))
  return page(takeOverPage, toTakeOverPage({ ...facts, errors }), errors.length > 0 ? 422 : 200)
}
