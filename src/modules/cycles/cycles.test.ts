import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { likePostfix } from '../../../tests/support/delivery-reports.ts'
import { formsOf, linksOf, mainTextOf, textOf } from '../../../tests/support/html.ts'
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
import { newId } from '../../platform/ids.ts'
import { takeReturned } from '../../platform/mail/bounce.ts'
import { runMonths } from './jobs.ts'

let world: TestWorld
let area: TestArea
let plan: TestPlan
let manager: TestClient
let frontDoor: TestPerson
let care: TestPerson

beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

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

/** An area of its own for each story: a manager, and a holder for two of the three posts that lead. */
async function settle() {
  world.clock.set(START)
  area = await world.area()
  plan = await world.plan(area, silentPlan())
  manager = await world.signedIn(await world.person(area, { role: 'programme_manager' }))
  frontDoor = await world.person(area, { role: 'milestone_lead', posts: ['Head of First Response'] })
  care = await world.person(area, { role: 'action_lead', posts: ['Head of Care Planning'] })
}

const open = async (period = '2026-11') => {
  const answer = await manager.post(`/plans/${plan.id}/months`, { period })
  expect(answer.status).toBe(303)
  return answer.location
}

const mails = (kind?: string) =>
  world.scope(area, ({ db, areaId }) => {
    const all = db.selectFrom('mail').selectAll().where('area_id', '=', areaId).orderBy('id')
    return (kind ? all.where('kind', '=', kind) : all).execute()
  })

const askOf = (person: TestPerson) =>
  world.scope(area, ({ db, areaId }) =>
    db
      .selectFrom('ask')
      .selectAll()
      .where('area_id', '=', areaId)
      .where('person_id', '=', person.id)
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow(),
  )

const linkOf = async (person: TestPerson) =>
  `/asked/${signLink(SECRET, 'ask', { areaId: area.id, id: (await askOf(person)).id })}`

const said = (more: Record<string, string> = {}) => ({
  once: newId(),
  status: 'on_track',
  done: 'Two of three teams are trained.',
  support_needed: 'no',
  ...more,
})

/** The form of one milestone: its file has a form of its own. */
const isAnswer = ({ action }: { action: string }): boolean => /\/milestones\/[\w-]+$/.test(action)

/** How much of everything the area holds: what a look must not change. */
const held = async () => {
  const rows = await world.scope(area, async ({ db, areaId }) => {
    const counts = []
    for (const table of ['progress', 'record_entry', 'mail', 'ask', 'chase'] as const) {
      const { n } = await db
        .selectFrom(table)
        .select(({ fn }) => fn.countAll<string>().as('n'))
        .where('area_id', '=', areaId)
        .executeTakeFirstOrThrow()
      counts.push(n)
    }
    return counts
  })
  return rows
}

describe('opening a month', () => {
  beforeAll(settle)

  test('writes one mail to each lead, with all of their milestones and one link, and none to a post without a holder', async () => {
    const month = await open()
    const written = await mails('ask')
    expect(written.map((mail) => mail.address).sort()).toEqual([frontDoor.email, care.email].sort())
    const hers = written.find((mail) => mail.address === frontDoor.email)
    expect(hers?.links).toHaveLength(1)
    expect(hers?.text.match(/^- /gm)?.length).toBeGreaterThan(1)
    const text = mainTextOf((await manager.get(month)).body)
    expect(text).toContain('Nobody can be asked about these')
    expect(text).toContain('Nobody holds the post Workforce Lead')
    expect(text).toMatch(/\d milestones?, by the reason/)
  })

  test('whose mail came back later is said in the list of the month', async () => {
    const [month] = linksOf((await manager.get('/months')).body).filter((link) =>
      /^\/months\/[\w-]{36}$/.test(link),
    )
    await world.goThroughMail()
    const [mail] = await mails('ask')
    const report = likePostfix({ messageId: `${mail?.id}@anyshire.example`, to: mail?.address ?? '' })
    const stores = { pool: world.pool, clock: world.clock, from: 'goldenthread@anyshire.example' }
    expect((await takeReturned(stores, report)).ok).toBe(true)
    const text = mainTextOf((await manager.get(month ?? '')).body)
    expect(text).toContain('Mail came back: 550 5.1.1')
  })

  test('twice is refused, with the month, and asks nobody again', async () => {
    const before = await held()
    const again = await manager.post(`/plans/${plan.id}/months`, { period: '2026-11' })
    expect(again.status).toBe(422)
    expect(textOf(again.body)).toContain('November 2026 was opened before')
    expect(await held()).toEqual(before)
  })

  test('is the programme manager’s alone', async () => {
    const lead = await world.signedIn(frontDoor)
    expect((await lead.post(`/plans/${plan.id}/months`, { period: '2026-12' })).status).toBe(403)
  })
})

