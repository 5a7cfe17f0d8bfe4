import { ICalCalendar, ICalEventTransparency } from 'ical-generator'
import type { PlainDate } from '../calendar.ts'

/** A whole day in a calendar. */
export interface CalendarDay {
  /** The same for the same thing at every fetch: a calendar program knows it by this. */
  uid: string
  on: PlainDate
  summary: string
  description: string
  url: string
  sequence: number
  /** ISO instant. */
  changedAt: string
}

/**
 * A feed as iCalendar (RFC 5545): whole days that take up no time. The same days make the same text, so that a calendar
 * program sees nothing new where nothing is. `hours`: how long a program may wait before it asks again.
 */
export function writeCalendar(name: string, days: readonly CalendarDay[], hours: number): string {
  const calendar = new ICalCalendar({
    name,
    prodId: { company: 'Goldenthread', product: 'Due dates', language: 'EN' },
    ttl: hours * 60 * 60,
  })
  for (const { uid, on, summary, description, url, sequence, changedAt } of days) {
    calendar.createEvent({
      ...{ id: uid, allDay: true, floating: true, summary, description, url, sequence },
      start: new Date(`${on}T00:00:00Z`),
      transparency: ICalEventTransparency.TRANSPARENT,
      stamp: new Date(changedAt),
      lastModified: new Date(changedAt),
    })
  }
  return calendar.toString()
}
