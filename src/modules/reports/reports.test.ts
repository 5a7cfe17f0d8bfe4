import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decode, elementsOf, formsOf, linksOf, mainTextOf, textOf } from '../../../tests/support/html.ts'
import {
  smallPlan,
  startWorld,
  type TestArea,
  type TestClient,
  type TestPlan,
  type TestWorld,
} from '../../../tests/support/world.ts'
import { newId } from '../../platform/ids.ts'
import { closeWriter } from '../../platform/office/write.ts'
import { readPlan } from '../plans/index.ts'
import type { Format } from './domain/formats.ts'
import { reportPaths } from './paths.ts'

const TODAY = '2026-11-23'
const PAST = '2026-11-01'

interface Report {
  asAt: string
  area: string
  summary: string
  plan: { id: string; title: string }
  counts: { milestones: number; actions: number; overdue: number; byStanding: Record<string, number> }
  rows: {
    ref: string | null
    words: string
    standing: string
    statusText: string
    due: { text: string } | null
    earlierDue: { text: string }[]
    note: { done: string } | null
  }[]
  findings: { ref: string; answers: { label: string }[] }[]
}

let world: TestWorld
let area: TestArea
let plan: TestPlan
let browser: TestClient

beforeAll(async () => {
  world = await startWorld()
  area = await world.area({ name: 'Anyshire' })
  plan = await world.plan(area)
  browser = await world.signedIn(await world.person(area, { role: 'programme_manager', name: 'Pat Manager' }))
})
afterAll(async () => {
  await closeWriter()
  await world.close()
})

const address = (of: string) => `/reports/milestone-report?${of}`

/** Asks for the files, has them made, and takes one away. */
async function file(format: Format, asAt = TODAY, more: Record<string, string> = {}) {
  const asked = { layout: 'milestone-report', plan: plan.id, asAt, ...more }
  const { location } = await browser.post('/papers', asked)
  await world.work()
  return browser.get(reportPaths.file(location.split('/').at(-1) ?? '', format))
}

const data = async (asAt = TODAY, more: Record<string, string> = {}) =>
  (JSON.parse((await file('json', asAt, more)).body) as { report: Report }).report

/** The words of a Word file, a paragraph apart. */
function wordText(bytes: Uint8Array): string {
  const document = strFromU8(unzipSync(bytes)['word/document.xml'] ?? new Uint8Array())
  return decode(document.replace(/<\/w:p>/g, ' ').replace(/<[^>]+>/g, '')).replace(/\s+/g, ' ')
}

const entries = () =>
  world.scope(area, ({ db, areaId }) =>
    db
      .selectFrom('record_entry')
      .select(['seq', 'act'])
      .where('area_id', '=', areaId)
      .orderBy('seq')
      .execute(),
  )

