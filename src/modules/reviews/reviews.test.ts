/** The register of reviews: through the pages, on a true database. */
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { formsOf, linksOf, mainTextOf } from '../../../tests/support/html.ts'
import { countStatements } from '../../../tests/support/statements.ts'
import {
  startWorld,
  type TestArea,
  type TestClient,
  type TestPlan,
  type TestWorld,
} from '../../../tests/support/world.ts'
import { createScanner } from '../../platform/files/scanner.ts'
import { newId } from '../../platform/ids.ts'
import { readReview } from './actions/read.ts'
import { listFindings, listReviews, nextInspection } from './index.ts'

let world: TestWorld
let area: TestArea
let plan: TestPlan
let browser: TestClient

beforeAll(async () => {
  world = await startWorld({ now: '2026-11-23T09:00:00Z' })
})
afterAll(() => world.close())

beforeEach(async () => {
  world.clock.set('2026-11-23T09:00:00Z')
  area = await world.area()
  plan = await world.plan(area)
  browser = await world.signedIn(await world.person(area, { role: 'programme_manager', name: 'Pat Manager' }))
})

const REVIEW = {
  ...{ kind: 'inspection', title: 'Inspection of children’s services', body: 'Ofsted', state: 'published' },
  publishedOn: '2026-07-14',
}

const send = (fields: Record<string, string> = {}) =>
  browser.post('/reviews/new', { once: newId(), ...REVIEW, ...fields })

/** Enters a review; gives its address. */
async function enter(fields: Record<string, string> = {}): Promise<string> {
  const answer = await send(fields)
  expect([answer.status, mainTextOf(answer.body)]).toEqual([303, ''])
  return answer.location
}

const addFindings = (at: string, lines: string, fields: Record<string, string> = {}) =>
  browser.post(`${at}/findings`, { once: newId(), lines, kind: 'finding', ...fields })

const textAt = async (address: string) => mainTextOf((await browser.get(address)).body)
const idOf = (address: string) => address.split('/')[2] ?? ''
const findingsOf = (at: string) => world.scope(area, (s) => listFindings(s, idOf(at)))

/** What the form at this address would send, untouched but for these fields. */
async function change(address: string, fields: Record<string, string>, form?: string) {
  const page = await browser.get(form ?? address)
  const [seen = ''] = [...page.body.matchAll(/name="seen" value="(\d+)"/g)].map((found) => found[1] ?? '')
  return browser.post(address, { seen, ...fields })
}

const acts = async () => {
  const rows = await world.scope(area, ({ db, areaId }) =>
    db.selectFrom('record_entry').select('act').where('area_id', '=', areaId).orderBy('seq').execute(),
  )
  return rows.map(({ act }) => act).filter((act) => /^(review|finding)/.test(act))
}

async function on(day: string): Promise<void> {
  world.clock.set(`${day}T09:00:00Z`)
  await browser.signInAs(await world.person(area, { role: 'programme_manager' }))
}

