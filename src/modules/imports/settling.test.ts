import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { formsOf, mainTextOf } from '../../../tests/support/html.ts'
import {
  idOf,
  type Journey,
  samplePlan,
  startJourney,
  withRow,
} from '../../../tests/support/import-journey.ts'
import { startWorld, type TestWorld } from '../../../tests/support/world.ts'

let world: TestWorld
let journey: Journey
let path = ''

const DOCUMENT = withRow(
  withRow(samplePlan(), '1.3', {
    status: 'Under way',
    lead: 'Head of Nothing Known',
    board: 'quality  board',
  }),
  '2.1',
  { due: 'soon', lead: 'Head of First Resp' },
)

beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

beforeEach(async () => {
  journey = await startJourney(world)
  path = await journey.bring(DOCUMENT)
})

const formAt = async (step: string) => {
  const page = await journey.browser.get(`${path}/${step}`)
  return formsOf(page.body).find(({ action }) => action.endsWith(`/${step}`))?.values ?? {}
}

/** The page of words as it stands, with these answers. */
const settle = async (answers: Record<string, string>) =>
  journey.browser.post(`${path}/words`, { ...(await formAt('words')), ...answers })

const confirmNew = async () => {
  expect((await journey.confirm(path, { title: DOCUMENT.title })).status).toBe(303)
}

const milestone = async <T>(ref: string, columns: ReturnType<typeof sql>) =>
  (
    await journey.rows<T>(
      sql`select ${columns} from milestone m left join lead l on l.milestone_id = m.id
          left join progress p on p.milestone_id = m.id where m.ref = ${ref}` as ReturnType<typeof sql<T>>,
    )
  )[0]

describe('the words of a document, settled once', () => {
  test('are what the plan is given: a status, a holder, another spelling, a day', async () => {
    const before = await journey.tables()
    const answer = await settle({
      ...{ 'status:under way': 'not_started', 'lead:head of nothing known': 'Performance Manager' },
      ...{ 'lead:head of first resp': 'Head of First Response', 'date:soon': '2027-01-15' },
    })
    expect(answer.status).toBe(303)
    expect(await journey.tables()).toEqual(before)
    await confirmNew()
    expect(await milestone('1.3', sql`p.status, l.person_id is not null as person`)).toEqual({
      ...{ status: 'not_started', person: true },
    })
    expect(await milestone('2.1', sql`m.due_on, m.due_words, l.post_id is not null as post`)).toEqual({
      ...{ due_on: '2027-01-15', due_words: 'soon', post: true },
    })
  })

  test('stay words where nobody says otherwise', async () => {
    await settle({ 'lead:head of first resp': '' })
    await confirmNew()
    expect(await milestone('1.3', sql`p.status, p.status_words, l.words`)).toEqual({
      ...{ status: null, status_words: 'Under way', words: 'Head of Nothing Known' },
    })
    expect(await milestone('2.1', sql`m.due_on, l.post_id`)).toEqual({ due_on: null, post_id: null })
  })

  test('with somebody who is not there come back with the fault, and everything that was typed', async () => {
    const answer = await settle({
      ...{ 'lead:head of nothing known': 'Head of Elsewhere', 'status:under way': 'off_track' },
    })
    expect(answer.status).toBe(422)
    expect(mainTextOf(answer.body)).toContain('There is no “Head of Elsewhere” here')
    const typed = formsOf(answer.body).find(({ action }) => action.endsWith('/words'))?.values
    expect(typed).toMatchObject({
      ...{ 'lead:head of nothing known': 'Head of Elsewhere', 'status:under way': 'off_track' },
    })
  })

  test('are remembered for the next document of the area, and of no other area', async () => {
    await settle({ 'status:under way': 'not_started' })
    path = await journey.bring(DOCUMENT)
    expect((await formAt('words'))['status:under way']).toBe('not_started')
    journey = await startJourney(world)
    path = await journey.bring(DOCUMENT)
    expect((await formAt('words'))['status:under way']).toBe('keep')
  })

  test('make one board of two spellings, also where nobody opens the page', async () => {
    const shown = mainTextOf((await journey.browser.get(`${path}/confirm`)).body)
    expect(shown).toContain('Quality Board')
    await confirmNew()
    expect(await journey.rows(sql`select name from board order by 1`)).toEqual([
      { name: 'Operations Group' },
      { name: 'Quality Board' },
    ])
  })

  test('make no board and no theme that is left out: its name stays beside the row', async () => {
    await settle({ 'board:operations group': '', 'theme:workforce': '' })
    await confirmNew()
    expect(await journey.rows(sql`select name from board`)).toEqual([{ name: 'Quality Board' }])
    expect(await journey.rows(sql`select name from theme`)).toEqual([{ name: 'The front door' }])
    expect(await milestone('2.1', sql`m.extra->>'Monitoring' as beside`)).toEqual({
      beside: 'Operations Group',
    })
  })

  test('of a board called as every object of the program has something called are words like any other', async () => {
    path = await journey.bring(withRow(DOCUMENT, '2.1', { board: 'Constructor', lead: 'constructor' }))
    expect((await formAt('words'))['board:constructor']).toBe('Constructor')
    await confirmNew()
    expect(await journey.rows(sql`select name from board where name like 'Con%'`)).toEqual([
      { name: 'Constructor' },
    ])
  })
})

