import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type TestWorld } from '../../../tests/support/world.ts'
import { findArea } from '../../modules/identity/index.ts'
import { dayOf } from '../../platform/calendar.ts'
import { seedDemonstration } from '../seed.ts'
import { timelineOf } from './timeline.ts'

let world: TestWorld
beforeAll(async () => {
  world = await startWorld({ demonstration: true })
}, 120_000)
afterAll(() => world?.close())

test('each milestone of the demonstration that needs support has an open request; some are met, some answered', async () => {
  await seedDemonstration({
    database: { ...world.database, migrated: [] },
    clock: world.clock,
    files: world.files,
  })
  const area = await findArea(world.pool, 'Anyshire')
  if (!area) throw new Error('Anyshire is not there')
  const timeline = timelineOf({ database: { ...world.database, migrated: [] }, clock: world.clock }, area)
  const today = dayOf(world.clock.now())
  const found = await timeline(today, 'Test', async ({ db, areaId }) => {
    const requests = await db
      .selectFrom('support_request')
      .select(['id', 'milestone_id', 'state', 'to_board_id', 'wanted_by', 'opened_by', 'opened_by_id'])
      .where('area_id', '=', areaId)
      .execute()
    const said = await db
      .selectFrom('remark')
      .select('support_id')
      .where('area_id', '=', areaId)
      .where('support_id', 'is not', null)
      .execute()
    return {
      requests,
      said,
      people: (await db.selectFrom('person').select('name').where('area_id', '=', areaId).execute()).map(
        ({ name }) => name,
      ),
    }
  })
  const open = found.requests.filter(({ state }) => state === 'open')
  expect(new Set(open.map((one) => one.milestone_id)).size).toBe(13)
  expect(found.requests.filter(({ state }) => state === 'met')).toHaveLength(3)
  expect(open.some((one) => one.to_board_id === null)).toBe(true)
  expect(open.some((one) => one.to_board_id !== null)).toBe(true)
  expect(open.some((one) => one.wanted_by !== null && one.wanted_by < today)).toBe(true)
  expect(found.said.length).toBeGreaterThan(7)
  const byPeople = found.requests.filter((one) => found.people.includes(one.opened_by))
  expect(byPeople.length).toBeGreaterThan(0)
  expect(byPeople.filter((one) => one.opened_by_id === null)).toEqual([])
}, 120_000)