describe('the register', () => {
  test('holds reviews of every kind, expected ones first, then the newest, with what they found and who answers', async () => {
    await enter({
      kind: 'peer_review',
      title: 'Peer review',
      state: 'expected',
      expectedOn: '2027-01-18',
      publishedOn: '',
    })
    await enter({ kind: 'legal_judgement', title: 'Section 20 judgement', publishedOn: '2026-08-01' })
    await enter({
      kind: 'stocktake',
      title: 'Stocktake',
      state: 'held',
      heldFrom: '2026-10-01',
      publishedOn: '',
    })
    const { body } = await browser.get('/reviews')
    const text = mainTextOf(body)
    const places = ['Peer review', 'Stocktake', 'Section 20', 'Inspection of services'].map((title) =>
      text.lastIndexOf(title),
    )
    expect(places.toSorted((a, b) => a - b)).toEqual(places)
    expect(text).toContain('4 reviews with 4 findings: expected ones first, then the newest')
    expect(text).toContain('Expected 18 January 2027, in 56 days')
    expect(text).toContain('Held, not yet published: 1 October 2026')
    expect(text).toContain('Overall: Inadequate')
    expect(linksOf(body)).toContain(`/plans/${plan.id}/findings`)
  })

  test('is filtered by kind and by how far it has come, also where it is taken away', async () => {
    await enter({ kind: 'peer_review', title: 'Peer review', publishedOn: '2026-08-01' })
    expect(await textAt('/reviews?kind=peer_review')).toContain('1 review of 2 with 0 findings')
    expect(await textAt('/reviews?state=expected')).toContain('No review is like this')
    expect(await textAt('/reviews?kind=nothing-known')).toContain('2 reviews')
    const page = await browser.get('/reviews?kind=peer_review')
    const csv = linksOf(page.body).find((href) => href.includes('list.csv')) ?? ''
    const rows: Record<string, string>[] = parse((await browser.get(csv)).body, { bom: true, columns: true })
    expect(rows.map((row) => [row.Review, row.Kind, row.Published])).toEqual([
      ['Peer review', 'Peer review', '2026-08-01'],
    ])
  })

  test('tells the next inspection that is expected, with its countdown, and as it was on a past day', async () => {
    const soon = { state: 'expected', publishedOn: '', expectedOn: '2027-01-18' }
    await enter({ ...soon, title: 'Later', expectedOn: '2027-06-01' })
    await enter({ ...soon, kind: 'peer_review', title: 'No inspection', expectedOn: '2026-12-01' })
    const at = await enter({ ...soon, title: 'Monitoring visit' })
    expect(await textAt('/reviews')).toContain(
      'Next inspection expected: Monitoring visit, 18 January 2027, in 56 days',
    )
    const next = (day: string) => world.scope(area, (s) => nextInspection(s, day))
    expect(await next('2026-11-23')).toMatchObject({ title: 'Monitoring visit', days: 56 })
    expect(await next('2026-11-22')).toBeNull()
    await on('2027-02-20')
    await change(`${at}/change`, {
      ...REVIEW,
      title: 'Monitoring visit',
      state: 'held',
      heldFrom: '2027-01-20',
      publishedOn: '',
      expectedOn: '2027-01-18',
    })
    expect(await next('2027-02-20')).toMatchObject({ title: 'Later', days: 101 })
    expect(await next('2027-01-19')).toMatchObject({ title: 'Monitoring visit', days: -1 })
  })

  test('is read by whoever reads plans, and kept by whoever runs the programme', async () => {
    const at = await enter()
    const reader = await world.signedIn(await world.person(area, { role: 'milestone_lead' }))
    const page = await reader.get(at)
    expect([page.status, page.body.includes(`${at}/change`)]).toEqual([200, false])
    expect((await reader.get(`${at}/change`)).status).toBe(403)
    const councillor = await world.signedIn(await world.person(area, { role: 'scrutiny_councillor' }))
    expect((await councillor.get('/reviews')).status).toBe(403)
  })
})

