/** What people write into reports: through the pages, on a true database. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { formsOf, mainTextOf, titleOf } from '../../../tests/support/html.ts'
import { countStatements } from '../../../tests/support/statements.ts'
import {
  startWorld,
  type TestArea,
  type TestClient,
  type TestPerson,
  type TestPlan,
  type TestWorld,
} from '../../../tests/support/world.ts'
import { newId } from '../../platform/ids.ts'
import { readTexts } from './actions/texts.ts'
import type { Section } from './domain/layout.ts'
import { changeLayout, copyLayout, latestTexts } from './index.ts'

let world: TestWorld
let area: TestArea
let plan: TestPlan
let pat: TestClient
let sam: TestClient
let people: TestPerson[]
let address: string

const PARTS: Section[] = [
  { kind: 'form', fields: [{ key: 'wards', label: 'Wards affected', empty: 'Not given' }] },
  { kind: 'text', key: 'purpose', heading: 'Purpose', hint: 'One sentence', empty: 'Not applicable' },
  { kind: 'text', key: 'legal', heading: 'Legal comments', empty: 'Not applicable' },
]

beforeAll(async () => {
  world = await startWorld({ now: '2026-10-14T09:00:00Z' })
})
afterAll(() => world.close())

beforeEach(async () => {
  world.clock.set('2026-10-14T09:00:00Z')
  area = await world.area()
  plan = await world.plan(area)
  people = await Promise.all(
    ['Pat Manager', 'Sam Manager'].map((name) => world.person(area, { role: 'programme_manager', name })),
  )
  await signIn()
  await world.scope(area, async (scope) => {
    const once = newId()
    const code = await copyLayout(scope, 'milestone-report', { name: 'Scrutiny report', once })
    await changeLayout(scope, code, once, (layout) => ({ ...layout, sections: PARTS }))
  })
  address = `/plans/${plan.id}/report-texts/scrutiny-report`
})

async function signIn() {
  const [one, other] = people
  if (!one || !other) throw new Error('Two people are needed')
  pat = await world.signedIn(one)
  sam = await world.signedIn(other)
}

/** The fields of the form as a page shows it, and of them those that somebody changes. */
const formOf = (html: string, changes: Record<string, string>) => {
  const form = formsOf(html).find(({ action }) => action === address)
  return { ...form?.values, ...changes }
}

const write = async (browser: TestClient, changes: Record<string, string>) =>
  browser.post(address, formOf((await browser.get(address)).body, changes))

const latest = () => world.scope(area, (scope) => latestTexts(scope, plan.id, 'scrutiny-report'))

test('every text of a report stands on one page; nobody having written one is said, with what is printed', async () => {
  const text = mainTextOf((await pat.get(address)).body)
  expect(text).toContain('Texts: Scrutiny report')
  expect(text).toContain('3 texts, 3 not written yet')
  for (const heading of ['Wards affected', 'Purpose', 'Legal comments']) expect(text).toContain(heading)
  expect(text).toContain('Nobody has written it yet: “Not applicable” is printed')
})

test('a text is carried over until it is written anew, and says since when', async () => {
  await write(pat, { 'words-purpose': 'To report what was done by October.' })
  expect((await latest()).purpose).toEqual({
    ...{ words: 'To report what was done by October.', by: 'Pat Manager', on: '2026-10-14' },
  })
  world.clock.set('2026-11-24T09:00:00Z')
  await signIn()
  const carried = mainTextOf((await pat.get(address)).body)
  expect(carried).toContain('Carried over since October 2026 · Pat Manager, 14 October 2026')
  await write(sam, { 'words-purpose': 'To report what was done by November.' })
  const anew = mainTextOf((await pat.get(address)).body)
  expect(anew).not.toContain('Carried over since')
  expect(anew).toContain('1 earlier text')
  expect(anew).toContain('To report what was done by October.')
  expect((await latest()).purpose?.by).toBe('Sam Manager')
})

