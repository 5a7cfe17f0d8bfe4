/** What people have put on a plan keeps it from being taken back with the document that brought it. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { samplePlan, startJourney } from '../../../tests/support/import-journey.ts'
import { startWorld, type TestWorld } from '../../../tests/support/world.ts'
import type { Scope } from '../../platform/db/scope.ts'
import { newId } from '../../platform/ids.ts'
import { addBudgetLine, addCarriage, addHostPlan, addLink } from './index.ts'

let world: TestWorld

beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

type Put = (scope: Scope, planId: string, actions: readonly string[]) => Promise<void>

const end = (id: string) => ({ kind: 'action' as const, id })

const PUTS: [string, Put][] = [
  [
    'a link',
    (scope, planId, [one = '', two = '']) =>
      addLink(scope, planId, { kind: 'see_also', from: end(one), to: end(two), words: 'see', once: newId() }),
  ],
  [
    'money',
    (scope, planId, [one = '']) =>
      addBudgetLine(scope, planId, {
        ...{
          actionId: one,
          year: null,
          source: 'Grant',
          needed: 1,
          allocated: null,
          words: null,
          once: newId(),
        },
      }),
  ],
  [
    'a plan that carries it',
    async (scope, _planId, [one = '']) => {
      const none = { partnerId: null, parentId: null, ownerPostId: null, reviewDueOn: null }
      const hostPlanId = await addHostPlan(scope, {
        ...{ ...none, level: 'team', title: 'Team plan', ownerWords: 'Head of Service', once: newId() },
      })
      await addCarriage(scope, end(one), { hostPlanId, reference: null })
    },
  ],
]

test.each(PUTS)(
  '%s: the action stays when its import is taken back, and the rest goes',
  async (_what, put) => {
    const journey = await startJourney(world)
    const path = await journey.bringIn(samplePlan())
    const planId = await journey.planOf(path)
    const actions = () =>
      journey.rows<{ id: string }>(sql`select id from action where plan_id = ${planId} order by position`)
    const before = (await actions()).map(({ id }) => id)
    await world.scope(journey.area, (scope) => put(scope, planId, before))
    expect((await journey.undo(path)).status).toBe(303)
    const after = (await actions()).map(({ id }) => id)
    expect(after).toContain(before[0])
    expect(before.length).toBeGreaterThan(2)
    expect(after.length).toBeLessThan(before.length)
  },
)