describe('a review', () => {
  test('sent twice is entered once, and another one under the same mark is one of its own', async () => {
    const mark = newId()
    const [first, again] = [await send({ once: mark }), await send({ once: mark })]
    expect(again.location).toBe(first.location)
    const other = await send({ once: mark, title: 'Another' })
    expect(other.location).not.toBe(first.location)
    const held = await world.scope(area, listReviews)
    expect(held.map(({ title }) => title)).toEqual([
      ...['Another', 'Inspection of children’s services'],
      'Inspection of services for children in need of help and protection',
    ])
  })

  test.each([
    ['without a kind', { kind: '' }, 'Select what kind of review it is'],
    ['without a title', { title: '' }, 'Enter a title'],
    [
      'expected nobody knows when',
      { state: 'expected', publishedOn: '' },
      'Enter the day on which it is expected',
    ],
    [
      'held nobody knows when',
      { state: 'held', publishedOn: '' },
      'Enter the first day on which it was held',
    ],
    [
      'that ends before it begins',
      { heldFrom: '2026-05-02', heldTo: '2026-05-01' },
      'must not come before the first',
    ],
    ['published on a day to come', { publishedOn: '2026-11-24' }, 'The day of publication is to come'],
    ['on no day', { publishedOn: '2026-02-30' }, 'Enter a real date'],
    ['with half an address', { url: 'ofsted.gov.uk' }, 'Enter the whole address of the page'],
  ])('%s is refused in words, and nothing that was typed is lost', async (_, fields, fault) => {
    const answer = await send({ remark: 'A long remark', ...fields })
    expect([answer.status, mainTextOf(answer.body)]).toEqual([422, expect.stringContaining(fault)])
    expect(answer.body).toContain('A long remark')
  })

  test('keeps its document as it was given, and refuses what is no document', async () => {
    const upload = (name: string, bytes: string) =>
      browser.upload('/reviews/new', { once: newId(), ...REVIEW }, { name, bytes })
    const { location } = await upload('Report.txt', 'What was found')
    const file = await browser.get(`${location}/document`)
    expect([file.status, file.body]).toEqual([200, 'What was found'])
    expect(file.headers['content-disposition']).toContain('filename=Report.txt')
    expect(await textAt(location)).toContain('Report.txt')
    const refused = await upload('Report.exe', 'MZ')
    expect([refused.status, refused.body.includes('Ofsted')]).toEqual([422, true])
    expect((await browser.get(`${await enter()}/document`)).status).toBe(404)
  })

  test('takes no document that the virus scan refuses or cannot speak of, and keeps what was typed', async () => {
    const scan = async (answer: string) => {
      const server = createServer((socket) => {
        socket.on('data', (piece: Buffer) => {
          if (piece.subarray(-4).equals(Buffer.alloc(4))) socket.end(`${answer}\0`)
        })
      })
      await once(server.listen(0, '127.0.0.1'), 'listening')
      const { port } = server.address() as AddressInfo
      world.files.scanner = createScanner({ host: '127.0.0.1', port }, 5_000)
      const file = { name: 'Report.txt', bytes: 'What was found' }
      const sent = await browser.upload('/reviews/new', { once: newId(), ...REVIEW }, file)
      world.files.scanner = null
      server.close()
      return sent
    }
    const refused = await scan('stream: Eicar-Test-Signature FOUND')
    expect([refused.status, refused.body.includes('The virus scan refused this file')]).toEqual([422, true])
    expect(refused.body).toContain('Inspection of children’s services')
    expect((await scan('INSTREAM size limit exceeded. ERROR')).body).toContain(
      'The virus scan does not answer',
    )
    expect((await scan('stream: OK')).status).toBe(303)
  })

  test('says by when a plan is owed, in working days, and how it comes to the day', async () => {
    const at = await enter({ planDueWords: 'within 70 working days' })
    const text = await textAt(at)
    expect(text).toContain('within 70 working days: 21 October 2026, 33 days ago')
    expect(text).toContain('70 working days after publication on 14 July 2026')
  })

  test('that is published at last gives days to the deadlines that wait for it, and leaves those by hand', async () => {
    const at = await enter({ state: 'held', heldFrom: '2026-11-02', publishedOn: '' })
    await addFindings(at, 'See children alone', { deadlineWords: 'within three months' })
    await addFindings(at, 'Supervise', { deadlineWords: 'within the spring term' })
    expect(await textAt(at)).toContain('The day of publication is not known, so no day can be worked out yet')
    const [, second] = await findingsOf(at)
    const byHand = { ref: '2', words: 'Supervise', kind: 'finding', deadlineWords: 'within the spring term' }
    await change(`/findings/${second?.id}/change`, { ...byHand, deadlineOn: '2027-03-26' })
    await change(`${at}/change`, { ...REVIEW, heldFrom: '2026-11-02', publishedOn: '2026-11-20' })
    expect((await findingsOf(at)).map(({ deadlineOn }) => deadlineOn)).toEqual(['2027-02-20', '2027-03-26'])
    const text = await textAt(at)
    expect(text).toContain('Worked out: 3 months after publication on 20 November 2026')
    expect(text).toContain('Finding 1: Deadline')
  })

  test('is shown as it stood on any day, with its findings and judgements of that day', async () => {
    const at = await enter({ title: 'Its first title' })
    await addFindings(at, 'See children alone')
    await on('2026-12-01')
    await change(`${at}/change`, { ...REVIEW, title: 'Its second title' })
    await addFindings(at, 'Supervise')
    const [first] = await findingsOf(at)
    await change(`/findings/${first?.id}/change`, { ref: '1', words: 'Speak to children', kind: 'finding' })
    const then = await textAt(`${at}?asAt=2026-11-30`)
    expect(then).toContain('As it stood on 30 November 2026')
    for (const words of ['Its first title', 'See children alone', '1 finding']) expect(then).toContain(words)
    for (const words of ['Its second title', 'Supervise', 'Speak to children'])
      expect(then).not.toContain(words)
    const now = await textAt(at)
    for (const words of ['Its second title', 'Supervise', 'Speak to children']) expect(now).toContain(words)
    expect(now).toContain('Finding 1: Words See children alone Speak to children')
  })

  test('that somebody else changed meanwhile is not written over unseen', async () => {
    const at = await enter()
    const stale = { ...REVIEW, seen: '0' }
    expect((await browser.post(`${at}/change`, { ...stale, title: 'Theirs' })).status).toBe(303)
    const answer = await browser.post(`${at}/change`, { ...stale, title: 'Mine' })
    expect([answer.status, answer.body.includes('Somebody changed this review meanwhile')]).toEqual([
      422,
      true,
    ])
    expect(answer.body).toContain('value="Mine"')
    expect((await change(`${at}/change`, { ...REVIEW, title: 'Mine' })).status).toBe(303)
  })

  test('leads from the first use of a term in its findings to what it means', async () => {
    const address = await enter()
    await addFindings(address, 'The MASH is slow.\nThe MASH has no health worker.')
    await browser.post('/glossary/new', { once: newId(), term: 'MASH', meaning: 'The "front" <door>' })
    const { body } = await browser.get(address)
    const links = body.match(/<a class="gt-term" href="\/glossary#term-[\w-]+" title="[^"]*">MASH<\/a>/g)
    expect(links).toHaveLength(1)
    expect(body).not.toContain('<door>')
  })

  test('judges in its own words; a correction withdraws, and the past keeps what stood there', async () => {
    const at = await enter()
    const judge = (fields: Record<string, string>) =>
      browser.post(`${at}/judgements`, { once: newId(), about: 'Leadership', grade: 'weak', ...fields })
    const mark = newId()
    for (let turn = 0; turn < 2; turn += 1) expect((await judge({ once: mark })).status).toBe(303)
    expect((await judge({ grade: '' })).status).toBe(422)
    await on('2026-12-01')
    const [judgement] = (await world.scope(area, listReviews)).flatMap(({ judgements }) => judgements)
    await browser.post(`${at}/judgements/withdraw`, { judgement: judgement?.id ?? '' })
    await judge({ grade: 'requires improvement to be good' })
    expect(await textAt(at)).toContain('Leadership requires improvement to be good')
    expect(await textAt(at)).not.toContain('weak')
    expect(await textAt(`${at}?asAt=2026-11-30`)).toContain('Leadership weak')
    expect(await textAt(at)).toContain('1 judgement, in the order')
  })

  test('is answered by the plan that it is attached to, whose page of findings has it then', async () => {
    const at = await enter()
    await addFindings(at, 'A finding of its own')
    expect(await textAt(at)).toContain('No plan answers this review yet')
    for (let turn = 0; turn < 2; turn += 1)
      expect((await browser.post(`${at}/plans`, { plan: plan.id })).status).toBe(303)
    expect((await browser.post(`${at}/plans`, { plan: newId() })).status).toBe(404)
    expect(await textAt(at)).toContain('Answered by nothing')
    expect(await textAt(`/plans/${plan.id}/findings`)).toContain('A finding of its own')
    expect((await acts()).filter((act) => act === 'review.attached')).toHaveLength(1)
  })

  test('leads from each finding to what answers it in each plan', async () => {
    const { body } = await browser.get(`/reviews/${plan.of('r1')}`)
    expect(linksOf(body)).toContain(`/plans/${plan.id}/findings#finding-${plan.of('f1')}`)
    expect(mainTextOf(body)).toMatch(/Anyshire|Plan/)
    expect(mainTextOf(body)).toContain('1 action, 1 milestone')
  })

  test('asks no more of the database for many findings than for few', async () => {
    const at = await enter()
    await addFindings(at, 'One')
    const asked = () => countStatements(world, area, (s) => readReview(s, idOf(at), s.today))
    const few = await asked()
    await addFindings(at, Array.from({ length: 60 }, (_, n) => `Finding of number ${n}`).join('\n'))
    const many = await asked()
    expect(many).toBe(few)
  })
})

