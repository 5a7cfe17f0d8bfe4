import { endOfMonth, type PlainDate } from '../../../platform/calendar.ts'
import type { ReadDocument } from './reading.ts'

/** The day that a document gives itself; a month is told of at its end. null where it gives none, or a year only. */
export function dayOfDocument({ date }: ReadDocument): PlainDate | null {
  const iso = date?.iso ?? null
  if (iso === null || iso.length === 4) return null
  return iso.length === 7 ? endOfMonth(`${iso}-01`) : iso
}
