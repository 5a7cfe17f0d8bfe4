/**
 * What being found costs whoever writes: 5,000 updates saved as an import saves them, with the column and the index of
 * the search and without, in one run.
 *
 *   bin/node bench/search-writing.ts [updates] [rounds]
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemActor } from '../src/platform/access/actor.ts'
import { systemClock } from '../src/platform/calendar.ts'
import { asOwner } from '../src/platform/db/connect.ts'
import { openDatabase } from '../src/platform/db/open.ts'
import { insertRows } from '../src/platform/db/rows.ts'
import { type Scope, withScope } from '../src/platform/db/scope.ts'
import { newId } from '../src/platform/ids.ts'
import { benchPlan } from './plan.ts'
import { sentence } from './search-rows.ts'
import { makeArea } from './serve.ts'

const [updates = 5_000, rounds = 5] = process.argv.slice(2).map(Number)

const folder = await mkdtemp(join(tmpdir(), 'goldenthread-bench-'))
const settings = { databaseUrl: null, databaseAppUrl: null, dataFolder: folder }
const database = await openDatabase(settings, console.error)
try {
  const area = await makeArea(database, 'Bench', (postId) => benchPlan(60, 4, postId))
  const actor = systemActor({ id: area.areaId, name: area.areaName }, 'Bench')
  const save = () =>
    withScope(database.pool, systemClock, actor, async (scope) => {
      const rows = updatesOf(scope, area.planId, area.ids.get('milestone 3.2') ?? '')
      const from = performance.now()
      await insertRows(scope, 'progress', rows)
      return performance.now() - from
    })
  const found = await median(save)
  await asOwner(database.ownerUrl, (owner) =>
    owner.query('alter table progress drop column found_by; drop index progress_newest'),
  )
  const bare = await median(save)
  console.log(
    `${updates} updates of 25 words: ${Math.round(found)} ms with the search, ${Math.round(bare)} ms without (${(found / bare).toFixed(2)} times; ${(((found - bare) / updates) * 1000).toFixed(0)} µs an update)`,
  )
} finally {
  await database.close()
  await rm(folder, { recursive: true, force: true })
}

async function median(save: () => Promise<number>): Promise<number> {
  await save()
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) times.push(await save())
  return times.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0
}

function updatesOf({ today, now }: Scope, planId: string, milestoneId: string) {
  return Array.from({ length: updates }, () => ({
    ...{ id: newId(), plan_id: planId, milestone_id: milestoneId, said_on: today, status: 'on_track' },
    ...{ done: sentence(), author_words: 'Programme Manager', recorded_at: now, once: newId() },
  }))
}
