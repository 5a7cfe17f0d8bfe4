/** The glossary: through the pages, on a true database. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { elementsOf, formsOf, mainTextOf } from '../../../tests/support/html.ts'
import { startWorld, type TestArea, type TestClient, type TestWorld } from '../../../tests/support/world.ts'
import { newId } from '../../platform/ids.ts'
import { readPlan } from '../plans/index.ts'
import { listTerms } from './index.ts'

let world: TestWorld
let area: TestArea
let manager: TestClient

beforeAll(async () => {
  world = await startWorld({ now: '2026-11-24T09:00:00Z' })
})
afterAll(() => world.close())

beforeEach(async () => {
  area = await world.area()
  manager = await world.signedIn(await world.person(area, { role: 'programme_manager', name: 'Pat Manager' }))
})

const add = (term: string, meaning: string, more: Record<string, string> = {}) =>
  manager.post('/glossary/new', { once: newId(), term, meaning, ...more })

const terms = () => world.scope(area, listTerms)
const idOf = async (name: string) => (await terms()).find(({ term }) => term === name)?.id ?? ''
const page = async (path = '/glossary') => mainTextOf((await manager.get(path)).body)

const acts = () =>
  world.scope(area, async ({ db, areaId }) => {
    const rows = await db
      .selectFrom('record_entry')
      .select('act')
      .where('area_id', '=', areaId)
      .where('act', 'like', 'term.%')
      .orderBy('seq')
      .execute()
    return rows.map(({ act }) => act)
  })

describe('adding', () => {
  test('a term stands in the glossary with its meaning, where it is first used, and who added it', async () => {
    await add('LSCB', 'Local Safeguarding Children Board', { first: 'Plan, page 3' })
    const text = await page()
    expect(text).toContain('1 term')
    expect(text).toContain('LSCB Local Safeguarding Children Board First used: Plan, page 3')
    expect(text).toContain('Added by Pat Manager, 24 November 2026')
    expect(await acts()).toEqual(['term.added'])
  })

  test('a form sent twice adds one term', async () => {
    const form = { once: newId(), term: 'CIN', meaning: 'Child in need' }
    const answers = await Promise.all([
      manager.post('/glossary/new', form),
      manager.post('/glossary/new', form),
    ])
    expect(answers.map(({ status }) => status)).toEqual([303, 303])
    expect(await terms()).toHaveLength(1)
    expect(await acts()).toEqual(['term.added'])
  })

  test('a term is explained once, whatever its capitals', async () => {
    await add('Strategy discussion', 'Partners decide')
    const answer = await add('strategy Discussion', 'Something else')
    expect(answer.status).toBe(422)
    expect(mainTextOf(answer.body)).toContain(
      '“strategy Discussion” is explained already: change what is there',
    )
    expect(formsOf(answer.body).some(({ values }) => values.meaning === 'Something else')).toBe(true)
  })

  test('a term without a meaning is sent back with what was typed', async () => {
    const answer = await add('CIN', '')
    expect(answer.status).toBe(422)
    expect(mainTextOf(answer.body)).toContain('Say what it means')
  })
})

describe('changing', () => {
  test('a change ends one and adds another: the earlier words stay in the database', async () => {
    await add('CIN', 'Child in need')
    const answer = await manager.post(`/glossary/${await idOf('CIN')}/change`, {
      ...{ term: 'CiN', meaning: 'A child in need, section 17', first: '' },
    })
    expect(answer.status).toBe(303)
    expect(await terms()).toMatchObject([{ term: 'CiN', meaning: 'A child in need, section 17' }])
    const held = await world.scope(area, ({ db, areaId }) =>
      db
        .selectFrom('term')
        .select(['meaning', 'ended_on'])
        .where('area_id', '=', areaId)
        .orderBy('id')
        .execute(),
    )
    expect(held).toEqual([
      { meaning: 'Child in need', ended_on: '2026-11-24' },
      { meaning: 'A child in need, section 17', ended_on: null },
    ])
    expect(await acts()).toEqual(['term.added', 'term.changed'])
  })

  test('the second of two who change a term is told what it means now', async () => {
    await add('CIN', 'Child in need')
    const id = await idOf('CIN')
    await manager.post(`/glossary/${id}/change`, { term: 'CIN', meaning: 'First', first: '' })
    const answer = await manager.post(`/glossary/${id}/change`, { term: 'CIN', meaning: 'Second', first: '' })
    expect(answer.status).toBe(422)
    expect(mainTextOf(answer.body)).toContain('changed this term meanwhile: it now means “First”')
    const form = formsOf(answer.body).find(({ values }) => values.meaning === 'Second')
    expect((await manager.post(form?.action ?? '', form?.values ?? {})).status).toBe(303)
    expect(await terms()).toMatchObject([{ meaning: 'Second' }])
  })

  test('a term cannot take the name of another', async () => {
    await add('CIN', 'Child in need')
    await add('CP', 'Child protection')
    const answer = await manager.post(`/glossary/${await idOf('CP')}/change`, { term: 'cin', meaning: 'x' })
    expect(answer.status).toBe(422)
    expect((await terms()).map(({ term }) => term)).toEqual(['CIN', 'CP'])
  })

  test('a term that is taken out can be added again', async () => {
    await add('CIN', 'Child in need')
    await manager.post(`/glossary/${await idOf('CIN')}/end`, { sure: 'yes' })
    expect(await page()).toContain('No term is explained yet')
    expect((await add('CIN', 'Child in need')).status).toBe(303)
    expect(await acts()).toEqual(['term.added', 'term.ended', 'term.added'])
  })
})

describe('reading', () => {
  beforeEach(async () => {
    await add('LSCB', 'Local Safeguarding Children Board')
    await add('CIN', 'Child in need')
  })

  test('a term is found by any of its words, and by those of its meaning', async () => {
    expect(await page('/glossary?q=board+local')).toContain('1 of 2 terms')
    expect(await page('/glossary?q=cin')).toContain('Child in need')
    expect(await page('/glossary?q=nothing')).toContain('No term has these words')
  })

  test('it can be taken away as a list', async () => {
    const { body } = await manager.get('/glossary/list.csv')
    expect(body).toContain('Term,Meaning,First used,Added on,Added by')
    expect(body).toContain('CIN,Child in need,,2026-11-24,Pat Manager')
    expect((await manager.get('/glossary/list.xlsx')).status).toBe(200)
  })

  test('whoever may only read has nothing to press', async () => {
    const councillor = await world.signedIn(await world.person(area, { role: 'scrutiny_councillor' }))
    const { body } = await councillor.get('/glossary')
    expect(mainTextOf(body)).toContain('Child in need')
    expect(elementsOf(body, 'main')[0]?.inner).not.toMatch(/Add a term|Take out/)
    expect((await councillor.post('/glossary/new', { term: 'X', meaning: 'Y' })).status).toBe(403)
  })
})

describe('on pages', () => {
  test('the first use of a term leads to its meaning, on milestones and on actions, and is escaped', async () => {
    const plan = await world.plan(area)
    const { words, action } = await world.scope(area, async (scope) => {
      const { milestones, actions } = await readPlan(scope, plan.id, scope.today)
      const one = milestones.find(({ id }) => id === plan.of('m1'))
      return { words: one?.words ?? '', action: actions.find(({ id }) => id === one?.actionId)?.words ?? '' }
    })
    const first = (text: string) => text.split(' ')[0] ?? ''
    await add(first(words), 'A "meaning" & <more>')
    if (first(action) !== first(words)) await add(first(action), 'Another')
    for (const address of [`/milestones/${plan.of('m1')}`, `/actions/${plan.of('a1')}`]) {
      const { body } = await manager.get(address)
      const heading = elementsOf(body, 'h1')[0]
      expect(heading?.inner).toMatch(/^<a class="gt-term" href="\/glossary#term-[\w-]+" title="/)
      expect(body).not.toContain('<more>')
    }
  })

  test('a page without terms is as it was', async () => {
    const plan = await world.plan(area)
    const { body } = await manager.get(`/milestones/${plan.of('m1')}`)
    expect(body).not.toContain('gt-term')
  })
})
