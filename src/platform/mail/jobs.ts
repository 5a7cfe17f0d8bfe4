import { z } from 'zod'
import { defineJob, type Job } from '../jobs/jobs.ts'
import { giveUpLost, handOverDue, type LinkMakers } from './deliver.ts'
import { DELIVER } from './outbox.ts'

/** The jobs that hand mail over, given how links of particular purposes are made. */
export function mailJobs(makers: LinkMakers): readonly Job[] {
  return [deliver(makers), goThrough(makers)]
}

/** What was just written; safe to run twice, since a mail that was taken is not taken again. */
const deliver = (makers: LinkMakers) =>
  defineJob({
    ...DELIVER,
    run: (deps, { areaId }, stopping) => handOverDue({ deps, makers, stopping }, [areaId]),
  })

/** What is to be tried again, and what a worker that died has left. */
const goThrough = (makers: LinkMakers) =>
  defineJob({
    name: 'mail.go_through',
    payload: z.object({}),
    cron: '* * * * *',
    catchesUp: false,
    run: async (deps, _payload, stopping) => {
      const areas = await deps.pool.selectFrom('area').select(['id', 'name']).orderBy('name').execute()
      const post = { deps, makers, stopping }
      for (const area of areas) await giveUpLost(post, area)
      await handOverDue(
        post,
        areas.map(({ id }) => id),
      )
    },
  })
