import type { FastifyInstance } from 'fastify'
import { can } from '../../../platform/access/permissions.ts'
import { formatDay, formatMonth, type PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { Unacceptable } from '../../../platform/http/errors.ts'
import { type FieldError, readForm, refusalOf } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../../platform/http/routes.ts'
import { counted } from '../../../platform/words.ts'
import { listPlans } from '../../plans/index.ts'
import { getPlanTitle, openMonth } from '../actions/open.ts'
import { daysOf, ruleOf, setRule } from '../actions/rules.ts'
import { offeredMonths } from '../domain/offered.ts'
import { IdParams, OpenForm, RuleForm } from '../forms.ts'
import { monthsPage, toMonthsPage } from '../pages/months.ts'
import { type RuleValues, readRuleValues, rulePage, toRulePage } from '../pages/rule.ts'
import { cyclePaths } from '../paths.ts'
import { listCycles, type RuleRow } from '../queries/cycles.ts'

export function monthsRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: cyclePaths.months,
    can: 'months.view',
    handle: (work) => show(work, null),
  })
  route(app, deps, {
    method: 'POST',
    url: cyclePaths.openMonth(':id'),
    can: 'months.run',
    params: IdParams,
    handle: async (work) => {
      const { id } = work.params
      await work.scope((s) => getPlanTitle(s, id))
      const form = readForm(OpenForm, work.body)
      if (!form.ok) return show(work, { planId: id, errors: form.errors })
      try {
        const opened = await work.scope((s) => openMonth(s, id, form.data.period))
        return work.redirect(
          cyclePaths.month(opened.cycleId),
          `The month is open: ${counted(opened.asked, 'lead')} asked about ${counted(opened.covered, 'milestone')}`,
        )
      } catch (error) {
        return show(work, { planId: id, errors: refusalOf(error, 'period') })
      }
    },
  })
  ruleRoutes(app, deps)
}

async function show(
  { actor, scope, page }: ActorWork<unknown, unknown>,
  fault: { planId: string; errors: FieldError[] } | null,
) {
  const vm = await scope(async (s) => {
    const plans = can(actor, 'months.run') ? await listPlans(s) : []
    const months = (await listCycles(s)).map((cycle) => ({ ...cycle, frozen: cycle.frozenAt !== null }))
    const withDays = []
    for (const plan of plans) {
      const errors = plan.id === fault?.planId ? fault.errors : []
      const opened = months.filter(({ planId }) => planId === plan.id).map(({ period }) => period)
      const { first } = offeredMonths(s.today, opened)
      withDays.push({ ...plan, days: first && (await openingWords(s, plan.id, first)), errors })
    }
    return toMonthsPage({ months, plans: withDays, today: s.today })
  })
  return page(monthsPage, vm, fault ? 422 : 200)
}

async function openingWords(scope: Scope, planId: string, period: PlainDate): Promise<string | null> {
  try {
    const { opens, due } = await daysOf(scope, planId, period)
    return `${formatMonth(period)} opens on ${formatDay(opens)}, and answers are due on ${formatDay(due)}`
  } catch (error) {
    if (error instanceof Unacceptable) return null
    throw error
  }
}

function ruleRoutes(app: FastifyInstance, deps: Deps): void {
  const showRule = async (
    { params, scope, page }: ActorWork<{ id: string }, unknown>,
    typed: { values: RuleValues; errors: FieldError[] } | null,
  ) => {
    const vm = await scope(async (s) => {
      const plan = await getPlanTitle(s, params.id)
      const values = typed?.values ?? valuesOf(await ruleOf(s, plan.id))
      return toRulePage({ plan, values, errors: typed?.errors ?? [], today: s.today })
    })
    return page(rulePage, vm, typed ? 422 : 200)
  }
  route(app, deps, {
    method: 'GET',
    url: cyclePaths.rule(':id'),
    can: 'months.run',
    params: IdParams,
    handle: (work) => showRule(work, null),
  })
  route(app, deps, {
    method: 'POST',
    url: cyclePaths.rule(':id'),
    can: 'months.run',
    params: IdParams,
    handle: async (work) => {
      await work.scope((s) => getPlanTitle(s, work.params.id))
      const form = readForm(RuleForm, work.body)
      const values = readRuleValues(form.values)
      if (!form.ok) return showRule(work, { values, errors: form.errors })
      try {
        await work.scope((s) => setRule(s, { planId: work.params.id, ...form.data }))
      } catch (error) {
        return showRule(work, { values, errors: refusalOf(error, 'opens') })
      }
      return work.redirect(
        cyclePaths.months,
        'The rules are saved: they hold from the next month that is opened',
      )
    },
  })
}

const valuesOf = (rule: RuleRow): RuleValues => ({
  opens: rule.opens,
  due: rule.due,
  review: rule.review,
  freeze: rule.freeze,
  board: rule.board ?? '',
  automatic: rule.automatic ? 'yes' : 'no',
  remindBefore: rule.remindBefore.join(', '),
  escalateToAction: rule.escalateToAction?.toString() ?? '',
  escalateToTheme: rule.escalateToTheme?.toString() ?? '',
})
