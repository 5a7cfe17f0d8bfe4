import { addMonths, type PlainDate, startOfMonth } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { Unacceptable } from '../../../platform/http/errors.ts'
import { record } from '../../../platform/record/record.ts'
import { type DayRules, type MonthDays, monthDays } from '../domain/day-rules.ts'
import { findRule, type RuleRow, saveRule } from '../queries/cycles.ts'

/** What a plan runs by until somebody says otherwise. */
export const DEFAULT_RULE: Omit<RuleRow, 'planId'> = {
  opens: 'first working day',
  due: '15th working day',
  review: '2 working days after the due day',
  freeze: 'last working day',
  board: null,
  automatic: false,
  remindBefore: [3],
  escalateToAction: 2,
  escalateToTheme: 4,
}

export const ruleOf = async (scope: Scope, planId: string): Promise<RuleRow> =>
  (await findRule(scope, planId)) ?? { planId, ...DEFAULT_RULE }

/** The days of a plan's month. Errors: Unacceptable with the first fault of the rules. */
export async function daysOf(scope: Scope, planId: string, period: PlainDate): Promise<MonthDays> {
  const found = monthDays(await ruleOf(scope, planId), period)
  if (found.ok) return found.days
  const [fault] = found.faults
  throw new Unacceptable(fault?.text ?? 'The rules give no days', fault?.field ?? 'opens')
}

/**
 * Keeps the rules by which a plan's months run; months that are open keep their days. Rules are tried on the twelve
 * months to come, so that one that only fits some of them is refused now. Errors: Unacceptable.
 */
export async function setRule(scope: Scope, rule: RuleRow): Promise<void> {
  for (let ahead = 0; ahead < 12; ahead += 1) refuse(rule, addMonths(startOfMonth(scope.today), ahead))
  await saveRule(scope, rule)
  await record(scope, {
    act: 'month.rule_set',
    thing: { kind: 'plan', id: rule.planId },
    detail: { automatic: rule.automatic },
  })
}

function refuse(rules: DayRules, period: PlainDate): void {
  const found = monthDays(rules, period)
  const [fault] = found.ok ? [] : found.faults
  if (fault) throw new Unacceptable(fault.text, fault.field)
}
