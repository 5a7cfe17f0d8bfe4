/** Layouts of an area's own: copied and changed without code, through the pages, on a true database. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { elementsOf, formsOf, linksOf, mainTextOf } from '../../../tests/support/html.ts'
import {
  startWorld,
  type TestArea,
  type TestClient,
  type TestPlan,
  type TestWorld,
} from '../../../tests/support/world.ts'
import { newId } from '../../platform/ids.ts'
import { getLayout, latestTexts, listLayouts } from './index.ts'

let world: TestWorld
let area: TestArea
let plan: TestPlan
let manager: TestClient

const OWN = '/report-layouts/our-report'

beforeAll(async () => {
  world = await startWorld({ now: '2026-11-24T09:00:00Z' })
})
afterAll(() => world.close())

beforeEach(async () => {
  area = await world.area()
  plan = await world.plan(area)
  manager = await world.signedIn(await world.person(area, { role: 'administrator', name: 'Ada Admin' }))
  await copy('milestone-report', 'Our report')
})

const copy = (code: string, name: string, once = newId()) =>
  manager.post(`/report-layouts/${code}/copy`, { once, name })

const own = () => world.scope(area, (scope) => getLayout(scope, 'our-report'))
const kinds = async () => (await own()).sections.map(({ kind }) => kind)

/** Sends the form of a page as it stands, but for what is changed. */
async function send(address: string, changes: Record<string, string>, action = address.split('?')[0] ?? '') {
  const form = formsOf((await manager.get(address)).body).find((one) => one.action === action)
  return manager.post(action, { ...form?.values, ...changes })
}

const part = (act: string) => send(OWN, { act }, `${OWN}/parts`)

describe('copying', () => {
  test('a copy is the area’s own and stands beside ours, which nobody changes', async () => {
    expect(mainTextOf((await manager.get('/report-layouts')).body)).toMatch(
      /Your own 1 layout Our report .+As Ada Admin left it on 24 November 2026/,
    )
    const names = (await world.scope(area, listLayouts)).map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['Milestone report', 'Our report']))
    const ours = await manager.get('/report-layouts/milestone-report')
    expect(formsOf(ours.body).map(({ action }) => action)).not.toContain(
      '/report-layouts/milestone-report/parts',
    )
    expect((await manager.get('/report-layouts/milestone-report/change')).status).toBe(404)
    expect((await manager.post('/report-layouts/milestone-report/end')).status).toBe(404)
  })

  test('a copy that is asked for twice is made once', async () => {
    const once = newId()
    const answers = [await copy('our-report', 'Second', once), await copy('our-report', 'Second', once)]
    expect(answers.map(({ location }) => location)).toEqual([
      '/report-layouts/second',
      '/report-layouts/second',
    ])
  })

  test('two layouts have two names', async () => {
    const answer = await copy('milestone-report', 'our REPORT')
    expect(answer.status).toBe(422)
    expect(mainTextOf(answer.body)).toContain('There is a layout called “our REPORT”. Give it another name')
  })
})

