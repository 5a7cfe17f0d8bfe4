import { formatDay } from '../../../platform/calendar.ts'
import type { Owed, OwedState, Timing } from './owed.ts'

export const OWED_WORDS: Record<OwedState, string> = { due: 'Due', missed: 'Missed', sent: 'Sent' }

/** "Each month: second Tuesday", "On 3 listed days". */
export function rhythmWords({ rhythm, dayWords, days }: Timing): string {
  if (rhythm === 'days') return `On listed days: ${days.map(formatDay).join(', ')}`
  return `${rhythm === 'monthly' ? 'Each month' : 'Each quarter'}: ${dayWords}`
}

/** "Sent on 3 December 2026, 2 days late" says more than a mark. */
export function becameWords({ state, sentOn, on }: Owed): string {
  if (sentOn === null) return OWED_WORDS[state]
  return `Sent on ${formatDay(sentOn)}${sentOn > on ? ', late' : ''}`
}
