/** What changes in the middle of a month: who leads what, what is dropped, who is away, and who is gone. */
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { formsOf, mainTextOf, textOf } from '../../../tests/support/html.ts'
import {
  SECRET,
  START,
  smallPlan,
  startWorld,
  type TestArea,
  type TestClient,
  type TestPerson,
  type TestPlan,
  type TestWorld,
} from '../../../tests/support/world.ts'
import { signLink } from '../../platform/access/signed-links.ts'
import { addDays } from '../../platform/calendar.ts'
import { newId } from '../../platform/ids.ts'
import { listPosts } from '../identity/index.ts'

let world: TestWorld
let area: TestArea
let plan: TestPlan
let managing: TestPerson
let manager: TestClient
let lead: TestPerson
let month: string

beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

beforeEach(async () => {
  world.clock.set(START)
  area = await world.area()
  plan = await world.plan(area, silentPlan())
  managing = await world.person(area, { role: 'programme_manager' })
  manager = await world.signedIn(managing)
  lead = await world.person(area, { role: 'milestone_lead', posts: ['Head of First Response'] })
  month = (await manager.post(`/plans/${plan.id}/months`, { period: '2026-11' })).location
})

/** Nothing has been said of November yet. */
function silentPlan() {
  const draft = smallPlan()
  const actions = draft.actions.map((action) => ({
    ...action,
    milestones: action.milestones.map((milestone) => ({
      ...milestone,
      updates: milestone.updates.filter(({ period }) => period !== '2026-11-01'),
    })),
  }))
  return { ...draft, actions }
}

const mails = (kind: string) =>
  world.scope(area, ({ db, areaId }) =>
    db
      .selectFrom('mail')
      .selectAll()
      .where('area_id', '=', areaId)
      .where('kind', '=', kind)
      .orderBy('id')
      .execute(),
  )

const linksOf = async (person: TestPerson) => {
  const asks = await world.scope(area, ({ db, areaId }) =>
    db
      .selectFrom('ask')
      .select('id')
      .where('area_id', '=', areaId)
      .where('person_id', '=', person.id)
      .orderBy('asked_at')
      .orderBy('id')
      .execute(),
  )
  return asks.map(({ id }) => `/asked/${signLink(SECRET, 'ask', { areaId: area.id, id })}`)
}

const askedBy = async (link: string | undefined) => {
  const { body } = await world.client().get(link ?? '')
  return new Set(formsOf(body).flatMap(({ action }) => /\/milestones\/([\w-]+)$/.exec(action)?.[1] ?? []))
}

const press = async (path: string, fields: Record<string, string> = {}) => {
  const answer = await manager.post(path, fields)
  expect(answer.status).toBe(303)
  return textOf((await manager.follow(answer)).body)
}

const hold = (person: TestPerson, title: string) =>
  world.scope(area, async (scope) => {
    const post = (await listPosts(scope)).find((one) => one.title === title)
    const holding = { id: newId(), post_id: post?.id ?? '', person_id: person.id }
    await scope.db
      .insertInto('post_holding')
      .values({ area_id: area.id, ...holding, from_on: addDays(scope.today, -1) })
      .execute()
  })

describe('a lead who takes on more in the middle of a month', () => {
  test('is asked about that too: by the link they have, and in a mail that names only what is new', async () => {
    const [link] = await linksOf(lead)
    const before = await askedBy(link)
    await hold(lead, 'Workforce Lead')
    expect(await press(`${month}/ask`)).toContain('1 lead asked about more')
    const after = await askedBy(link)
    expect(after.size).toBeGreaterThan(before.size)
    const written = (await mails('ask')).filter(({ person_id }) => person_id === lead.id)
    expect(written).toHaveLength(2)
    expect(written[1]?.text.match(/^- /gm)).toHaveLength(after.size - before.size)
    expect(mainTextOf((await manager.get(month)).body)).toContain(`0 of ${after.size}`)
    await press(`${month}/ask`)
    expect(await mails('ask')).toHaveLength(2)
  })
})