describe('its parts', () => {
  test('are moved up and down, and taken away', async () => {
    expect(await kinds()).toEqual(['front', 'counts', 'key', 'milestones', 'dropped', 'findings'])
    await part('down 1')
    expect(await kinds()).toEqual(['counts', 'front', 'key', 'milestones', 'dropped', 'findings'])
    await part('up 3')
    await part('away 6')
    expect(await kinds()).toEqual(['counts', 'key', 'front', 'milestones', 'dropped'])
  })

  test('the last one stays', async () => {
    for (let left = 5; left > 0; left -= 1) await part('away 1')
    const answer = await part('away 1')
    expect(answer.status).toBe(422)
    expect(mainTextOf(answer.body)).toContain('A report has at least one part')
    expect(await kinds()).toHaveLength(1)
  })

  test('one is added after the part that is named, from its kind’s own form', async () => {
    await send(`${OWN}/parts/new?kind=text`, { heading: 'Legal comments', after: '1' })
    const { sections } = await own()
    expect(sections[1]).toEqual({
      ...{ kind: 'text', key: 'legal-comments', heading: 'Legal comments', empty: 'Not applicable' },
    })
    const texts = await world.signedIn(await world.person(area, { role: 'programme_manager' }))
    const page = await texts.get(`/plans/${plan.id}/report-texts/our-report`)
    expect(mainTextOf(page.body)).toContain('Legal comments')
  })

  test('a text keeps its key when its heading changes, so that its words are kept', async () => {
    await send(`${OWN}/parts/new?kind=text`, { heading: 'Legal', after: '0' })
    const writer = await world.signedIn(await world.person(area, { role: 'programme_manager' }))
    const address = `/plans/${plan.id}/report-texts/our-report`
    await writer.post(address, { 'words-legal': 'None.', 'once-legal': newId(), 'seen-legal': '' })
    await send(`${OWN}/parts/1`, { heading: 'Legal implications', hint: 'Ask the solicitor' })
    expect((await own()).sections[0]).toMatchObject({ key: 'legal', heading: 'Legal implications' })
    const texts = await world.scope(area, (scope) => latestTexts(scope, plan.id, 'our-report'))
    expect(texts.legal?.words).toBe('None.')
  })

  test('a head keeps the key of each line, and gives a new one its own', async () => {
    await send(`${OWN}/parts/new?kind=form`, { 'label-1': 'Wards', 'label-2': 'Contact', after: '0' })
    await send(`${OWN}/parts/1`, { 'label-1': 'Wards affected', 'label-3': 'Signed' })
    expect((await own()).sections[0]).toMatchObject({
      fields: [
        { key: 'wards', label: 'Wards affected' },
        { key: 'contact', label: 'Contact' },
        { key: 'signed', label: 'Signed' },
      ],
    })
  })

  test('of milestones grouping, narrowing, columns, their order, headings and widths are set', async () => {
    await send(`${OWN}/parts/4`, {
      ...{ group: 'none', only: 'overdue', heading: 'What is late' },
      ...{ 'place-lead': '1', 'heading-lead': 'Who', 'width-lead': '20', 'place-milestone': '2' },
      ...Object.fromEntries(
        ['action', 'start', 'due', 'status', 'note', 'outcome'].map((f) => [`place-${f}`, '']),
      ),
    })
    expect((await own()).sections[3]).toEqual({
      ...{ kind: 'milestones', heading: 'What is late', group: 'none', only: 'overdue', criteria: false },
      columns: [
        { field: 'lead', heading: 'Who', width: 20 },
        { field: 'milestone', heading: 'Milestone', width: 18 },
      ],
    })
  })

  test('each fault stands at its box, and nothing is lost or changed', async () => {
    const before = await own()
    const answer = await send(`${OWN}/parts/4`, { 'width-due': '200', 'heading-lead': 'x'.repeat(301) })
    expect(answer.status).toBe(422)
    const links = linksOf(answer.body)
    expect(links).toEqual(expect.arrayContaining(['#width-due', '#heading-lead']))
    expect(formsOf(answer.body).some(({ values }) => values['width-due'] === '200')).toBe(true)
    expect(await own()).toEqual(before)
  })

  test('only kinds that can be drawn are offered', async () => {
    const { body } = await manager.get(OWN)
    const select = elementsOf(body, 'select').find(({ attributes }) => attributes.name === 'kind')
    expect(select?.text).toContain('Milestones')
  })
})

