/** What a fault at any statement leaves behind, and how many statements there are. */
import type { KyselyPlugin } from 'kysely'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  idOf,
  type Journey,
  type SamplePlan,
  samplePlan,
  startJourney,
  withoutRow,
  withRow,
} from '../../../tests/support/import-journey.ts'
import { startWorld, type TestWorld } from '../../../tests/support/world.ts'
import type { Scope } from '../../platform/db/scope.ts'
import { confirmImport } from './actions/confirm.ts'
import { undoImport } from './actions/undo.ts'

let world: TestWorld
let journey: Journey

beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

class Fault extends Error {}

/** Counts statements; the one of that number fails. */
function failingAt(number: number): { plugin: KyselyPlugin; count: () => number } {
  let count = 0
  return {
    count: () => count,
    plugin: {
      transformQuery: ({ node }) => {
        count += 1
        if (count === number) throw new Fault(`Statement ${number} failed`)
        return node
      },
      transformResult: async ({ result }) => result,
    },
  }
}

/** Does the work with a fault at that statement; gives how many statements it came to. */
async function withFaultAt(number: number, work: (scope: Scope) => Promise<unknown>): Promise<number> {
  const { plugin, count } = failingAt(number)
  await world.scope(journey.area, (scope) => work({ ...scope, db: scope.db.withPlugin(plugin) }))
  return count()
}

const ASKED = { title: null, documentOn: '2026-11-20', reason: 'Edition of November' } as const

const confirming = (path: string) => (scope: Scope) => confirmImport(scope, idOf(path), ASKED)
const undoing = (path: string) => (scope: Scope) => undoImport(scope, idOf(path))

const NEXT: SamplePlan = withRow(
  withRow(withoutRow(samplePlan(), '1.3'), '1.2', { due: '31-Jan-2027', lead: 'Performance Manager' }),
  '2.1',
  { board: 'Another Board', note: 'November 2026 - Off track. Late.', status: 'Off track' },
)
NEXT.findings = [...(NEXT.findings ?? []), 'Visit every child in time']

/** Everything of the area, the record and the imports as well. */
const everything = async () => ({
  plans: await journey.tables(),
  imports: await journey.rows(
    sql`select id, state, plan_id, title, document_on, outcome from import order by id`,
  ),
  journal: await journey.rows(sql`select count(*) from import_change`),
  record: await journey.rows(sql`select count(*) from record_entry`),
})

/** Tries with a fault at the first statement, the second and so on, until none is left to fail. */
async function failEverywhere(work: (scope: Scope) => Promise<unknown>): Promise<number> {
  const before = await everything()
  for (let number = 1; ; number += 1) {
    try {
      return await withFaultAt(number, work)
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      expect(await everything()).toEqual(before)
    }
  }
}

describe('a fault at any statement leaves the database as it was, and it can be tried again', () => {
  test('of confirming a new plan, and of taking it back', { timeout: 120_000 }, async () => {
    journey = await startJourney(world)
    const path = await journey.bring(samplePlan())
    await journey.found(path, 'new')
    expect(await failEverywhere(confirming(path))).toBeGreaterThan(20)
    expect(await failEverywhere(undoing(path))).toBeGreaterThan(10)
    expect(await journey.rows(sql`select id from plan`)).toEqual([])
  })

  test('of confirming a changed plan, and of taking it back', { timeout: 120_000 }, async () => {
    journey = await startJourney(world)
    const planId = await journey.planOf(await journey.bringIn(samplePlan()))
    const hash = await journey.hash(planId)
    const path = await journey.bring(NEXT)
    expect(await failEverywhere(confirming(path))).toBeGreaterThan(20)
    expect(await journey.hash(planId)).not.toBe(hash)
    await failEverywhere(undoing(path))
    expect(await journey.hash(planId)).toBe(hash)
  })
})

const rowsFor = (count: number): SamplePlan => ({
  ...samplePlan(),
  actions: Array.from({ length: count / 10 }, (_, at) => ({
    ...{ ref: String(at + 1), words: `Action of the number ${at + 1}` },
    rows: Array.from({ length: 10 }, (_row, place) => ({
      ...{ ref: `${at + 1}.${place + 1}`, words: `Milestone ${place + 1} of action ${at + 1}` },
      note: `October 2026 - On track. Step ${place}.`,
    })),
  })),
})

/** The same with another date in every row. */
const redated = (plan: SamplePlan): SamplePlan => ({
  ...plan,
  actions: plan.actions.map((action) => ({
    ...action,
    rows: action.rows.map((row) => ({ ...row, due: '31-Jan-2027', lead: 'Performance Manager' })),
  })),
})

async function countStatements(rows: number) {
  journey = await startJourney(world)
  const plan = rowsFor(rows)
  const path = await journey.bring(plan)
  await journey.found(path, 'new')
  const made = await withFaultAt(0, confirming(path))
  const next = await journey.bring(redated(plan))
  expect(await journey.fates(next)).toMatchObject({ changed: rows })
  const changed = await withFaultAt(0, confirming(next))
  return { made, changed, undone: await withFaultAt(0, undoing(next)) }
}

test('statements do not grow with the rows of a plan, but for one more a thousand', {
  timeout: 120_000,
}, async () => {
  const few = await countStatements(50)
  expect(await countStatements(200)).toEqual(few)
  const many = await countStatements(500)
  // Made and changed, 500 rows write a little over a thousand lines of the journal.
  expect(many).toEqual({ ...few, made: few.made + 1, changed: few.changed + 1 })
})