describe('a lead who hands one milestone on', () => {
  test('is no longer asked about it, and keeps their link for the others', async () => {
    const [link] = await linksOf(lead)
    const [first = '', ...rest] = await askedBy(link)
    await world.scope(area, ({ db, areaId }) =>
      db.deleteFrom('lead').where('area_id', '=', areaId).where('milestone_id', '=', first).execute(),
    )
    expect(await press(`${month}/ask`)).toContain('0 new leads asked, 0 links ended')
    expect([...(await askedBy(link))]).toEqual(rest)
    expect(mainTextOf((await manager.get(month)).body)).toContain(`0 of ${rest.length}`)
  })
})

describe('a lead who has completed everything', () => {
  test('keeps their link the next morning: a claim may come back', async () => {
    const [link] = await linksOf(lead)
    for (const { action } of formsOf((await world.client().get(link ?? '')).body))
      if (/\/milestones\/[\w-]+$/.test(action))
        await world.client().post(action, {
          ...{ once: newId(), status: 'achieved', done: 'It is kept.', support_needed: 'no' },
          evidence: 'The audit of thirty files',
        })
    const text = await press(`${month}/ask`)
    expect(text).toContain('0 links ended')
    expect(text).toContain('2 answered')
    expect(textOf((await world.client().get(link ?? '')).body)).not.toContain('This link was ended')
  })
})

describe('a month that is frozen', () => {
  test('goes on to show how many had answered by then, and offers the next month to be opened', async () => {
    const [link] = await linksOf(lead)
    const [milestone] = await askedBy(link)
    await press(`${month}/freeze`)
    world.clock.forward({ minutes: 5 })
    await manager.post(`/milestones/${milestone}/update`, {
      ...{ once: newId(), status: 'on_track', done: 'Said too late.', support_needed: 'no' },
    })
    expect(mainTextOf((await manager.get(month)).body)).toContain('0 of 2')
    const { body } = await manager.get('/months')
    expect(/<option value="([^"]+)" selected/.exec(body)?.[1]).toBe('2026-12')
    expect(mainTextOf(body)).toContain('December 2026 opens on')
  })
})

describe('a milestone that is dropped in the middle of a month', () => {
  test('is no longer counted as silent, and nobody is reminded of it', async () => {
    const asked = await askedBy((await linksOf(lead))[0])
    const drop = async (ids: Iterable<string>) =>
      world.scope(area, async ({ db, areaId, today }) => {
        await db
          .updateTable('milestone')
          .set({ dropped_on: today, dropped_because: 'It is done elsewhere' })
          .where('area_id', '=', areaId)
          .where('id', 'in', [...ids])
          .execute()
      })
    const [first, ...rest] = asked
    await drop([first ?? ''])
    expect(mainTextOf((await manager.get(month)).body)).toContain(`0 of ${asked.size - 1}`)
    await drop(rest)
    expect(await press(`${month}/chase`, { who: 'all' })).toContain('Nobody was left to remind')
  })
})

describe('a link that was ended', () => {
  test('is followed by a new one at a press; the old one stays ended', async () => {
    const [old] = await linksOf(lead)
    const ask = old?.split('.')[1]
    await press(`/asks/${ask}/revoke`)
    expect(mainTextOf((await manager.get(month)).body)).toContain('Send a new link')
    expect(await press(`/asks/${ask}/renew`)).toContain('A new link is on its way')
    const links = await linksOf(lead)
    expect(links).toHaveLength(2)
    const [was, is] = await Promise.all(links.map(async (link) => (await world.client().get(link)).body))
    expect(textOf(was ?? '')).toContain('This link was ended')
    expect((await askedBy(links[1])).size).toBeGreaterThan(1)
    expect(textOf(is ?? '')).not.toContain('This link was ended')
    // Twice pressed is one link.
    await manager.post(`/asks/${ask}/renew`)
    expect(await linksOf(lead)).toHaveLength(2)
    expect(mainTextOf((await manager.get(month)).body).split(lead.name).length - 1).toBeLessThan(4)
  })
})