describe('the link of a mail', () => {
  let url: string
  beforeAll(async () => {
    await settle()
    await open()
    url = await linkOf(frontDoor)
  })

  test('needs no account, shows every milestone of that lead, and of no other', async () => {
    const { status, body } = await world.client().get(url)
    expect(status).toBe(200)
    const asked = formsOf(body).filter(isAnswer)
    expect(asked.length).toBeGreaterThan(1)
    expect(textOf(body)).toContain(`You answer as ${frontDoor.name}`)
  })

  test('opened twenty times by a mail scanner, with GET and HEAD, changes nothing', async () => {
    const before = await held()
    const scanner = world.client()
    for (let turn = 0; turn < 10; turn += 1) {
      expect((await scanner.get(url)).status).toBe(200)
      expect((await scanner.send('HEAD', url)).status).toBe(200)
    }
    expect(await held()).toEqual(before)
  })

  test('saves what is said of one milestone, under the name of the lead and the month that was asked about', async () => {
    const browser = world.client()
    const [form] = formsOf((await browser.get(url)).body).filter(isAnswer)
    const answer = await browser.post(form?.action ?? '', said())
    expect([answer.status, answer.location]).toEqual([303, url])
    const [row] = await world.scope(area, ({ db, areaId }) =>
      db
        .selectFrom('progress')
        .select(['period', 'author_words', 'author_id', 'done'])
        .where('area_id', '=', areaId)
        .where('done', '=', 'Two of three teams are trained.')
        .execute(),
    )
    expect(row).toMatchObject({ period: '2026-11-01', author_words: frontDoor.name, author_id: frontDoor.id })
    expect(textOf((await browser.get(url)).body)).toContain('1 milestone answered')
  })

  test('is written into the record as an act through a link', async () => {
    const entry = await world.scope(area, ({ db, areaId }) =>
      db
        .selectFrom('record_entry')
        .select(['actor_kind', 'actor_name'])
        .where('area_id', '=', areaId)
        .where('act', '=', 'milestone.reported')
        .orderBy('seq', 'desc')
        .executeTakeFirstOrThrow(),
    )
    expect(entry).toEqual({ actor_kind: 'link', actor_name: frontDoor.name })
  })

  test('the same form sent ten times at once is one update', async () => {
    const browser = world.client()
    const action = formsOf((await browser.get(url)).body).findLast(isAnswer)?.action ?? ''
    await browser.csrfToken()
    const form = said({ done: 'Sent ten times.' })
    const answers = await Promise.all(Array.from({ length: 10 }, () => browser.post(action, form)))
    expect(answers.map((answer) => answer.status)).toEqual(Array(10).fill(303))
    const rows = await world.scope(area, ({ db, areaId }) =>
      db
        .selectFrom('progress')
        .select('id')
        .where('area_id', '=', areaId)
        .where('done', '=', 'Sent ten times.')
        .execute(),
    )
    expect(rows).toHaveLength(1)
  })

  test('without a chosen status saves nothing, and keeps every word', async () => {
    const browser = world.client()
    const action = formsOf((await browser.get(url)).body).find(isAnswer)?.action ?? ''
    const before = await held()
    const { status: _, ...words } = said({ done: 'Words that must not be lost' })
    const answer = await browser.post(action, words)
    expect(answer.status).toBe(422)
    expect(answer.body).toContain('Words that must not be lost')
    expect(await held()).toEqual(before)
  })

  test('asks before it saves what does not go together, and saves it when the lead is sure', async () => {
    const browser = world.client()
    const action = formsOf((await browser.get(url)).body).findLast(isAnswer)?.action ?? ''
    const before = await held()
    const form = said({
      status: 'achieved',
      done: 'The standard will be in place from January.',
      evidence: 'Board paper 7',
    })
    const asked = await browser.post(action, form)
    expect(textOf(asked.body)).toContain('Check what you wrote: it is not saved yet')
    expect(await held()).toEqual(before)
    const again = formsOf(asked.body).find((one) => one.action === action)
    const saved = await browser.post(action, { ...again?.values, answer: 'save' })
    expect([saved.status, saved.location]).toEqual([303, url])
  })

  test('opens no milestone that it was not sent for', async () => {
    const browser = world.client()
    const other = await browser.post(`${url}/milestones/${plan.of('m6')}`, said())
    expect(other.status).toBe(404)
  })

  test.each(['x', `${'0190a000-0000-7000-8000-000000000001'}.${'0190a000-0000-7000-8000-000000000002'}.abc`])(
    'that was made up (%s) opens nothing, and is no fault',
    async (token) => {
      expect((await world.client().get(`/asked/${token}`)).status).toBe(404)
    },
  )

  test('signed for another purpose opens nothing', async () => {
    const { id } = await askOf(frontDoor)
    const token = signLink(SECRET, 'calendar', { areaId: area.id, id })
    expect((await world.client().get(`/asked/${token}`)).status).toBe(404)
  })

  test('is over after fourteen days, says so, and keeps what was typed', async () => {
    world.clock.forward({ days: 15 })
    const browser = world.client()
    expect(textOf((await browser.get(url)).body)).toContain('This link has run out')
    const before = await held()
    const [milestone] = await world.scope(area, ({ db, areaId }) =>
      db
        .selectFrom('ask_milestone')
        .select('milestone_id')
        .where('area_id', '=', areaId)
        .where('ask_id', '=', url.split('.')[1] ?? '')
        .execute(),
    )
    const late = await browser.post(
      `${url}/milestones/${milestone?.milestone_id}`,
      said({ done: 'Too late, but not lost' }),
    )
    expect(late.status).toBe(422)
    expect(late.body).toContain('Too late, but not lost')
    expect(await held()).toEqual(before)
  })

  test('comes alive again with a reminder', async () => {
    const { cycle_id } = await askOf(frontDoor)
    await manager.post('/sign-out')
    manager = await world.signedIn(await world.person(area, { role: 'programme_manager' }))
    expect((await manager.post(`/months/${cycle_id}/chase`, { who: 'all' })).status).toBe(303)
    expect(textOf((await world.client().get(url)).body)).not.toContain('has run out')
  })

  test('that was ended says so, and takes nothing', async () => {
    const { id } = await askOf(frontDoor)
    expect((await manager.post(`/asks/${id}/revoke`)).status).toBe(303)
    expect(textOf((await world.client().get(url)).body)).toContain('This link was ended')
  })
})

