import {
  addDays,
  addMonths,
  daysBetween,
  endOfMonth,
  formatDay,
  formatMonth,
  formatWithPrecision,
  type PlainDate,
} from '../../../platform/calendar.ts'
import { isUnverified } from '../domain/claim.ts'
import type { CitationFacts, FindingFacts, LeadFacts, StatedDate, UpdateFacts } from '../domain/facts.ts'
import { STANDING_WORDS, type Standing } from '../domain/roll-up.ts'
import { STATUS_KEY } from '../domain/status.ts'

/** The sentences that several pages say in the same way. */

/** A status as a page shows it: `code` chooses shape and colour, the words stand beside them. */
export interface StatusView {
  code: Standing
  words: string
}

/** "3 milestones", "1 milestone", "no milestones": the plural is the word with an s unless given. */
export function count(number: number, word: string, plural = `${word}s`): string {
  return `${number === 0 ? 'no' : number} ${number === 1 ? word : plural}`
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** "Anna, Bilal and Chris". */
export function list(items: readonly string[]): string {
  if (items.length < 2) return items[0] ?? ''
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
}

/** The day, no more exactly than it was written; the original words where they give no day. */
export function statedDate(date: StatedDate | null): string | null {
  if (!date) return null
  if (date.on) return formatWithPrecision(date.on, date.precision ?? 'day')
  return date.words
}

/** As `statedDate`, with the document's own phrase beside the day that it works out to. */
export function statedDateInFull(date: StatedDate | null): string | null {
  const plain = statedDate(date)
  if (!date?.on || !date.words) return plain
  return `${plain} (in the plan: “${date.words}”)`
}

/** "12 days overdue"; null when the day has not passed or the work is done. */
export function overdue(due: StatedDate | null, standing: Standing, today: PlainDate): string | null {
  return isOverdue(due, standing, today) && due?.on ? `${duration(due.on, today)} overdue` : null
}

export function isOverdue(due: StatedDate | null, standing: Standing, today: PlainDate): boolean {
  return due?.on != null && due.on < today && standing !== 'achieved' && standing !== 'dropped'
}

/** "today", "in 5 days", "12 days overdue", to be said after the due date; null when there is no day or no more to do. */
export function dueSoon(due: StatedDate | null, standing: Standing, today: PlainDate): string | null {
  if (!due?.on || standing === 'achieved' || standing === 'dropped') return null
  if (due.on < today) return overdue(due, standing, today)
  if (due.on === today) return 'today'
  return `in ${duration(today, due.on)}`
}

/** "5 days", "3 months", "2 years": as coarse as people say it. */
function duration(from: PlainDate, to: PlainDate): string {
  const days = daysBetween(from, to)
  if (days < 61) return count(days, 'day')
  const months = wholeMonths(from, to)
  return months < 24 ? count(months, 'month') : count(Math.floor(months / 12), 'year')
}

function wholeMonths(from: PlainDate, to: PlainDate): number {
  const months =
    (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 +
    Number(to.slice(5, 7)) -
    Number(from.slice(5, 7))
  return addMonths(from, months) > to ? months - 1 : months
}

/** Who leads, in the order of the plan; null when nobody does, so that the page must say so. Support is no lead. */
export function leadNames(leads: readonly LeadFacts[]): string | null {
  const names = leadsOnly(leads).map((lead) => lead.name)
  return names.length === 0 ? null : names.join(', ')
}

export const leadsOnly = (leads: readonly LeadFacts[]): LeadFacts[] =>
  leads.filter((lead) => lead.part !== 'support')

/** "Named Nurse (Anyshire Hospitals), accountable". */
export function leadInFull(lead: LeadFacts): string {
  const part = { accountable: ', accountable', lead: '', support: ', in support' }[lead.part]
  return `${lead.name}${lead.partner && lead.partner !== lead.name ? ` (${lead.partner})` : ''}${part}`
}

/** The state as the key says it, or in the document's own words where the key has none; a claim says that it is one. */
export function statusView(standing: Standing, latest: UpdateFacts | null): StatusView {
  const words = standing === 'other_words' ? latest?.statusWords : null
  const claimed = standing === 'achieved' && isUnverified(latest) ? `, ${NOT_YET_VERIFIED}` : ''
  return { code: standing, words: `${words || STANDING_WORDS[standing]}${claimed}` }
}

export const NOT_YET_VERIFIED = 'not yet verified'

/** "re-dated 2 times"; null for a milestone that kept its first date. */
export function redated(earlierDue: readonly unknown[]): string | null {
  if (earlierDue.length === 0) return null
  return `re-dated ${earlierDue.length === 1 ? 'once' : `${earlierDue.length} times`}`
}

/** The state of one update, in the whole sentence of the key. */
export function statusInFull(update: UpdateFacts): StatusView {
  if (!update.status) return { code: 'other_words', words: update.statusWords ?? 'No status given' }
  return { code: update.status, words: STATUS_KEY[update.status].long }
}

/** The month that an update speaks of, or the day it was said where it names none. */
export function saidWhen(update: UpdateFacts): string {
  return update.period ? formatMonth(update.period) : formatDay(update.saidOn)
}

/** "Ofsted inspection, finding 6". */
export function findingName(finding: FindingFacts): string {
  return `${finding.review.title}, ${finding.ref}`
}

/** A citation that names no finding is not lost: it says so. */
export function citationWords(cite: CitationFacts): string {
  return cite.findingId ? cite.words : `${cite.words} (names no finding)`
}

export const dueWithinMonth = (today: PlainDate): PlainDate => endOfMonth(today)

/** The last day of the third month that begins after this one. */
export const dueWithinQuarter = (today: PlainDate): PlainDate =>
  endOfMonth(addMonths(addDays(endOfMonth(today), 1), 2))
