import { formatInstant } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { paths } from '../paths.ts'

export interface CalendarPage {
  /** Since when there is an address; null while there is none. */
  since: string | null
  /** Shown once, in answer to the press that made it. */
  address: string | null
  make: { send: string; button: string }
  end: string | null
}

export function toCalendarPage({
  feed,
  address,
}: {
  feed: { madeAt: Date } | null
  address: string | null
}): CalendarPage {
  return {
    since: feed && formatInstant(feed.madeAt),
    address,
    make: { send: paths.calendar(), button: feed ? 'Make another address' : 'Make my address' },
    end: feed ? paths.endCalendar() : null,
  }
}

export const calendarPage = definePage<CalendarPage>('plans/pages/calendar.njk', () =>
  toCalendarPage({
    feed: { madeAt: new Date('2026-11-03T09:05:00Z') },
    address: 'https://goldenthread.anyshire.example/calendar/018f.ics',
  }),
)