describe('chasing', () => {
  let month: string
  beforeAll(async () => {
    await settle()
    month = await open()
  })

  test('reminds everyone who is silent with one press, once a day', async () => {
    const first = await manager.follow(await manager.post(`${month}/chase`, { who: 'all' }))
    expect(textOf(first.body)).toContain('2 leads reminded')
    const second = await manager.follow(await manager.post(`${month}/chase`, { who: 'all' }))
    expect(textOf(second.body)).toContain('Nobody was left to remind today')
    expect(await mails('reminder')).toHaveLength(2)
  })

  test('reminds only those selected', async () => {
    world.clock.forward({ days: 1 })
    manager = await world.signedIn(await world.person(area, { role: 'programme_manager' }))
    await manager.post(`${month}/chase`, { who: 'some', asks: (await askOf(frontDoor)).id })
    const today = (await mails('reminder')).filter((mail) => mail.once.endsWith('2026-11-24'))
    expect(today.map((mail) => mail.address)).toEqual([frontDoor.email])
  })

  test('leaves whoever has answered everything alone', async () => {
    const url = await linkOf(frontDoor)
    const browser = world.client()
    for (const form of formsOf((await browser.get(url)).body).filter(isAnswer))
      expect((await browser.post(form.action, said())).status).toBe(303)
    world.clock.forward({ days: 1 })
    manager = await world.signedIn(await world.person(area, { role: 'programme_manager' }))
    await manager.post(`${month}/chase`, { who: 'all' })
    const today = (await mails('reminder')).filter((mail) => mail.once.endsWith('2026-11-25'))
    expect(today).toHaveLength(1)
    expect(today[0]?.address).not.toBe(frontDoor.email)
  })

  test('by rule: reminded before and after the due day, then the action’s lead, then the theme’s, each once', async () => {
    await settle()
    await manager.post(`/plans/${plan.id}/months/rule`, {
      opens: 'first working day',
      due: 'day 26',
      review: '1 working day after the due day',
      freeze: 'last working day of next month',
      board: '',
      automatic: 'yes',
      remindBefore: '1',
      escalateToAction: '2',
      escalateToTheme: '',
    })
    const kinds = async () => (await mails()).map((mail) => mail.kind).filter((kind) => kind !== 'invitation')
    for (const [day, expected] of [
      ['2026-11-24', ['ask', 'ask']],
      ['2026-11-25', ['ask', 'ask', 'reminder', 'reminder']],
      ['2026-11-27', ['ask', 'ask', 'reminder', 'reminder', 'reminder', 'reminder']],
    ] as const) {
      world.clock.set(`${day}T06:30:00Z`)
      await runMonths.run(world.workerDeps, {})
      await runMonths.run(world.workerDeps, {})
      expect([day, (await kinds()).sort()]).toEqual([day, [...expected].sort()])
    }
    world.clock.set('2026-11-30T06:30:00Z')
    await runMonths.run(world.workerDeps, {})
    expect((await kinds()).filter((kind) => kind === 'escalation').length).toBeLessThanOrEqual(2)
  })
})