describe('the milestone report', () => {
  test('is offered with every other report, as at today unless another day is chosen', async () => {
    const page = await browser.get('/reports')
    expect(page.status).toBe(200)
    const form = formsOf(page.body).find(({ values }) => 'asAt' in values)
    expect(form?.values).toMatchObject({ plan: plan.id, asAt: TODAY })
    expect(page.body).toContain('formaction="/reports/milestone-report"')
    expect(mainTextOf(page.body)).toContain('Improvement Plan')
  })

  test('is a page that asks for the files of just what it shows', async () => {
    const page = await browser.get(address(`plan=${plan.id}&asAt=${PAST}`))
    expect(page.status).toBe(200)
    const form = formsOf(page.body).find(({ action }) => action === '/papers')
    expect(form?.values).toMatchObject({ layout: 'milestone-report', plan: plan.id, asAt: PAST, month: '' })
    expect(linksOf(page.body)).toContain(`/reports?plan=${plan.id}&asAt=${PAST}`)
  })

  const formats = [
    ['html', 'html', 'text/html; charset=utf-8'],
    ['docx', 'docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['pdf', 'pdf', 'application/pdf'],
    ['xlsx', 'xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['csv', 'csv.zip', 'application/zip'],
    ['json', 'json', 'application/json; charset=utf-8'],
  ] as const
  for (const [format, ending, type] of formats) {
    test(`comes as ${format} under its title, of its type, and is kept by no cache`, async () => {
      const answer = await file(format, PAST)
      expect(answer.status).toBe(200)
      expect(answer.headers['content-type']).toBe(type)
      expect(answer.headers['content-disposition']).toMatch(
        new RegExp(`milestone report as at 1 November 2026\\.${ending}"`),
      )
      expect(answer.headers['cache-control']).toBe('no-store')
    })
  }

  test('is whole in itself as a web page: nothing of it is fetched from anywhere', async () => {
    const { body } = await file('html')
    expect(body).toMatch(/^<!doctype html>/i)
    expect(body).not.toMatch(/<(script|link|img|iframe)\b/i)
    expect(body).not.toMatch(/https?:\/\/(?!www\.w3\.org)/)
    expect(elementsOf(body, 'title')[0]?.text).toContain('Improvement Plan')
  })

  for (const asAt of [TODAY, PAST]) {
    test(`says the same numbers and words on the page, in Word, on paper and as data, as at ${asAt}`, async () => {
      const report = await data(asAt)
      const page = await browser.get(address(`plan=${plan.id}&asAt=${asAt}`))
      const word = wordText((await file('docx', asAt)).bytes)
      const texts = [mainTextOf(page.body), word, textOf((await file('html', asAt)).body)]
      const { counts } = report
      expect(Object.values(counts.byStanding).reduce((sum, count) => sum + count, 0)).toBe(counts.milestones)
      for (const text of texts) {
        expect(text).toContain(report.summary)
        for (const row of report.rows) {
          expect(text).toContain(`${row.ref} ${row.words}`)
          expect(text).toContain(row.statusText)
          if (row.due) expect(text).toContain(row.due.text)
          if (row.note) expect(text).toContain(row.note.done)
        }
      }
    })
  }

  test('tells of the plan as it stood at the end of its day', async () => {
    const [now, then] = [await data(), await data(PAST)]
    expect(then).toMatchObject({ asAt: PAST, area: 'Anyshire' })
    expect(now.counts).toMatchObject({ milestones: 6, actions: 3 })
    expect(now.counts.byStanding).toMatchObject({
      achieved: 1,
      on_track: 1,
      not_achieved: 1,
      not_reported: 3,
    })
    expect(then.counts.byStanding).toMatchObject({ achieved: 0, on_track: 1, off_track: 1, not_reported: 4 })
    const manager = (report: Report) => report.rows.find(({ ref }) => ref === '1.2')
    expect(manager(now)?.earlierDue.map(({ text }) => text)).toEqual(['October 2026'])
    expect(manager(then)?.note?.done).toBe('Two of five posts are filled.')
    expect(manager(await data('2026-10-19'))).toMatchObject({ earlierDue: [], note: null })
  })

  test('says what answers each finding, and which is answered by nothing', async () => {
    const { findings } = await data()
    const answered = findings.map(({ ref, answers }) => [ref, answers.length > 0])
    expect(answered).toEqual([
      ['1', true],
      ['2', true],
      ['3', true],
      ['4', false],
    ])
  })

  test('of only what answers one review keeps the numbers of the plan, and says what it leaves out', async () => {
    const { findings } = await world.scope(area, (s) => readPlan(s, plan.id, s.today))
    const review = findings[0]?.review.id ?? ''
    const { rows } = await data(TODAY, { review })
    expect(rows.map(({ ref }) => ref)).toEqual(['1.1', '1.2', '2.1', '2.2', '3.1', '3.2'])
    const page = await browser.get(address(`plan=${plan.id}&asAt=${TODAY}&review=${review}`))
    expect(mainTextOf(page.body)).toContain('Only what answers:')
    const form = formsOf(page.body).find(({ action }) => action === '/papers')
    expect(form?.values.review).toBe(review)
    const strange = await browser.get(address(`plan=${plan.id}&asAt=${TODAY}&review=${newId()}`))
    expect(strange.status).toBe(404)
  })

  test('is empty, and says so, before there was a plan', async () => {
    const { counts, summary } = await data('2026-08-31')
    expect(counts.milestones).toBe(0)
    expect(summary).toBe('There are no milestones to report on.')
    expect((await file('docx', '2026-08-31')).status).toBe(200)
  })

  test('is the same byte for byte as data when it is made again', async () => {
    expect((await file('json', PAST)).body).toBe((await file('json', PAST)).body)
  })

  test('of a plan with markup in its words shows it as words', async () => {
    const here = await world.area()
    const odd = await world.plan(here, smallPlan({ title: '<img src=x onerror=alert(1)> & plan' }))
    const by = await world.signedIn(await world.person(here, { role: 'programme_manager' }))
    const page = await by.get(address(`plan=${odd.id}&asAt=${TODAY}`))
    const { location } = await by.post('/papers', { layout: 'milestone-report', plan: odd.id, asAt: TODAY })
    await world.work()
    const html = await by.get(`${location}/paper.html`)
    for (const { body } of [page, html]) {
      expect(body).not.toContain('<img src=x')
      expect(body).toContain('&lt;img src=x')
    }
  })
})

describe('a report taken away', () => {
  test('changes nothing, however often it is looked at and fetched: not even the record', async () => {
    const { location } = await browser.post('/papers', { layout: 'milestone-report', plan: plan.id })
    await world.work()
    const before = await entries()
    await browser.get(address(`plan=${plan.id}&asAt=${PAST}`))
    await browser.get(location)
    for (const format of ['html', 'docx', 'json']) {
      expect((await browser.get(`${location}/paper.${format}`)).status).toBe(200)
    }
    expect(await entries()).toEqual(before)
  })

  test("of another area's plan is not there, and cannot be asked for", async () => {
    const theirs = await world.plan(await world.area())
    expect((await browser.get(address(`plan=${theirs.id}&asAt=${TODAY}`))).status).toBe(404)
    const asked = await browser.post('/papers', { layout: 'milestone-report', plan: theirs.id, asAt: TODAY })
    expect(asked.status).toBe(404)
  })

  test('is not for a councillor, who reads what was published', async () => {
    const councillor = await world.signedIn(await world.person(area, { role: 'scrutiny_councillor' }))
    for (const url of ['/reports', address(`plan=${plan.id}`)]) {
      expect((await councillor.get(url)).status).toBe(403)
    }
    const asked = await councillor.post('/papers', { layout: 'milestone-report', plan: plan.id })
    expect(asked.status).toBe(403)
  })
})

describe('a report asked for wrongly', () => {
  test('on a day that does not exist gives the form back with a word for it, and the day as typed', async () => {
    const answer = await browser.get(address(`plan=${plan.id}&asAt=2026-02-30`))
    expect(answer.status).toBe(422)
    expect(mainTextOf(answer.body)).toContain('Enter a real date')
    const form = formsOf(answer.body).find(({ values }) => 'asAt' in values)
    expect(form?.values).toMatchObject({ plan: plan.id, asAt: '2026-02-30' })
  })

  test('on a day to come says that nobody knows yet', async () => {
    const answer = await browser.get(address(`plan=${plan.id}&asAt=2026-12-24`))
    expect([answer.status, mainTextOf(answer.body)]).toEqual([
      422,
      expect.stringContaining('Enter today or an earlier day'),
    ])
  })

  test('without a day is as at today', async () => {
    const answer = await browser.get(address(`plan=${plan.id}&asAt=`))
    expect(answer.status).toBe(200)
    expect(mainTextOf(answer.body)).toContain('23 November 2026')
  })

  test('of no such report, plan or file is not there', async () => {
    for (const url of [
      `/reports/milestone-report?plan=nonsense&asAt=${TODAY}`,
      `/reports/milestone-report?asAt=${TODAY}`,
      `/reports/no-such-report?plan=${plan.id}`,
      `/papers/${newId()}`,
      `/papers/${newId()}/paper.pdf`,
    ]) {
      expect((await browser.get(url)).status).toBe(404)
    }
    const none = await browser.post('/papers', { layout: 'no-such-report', plan: plan.id })
    expect(none.status).toBe(404)
  })

  test('in an area without a plan leads to bringing one in', async () => {
    const empty = await world.area()
    const by = await world.signedIn(await world.person(empty, { role: 'programme_manager' }))
    const page = await by.get('/reports')
    expect(mainTextOf(page.body)).toContain('There is no plan to report on yet')
    expect(linksOf(page.body)).toContain('/imports/new')
  })

  test('by nobody who is signed in asks them to sign in', async () => {
    const answer = await world.client().get(`/papers`)
    expect([answer.status, answer.location.split('?')[0]]).toEqual([303, '/sign-in'])
  })
})

test('a report is printed as its files lie: upright or across', async () => {
  const page = async (code: string) => (await browser.get(`/reports/${code}?plan=${plan.id}`)).body
  expect(await page('board-pack')).toContain('gt-landscape')
  expect(await page('committee-report')).not.toContain('gt-landscape')
})
