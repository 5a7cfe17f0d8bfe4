import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formsOf, linksOf, mainTextOf } from '../../../tests/support/html.ts'
import { actionDraft, leadBy, milestoneDraft, POSTS, said } from '../../../tests/support/small-plan.ts'
import { countStatements } from '../../../tests/support/statements.ts'
import {
  smallPlan,
  startWorld,
  type TestArea,
  type TestPlan,
  type TestWorld,
} from '../../../tests/support/world.ts'
import { ROLES, type Role } from '../../platform/access/permissions.ts'
import { newId } from '../../platform/ids.ts'
import { readActor } from '../identity/index.ts'
import { insertSeat, listBoards } from '../plans/index.ts'
import { readHome } from './actions.ts'

let world: TestWorld
let area: TestArea
let plan: TestPlan
beforeAll(async () => {
  world = await startWorld()
  area = await world.area()
  plan = await world.plan(area)
})
afterAll(() => world.close())

const as = async (role: Role, posts: readonly string[] = []) =>
  world.signedIn(await world.person(area, { role, posts }))
const main = (body: string) => body.slice(body.indexOf('<main'), body.indexOf('</main>'))

describe('home', () => {
  test.each(Object.keys(ROLES) as Role[])('leads a %s to no door that is shut to them', async (role) => {
    const reader = await as(role, POSTS)
    const { status, body } = await reader.get('/')
    expect(status).toBe(200)
    expect(mainTextOf(body)).toContain('What needs you')
    for (const href of new Set(linksOf(main(body)).filter((link) => link.startsWith('/'))))
      expect([href, (await reader.get(href)).status < 400]).toEqual([href, true])
  })

  test.each(['scrutiny_councillor', 'administrator'] as const)(
    'shows a %s nothing of the live plan',
    async (role) => {
      const { body } = await (await as(role, POSTS)).get('/')
      for (const words of [plan.title, 'milestone', '/plans', '/actions'])
        expect(main(body).includes(words), words).toBe(false)
    },
  )

  test('lets a lead update a milestone where it stands, without scripts: a fault keeps what was typed, and they come back', async () => {
    const lead = await as('milestone_lead', ['Workforce Lead'])
    const form = formsOf((await lead.get('/')).body).find(({ action }) => action.endsWith('?from=home'))
    if (!form) throw new Error('No form on the home page')
    const faulty = await lead.post(form.action, { once: newId(), done: 'Half a word' })
    expect([faulty.status, faulty.body.includes('Half a word')]).toEqual([422, true])
    const typed = { status: 'on_track', done: 'Four of five posts filled.', support_needed: 'no' }
    const sent = await lead.post(form.action, { once: form.values.once ?? '', ...typed })
    expect(sent.location).toBe('/')
    const after = await lead.follow(sent)
    expect(mainTextOf(after.body)).toContain('Your update is saved')
    expect(formsOf(after.body).map(({ action }) => action)).not.toContain(form.action)
  })

  test('says to an action lead what their actions need: silence, trouble, and where two judgements differ', async () => {
    const own = await world.area()
    const leads = [leadBy(POSTS[0], 'accountable')]
    const draft = smallPlan({
      actions: [
        actionDraft('a', 'Answer the door', {
          ...{ ref: '1', leads },
          judgements: [said('2026-11-10', 'on_track', 'Fine')],
          milestones: [
            milestoneDraft('m', 'Silent', { ref: '1.1' }),
            milestoneDraft('n', 'Off', { ref: '1.2', updates: [said('2026-11-10', 'off_track', 'Late')] }),
          ],
        }),
        actionDraft('b', 'Somebody else’s', { ref: '2', milestones: [milestoneDraft('o', 'Do')] }),
      ],
    })
    await world.plan(own, draft)
    const lead = await world.signedIn(await world.person(own, { role: 'action_lead', posts: [POSTS[0]] }))
    const text = mainTextOf((await lead.get('/')).body)
    expect(text).toContain('1 milestone not updated for November 2026')
    expect(text).toContain('Judged “On track”, but its milestones say “Off track”')
  })

  test('shows a theme lead their theme, and no other', async () => {
    const person = await world.person(area, { role: 'theme_lead' })
    await world.scope(area, async ({ db, areaId }) => {
      const theme = await db
        .selectFrom('theme')
        .select(['id', 'name', 'plan_id'])
        .where('area_id', '=', areaId)
        .where('name', '=', 'Workforce')
        .executeTakeFirstOrThrow()
      const row = { area_id: areaId, id: newId(), plan_id: theme.plan_id, theme_id: theme.id, position: 0 }
      await db
        .insertInto('lead')
        .values({ ...row, part: 'lead', words: person.name, person_id: person.id })
        .execute()
    })
    const text = mainTextOf((await (await world.signedIn(person)).get('/')).body)
    expect(text).toContain('Themes that you lead Workforce')
    expect(text).not.toContain('Themes that you lead Front door')
  })

  test('shows whoever runs the plan what slipped since the last frozen month, and the faults of its X-ray', async () => {
    const manager = await as('programme_manager')
    const frozen = await manager.post(`/plans/${plan.id}/months`, { period: '2026-10' })
    await manager.post(`${frozen.location}/freeze`)
    await manager.post(`/plans/${plan.id}/months`, { period: '2026-11' })
    const url = `/milestones/${plan.of('m2')}/change`
    const form = formsOf((await manager.get(url)).body).find(({ action }) => action === url)
    const later = { 'due-day': '31', 'due-month': '12', 'due-year': '2027', reason: 'Recruitment' }
    expect((await manager.post(url, { ...form?.values, ...later })).status).toBe(303)
    const text = mainTextOf((await manager.get('/')).body)
    expect(text).toContain('1 slipped Since October 2026 was frozen')
    expect(text).toMatch(/\d+ X-ray faults/)
  })

  test('shows a board member their boards, with what is asked of each', async () => {
    const person = await world.person(area, { role: 'board_member' })
    const [board] = await world.scope(area, listBoards)
    const seat = { boardId: board?.id ?? '', personId: person.id, chair: false, from: '2026-11-01' }
    await world.scope(area, (scope) => insertSeat(scope, seat))
    const text = mainTextOf((await (await world.signedIn(person)).get('/')).body)
    expect(text).toContain(`Your boards ${board?.name}`)
  })

  test.each(['programme_manager', 'board_member', 'action_lead'] as const)(
    'asks the database as often for a long plan as for a short one, of a %s',
    async (role) => {
      const statements = async (count: number) => {
        const own = await world.area()
        const leads = [leadBy(POSTS[0])]
        const milestones = Array.from({ length: count }, (_, at) =>
          milestoneDraft(`m${at}`, `Do ${at}`, { leads }),
        )
        await world.plan(own, smallPlan({ actions: [actionDraft('a', 'Act', { leads, milestones })] }))
        const person = await world.person(own, { role, posts: [POSTS[0]] })
        const actor = await world.scope(own, ({ db, areaId, today }) =>
          readActor(db, areaId, person.id, today),
        )
        if (!actor) throw new Error('Nobody of that id')
        return countStatements(world, own, (scope) => readHome({ ...scope, actor }))
      }
      expect(await statements(40)).toBe(await statements(2))
    },
  )
})
