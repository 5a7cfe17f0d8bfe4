import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { readAreaToken, writeAreaToken } from '../../../platform/access/session.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { type ActorWork, type Deps, publicRoute, route } from '../../../platform/http/routes.ts'
import { writeCalendar } from '../../../platform/office/icalendar.ts'
import { endFeed, makeFeed, readFeed, readFeedEvents } from '../actions/calendar-feed.ts'
import { calendarPage, toCalendarPage } from '../pages/calendar.ts'
import { paths } from '../paths.ts'

/** How long a calendar program may wait before it asks again. */
const HOURS = 6

export function calendarFeedRoutes(app: FastifyInstance, deps: Deps): void {
  const show = async ({ scope, page }: ActorWork<unknown, unknown>, address: string | null = null) => {
    const feed = await scope(readFeed)
    return page(calendarPage, toCalendarPage({ feed, address }))
  }
  route(app, deps, {
    method: 'GET',
    url: paths.calendar(),
    can: 'plans.view',
    handle: (work) => show(work),
  })
  route(app, deps, {
    method: 'POST',
    url: paths.calendar(),
    can: 'plans.view',
    handle: async (work) => {
      // The address is a key: it is shown in this answer, and in no other.
      const token = writeAreaToken(await work.scope(makeFeed))
      return show(work, deps.settings.publicUrl + paths.calendarFeed(token))
    },
  })
  route(app, deps, {
    method: 'POST',
    url: paths.endCalendar(),
    can: 'plans.view',
    handle: async ({ scope, redirect }) => {
      await scope(endFeed)
      return redirect(paths.calendar(), 'Your calendar address is ended')
    },
  })
  feedRoute(app, deps)
}

function feedRoute(app: FastifyInstance, deps: Deps): void {
  publicRoute(app, deps, {
    method: 'GET',
    url: paths.calendarFeed(':token'),
    can: 'anyone',
    params: z.object({ token: z.string() }),
    // A whole council may come from one address; whoever guesses would have to ask far more often.
    limit: { perMinute: 300, by: () => 'calendar' },
    handle: async ({ params, reply }) => {
      const token = readAreaToken(params.token)
      if (!token) throw new NotFound('calendar')
      const events = await readFeedEvents(deps, token)
      const { publicUrl } = deps.settings
      const days = events.map((event) => ({ ...event, url: publicUrl + paths.milestone(event.milestoneId) }))
      return reply
        .header('cache-control', 'no-store')
        .type('text/calendar; charset=utf-8')
        .send(writeCalendar('Goldenthread due dates', days, HOURS))
    },
  })
}