describe('changing', () => {
  test('its name, title, audience and paper are set; each fault stands at its box', async () => {
    const bad = await send(`${OWN}/change`, { title: '', orientation: 'sideways' })
    expect(bad.status).toBe(422)
    expect(linksOf(bad.body)).toEqual(expect.arrayContaining(['#title', '#orientation']))
    const change = { title: '{plan}, {month}', audience: 'Scrutiny', orientation: 'portrait', paper: 'A3' }
    expect((await send(`${OWN}/change`, change)).status).toBe(303)
    expect(await own()).toMatchObject({ code: 'our-report', name: 'Our report', ...change })
  })

  test('to what would tell nothing is refused in a sentence that says what to do', async () => {
    const before = await own()
    const title = await send(`${OWN}/change`, { title: '{plna} as at {day}' })
    expect(mainTextOf(title.body)).toContain('Nothing is filled in for {plna}: use {plan}, {day} or {month}')
    const moved = await send(`${OWN}/parts/new?kind=direction`, { heading: 'What moved', after: '1' })
    expect(mainTextOf(moved.body)).toContain('has to compare with an earlier month')
    const unnamed = Object.fromEntries(['ref', 'action', 'milestone'].map((field) => [`place-${field}`, '']))
    const lines = await send(`${OWN}/parts/4`, unnamed)
    expect(mainTextOf(lines.body)).toContain('nobody could tell what a line is about')
    expect([title, moved, lines].map(({ status }) => status)).toEqual([422, 422, 422])
    expect(await own()).toEqual(before)
    for (const place of ['6', '5', '4']) await part(`away ${place}`)
    expect(mainTextOf((await part('away 2')).body)).toContain(
      'Keep or add a part that tells something of the plan',
    )
    expect(await kinds()).toEqual(['front', 'counts', 'key'])
  })

  test('a change ends one state and adds another: what a layout was is still held', async () => {
    await send(`${OWN}/change`, { audience: 'Scrutiny' })
    const rows = await world.scope(area, ({ db, areaId }) =>
      db
        .selectFrom('report_layout')
        .select(['ended_on', 'ended_by', 'layout'])
        .where('area_id', '=', areaId)
        .orderBy('id')
        .execute(),
    )
    expect(rows).toMatchObject([
      {
        ended_on: '2026-11-24',
        ended_by: 'Ada Admin',
        layout: { audience: 'Boards and partners, every month' },
      },
      { ended_on: null, ended_by: null, layout: { audience: 'Scrutiny' } },
    ])
  })

  test('the second of two who change it is told, and changes nothing', async () => {
    const opened = formsOf((await manager.get(OWN)).body).find(({ action }) => action === `${OWN}/parts`)
    await part('down 1')
    const answer = await manager.post(`${OWN}/parts`, { ...opened?.values, act: 'away 1' })
    expect(answer.status).toBe(422)
    expect(mainTextOf(answer.body)).toContain('Ada Admin changed this layout meanwhile')
    expect(await kinds()).toEqual(['counts', 'front', 'key', 'milestones', 'dropped', 'findings'])
  })

  test('a part’s form that was opened before a move is never saved over another part', async () => {
    const opened = formsOf((await manager.get(`${OWN}/parts/2`)).body).find(
      ({ action }) => action === `${OWN}/parts/2`,
    )
    await part('down 2')
    const first = await manager.post(`${OWN}/parts/2`, { ...opened?.values, heading: 'Mine' })
    expect(first.status).toBe(422)
    expect(await kinds()).toEqual(['front', 'key', 'counts', 'milestones', 'dropped', 'findings'])
  })

  test('one that is ended is not found, and its code is never given again', async () => {
    await send(OWN, {}, `${OWN}/end`)
    expect((await manager.get(OWN)).status).toBe(404)
    expect((await copy('milestone-report', 'Our report')).location).toBe('/report-layouts/our-report-2')
  })

  test('the record says what was made, changed and ended, and by whom', async () => {
    await part('down 1')
    await send(OWN, {}, `${OWN}/end`)
    const acts = await world.scope(area, ({ db, areaId }) =>
      db
        .selectFrom('record_entry')
        .select(['act', 'actor_name'])
        .where('area_id', '=', areaId)
        .where('act', 'like', 'report_layout.%')
        .orderBy('seq')
        .execute(),
    )
    expect(acts.map(({ act, actor_name }) => `${act} ${actor_name}`)).toEqual([
      'report_layout.made Ada Admin',
      'report_layout.changed Ada Admin',
      'report_layout.ended Ada Admin',
    ])
  })
})

test('the preview is drawn with the area’s first plan, in the order of the parts', async () => {
  await send(`${OWN}/parts/2`, { heading: 'How far we are' })
  const text = mainTextOf((await manager.get(`${OWN}/preview`)).body)
  expect(text).toContain('A preview of the layout with your plan as it stands today')
  expect(text).toContain('Improvement Plan: milestone report')
  expect(text).toContain('How far we are')
})

test('whoever may not lay out comes to none of it', async () => {
  const analyst = await world.signedIn(await world.person(area, { role: 'analyst' }))
  expect((await analyst.get('/report-layouts')).status).toBe(403)
  expect((await analyst.post(`${OWN}/end`)).status).toBe(403)
})