describe('freezing', () => {
  let october: string
  let november: string
  beforeAll(async () => {
    await settle()
    world.clock.set('2026-10-05T09:00:00Z')
    manager = await world.signedIn(await world.person(area, { role: 'programme_manager' }))
    october = await open('2026-10')
    await manager.post(`${october}/freeze`)
    world.clock.set(START)
    manager = await world.signedIn(await world.person(area, { role: 'programme_manager' }))
    november = await open('2026-11')
  })

  test('keeps the facts as they stood: what is said afterwards, even the same day, does not touch them', async () => {
    await manager.post(`${november}/freeze`)
    const before = await manager.get(`${november}/facts.json`)
    expect(before.status).toBe(200)
    await manager.post(`/milestones/${plan.of('m1')}/update`, said({ done: 'Said after the freeze' }))
    world.clock.forward({ days: 1 })
    manager = await world.signedIn(await world.person(area, { role: 'programme_manager' }))
    const after = await manager.get(`${november}/facts.json`)
    expect(after.body).toBe(before.body)
    expect(after.body).not.toContain('Said after the freeze')
    expect(after.headers['x-content-sha256']).toMatch(/^[0-9a-f]{64}$/)
  })

  test('puts the seal of the facts into the record', async () => {
    const { headers } = await manager.get(`${november}/facts.json`)
    const { detail } = await world.scope(area, ({ db, areaId }) =>
      db
        .selectFrom('record_entry')
        .select('detail')
        .where('area_id', '=', areaId)
        .where('act', '=', 'month.frozen')
        .orderBy('seq', 'desc')
        .executeTakeFirstOrThrow(),
    )
    expect(detail).toMatchObject({ sha256: headers['x-content-sha256'] })
  })

  test('happens once; nothing of a frozen month can be chased, moved or asked', async () => {
    expect((await manager.post(`${november}/freeze`)).status).toBe(409)
    expect((await manager.post(`${november}/chase`, { who: 'all' })).status).toBe(422)
    expect((await manager.post(`${november}/ask`)).status).toBe(422)
  })

  test('a link to it says that it is closed, and takes nothing', async () => {
    const url = await linkOf(frontDoor)
    expect(textOf((await world.client().get(url)).body)).toContain('This month is closed')
  })

  test('shows what changed since the last one, each count with its list', async () => {
    const { body } = await manager.get(`${november}/changes`)
    expect(textOf(body)).toContain('What changed from October 2026 to November 2026')
  })

  test('facts that were altered in the database are never shown as what was frozen', async () => {
    const { asOwner } = await import('../../platform/db/connect.ts')
    const id = november.split('/').at(-1)
    const change = (to: string) =>
      asOwner(world.database.ownerUrl, (owner) =>
        owner.query(`update frozen_month set facts = ${to} where cycle_id = $1`, [id]),
      )
    await change(`facts || ' '`)
    expect((await manager.get(`${november}/facts.json`)).status).toBe(500)
    await change(`left(facts, -1)`)
    expect((await manager.get(`${november}/facts.json`)).status).toBe(200)
  })
})