test('what does not apply is said and held, and what stood there stays behind it', async () => {
  await write(pat, { 'words-legal': 'None at present.' })
  await write(pat, { 'none-legal': 'yes' })
  expect((await latest()).legal?.words).toBeNull()
  const { body } = await pat.get(address)
  expect(formOf(body, {})).toMatchObject({ 'none-legal': 'yes', 'words-legal': '' })
  expect(mainTextOf(body)).toContain('None at present.')
})

test('a text is not taken away by emptying its box', async () => {
  await write(pat, { 'words-legal': 'None at present.', 'words-wards': 'All' })
  const answer = await write(pat, { 'words-legal': '', 'words-wards': 'Some' })
  expect(answer.status).toBe(422)
  expect(titleOf(answer.body)).toMatch(/^Error: /)
  expect(mainTextOf(answer.body)).toContain('Write what is to be printed, or tick “Not applicable”')
  expect(formOf(answer.body, {})['words-wards']).toBe('Some')
  expect((await latest()).wards?.words).toBe('All')
})

test('of two who write at once the second is told, sees both, and can save after that', async () => {
  const opened = (await sam.get(address)).body
  await write(pat, { 'words-purpose': 'Pat’s words.' })
  const answer = await sam.post(address, formOf(opened, { 'words-purpose': 'Sam’s words.' }))
  expect(answer.status).toBe(422)
  const text = mainTextOf(answer.body)
  expect(text).toContain('Pat Manager wrote this anew while you were writing')
  expect(text).toContain('Pat’s words.')
  expect(formOf(answer.body, {})['words-purpose']).toBe('Sam’s words.')
  expect((await latest()).purpose?.words).toBe('Pat’s words.')
  await write(pat, { 'words-legal': 'Left alone by Sam.' })
  expect((await sam.post(address, formOf(answer.body, {}))).status).toBe(303)
  expect((await latest()).legal?.words).toBe('Left alone by Sam.')
  expect((await latest()).purpose?.words).toBe('Sam’s words.')
})

test('two who write different parts at once do not stand in each other’s way', async () => {
  const opened = (await sam.get(address)).body
  await write(pat, { 'words-purpose': 'Pat’s words.' })
  const answer = await sam.post(address, formOf(opened, { 'words-legal': 'Sam’s words.' }))
  expect(answer.status).toBe(303)
  expect(await latest()).toMatchObject({
    purpose: { words: 'Pat’s words.' },
    legal: { words: 'Sam’s words.' },
  })
})

test('a form that is sent twice is saved once, also when both come together', async () => {
  const form = formOf((await pat.get(address)).body, { 'words-purpose': 'Once.' })
  await Promise.all([pat.post(address, form), pat.post(address, form)])
  expect((await pat.post(address, form)).status).toBe(303)
  const held = await world.scope(area, (scope) => readTexts(scope, plan.id, 'scrutiny-report'))
  expect(held.parts.map(({ key, count }) => [key, count])).toEqual([
    ['wards', 0],
    ['purpose', 1],
    ['legal', 0],
  ])
})

test('the record says who wrote which parts of which report, and none of the words', async () => {
  await write(pat, { 'words-purpose': 'A secret.', 'words-legal': 'Another.' })
  const entry = await world.scope(area, ({ db }) =>
    db
      .selectFrom('record_entry')
      .select(['actor_name', 'detail'])
      .where('area_id', '=', area.id)
      .where('act', '=', 'report_text.written')
      .executeTakeFirstOrThrow(),
  )
  expect(entry).toEqual({
    actor_name: 'Pat Manager',
    detail: { layout: 'scrutiny-report', parts: 'purpose, legal' },
  })
})

test('a page of texts asks as much after many texts as after few', async () => {
  const asked = () => countStatements(world, area, (scope) => readTexts(scope, plan.id, 'scrutiny-report'))
  const before = await asked()
  for (const words of ['One.', 'Two.', 'Three.']) await write(pat, { 'words-purpose': words })
  expect(await asked()).toBe(before)
})

test('a report that nobody writes into says so; a layout that is not held is not found', async () => {
  const { body } = await pat.get(`/plans/${plan.id}/report-texts/milestone-report`)
  expect(mainTextOf(body)).toContain('Nobody writes anything into this report')
  expect((await pat.get(`/plans/${plan.id}/report-texts/no-such-layout`)).status).toBe(404)
})
