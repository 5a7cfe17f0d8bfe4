import { addDays, type PlainDate } from '../../../platform/calendar.ts'

/** How many days before its last one evidence is said to be out of date soon. */
export const SOON_DAYS = 30

export type Age = 'current' | 'soon' | 'out_of_date'

/** Whether evidence still proves anything on a day: its last day is the last on which it does. */
export function ageOf({ expiresOn }: { expiresOn: PlainDate | null }, day: PlainDate): Age {
  if (expiresOn === null) return 'current'
  if (expiresOn < day) return 'out_of_date'
  return expiresOn <= addDays(day, SOON_DAYS) ? 'soon' : 'current'
}