describe('by the timetable', () => {
  const run = async (day: string) => {
    world.clock.set(`${day}T06:30:00Z`)
    await runMonths.run(world.workerDeps, {})
  }
  const months = () =>
    world.scope(area, ({ db, areaId }) =>
      db
        .selectFrom('cycle')
        .leftJoin('frozen_month', 'frozen_month.cycle_id', 'cycle.id')
        .select(['period', 'facts_on', 'opened_by'])
        .where('cycle.area_id', '=', areaId)
        .orderBy('period')
        .execute(),
    )

  beforeAll(async () => {
    await settle()
    const rule = { opens: 'first working day', due: '15th working day', review: '17th working day' }
    await manager.post(`/plans/${plan.id}/months/rule`, {
      ...rule,
      ...{ freeze: 'last working day', automatic: 'yes', remindBefore: '', board: '' },
      ...{ escalateToAction: '', escalateToTheme: '' },
    })
  })

  test('a month opens on its day and not before, and is frozen as it stood on the evening of its last', async () => {
    await run('2026-12-01')
    await run('2026-12-31')
    expect(await months()).toEqual([{ period: '2026-12-01', facts_on: null, opened_by: 'Timetable' }])
    await run('2027-01-01')
    expect(await months()).toMatchObject([{ period: '2026-12-01', facts_on: '2026-12-31' }])
    await run('2027-01-03')
    expect(await months()).toHaveLength(1)
    await run('2027-01-04')
    expect(await months()).toHaveLength(2)
  })

  test('days on which the server stood still are made up for', async () => {
    await run('2027-02-09')
    expect(await months()).toMatchObject([
      { period: '2026-12-01', facts_on: '2026-12-31' },
      { period: '2027-01-01', facts_on: '2027-01-29' },
      { period: '2027-02-01', facts_on: null },
    ])
  })

  test('a plan without a rule of its own is left to a person', async () => {
    const other = await world.plan(area, silentPlan())
    await run('2027-03-01')
    const held = await world.scope(area, ({ db, areaId }) =>
      db
        .selectFrom('cycle')
        .select('id')
        .where('area_id', '=', areaId)
        .where('plan_id', '=', other.id)
        .execute(),
    )
    expect(held).toEqual([])
  })
})

describe('a post that is handed over in the middle of a month', () => {
  beforeAll(settle)

  test('asks the new holder, and ends the link of the one who leads nothing more', async () => {
    const month = await open()
    const old = await linkOf(frontDoor)
    const next = await world.person(area, { role: 'milestone_lead' })
    await world.scope(area, async ({ db, areaId }) => {
      await db
        .updateTable('post_holding')
        .set({ person_id: next.id })
        .where('area_id', '=', areaId)
        .where('person_id', '=', frontDoor.id)
        .execute()
    })
    const answer = await manager.follow(await manager.post(`${month}/ask`))
    expect(textOf(answer.body)).toContain('1 new lead asked, 1 link ended')
    expect(textOf((await world.client().get(old)).body)).toContain('This link was ended')
    expect((await world.client().get(await linkOf(next))).status).toBe(200)
  })
})