describe('a lead who goes away in the middle of a month', () => {
  test('has the next reminder go to whoever stands in, with a link of their own', async () => {
    const [old] = await linksOf(lead)
    const standIn = await world.person(area, { role: 'milestone_lead', name: 'Sam Stand-in' })
    await world.scope(area, (scope) =>
      scope.db
        .insertInto('stand_in')
        .values({
          ...{ area_id: area.id, id: newId(), person_id: lead.id, stand_in_id: standIn.id },
          ...{ from_on: scope.today, to_on: addDays(scope.today, 5), made_by: 'Test', made_at: scope.now },
        })
        .execute(),
    )
    await press(`${month}/chase`, { who: 'all' })
    const gone = [...(await mails('ask')), ...(await mails('reminder'))]
    expect(gone.filter(({ address }) => address === standIn.email)).toHaveLength(1)
    expect(await mails('reminder')).toEqual([])
    const links = await linksOf(lead)
    expect(textOf((await world.client().get(links[1] ?? '')).body)).toContain(
      `You answer as Sam Stand-in, for ${lead.name}`,
    )
    expect(textOf((await world.client().get(old ?? '')).body)).toContain('This link was ended')
  })
})

describe('somebody whose access was ended', () => {
  test('is asked nothing more, and their link opens nothing', async () => {
    const [link] = await linksOf(lead)
    await press(`/people/${lead.id}/end-access`)
    const { body } = await world.client().get(link ?? '')
    expect(textOf(body)).toContain('Your access was ended')
    expect(formsOf(body)).toEqual([])
    expect(await press(`${month}/chase`, { who: 'all' })).toContain('Nobody was left to remind')
    expect(mainTextOf((await manager.get(month)).body)).toContain(`${lead.name} has no access any more`)
  })
})

describe('an answer with a file', () => {
  test('sent twice, at once or again, is one file and one answer', async () => {
    const [link] = await linksOf(lead)
    const { body } = await world.client().get(link ?? '')
    const action = formsOf(body).find((one) => /\/milestones\/[\w-]+$/.test(one.action))?.action ?? ''
    const browser = world.client()
    const fields = {
      ...{ once: newId(), status: 'on_track', done: 'Half of the files were read.', support_needed: 'no' },
    }
    const file = { name: 'Audit.txt', bytes: 'Twenty-eight of thirty were kept.' }
    const send = () => browser.upload(action, fields, file)
    const answers = [...(await Promise.all([send(), send(), send()])), await send()]
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303])
    const counts = await world.scope(area, async ({ db, areaId }) => {
      const count = async (table: 'evidence' | 'progress') =>
        (
          await db
            .selectFrom(table)
            .select('id')
            .where('area_id', '=', areaId)
            .where('once', '=', fields.once)
            .execute()
        ).length
      return [await count('evidence'), await count('progress')]
    })
    expect(counts).toEqual([1, 1])
  })

  test('is kept in one transaction with it: a server that stops has both or neither', async () => {
    const [link] = await linksOf(lead)
    const { body } = await world.client().get(link ?? '')
    const action = formsOf(body).find((one) => /\/milestones\/[\w-]+$/.test(one.action))?.action ?? ''
    const fields = { once: newId(), status: 'on_track', done: 'Half were read.', support_needed: 'no' }
    const sent = await world.client().upload(action, fields, { name: 'Audit.txt', bytes: 'Thirty.' })
    expect(sent.status).toBe(303)
    const transactions = await world.scope(area, ({ db, areaId }) =>
      sql<{ of: string }>`
        select xmin::text as of from evidence where area_id = ${areaId} and once = ${fields.once}
        union all
        select xmin::text from progress where area_id = ${areaId} and once = ${fields.once}`.execute(db),
    )
    const [file, answer] = transactions.rows
    expect(file).toBeDefined()
    expect(answer).toEqual(file)
  })

  test('that has to be mended first keeps its file, and says nothing yet', async () => {
    const [link] = await linksOf(lead)
    const { body } = await world.client().get(link ?? '')
    const action = formsOf(body).find((one) => /\/milestones\/[\w-]+$/.test(one.action))?.action ?? ''
    const fields = {
      ...{ once: newId(), status: 'off_track', done: 'Half were read.', support_needed: 'no' },
      ...{ 'new-day': '1', 'new-month': '1', 'new-year': '2020', reason: '', recovery: '' },
    }
    const sent = await world.client().upload(action, fields, { name: 'Audit.txt', bytes: 'Thirty.' })
    expect(sent.status).toBe(422)
    expect(sent.body).toContain('The new date must be in the future')
    expect(sent.body).toContain('Attached: Audit.txt')
    expect(sent.body).toContain('Half were read.')
  })
})
