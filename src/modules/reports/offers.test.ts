/** Terms that the glossary could explain: through the pages, on a true database. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { formsOf, mainTextOf } from '../../../tests/support/html.ts'
import { actionDraft, milestoneDraft } from '../../../tests/support/small-plan.ts'
import {
  smallPlan,
  startWorld,
  type TestArea,
  type TestClient,
  type TestPlan,
  type TestWorld,
} from '../../../tests/support/world.ts'
import { newId } from '../../platform/ids.ts'
import { listTerms } from '../library/index.ts'
import { changeLayout, copyLayout } from './index.ts'

let world: TestWorld
let area: TestArea
let plan: TestPlan
let manager: TestClient

const GLOSSARY = {
  ...{ kind: 'glossary' as const, title: 'Glossary', headings: ['Term', 'Meaning'], descriptors: [] },
  rows: [
    ['CIN', 'Child in need'],
    ['CP', 'Child protection'],
  ],
}

beforeAll(async () => {
  world = await startWorld({ now: '2026-11-24T09:00:00Z' })
})
afterAll(() => world.close())

beforeEach(async () => {
  area = await world.area()
  const milestone = milestoneDraft('m', 'The LSCB hears each Independent Reviewing Officer (IRO)', {
    ref: '1.1',
  })
  const action = actionDraft('a', 'Tell the LSCB of every CIN', { milestones: [milestone] })
  plan = await world.plan(area, smallPlan({ actions: [action], reviews: [], tables: [GLOSSARY] }))
  manager = await world.signedIn(await world.person(area, { role: 'programme_manager' }))
})

const page = async () => (await manager.get('/glossary/offers')).body
const terms = async () =>
  (await world.scope(area, listTerms)).map(({ term, meaning, firstUse }) => [term, meaning, firstUse])

const press = async (fields: Record<string, string>) => {
  const [form] = formsOf(await page()).filter(({ action }) => action === '/glossary/offers')
  return manager.post('/glossary/offers', { plan: form?.values.plan ?? '', ...fields })
}

test('a plan’s own glossary is offered, and nothing of it is taken without a yes', async () => {
  const text = mainTextOf(await page())
  expect(text).toContain('2 terms')
  expect(text).toContain('Child in need')
  expect(await terms()).toEqual([])
  await press({})
  expect(await terms()).toEqual([])
})

test('one press adds one term, another adds the rest', async () => {
  await press({ take: 'CP' })
  expect(await terms()).toEqual([['CP', 'Child protection', 'Glossary of Improvement Plan']])
  await press({ all: 'yes' })
  expect((await terms()).map(([term]) => term)).toEqual(['CIN', 'CP'])
  expect(mainTextOf(await page())).not.toContain('The plan’s own glossary')
})

test('abbreviations that nobody explained are offered with how often and where, and added from there', async () => {
  const text = mainTextOf(await page())
  expect(text).toContain('2 abbreviations, the most frequent first')
  expect(text).toMatch(/LSCB 2 times: An action, Milestone 1\.1/)
  await press({ 'term-1': 'LSCB', 'meaning-1': 'Local Safeguarding Children Board' })
  expect(await terms()).toEqual([['LSCB', 'Local Safeguarding Children Board', 'An action']])
})

test('what the plan itself spells out is one press away', async () => {
  expect(mainTextOf(await page())).toContain('The plan says: Independent Reviewing Officer')
  await press({ use: 'IRO' })
  expect(await terms()).toEqual([['IRO', 'Independent Reviewing Officer', 'Milestone 1.1']])
})

test('what somebody wrote into a report is read too', async () => {
  await world.scope(area, async (scope) => {
    const once = newId()
    const code = await copyLayout(scope, 'milestone-report', { name: 'Ours', once })
    await changeLayout(scope, code, once, (layout) => ({
      ...layout,
      sections: [{ kind: 'text', key: 'purpose', heading: 'Purpose', empty: 'Not applicable' }],
    }))
  })
  const address = `/plans/${plan.id}/report-texts/ours`
  await manager.post(address, { 'words-purpose': 'To tell the CQC.', 'once-purpose': newId() })
  expect(mainTextOf(await page())).toMatch(/CQC 1 time: Ours/)
})

test('a term that is not offered cannot be slipped in, and a meaning too long is sent back', async () => {
  await press({ 'term-1': 'FORGED', 'meaning-1': 'x', take: 'FORGED' })
  expect(await terms()).toEqual([])
  const answer = await press({ 'term-1': 'LSCB', 'meaning-1': 'x'.repeat(1_001) })
  expect(answer.status).toBe(422)
  expect(mainTextOf(answer.body)).toContain('Must be 1,000 characters or fewer')
})

test('another area’s plan is not found', async () => {
  const other = await world.plan(await world.area())
  expect((await manager.get(`/glossary/offers?plan=${other.id}`)).status).toBe(404)
  expect((await manager.post('/glossary/offers', { plan: other.id, all: 'yes' })).status).toBe(404)
})
