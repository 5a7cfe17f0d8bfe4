/** Every list that can be taken away: what comes out is read again, as a spreadsheet would. */
import { parse } from 'csv-parse/sync'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PERMISSIONS } from '../src/platform/access/permissions.ts'
import type { RegisteredRoute } from '../src/platform/http/routes.ts'
import { readXlsx } from '../src/platform/office/read/xlsx.ts'
import { addressOf, furnish, type House } from './support/house.ts'
import { elementsOf, linksOf } from './support/html.ts'
import { actionDraft, milestoneDraft } from './support/small-plan.ts'
import { smallPlan, startWorld, type TestClient, type TestPlan, type TestWorld } from './support/world.ts'

const DANGEROUS = '=HYPERLINK("http://example.test")'

let world: TestWorld
let house: House
let plan: TestPlan
let manager: TestClient
beforeAll(async () => {
  world = await startWorld()
  house = await furnish(world, DANGEROUS)
  const draft = smallPlan({ title: 'Plan of lists' })
  const [first] = draft.actions
  first?.milestones.push(milestoneDraft('danger', DANGEROUS, { ref: '-5' }))
  draft.actions.push(actionDraft('bare', 'Nothing says how this will be done'))
  plan = await world.plan(house.area, draft)
  const person = await world.person(house.area, { role: 'programme_manager', name: DANGEROUS })
  manager = await world.signedIn(person)
})
afterAll(() => world.close())

type Row = Record<string, string>

async function csv(address: string, as = manager): Promise<Row[]> {
  const answer = await as.get(address)
  expect([address, answer.status]).toEqual([address, 200])
  return parse(answer.body, { bom: true, columns: true })
}

async function xlsx(address: string, as = manager) {
  const answer = await as.get(address)
  expect([address, answer.status]).toEqual([address, 200])
  const parts = unzipSync(answer.bytes)
  const { lines } = await readXlsx(answer.bytes)
  return {
    sheet: strFromU8(parts['xl/worksheets/sheet1.xml'] ?? new Uint8Array()),
    rows: lines.slice(1).length,
    headings: lines[0]?.cells.map(({ text }) => text),
  }
}

const lists = (): RegisteredRoute[] =>
  world.app.registeredRoutes.filter(({ url }) => url.endsWith('/list.csv'))

async function readerOf({ can }: RegisteredRoute): Promise<TestClient> {
  const [role = 'analyst'] = can === 'anyone' ? [] : PERMISSIONS[can].roles
  return world.signedIn(await world.person(house.area, { role, name: DANGEROUS }))
}

describe('every list', () => {
  test('is there as Excel and as CSV, with the same headings and the same rows', async () => {
    expect(lists().length).toBeGreaterThan(7)
    for (const route of lists()) {
      const reader = await readerOf(route)
      const address = addressOf(route.url, house)
      const rows = await csv(address, reader)
      const book = await xlsx(address.replace('.csv', '.xlsx'), reader)
      expect([route.url, rows.length > 0]).toEqual([route.url, true])
      expect([route.url, book.rows, book.headings]).toEqual([
        route.url,
        rows.length,
        Object.keys(rows[0] ?? {}),
      ])
    }
  })

  test('has no formula in it, whatever people have typed', async () => {
    for (const route of lists()) {
      const reader = await readerOf(route)
      const address = addressOf(route.url, house)
      const cells = (await csv(address, reader)).flatMap((row) => Object.values(row))
      expect(cells.filter((cell) => /^[=+@\t\r]|^-(?!\d+$)/.test(cell))).toEqual([])
      expect((await xlsx(address.replace('.csv', '.xlsx'), reader)).sheet).not.toMatch(/<f[ >]/)
    }
  })

  test('keeps its headings in sight in Excel, and filters by them', async () => {
    for (const route of lists()) {
      const { sheet } = await xlsx(
        addressOf(route.url, house).replace('.csv', '.xlsx'),
        await readerOf(route),
      )
      expect([route.url, /state="frozen"/.test(sheet), /<autoFilter /.test(sheet)]).toEqual([
        route.url,
        true,
        true,
      ])
    }
  })

  test('is a file with a name that says what it is and of which day', async () => {
    const { headers } = await manager.get(`/plans/${plan.id}/list.csv`)
    expect(headers['content-disposition']).toContain('"Plan of lists, milestones 2026-11-23.csv"')
    expect(headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(headers['cache-control']).toBe('no-store')
  })
})

describe('the plan as a list', () => {
  const list = (query = '', format = 'csv') => `/plans/${plan.id}/list.${format}${query}`

  test('has each milestone once, in the order of the plan, and the actions that have none', async () => {
    const rows = await csv(list())
    expect(rows.map((row) => row.Number)).toEqual(['1.1', '1.2', "'-5", '2.1', '2.2', '3.1', '3.2', ''])
    expect(rows.at(-1)?.Action).toBe('Nothing says how this will be done')
    expect(rows.find((row) => row.Number === "'-5")?.Milestone).toBe(`'${DANGEROUS}`)
  })

  test('has what the filters of the page leave, and the page leads to it', async () => {
    const page = await manager.get(`/plans/${plan.id}?by=lead&words=HYPERLINK`)
    const [address] = linksOf(page.body).filter((href) => href.includes('list.csv'))
    expect(address).toBe(list('?words=HYPERLINK'))
    expect((await csv(address ?? '')).map((row) => row.Number)).toEqual(["'-5"])
  })

  test('is as at the day that was asked for', async () => {
    const [then] = await csv(list('?asAt=2026-09-30'))
    const [now] = await csv(list())
    expect(then?.['Last said on']).not.toBe(now?.['Last said on'])
  })

  test('has true days and true numbers in Excel', async () => {
    const { sheet } = await xlsx(list('', 'xlsx'))
    const rows = await csv(list())
    const due = Object.keys(rows[0] ?? {}).indexOf('Due')
    const column = String.fromCharCode(65 + due)
    expect(rows[0]?.Due).toMatch(/^\d{4}-\d\d-\d\d$/)
    expect(sheet).toMatch(new RegExp(`<c r="${column}2" s="\\d+"><v>46\\d{3}</v>`))
  })

  test('says so on the page, for readers with nothing but a keyboard too', async () => {
    const page = await manager.get(`/plans/${plan.id}`)
    const words = elementsOf(page.body, 'p').find(({ text }) => text.startsWith('Take this list away'))
    expect(words?.text).toBe('Take this list away: Excel CSV')
  })
})

test('the record goes on where its page begins', async () => {
  const officer = await world.signedIn(await world.person(house.area, { role: 'privacy_officer' }))
  const rows = await csv('/record/list.csv?before=4', officer)
  expect(rows.map((row) => row.Number)).toEqual(['3', '2', '1'])
  expect(rows[0]?.Seal).toMatch(/^[0-9a-f]{64}$/)
})