describe('somebody who is away', () => {
  test('has their mail go to whoever stands in, who answers as “X for Y”', async () => {
    await settle()
    const away = await world.person(area, { role: 'milestone_lead' })
    await world.scope(area, async (scope) => {
      await scope.db
        .insertInto('stand_in')
        .values({
          ...{ area_id: area.id, id: newId(), person_id: frontDoor.id, stand_in_id: away.id },
          ...{ from_on: '2026-11-20', to_on: '2026-12-04', made_by: 'Test', made_at: scope.now },
        })
        .execute()
    })
    await open()
    const sent = (await mails('ask')).map((mail) => mail.address)
    expect(sent).toContain(away.email)
    expect(sent).not.toContain(frontDoor.email)
    const { body } = await world.client().get(await linkOf(frontDoor))
    expect(textOf(body)).toContain(`You answer as ${away.name}, for ${frontDoor.name}`)
    const [form] = formsOf(body).filter(isAnswer)
    await world.client().post(form?.action ?? '', said({ done: 'Said by whoever stands in.' }))
    const row = await world.scope(area, ({ db, areaId }) =>
      db
        .selectFrom('progress')
        .select(['author_words', 'author_id', 'for_id'])
        .where('area_id', '=', areaId)
        .where('done', '=', 'Said by whoever stands in.')
        .executeTakeFirstOrThrow(),
    )
    expect(row).toEqual({
      author_words: `${away.name} for ${frontDoor.name}`,
      author_id: away.id,
      for_id: frontDoor.id,
    })
  })
})

describe('an escalation to theme leads', () => {
  test('tells each of them once, of everybody below who is silent', async () => {
    await settle()
    const director = await world.person(area, { role: 'theme_lead' })
    const month = await open()
    const { body } = await manager.get(`/plans/${plan.id}/themes`)
    const selects = [...body.matchAll(/name="(lead-[^"]+)"/g)].map(([, name = '']) => name)
    await manager.post(
      `/plans/${plan.id}/themes`,
      Object.fromEntries(selects.map((name) => [name, director.id])),
    )
    await manager.post(`${month}/chase`, { who: 'theme_lead' })
    await manager.post(`${month}/chase`, { who: 'theme_lead' })
    const told = await mails('escalation')
    expect(told.map((mail) => mail.address)).toEqual([director.email])
    expect(told[0]?.text).toContain(frontDoor.name)
    expect(told[0]?.text).toContain(care.name)
  })

  test('counts only those who can be written to', async () => {
    await settle()
    const director = await world.person(area, { role: 'theme_lead' })
    const month = await open()
    const { body } = await manager.get(`/plans/${plan.id}/themes`)
    const selects = [...body.matchAll(/name="(lead-[^"]+)"/g)].map(([, name = '']) => name)
    await manager.post(
      `/plans/${plan.id}/themes`,
      Object.fromEntries(selects.map((name) => [name, director.id])),
    )
    await world.scope(area, ({ db, areaId }) =>
      db
        .updateTable('person')
        .set({ email: null })
        .where('area_id', '=', areaId)
        .where('id', '=', director.id)
        .execute(),
    )
    const told = await manager.follow(await manager.post(`${month}/chase`, { who: 'theme_lead' }))
    expect(mainTextOf(told.body)).toContain('Nobody above was left to tell today')
    expect(await mails('escalation')).toEqual([])
  })
})

describe('the days of a month', () => {
  test('that cannot be come back as they were typed, each fault beside its box, and move nothing', async () => {
    await settle()
    const month = await open()
    const before = (await manager.get(month)).body
    const sent = await manager.post(`${month}/days`, {
      ...{ due: '2026-12-04', review: '2026-12-01', freeze: '2026-12-11' },
    })
    expect(sent.status).toBe(422)
    expect(sent.body).toContain('name="due" type="date" value="2026-12-04"')
    expect(sent.body).toContain(
      'name="review" type="date" value="2026-12-01" aria-describedby="review-error"',
    )
    expect(sent.body).toContain('href="#review">The review day must be on or after the due day')
    const dates = (body: string) => mainTextOf(body).match(/Answers due:? .{0,30}/)?.[0]
    expect(dates((await manager.get(month)).body)).toBe(dates(before))
  })
})
