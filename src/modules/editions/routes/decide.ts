import type { FastifyInstance, FastifyReply } from 'fastify'
import { NotFound } from '../../../platform/http/errors.ts'
import { type FieldError, readForm, refusalOf } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../../platform/http/routes.ts'
import { newId } from '../../../platform/ids.ts'
import { listPlans, type PlanAsAt } from '../../plans/index.ts'
import { decide } from '../actions/decide.ts'
import { readRefresh } from '../actions/read.ts'
import { undoDecision } from '../actions/undo.ts'
import { shortName } from '../domain/crosswalk.ts'
import { DecideForm, DecideParams, UndoForm } from '../forms.ts'
import { decidePage, nextAfter, toDecidePage } from '../pages/decide.ts'
import { NOTHING_TYPED, type TypedForm } from '../pages/fields.ts'
import { paths } from '../paths.ts'

type Work = ActorWork<{ id: string; action: string }, unknown>

/** One action of a refresh at a time: the five questions, and what becomes of it. */
export function decideRoutes(app: FastifyInstance, deps: Deps): void {
  const shape = {
    url: paths.decide(':id', ':action'),
    can: 'editions.refresh',
    params: DecideParams,
  } as const
  undoRoute(app, deps)
  route(app, deps, { ...shape, method: 'GET', handle: (work) => show(work, NOTHING_TYPED) })
  route(app, deps, {
    ...{ ...shape, method: 'POST' },
    handle: async (work) => {
      const { id, action } = work.params
      const form = readForm(DecideForm, work.body)
      if (!form.ok) return show(work, form)
      try {
        const found = await work.scope(async (s) => {
          await decide(s, id, action, form.data)
          return readRefresh(s, id)
        })
        return work.redirect(nextAfter({ ...found, actionId: action }), savedWords(found.plan, action))
      } catch (error) {
        return show(work, { values: form.values, errors: refusalOf(error, 'what') })
      }
    },
  })
}

function undoRoute(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'POST',
    url: paths.undo(':id', ':action'),
    can: 'editions.refresh',
    params: DecideParams,
    handle: async (work) => {
      const { id, action } = work.params
      const form = readForm(UndoForm, work.body)
      if (!form.ok) return show(work, { values: null, errors: elsewhere(form.errors) })
      try {
        await work.scope((s) => undoDecision(s, id, action, form.data.decision))
        return work.redirect(
          paths.decide(id, action),
          'The decision is taken back: nothing is decided on this action',
        )
      } catch (error) {
        return show(work, { values: null, errors: elsewhere(refusalOf(error, 'what')) })
      }
    },
  })
}

/** What is wrong with taking back is told at the choice of what becomes of the action. */
const elsewhere = (errors: readonly FieldError[]): FieldError[] =>
  errors.map(({ text }) => ({ field: 'what', text }))

/** The page that follows is that of another action: the words say which one was decided on. */
function savedWords({ actions }: PlanAsAt, actionId: string): string {
  const action = actions.find(({ id }) => id === actionId)
  return action ? `Your decision on ${shortName(action)} is saved` : 'Your decision is saved'
}

/** After a conflict the form knows the other decision, so that saving again puts this one in its place. */
async function show({ params, scope, page, redirect }: Work, typed: TypedForm): Promise<FastifyReply> {
  const { found, plans, today } = await scope(async (s) => ({
    found: await readRefresh(s, params.id),
    plans: await listPlans(s),
    today: s.today,
  }))
  if (!found.plan.actions.some(({ id }) => id === params.action)) throw new NotFound('action')
  if (found.refresh.state !== 'open') return redirect(paths.refresh(params.id), 'This refresh has ended')
  const others = plans.filter(({ id }) => id !== found.plan.id)
  const vm = toDecidePage({ ...found, actionId: params.action, plans: others, once: newId(), today, typed })
  return page(decidePage, vm, typed.errors.length > 0 ? 422 : 200)
}
