/** What the latest word on a milestone amounts to. */
import { endOfMonth, type PlainDate } from '../../../../platform/calendar.ts'
import type { XrayPlan, XrayUpdate } from './plan.ts'

const SAYS_ACHIEVED =
  /^\W*(?:now\s+|fully\s+)?(?:achieved|completed?|done|finished|delivered|implemented|closed)\b(?!\s+(?:by|in|to)\b)/i

/** Whether it is said to be achieved, by its status or by the document's own words. */
export function saysAchieved(update: XrayUpdate | null): update is XrayUpdate {
  if (update === null) return false
  if (update.status !== null) return update.status === 'achieved'
  return SAYS_ACHIEVED.test(update.statusWords ?? '')
}

/** The last day that the update can tell of: the end of its month, or the day on which it was said if that is later. */
export function toldUntil(update: XrayUpdate, plan: Pick<XrayPlan, 'documentOn'>): PlainDate {
  const days = [update.saidOn, ...(update.period ? [endOfMonth(update.period)] : []), plan.documentOn ?? '']
  return days.reduce((latest, day) => (day > latest ? day : latest))
}
