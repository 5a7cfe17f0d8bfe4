/** What a fault at any statement of an approval leaves behind, and how many statements there are. */
import { type KyselyPlugin, sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startJourney } from '../../../tests/support/import-journey.ts'
import { actionDraft, leadBy, milestoneDraft, smallPlan } from '../../../tests/support/small-plan.ts'
import { startWorld, type TestArea, type TestPlan, type TestWorld } from '../../../tests/support/world.ts'
import type { Scope } from '../../platform/db/scope.ts'
import { newId } from '../../platform/ids.ts'
import { type Asked, approveRefresh, decide, readRefresh, refreshMark, startRefresh } from './index.ts'

let world: TestWorld
let area: TestArea

beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  area = await world.area()
})

class Fault extends Error {}

/** Does the work with a fault at that statement; gives how many statements it came to. */
async function withFaultAt(number: number, work: (scope: Scope) => Promise<unknown>): Promise<number> {
  let count = 0
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => {
      count += 1
      if (count === number) throw new Fault(`Statement ${number} failed`)
      return node
    },
    transformResult: async ({ result }) => result,
  }
  await world.scope(area, (scope) => work({ ...scope, db: scope.db.withPlugin(plugin) }))
  return count
}

const ASKED: Omit<Asked, 'kind' | 'once'> = {
  ...{ answers: {}, because: 'Agreed by the core group', themeId: null, themeName: null, phaseId: null },
  ...{ due: new Map(), targets: [], to: new Map(), movedToPlanId: null, movedTo: null, seen: null },
}

/** A plan of so many actions beside the three of the small one, refreshed in every way but not approved. */
async function decided(more: number): Promise<string> {
  const extra = Array.from({ length: more }, (_, at) =>
    actionDraft(`x${at}`, `Action of the number ${at}`, {
      ...{
        ref: `9.${at}`,
        theme: 't1',
        leads: [leadBy('Workforce Lead', 'accountable')],
        boards: ['Improvement Board'],
      },
      cites: [{ words: 'Finding 4', finding: 'f4' }],
      milestones: [milestoneDraft(`xm${at}`, `Milestone of the number ${at}`)],
    }),
  )
  const small = smallPlan()
  const plan = await world.plan(area, { ...small, actions: [...small.actions, ...extra] })
  return world.scope(area, async (scope) => {
    const { id } = await startRefresh(scope, plan.id, 'Version 2')
    await decideAll(scope, plan, id, more)
    return id
  })
}

async function decideAll(scope: Scope, plan: TestPlan, refreshId: string, more: number) {
  const say = (key: string, asked: Partial<Asked> & Pick<Asked, 'kind'>) =>
    decide(scope, refreshId, plan.of(key), { ...ASKED, once: newId(), ...asked })
  await say('a1', {
    kind: 'carried',
    themeName: 'Safe and seen',
    due: new Map([[plan.of('m2'), '2027-03-31']]),
  })
  const targets = [{ words: 'Train everybody' }, { id: plan.of('a1') }]
  await say('a2', {
    kind: 'split',
    targets,
    to: new Map([
      [plan.of('m3'), 0],
      [plan.of('m4'), 1],
    ]),
  })
  await say('a3', { kind: 'dropped' })
  for (let at = 0; at < more; at += 1)
    await say(`x${at}`, {
      kind: 'merged',
      targets: [{ id: plan.of('a1') }],
      to: new Map([[plan.of(`xm${at}`), 0]]),
    })
}

const approving = (refreshId: string) => async (scope: Scope) => {
  const seen = refreshMark(await readRefresh(scope, refreshId))
  return approveRefresh(scope, refreshId, {
    boardId: null,
    by: 'Children’s Trust',
    on: scope.today,
    changes: 'All',
    seen,
  })
}

async function everything(): Promise<Record<string, string>> {
  return world.scope(area, async ({ db }) => {
    const { rows } = await sql<{ name: string }>`
      select table_name as name from information_schema.columns
       where column_name = 'area_id' and table_schema = 'public' order by 1`.execute(db)
    const sums: Record<string, string> = {}
    for (const { name } of rows) {
      const sum = await sql<{ sum: string }>`
        select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as sum
          from ${sql.table(name)} t where t.area_id = ${area.id}`.execute(db)
      sums[name] = sum.rows[0]?.sum ?? ''
    }
    return sums
  })
}

test('a fault at any statement of an approval leaves the database as it was, and it can be tried again', {
  timeout: 240_000,
}, async () => {
  const work = approving(await decided(1))
  const before = await everything()
  for (let number = 1; ; number += 1) {
    try {
      expect(await withFaultAt(number, work)).toBeGreaterThan(30)
      break
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      expect(await everything()).toEqual(before)
    }
  }
  expect(await everything()).not.toEqual(before)
})

test('an approval takes no more statements for many actions than for few', { timeout: 120_000 }, async () => {
  const few = await withFaultAt(0, approving(await decided(2)))
  area = await world.area()
  expect(await withFaultAt(0, approving(await decided(30)))).toBe(few)
})

test('a plan that is being refreshed is not taken back with the document that brought it', {
  timeout: 60_000,
}, async () => {
  const journey = await startJourney(world)
  const path = await journey.bringIn(
    'Improvement Plan\n\nAction\tMilestone\tDue Date\tLead\n1. Act\t1.1 Step one\t31-May-2027\tHead of First Response\n',
  )
  const planId = await journey.planOf(path)
  area = journey.area
  await world.scope(area, async (scope) => {
    const { id } = await startRefresh(scope, planId, 'Version 2')
    const { plan } = await readRefresh(scope, id)
    await decide(scope, id, plan.actions[0]?.id ?? '', { ...ASKED, kind: 'completed', once: newId() })
  })
  expect((await journey.undo(path)).status).toBeLessThan(500)
  expect(await journey.rows(sql`select count(*)::int as n from action where plan_id = ${planId}`)).toEqual([
    { n: 1 },
  ])
})
