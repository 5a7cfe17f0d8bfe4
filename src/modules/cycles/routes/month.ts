import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { can } from '../../../platform/access/permissions.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { readForm } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../../platform/http/routes.ts'
import { tableRoutes } from '../../../platform/http/tables.ts'
import { record } from '../../../platform/record/record.ts'
import { counted } from '../../../platform/words.ts'
import { endAsk } from '../actions/ask.ts'
import { type AskedAgain, askAgain, renewAsk } from '../actions/ask-again.ts'
import { escalate, refuseFrozen, remind } from '../actions/chase.ts'
import { freezeMonth, readChanges, readFrozen } from '../actions/freeze.ts'
import { readMonth, readWaiting, readWords } from '../actions/read.ts'
import { toLeadsTable } from '../documents.ts'
import { standingOf } from '../domain/replies.ts'
import { ChaseForm, DaysForm, IdParams } from '../forms.ts'
import { changesPage, toChangesPage } from '../pages/changes.ts'
import { freezePage, toFreezePage } from '../pages/freeze.ts'
import { type MonthInput, monthPage, toMonthPage } from '../pages/month.ts'
import { monthReviewPage, toMonthReviewPage } from '../pages/review.ts'
import { cyclePaths } from '../paths.ts'
import { type AskRow, findAsk } from '../queries/asks.ts'
import { getCycle, updateDays } from '../queries/cycles.ts'
import { findFrozen } from '../queries/frozen.ts'

export function monthRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: cyclePaths.month(':id'),
    can: 'months.view',
    params: IdParams,
    handle: (work) => showMonth(work, null),
  })
  tableRoutes(app, deps, {
    can: 'months.view',
    url: (format) => cyclePaths.list(':id', format),
    params: IdParams,
    table: async ({ params, scope }) => {
      const { asks, ...month } = await scope((s) => readMonth(s, params.id))
      return toLeadsTable({ ...month, asks: asks.map(toAsk) })
    },
  })
  chaseRoutes(app, deps)
  route(app, deps, {
    method: 'GET',
    url: cyclePaths.review(':id'),
    can: 'months.view',
    params: IdParams,
    handle: async ({ params, scope, page }) => {
      const { cycle, plan, words } = await scope((s) => readWords(s, params.id))
      const { actions, milestones } = plan
      return page(monthReviewPage, toMonthReviewPage({ cycle, words, actions, milestones }))
    },
  })
  freezeRoutes(app, deps)
  changesRoutes(app, deps)
}

/** The month, with the form of its days as it was sent where something was wrong with it. */
async function showMonth(
  { actor, params, scope, page }: ActorWork<{ id: string }, unknown>,
  typed: MonthInput['typed'],
) {
  const vm = await scope(async (s) => {
    const { cycle, asks, asked, unasked, notMine } = await readMonth(s, params.id)
    const frozen = cycle.frozenAt ? await findFrozen(s, cycle.id) : undefined
    return toMonthPage({
      cycle,
      frozen: frozen ? { by: frozen.frozenBy, sha256: frozen.sha256 } : null,
      asks: asks.map(toAsk),
      asked,
      unasked,
      notMine,
      waiting: await readWaiting(s, cycle),
      may: { run: can(actor, 'months.run'), chase: can(actor, 'months.chase') },
      today: s.today,
      typed,
    })
  })
  return page(monthPage, vm, typed ? 422 : 200)
}

const toAsk = (ask: AskRow) => ({ ...ask, revoked: ask.revokedAt !== null })

function chaseRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'POST',
    url: cyclePaths.chase(':id'),
    can: 'months.chase',
    params: IdParams,
    handle: async ({ params, body, scope, redirect }) => {
      await scope((s) => getCycle(s, params.id))
      const form = readForm(ChaseForm, body)
      const back = `${cyclePaths.month(params.id)}#leads`
      if (!form.ok || (form.data.who === 'some' && form.data.asks === null))
        return redirect(back, 'Nobody was selected: tick the leads to remind')
      const { who, asks } = form.data
      const words = await scope((s) => chase(s, params.id, who, asks))
      return redirect(back, words)
    },
  })
  route(app, deps, {
    method: 'POST',
    url: cyclePaths.ask(':id'),
    can: 'months.run',
    params: IdParams,
    handle: async ({ params, scope, redirect }) => {
      const done = await scope(async (s) => {
        const cycle = await getCycle(s, params.id)
        refuseFrozen(cycle)
        return askAgain(s, cycle)
      })
      return redirect(cyclePaths.month(params.id), askedWords(done))
    },
  })
  route(app, deps, {
    method: 'POST',
    url: cyclePaths.revoke(':id'),
    can: 'months.run',
    params: IdParams,
    handle: async ({ params, scope, redirect }) => {
      const cycleId = await scope(async (s) => {
        const ask = await findAsk(s, params.id)
        if (!ask) throw new NotFound('ask')
        if (ask.revokedAt === null) await endAsk(s, ask.id)
        return ask.cycleId
      })
      return redirect(cyclePaths.month(cycleId), 'The link is ended: whoever follows it is told so')
    },
  })
  route(app, deps, {
    method: 'POST',
    url: cyclePaths.renew(':id'),
    can: 'months.run',
    params: IdParams,
    handle: async ({ params, scope, redirect }) => {
      const { cycleId, sent } = await scope((s) => renewAsk(s, params.id))
      const words = sent ? 'A new link is on its way' : 'They have a newer link already'
      return redirect(cyclePaths.month(cycleId), words)
    },
  })
  route(app, deps, {
    method: 'POST',
    url: cyclePaths.days(':id'),
    can: 'months.run',
    params: IdParams,
    handle: async (work) => {
      const { params, body, scope, redirect } = work
      await scope(async (s) => refuseFrozen(await getCycle(s, params.id)))
      const form = readForm(DaysForm, body)
      if (!form.ok) return showMonth(work, form)
      await scope(async (s) => {
        refuseFrozen(await getCycle(s, params.id))
        await updateDays(s, params.id, form.data)
        await record(s, {
          act: 'month.days_moved',
          thing: { kind: 'month', id: params.id },
          detail: form.data,
        })
      })
      return redirect(cyclePaths.month(params.id), 'The days are moved')
    },
  })
}

const askedWords = ({ asked, more, ended }: AskedAgain): string =>
  [
    `${counted(asked, 'new lead')} asked`,
    ...(more > 0 ? [`${counted(more, 'lead')} asked about more`] : []),
    `${counted(ended, 'link')} ended`,
  ].join(', ')

/** Only those whom the reader chases: a programme manager everybody, others whoever is below them. */
async function chase(
  scope: Scope,
  cycleId: string,
  who: 'all' | 'some' | 'action_lead' | 'theme_lead',
  selected: readonly string[] | null,
): Promise<string> {
  const { cycle, asks } = await readMonth(scope, cycleId)
  if (who === 'action_lead' || who === 'theme_lead') {
    if (!can(scope.actor, 'months.run')) return 'Only the programme manager can tell those above'
    const told = await escalate(scope, cycle, who)
    return told === 0 ? 'Nobody above was left to tell today' : `${counted(told, 'lead')} told`
  }
  const below = asks.map((ask) => ask.id)
  const chosen = who === 'some' ? below.filter((id) => selected?.includes(id)) : below
  const reminded = await remind(scope, cycle, chosen)
  return reminded === 0 ? 'Nobody was left to remind today' : `${counted(reminded, 'lead')} reminded`
}

function freezeRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: cyclePaths.freeze(':id'),
    can: 'months.run',
    params: IdParams,
    handle: async ({ params, scope, page }) => {
      const vm = await scope(async (s) => {
        const { cycle, asked } = await readMonth(s, params.id)
        const { since } = await readChanges(s, params.id, null)
        return toFreezePage({
          cycle,
          silent: standingOf(asked).silent,
          waiting: await readWaiting(s, cycle),
          since: since && { period: since.month.period, comparison: since.comparison },
          today: s.today,
        })
      })
      return page(freezePage, vm)
    },
  })
  route(app, deps, {
    method: 'POST',
    url: cyclePaths.freeze(':id'),
    can: 'months.run',
    params: IdParams,
    handle: async ({ params, scope, redirect }) => {
      await scope((s) => freezeMonth(s, params.id))
      return redirect(cyclePaths.month(params.id), 'The month is frozen')
    },
  })
}

function changesRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: cyclePaths.changes(':id'),
    can: 'plans.view',
    params: IdParams,
    query: z.object({ since: z.uuid().optional() }),
    handle: async ({ params, query, scope, page }) => {
      const { cycle, frozen, since } = await scope((s) => readChanges(s, params.id, query.since ?? null))
      const vm = toChangesPage({
        cycle: { ...cycle, frozen: cycle.frozenAt !== null },
        earlier: frozen,
        since: since && {
          ...since.month,
          comparison: since.comparison,
          reasons: since.reasons,
        },
      })
      return page(changesPage, vm)
    },
  })
  route(app, deps, {
    method: 'GET',
    url: cyclePaths.facts(':id'),
    can: 'plans.view',
    params: IdParams,
    handle: async ({ params, scope, reply }) => {
      const { text, sha256 } = await scope((s) => readFrozen(s, params.id))
      return reply
        .header('cache-control', 'no-store')
        .header('x-content-sha256', sha256)
        .type('application/json; charset=utf-8')
        .send(text)
    },
  })
}
