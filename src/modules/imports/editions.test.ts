/** Whole editions: any edit of a plan, and the published plans (skipped where ../shared is absent). */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type Journey,
  type SamplePlan,
  samplePlan,
  startJourney,
} from '../../../tests/support/import-journey.ts'
import { startWorld, type TestWorld } from '../../../tests/support/world.ts'

let world: TestWorld
let journey: Journey

beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

type Edit = (plan: SamplePlan, at: number) => void

const rowAt = (plan: SamplePlan, at: number) => {
  const rows = plan.actions.flatMap((action) => action.rows)
  return rows[at % Math.max(rows.length, 1)]
}

const EDITS: Record<string, Edit> = {
  date: (plan, at) => {
    const row = rowAt(plan, at)
    if (row) row.due = `${1 + (at % 28)}-Jan-2027`
  },
  reword: (plan, at) => {
    const row = rowAt(plan, at)
    if (row) row.words = `${row.words} again`
  },
  anew: (plan, at) => {
    const row = rowAt(plan, at)
    if (row) row.words = `Nothing like what stood here before ${at}`
  },
  note: (plan, at) => {
    const row = rowAt(plan, at)
    if (row) row.note = `November 2026 - Off track. Late by ${at} days.`
  },
  add: (plan, at) => {
    plan.actions[at % plan.actions.length]?.rows.push({ words: `Another thing to be done, of kind ${at}` })
  },
  remove: (plan, at) => {
    const action = plan.actions[at % plan.actions.length]
    if (action && action.rows.length > 1) action.rows.splice(at % action.rows.length, 1)
  },
  swap: (plan, at) => {
    plan.actions[at % plan.actions.length]?.rows.reverse()
  },
  action: (plan, at) => {
    const action = plan.actions[at % plan.actions.length]
    if (action) action.words = `${action.words}, and more`
  },
}

const edits = fc.array(
  fc.record({ kind: fc.constantFrom(...Object.keys(EDITS)), at: fc.integer({ min: 0, max: 50 }) }),
  { minLength: 1, maxLength: 5 },
)

test('whatever is edited, an edition brought in twice is brought in once, and undone is as if it never was', {
  timeout: 300_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(edits, fc.boolean(), async (list, numbers) => {
      journey = await startJourney(world)
      const first = samplePlan()
      if (!numbers) for (const action of first.actions) for (const row of action.rows) delete row.ref
      const next = structuredClone(first)
      for (const { kind, at } of list) EDITS[kind]?.(next, at)
      const planId = await journey.planOf(await journey.bringIn(first))
      const before = await journey.hash(planId)
      const path = await journey.bringIn(next, planId, '2026-11-20')
      const after = await journey.hash(planId)
      const again = await journey.bringIn(next, planId, '2026-11-20')
      expect(await journey.hash(planId)).toBe(after)
      expect(await journey.fates(again)).toMatchObject({ new: 0, changed: 0, offered: 0 })
      await journey.undo(again)
      await journey.undo(path)
      expect(await journey.hash(planId)).toBe(before)
    }),
    { numRuns: 6 },
  )
})

const SHARED = join(import.meta.dirname, '../../../../shared/plans')
const PLANS = ['000_11d76b5da127ef3a', '001_c6dcb2d003ac58e1', '002_166023a4bddf12e9'] as const
const textOf = (name: string) => readFileSync(join(SHARED, `${name}.txt`))

describe.skipIf(!existsSync(SHARED))('the published plans (skipped where ../shared/plans is absent)', () => {
  const counts = (planId: string) =>
    journey.rows(sql`select (select count(*)::int from milestone where plan_id = ${planId}) as milestones,
      (select count(*)::int from action where plan_id = ${planId}) as actions,
      (select count(*)::int from theme where plan_id = ${planId}) as themes`)
  const alone = async (name: string) => {
    journey = await startJourney(world)
    return counts(await journey.planOf(await journey.bringIn(textOf(name))))
  }

  test('000 after 002 is taken for a plan of its own, and both are as they are alone', {
    timeout: 60_000,
  }, async () => {
    const [zero, , two] = PLANS
    const [first, second] = [await alone(two), await alone(zero)]
    journey = await startJourney(world)
    const before = await journey.planOf(await journey.bringIn(textOf(two)))
    const path = await journey.bring(textOf(zero))
    const targets = await journey.rows(
      sql`select target_plan_id from import order by started_at desc limit 1`,
    )
    expect(targets).toEqual([{ target_plan_id: null }])
    await journey.confirm(path, { title: 'Another plan' })
    expect(await counts(before)).toEqual(first)
    expect(await counts(await journey.planOf(path))).toEqual(second)
  })

  test.each(PLANS)('%s a second time changes nothing', { timeout: 60_000 }, async (name) => {
    journey = await startJourney(world)
    const before = await journey.tables()
    const first = await journey.bringIn(textOf(name))
    const planId = await journey.planOf(first)
    const hash = await journey.hash(planId)
    const { origin: _o, ...held } = await journey.tables()
    const path = await journey.bring(textOf(name))
    expect(await journey.fates(path)).toMatchObject({ new: 0, changed: 0, offered: 0, gone: 0 })
    await journey.bringIn(textOf(name), planId)
    expect(await journey.hash(planId)).toBe(hash)
    const { origin: _p, ...after } = await journey.tables()
    expect(after).toEqual(held)
    const [second] = await journey.rows<{ id: string }>(
      sql`select id from import where state = 'confirmed' order by confirmed_at desc, id desc limit 1`,
    )
    await journey.browser.post(`${path}/discard`)
    await journey.undo(`/imports/${second?.id}`)
    await journey.undo(first)
    expect(await journey.tables()).toEqual(before)
  })
})
