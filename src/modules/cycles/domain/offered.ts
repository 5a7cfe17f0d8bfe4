import { addMonths, type PlainDate, startOfMonth } from '../../../platform/calendar.ts'

/**
 * The months that a person may want to open: of last month, this one and the next, those that were not opened yet; and
 * the one that is offered first, this one or the next. All are first days of a month.
 */
export function offeredMonths(
  today: PlainDate,
  opened: readonly PlainDate[],
): { months: PlainDate[]; first: PlainDate | null } {
  const now = startOfMonth(today)
  const months = [-1, 0, 1].map((ahead) => addMonths(now, ahead)).filter((month) => !opened.includes(month))
  return { months, first: months.find((month) => month >= now) ?? months[0] ?? null }
}