describe('findings', () => {
  test('are added by one form: numbered as pasted, or numbered on; each act is in the record', async () => {
    const at = await enter()
    await addFindings(at, '1.1\tSee children alone\n1.2\tSupervise', { group: 'Safeguarding' })
    await addFindings(at, 'Audit thirty files', { provenance: 'Said by the Care Quality Commission' })
    expect((await findingsOf(at)).map(({ ref, words, group }) => [ref, words, group])).toEqual([
      ['1.1', 'See children alone', 'Safeguarding'],
      ['1.2', 'Supervise', 'Safeguarding'],
      ['1', 'Audit thirty files', null],
    ])
    expect(await textAt(at)).toContain('Said by the Care Quality Commission')
    expect(await acts()).toEqual(['review.added', 'review.findings_added', 'review.findings_added'])
  })

  test('sent twice are saved once; a number that is taken is refused, and the list stays', async () => {
    const at = await enter()
    const mark = newId()
    for (let turn = 0; turn < 2; turn += 1)
      expect((await addFindings(at, 'See children alone\nSupervise', { once: mark })).status).toBe(303)
    expect(await findingsOf(at)).toHaveLength(2)
    const answer = await addFindings(at, '2\tAnother')
    expect([answer.status, mainTextOf(answer.body)]).toEqual([
      422,
      expect.stringContaining('The number 2 is taken'),
    ])
    expect(answer.body).toContain('Another')
  })

  test('may be headlines without a text, to which the text is given later', async () => {
    const at = await enter({ kind: 'health_regulator' })
    await addFindings(at, 'Governance\nRecord keeping', { kind: 'theme' })
    expect(await textAt(at)).toContain('A headline: its text is not known yet')
    expect(await textAt('/reviews')).toContain('2 headlines without a text')
    const [first] = await findingsOf(at)
    const given = {
      ref: '1',
      words: 'Boards see no data on safeguarding.',
      kind: 'finding',
      group: 'Governance',
    }
    expect((await change(`/findings/${first?.id}/change`, given)).status).toBe(303)
    expect(await textAt(at)).toContain('1 finding, 1 headline without a text')
  })

  test('are changed, never deleted, and only by who saw the last change', async () => {
    const at = await enter()
    await addFindings(at, 'See children alone\nSupervise')
    const [first] = await findingsOf(at)
    const address = `/findings/${first?.id}/change`
    const form = { ref: '1', words: 'Other words', kind: 'finding', seen: '0' }
    expect((await browser.post(address, { ...form, ref: '2' })).status).toBe(422)
    expect((await browser.post(address, form)).status).toBe(303)
    expect((await browser.post(address, { ...form, words: 'Mine' })).status).toBe(422)
    expect(
      formsOf((await browser.get(at)).body).filter((one) => /delete|remove/.test(JSON.stringify(one))),
    ).toEqual([])
  })

  test('are taken away with how each day was worked out', async () => {
    const at = await enter()
    await addFindings(at, '4\tSee children alone', { deadlineWords: 'within 6 weeks' })
    const { body } = await browser.get(`${at}/list.csv`)
    const [row]: Record<string, string>[] = parse(body, { bom: true, columns: true })
    expect([row?.Number, row?.Deadline, row?.['How the day was worked out']]).toEqual([
      ...['4', '2026-08-25'],
      'Worked out: 6 weeks after publication on 14 July 2026',
    ])
  })
})
