import { addWorkingDays, type PlainDate } from '../../../platform/calendar.ts'

/** Working days around the due day, as a plan's rule gives them. */
export interface ChaseRule {
  remindBefore: readonly number[]
  escalateToAction: number | null
  escalateToTheme: number | null
}

export type Rung = 'reminder' | 'action_lead' | 'theme_lead'

/**
 * What the timetable does about silence on a day: reminders so many working days before the due day and on the working
 * day after it, then the action's lead, then the theme's, so many working days after it. Only once each, on its very
 * day: a day on which nothing ran is made up for by `since`, the last day on which it did.
 */
export function rungsOn(rule: ChaseRule, dueOn: PlainDate, since: PlainDate, today: PlainDate): Rung[] {
  const fallsNow = (day: PlainDate): boolean => day > since && day <= today
  const reminders = [
    ...rule.remindBefore.map((days) => addWorkingDays(dueOn, -days)),
    addWorkingDays(dueOn, 1),
  ]
  return [
    ...(reminders.some(fallsNow) ? (['reminder'] as const) : []),
    ...(after(rule.escalateToAction, dueOn, fallsNow) ? (['action_lead'] as const) : []),
    ...(after(rule.escalateToTheme, dueOn, fallsNow) ? (['theme_lead'] as const) : []),
  ]
}

const after = (days: number | null, dueOn: PlainDate, fallsNow: (day: PlainDate) => boolean): boolean =>
  days !== null && fallsNow(addWorkingDays(dueOn, days))
