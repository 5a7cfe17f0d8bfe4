/**
 * A month of 5,000 milestones and 400 leads: opened (covered, asked, mailed, recorded) and frozen (read, sealed, kept),
 * against the bare SQL that writes the very same rows in one transaction, in the same run.
 * Run: bin/node bench/month.ts [actions] [milestones each] [leads] [rounds]
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { freezeMonth, openMonth } from '../src/modules/cycles/index.ts'
import { createArea, establish } from '../src/modules/identity/index.ts'
import { bringInPlan } from '../src/modules/plans/index.ts'
import { systemActor } from '../src/platform/access/actor.ts'
import { addMonths, systemClock } from '../src/platform/calendar.ts'
import { openDatabase } from '../src/platform/db/open.ts'
import { withScope } from '../src/platform/db/scope.ts'
import { benchPlan } from './plan.ts'

const [actions = 500, each = 10, leads = 400, rounds = 5] = process.argv.slice(2).map(Number)

const folder = await mkdtemp(join(tmpdir(), 'goldenthread-bench-'))
const database = await openDatabase(
  { databaseUrl: null, databaseAppUrl: null, dataFolder: folder },
  console.error,
)
const owner = new pg.Client({ connectionString: database.ownerUrl })
await owner.connect()
const { area, planId } = await prepare()
const inScope = <T>(work: Parameters<typeof withScope<T>>[3]) =>
  withScope(database.pool, systemClock, systemActor(area, 'Bench'), work)

/** The tables that each act writes into, in the order in which rows may go in. */
const OPENING = ['cycle', 'cycle_milestone', 'ask', 'ask_milestone', 'mail', 'record_entry']
const FREEZING = ['frozen_month', 'record_entry']

const opening: Pair[] = []
const freezing: Pair[] = []
for (let round = 0; round <= rounds; round += 1) {
  // As autovacuum does within a minute of such a load: what was counted while a table was empty misleads.
  if (round > 0) await owner.query('vacuum analyze')
  const period = addMonths('2026-09-01', round)
  let cycleId = ''
  opening.push(
    await measure(OPENING, async () => {
      cycleId = (await inScope((scope) => openMonth(scope, planId, period))).cycleId
    }),
  )
  freezing.push(await measure(FREEZING, () => inScope((scope) => freezeMonth(scope, cycleId))))
}

console.table({
  'opening a month': tell(opening),
  'freezing a month': tell(freezing),
})
await owner.end()
await database.close()
await rm(folder, { recursive: true, force: true })

interface Pair {
  ours: number
  bare: number
  rows: number
}

/** Does it by the product, takes the rows out again, and puts the same rows back by bare SQL. */
async function measure(tables: readonly string[], work: () => Promise<unknown>): Promise<Pair> {
  const before = new Map<string, bigint>()
  for (const table of tables) before.set(table, await newest(table))
  const from = performance.now()
  await work()
  const ours = performance.now() - from
  const written: { table: string; rows: string; count: number }[] = []
  for (const table of tables) written.push(await take(table, before.get(table) ?? 0n))
  for (const { table } of written.toReversed())
    await owner.query(`delete from ${table} where xmin::text::bigint > ${before.get(table)}`)
  const start = performance.now()
  await owner.query('begin')
  for (const { table, rows } of written) {
    await owner.query(
      `insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
      [rows],
    )
  }
  await owner.query('commit')
  const bare = performance.now() - start
  return { ours, bare, rows: written.reduce((sum, { count }) => sum + count, 0) }
}

async function newest(table: string): Promise<bigint> {
  const { rows } = await owner.query(`select coalesce(max(xmin::text::bigint), 0)::text as at from ${table}`)
  return BigInt(rows[0].at)
}

async function take(table: string, after: bigint) {
  const { rows } = await owner.query(
    `select coalesce(jsonb_agg(to_jsonb(x)), '[]')::text as rows, count(*)::int as count
       from ${table} x where x.xmin::text::bigint > ${after}`,
  )
  return { table, rows: rows[0].rows as string, count: rows[0].count as number }
}

/** The first round warms both; the middle of the others counts. */
function tell(pairs: readonly Pair[]) {
  const later = pairs.slice(1)
  const middle = (of: (pair: Pair) => number) =>
    later.map(of).toSorted((a, b) => a - b)[Math.floor(later.length / 2)] ?? 0
  const [ours, bare] = [middle((pair) => pair.ours), middle((pair) => pair.bare)]
  return {
    rows: later[0]?.rows,
    'ours (ms)': ours.toFixed(0),
    'bare SQL (ms)': bare.toFixed(0),
    'rows a second': ((1000 * (later[0]?.rows ?? 0)) / ours).toFixed(0),
    'times as long': (ours / bare).toFixed(2),
  }
}

async function prepare() {
  let made = { area: { id: '', name: 'Benchshire' }, planId: '' }
  await createArea(
    { pool: database.pool, clock: systemClock },
    { name: 'Benchshire', demonstration: false },
    async (scope) => {
      const keys = Array.from({ length: leads }, (_, at) => `lead ${at + 1}`)
      const ids = await establish(
        scope,
        {
          partners: [{ key: 'council', name: 'Council', kind: 'council' }],
          posts: keys.map((key) => ({ key, title: `Post of ${key}`, partner: 'council' })),
          people: keys.map((key) => ({
            ...{
              key,
              name: `Person of ${key}`,
              partner: 'council',
              post: key,
              role: 'milestone_lead' as const,
            },
            email: `${key.replace(' ', '.')}@bench.example`,
          })),
        },
        '2026-01-01',
      )
      const posts = keys.map((key) => ids.get(`post:${key}`) ?? '')
      const { planId } = await bringInPlan(scope, benchPlan(actions, each, ...posts), 'bench')
      made = { area: { id: scope.areaId, name: 'Benchshire' }, planId }
    },
  )
  return made
}
