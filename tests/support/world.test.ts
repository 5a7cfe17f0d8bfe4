import { afterAll, beforeAll, expect, test } from 'vitest'
import { mainTextOf } from './html.ts'
import { startWorld, type TestWorld } from './world.ts'

let world: TestWorld
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

test('the world of the tests stands: an area, a plan, a person who opens the milestone that they lead and reports on it', async () => {
  const area = await world.area({ name: 'Anyshire' })
  const lead = await world.person(area, { role: 'milestone_lead', posts: ['Head of First Response'] })
  const plan = await world.plan(area)
  const browser = await world.signedIn(lead)

  const shown = await browser.get(`/milestones/${plan.of('m2')}`)
  expect(shown.status).toBe(200)
  expect(mainTextOf(shown.body)).toContain('Put a manager on every shift of the front door')

  const form = await browser.get(`/milestones/${plan.of('m2')}/update`)
  const once = /name="once" value="([^"]+)"/.exec(form.body)?.[1] ?? ''
  const saved = await browser.post(`/milestones/${plan.of('m2')}/update`, {
    ...{ once, status: 'on_track', done: 'All five posts are filled.', support_needed: 'no' },
  })
  expect(saved.status).toBe(303)
  const after = await browser.follow(saved)
  expect(mainTextOf(after.body)).toContain('All five posts are filled.')
})