describe('the columns of a document, chosen by hand', () => {
  const column = async (heading: string) => {
    const [row] = await journey.rows<{ at: number }>(
      sql`select (c->>'column')::int as at from import, jsonb_path_query(reading, '$.document.tables[*].columns[*]') c
           where id = ${idOf(path)} and c->>'heading' = ${heading} limit 1`,
    )
    return `column:0:${row?.at}`
  }

  test('hold, are remembered for the same headings, and left out cells stay in the ledger with the reason', async () => {
    const name = await column('Progress Note')
    const noted = withRow(DOCUMENT, '1.1', { note: 'Said at the board' })
    path = await journey.bring(noted)
    await journey.browser.post(`${path}/columns`, { ...(await formAt('columns')), [name]: 'ignored' })
    await world.work()
    const cells = await journey.rows<{ fate: string }>(
      sql`select c->>'fate' as fate, c->>'reason' as reason from import_line, jsonb_array_elements(cells) c
           where import_id = ${idOf(path)} and c->>'text' = 'Said at the board'`,
    )
    expect(cells).toEqual([expect.objectContaining({ fate: 'ignored' })])
    path = await journey.bring(noted)
    expect((await formAt('columns'))[name]).toBe('ignored')
  })

  test('so that nothing is left can be chosen again: the document is refused, and not lost', async () => {
    const all = Object.fromEntries(
      Object.keys(await formAt('columns'))
        .filter((name) => name.startsWith('column:'))
        .map((name) => [name, 'ignored']),
    )
    const chosen = await formAt('columns')
    await journey.browser.post(`${path}/columns`, all)
    await world.work()
    expect(mainTextOf((await journey.browser.get(path)).body)).toContain('say what their columns are')
    const answer = await journey.browser.post(`${path}/columns`, chosen)
    expect(answer.status).toBe(303)
    await world.work()
    expect(await journey.fates(path)).toMatchObject({ new: 6 })
  })
})

describe('an import that is left', () => {
  test('at any step is as it was left, with nothing written', async () => {
    const before = await journey.tables()
    await settle({ 'status:under way': 'not_started' })
    for (const step of ['', '/columns', '/words', '/preview', '/confirm'])
      expect([step, (await journey.browser.get(`${path}${step}`)).status]).toEqual([step, 200])
    expect((await formAt('words'))['status:under way']).toBe('not_started')
    expect(await journey.tables()).toEqual(before)
  })

  test('in one tab and ended in another says so there', async () => {
    await confirmNew()
    const answer = await journey.browser.post(`${path}/words`, { 'status:under way': 'achieved' })
    expect(answer.status).toBe(422)
    expect(mainTextOf(answer.body)).toContain('This import was confirmed before')
  })

  test('while it is being read again takes no choice, and says to wait', async () => {
    await journey.browser.post(`${path}/columns`, await formAt('columns'))
    const answer = await journey.browser.post(`${path}/columns`, {})
    expect(answer.status).toBe(422)
    expect(mainTextOf(answer.body)).toContain('still being read')
    expect((await journey.confirm(path)).status).toBe(422)
    await world.work()
    expect(await journey.fates(path)).toMatchObject({ new: 6 })
  })
})

describe('a crafted form', () => {
  test('that names the plan of another area is refused with a word, like one that is nowhere', async () => {
    const elsewhere = await startJourney(world)
    const planId = await elsewhere.planOf(await elsewhere.bringIn(samplePlan()))
    for (const target of [planId, crypto.randomUUID()]) {
      const answer = await journey.found(path, target)
      expect(answer.status).toBe(422)
      expect(mainTextOf(answer.body)).toContain('That plan is not there any more')
    }
    expect((await journey.found(path, 'nonsense')).status).toBe(422)
  })

  test('with fields of its own making settles nothing', async () => {
    const strange = {
      ...{ '__proto__:x': 'y', 'status:__proto__': 'achieved', 'board:constructor': 'x', 'lead:\0': 'y' },
      ...{ 'row:0': '__proto__', '0:take:__proto__': 'plan', 'row:1': 'no such row', '1:became': 'dropped' },
      ...{ '1:words': 'x', 'column:0:999999': 'ref', 'column:9:1': 'ref', shown: '\0', made: ['\0', 'x'] },
    }
    for (const step of ['found', 'columns', 'words', 'preview', 'repairs', 'confirm']) {
      const answer = await journey.browser.post(`${path}/${step}`, strange)
      expect([step, answer.status < 500]).toEqual([step, true])
      await world.work()
    }
    const [kept] =
      await journey.rows(sql`select settled->'decisions' as decisions, settled->'boards' as boards
      from import where id = ${idOf(path)}`)
    expect(kept).toEqual({ decisions: {}, boards: {} })
  })

  test('of ten thousand fields is answered and holds nobody up', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 5_000 }, (_, at) => [
        [`row:${at}`, `row ${at}`],
        [`${at}:take:due`, 'plan'],
      ]).flat(),
    )
    const started = performance.now()
    const answer = await journey.browser.post(`${path}/preview`, many)
    expect(answer.status).toBeLessThan(500)
    expect(performance.now() - started).toBeLessThan(15_000)
  })
})
