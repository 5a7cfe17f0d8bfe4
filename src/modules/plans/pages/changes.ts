import type { PlanChange } from '../domain/as-at.ts'
import type { LeadFacts, StatedDate } from '../domain/facts.ts'
import type { ChangeFacts } from './milestone.ts'
import { leadInFull, statedDateInFull } from './words.ts'

const FIELD_WORDS: Record<string, string> = {
  words: 'Words',
  start: 'Start date',
  due: 'Due date',
  leads: 'Leads',
  boards: 'Monitoring boards',
  ref: 'Number',
  dropped: 'Dropped',
}

/** Changes as a person reads them, newest first. */
export const toChangeFacts = (changes: readonly PlanChange[]): ChangeFacts[] =>
  changes.toReversed().map((change) => ({
    at: change.changedAt,
    by: change.changedBy,
    field: FIELD_WORDS[change.field] ?? change.field,
    was: valueWords(change.field, change.was),
    now: valueWords(change.field, change.now),
    reason: change.reason,
  }))

function valueWords(field: string, value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (field === 'start' || field === 'due') return statedDateInFull(value as StatedDate)
  if (field === 'leads') return (value as LeadFacts[]).map(leadInFull).join('; ') || null
  if (Array.isArray(value)) return value.join(', ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}
