import { formatDay, formatMonth, type PlainDate } from '../../../platform/calendar.ts'

/** What a paper tells, in a sentence: of which day or month, compared with which, of what part of the plan. */
export function tellsWords(paper: {
  asAt: PlainDate
  period: PlainDate | null
  sincePeriod: PlainDate | null
  review: string | null
}): string {
  const { asAt, period, sincePeriod, review } = paper
  const of = period ? `${formatMonth(period)}, as it was frozen` : `As at the end of ${formatDay(asAt)}`
  const since = sincePeriod ? `, compared with ${formatMonth(sincePeriod)}` : ''
  return `${of}${since}${review ? `; only what answers ${review}` : ''}`
}

/** "Improvement Board and 2 others": to whom something was sent, short. */
export function recipientsWords({
  board,
  recipients,
}: {
  board: string | null
  recipients: readonly string[]
}): string {
  return [board, ...recipients].filter((name) => name !== null).join(', ')
}

const STATE: Record<'waiting' | 'making' | 'made' | 'failed' | 'cancelled', string> = {
  waiting: 'Waiting to be made',
  making: 'Being made',
  made: 'Made',
  failed: 'Could not be made',
  cancelled: 'Cancelled',
}

export const stateWords = (state: keyof typeof STATE): string => STATE[state]
