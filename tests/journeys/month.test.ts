/**
 * A whole month of a plan with 40 leads and 180 milestones, as its people live it: opened and mailed through a real mail
 * server, half of it answered by link, chased, escalated, reviewed, queried and answered, verified, frozen, and compared
 * with the month before.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ActionDraft, LeadDraft } from '../../src/modules/plans/index.ts'
import { newId } from '../../src/platform/ids.ts'
import { createMailer } from '../../src/platform/mail/mail.ts'
import type { Client } from '../support/client.ts'
import { formsOf, mainTextOf, textOf } from '../support/html.ts'
import { actionDraft, milestoneDraft, smallPlan } from '../support/small-plan.ts'
import { type Delivery, type MailServer, startMailServer } from '../support/smtp.ts'
import {
  startWorld,
  type TestArea,
  type TestClient,
  type TestPerson,
  type TestPlan,
  type TestWorld,
} from '../support/world.ts'

const LEADS = 40
const ACTIONS = 36
const EACH = 5

let world: TestWorld
let mail: MailServer
let area: TestArea
let plan: TestPlan
let manager: TestClient
let managing: TestPerson
const leads: TestPerson[] = []
const actionLeads: TestPerson[] = []
let october: string
let november: string

beforeAll(async () => {
  mail = await startMailServer()
  const mailer = createMailer({
    smtpUrl: mail.url,
    from: 'goldenthread@anyshire.example',
    folder: '/nowhere',
  })
  world = await startWorld({ mailer, now: '2026-10-01T09:00:00Z' })
  area = await world.area({ name: 'Anyshire' })
  for (let n = 0; n < LEADS; n += 1)
    leads.push(await world.person(area, { role: 'milestone_lead', name: `Lead ${n + 1}` }))
  for (let n = 0; n < 4; n += 1)
    actionLeads.push(await world.person(area, { role: 'action_lead', name: `Action lead ${n + 1}` }))
  managing = await world.person(area, { role: 'programme_manager', name: 'Programme Manager' })
  plan = await world.plan(area, { ...smallPlan(), actions: numbers(ACTIONS).map(action) })
  await world.work()
  mail.deliveries.length = 0
}, 120_000)
afterAll(async () => {
  await world?.close()
  await mail?.close()
})

const numbers = (count: number): number[] => Array.from({ length: count }, (_, at) => at)

const led = (person: TestPerson | undefined): LeadDraft[] =>
  person ? [{ words: person.name, part: 'accountable', holder: { kind: 'person', id: person.id } }] : []

function action(n: number): ActionDraft {
  return actionDraft(`a${n}`, `Action number ${n + 1}`, {
    ref: String(n + 1),
    theme: n % 2 === 0 ? 't1' : 't2',
    leads: led(actionLeads[n % actionLeads.length]),
    milestones: numbers(EACH).map((m) => {
      const at = n * EACH + m
      return milestoneDraft(`m${at}`, `Milestone number ${at + 1}`, {
        ref: `${n + 1}.${m + 1}`,
        leads: led(leads[at % LEADS]),
        due: { on: '2027-03-31', precision: 'day', words: null },
      })
    }),
  })
}

const on = async (day: string): Promise<void> => {
  world.clock.set(`${day}T09:00:00Z`)
  manager = await world.signedIn(managing)
}

/** The text of a mail as its reader sees it: what was cut into lines for the wire is whole again. */
function readable({ raw }: Delivery): string {
  const body = raw.slice(raw.indexOf('\r\n\r\n') + 4)
  if (/^Content-Transfer-Encoding: base64/im.test(raw)) return Buffer.from(body, 'base64').toString()
  if (!/^Content-Transfer-Encoding: quoted-printable/im.test(raw)) return body
  const bytes = body
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString()
}

const linkIn = (delivery: Delivery | undefined): string =>
  /\/asked\/[\w.-]+/.exec(delivery ? readable(delivery) : '')?.[0] ?? ''

const to = (person: TestPerson | undefined): Delivery | undefined =>
  mail.deliveries.find((one) => one.to.includes(person?.email ?? ''))

const said = (more: Record<string, string> = {}) => ({
  ...{ once: newId(), status: 'on_track', done: 'Two of three teams are trained.', support_needed: 'no' },
  ...more,
})

/** Everything that a lead is asked by their link, answered; some in their own way. */
async function answer(link: string, how: (at: number) => Record<string, string> = () => ({})) {
  const browser = world.client()
  const forms = askedForms((await browser.get(link)).body)
  for (const [at, form] of forms.entries()) {
    const answer = await browser.post(form.action, said(how(at)))
    expect([answer.status, answer.location]).toEqual([303, link])
  }
  return forms.length
}

const askedForms = (body: string) =>
  formsOf(body).filter(({ action }) => /\/milestones\/[\w-]+$/.test(action) && action.startsWith('/asked/'))

const milestoneOf = (form: { action: string }): string => form.action.split('/').at(-1) ?? ''

/** Presses a button, and says what the next page tells. */
async function press(browser: Client, url: string, fields: Record<string, string | string[]> = {}) {
  const answer = await browser.post(url, fields)
  expect([url, answer.status]).toEqual([url, 303])
  return textOf((await browser.follow(answer)).body)
}

describe('a month of 180 milestones and 40 leads', () => {
  let claimed = ''
  let queried = ''

  test('the month before is frozen, and nobody is left with an open link to it', async () => {
    await on('2026-10-01')
    const opened = await manager.post(`/plans/${plan.id}/months`, { period: '2026-10' })
    october = opened.location
    await world.goThroughMail()
    expect(mail.deliveries).toHaveLength(LEADS)
    await on('2026-10-30')
    expect(await press(manager, `${october}/freeze`)).toContain('The month is frozen')
    const late = await world.client().get(linkIn(to(leads[0])))
    expect(textOf(late.body)).toContain('This month is closed')
    mail.deliveries.length = 0
  })

  test('opened: one mail to each of 40 leads, in which all 180 milestones stand once', async () => {
    await on('2026-11-02')
    const opened = await manager.post(`/plans/${plan.id}/months`, { period: '2026-11' })
    november = opened.location
    await world.goThroughMail()
    expect(mail.deliveries).toHaveLength(LEADS)
    expect(new Set(mail.deliveries.flatMap((one) => one.to))).toEqual(
      new Set(leads.map((lead) => lead.email)),
    )
    const listed = mail.deliveries.flatMap((one) => readable(one).match(/^- .*$/gm) ?? [])
    expect(listed).toHaveLength(ACTIONS * EACH)
    expect(new Set(listed).size).toBe(ACTIONS * EACH)
    expect(mainTextOf((await manager.get(november)).body)).toContain(
      `${ACTIONS * EACH} milestones asked about`,
    )
  })

  test('half of them answer by link, without an account; the month’s page counts them as they come', async () => {
    let answered = 0
    for (const lead of leads.slice(0, LEADS / 2)) answered += await answer(linkIn(to(lead)))
    const text = mainTextOf((await manager.get(november)).body)
    expect(text).toContain(`${answered} answered`)
    expect(text).toContain(`${ACTIONS * EACH - answered} still silent`)
  })

  test('those who are silent are reminded with one press, and only they', async () => {
    await on('2026-11-17')
    mail.deliveries.length = 0
    expect(await press(manager, `${november}/chase`, { who: 'all' })).toContain('20 leads reminded')
    await world.goThroughMail()
    expect(mail.deliveries.flatMap((one) => one.to).sort()).toEqual(
      leads
        .slice(LEADS / 2)
        .map((lead) => lead.email)
        .sort(),
    )
  })

  test('ten more answer by the reminder: one claims completion with a file, one asks for help', async () => {
    const [claiming, asking, ...others] = leads.slice(20, 30)
    const claim = linkIn(to(claiming))
    const browser = world.client()
    const [first, ...rest] = askedForms((await browser.get(claim)).body)
    claimed = milestoneOf(first ?? { action: '' })
    const file = { name: 'Audit of thirty files.txt', bytes: 'Twenty-eight of thirty were kept.' }
    const attached = await browser.upload(`${first?.action}/file`, { once: newId() }, file)
    expect(attached.status).toBe(303)
    const completed = said({ status: 'achieved', done: 'The audit shows that the standard is kept.' })
    expect((await browser.post(first?.action ?? '', { ...completed, evidence_attached: 'yes' })).status).toBe(
      303,
    )
    for (const form of rest) expect((await browser.post(form.action, said())).status).toBe(303)
    const help = { status: 'not_achieved', support_needed: 'yes', support: 'Two social workers for a month' }
    const recovery = {
      reason: 'capacity',
      recovery: 'Agency cover until Easter',
      'new-day': '30',
      'new-month': '6',
    }
    await answer(linkIn(to(asking)), (at) => (at === 0 ? { ...help, ...recovery, 'new-year': '2027' } : {}))
    for (const lead of others) await answer(linkIn(to(lead)))
    expect(mainTextOf((await manager.get('/support')).body)).toContain('Two social workers for a month')
  })

  test('whoever is still silent after the due day is told of to the leads of their actions, one mail each', async () => {
    await on('2026-11-24')
    mail.deliveries.length = 0
    expect(await press(manager, `${november}/chase`, { who: 'action_lead' })).toContain('leads told')
    await world.goThroughMail()
    const told = mail.deliveries.flatMap((one) => one.to)
    expect(new Set(told).size).toBe(told.length)
    expect(actionLeads.map((lead) => lead.email)).toEqual(expect.arrayContaining(told))
    expect(readable(mail.deliveries[0] ?? { from: '', to: [], raw: '' })).toContain('Lead 3')
  })

  test('an action lead accepts what was said, and asks about one of them; the lead’s answer comes back', async () => {
    const [reviewer] = actionLeads
    if (!reviewer) throw new Error('No action lead')
    const browser = await world.signedIn(reviewer)
    const page = await browser.get(`/actions/${plan.of('a0')}/review`)
    const forms = formsOf(page.body).filter(({ action }) => action.endsWith('/review'))
    expect(forms.length).toBeGreaterThan(1)
    const [one, two] = forms
    expect(
      (await browser.post(one?.action ?? '', { ...one?.values, verdict: 'accepted', words: '' })).status,
    ).toBe(303)
    const ask = { ...two?.values, verdict: 'queried', words: 'Which team is not trained?' }
    expect((await browser.post(two?.action ?? '', ask)).status).toBe(303)
    queried = (two?.action ?? '').split('/')[2] ?? ''
    const [asked] = leads.filter((_, at) => plan.of(`m${at}`) === queried)
    if (!asked) throw new Error('Nobody leads what was asked about')
    world.clock.forward({ minutes: 5 })
    const lead = await world.signedIn(asked)
    expect(mainTextOf((await lead.get('/')).body)).toContain('Which team is not trained?')
    const link = await lead.post(
      `/milestones/${queried}/update`,
      said({ done: 'The night team; it is booked.' }),
    )
    expect(link.status).toBe(303)
    expect(mainTextOf((await lead.get('/')).body)).not.toContain('Which team is not trained?')
    expect(mainTextOf((await browser.get('/notices')).body)).toContain('answered what you asked')
  })

  test('a claim is verified by somebody else, and never by the lead who made it', async () => {
    const claimant = await world.signedIn(leads[20] ?? managing)
    expect((await claimant.get(`/milestones/${claimed}/verify`)).status).toBe(403)
    const page = await manager.get(`/milestones/${claimed}/verify`)
    const form = formsOf(page.body).find(({ action }) => action.endsWith('/verify'))
    const verdict = { ...form?.values, verdict: 'verified', words: 'I read the audit.', status: '' }
    expect((await manager.post(`/milestones/${claimed}/verify`, verdict)).status).toBe(303)
    expect(mainTextOf((await manager.get(`/milestones/${claimed}`)).body)).toContain(
      'Verified by Programme Manager',
    )
  })

  test('the new date that was asked for is agreed in one press, and counted', async () => {
    const { id } = await world.scope(area, ({ db, areaId }) =>
      db
        .selectFrom('progress')
        .select(['milestone_id as id'])
        .where('area_id', '=', areaId)
        .where('proposed_due', 'is not', null)
        .executeTakeFirstOrThrow(),
    )
    const page = await manager.get(`/milestones/${id}`)
    const form = formsOf(page.body).find(({ action }) => action.endsWith('/agree-date'))
    expect((await manager.post(form?.action ?? '', { ...form?.values })).status).toBe(303)
    expect(mainTextOf((await manager.get(`/milestones/${id}`)).body)).toContain('30 June 2027')
  })

  test('frozen: sealed, and untouched by what is said the next day', async () => {
    await on('2026-11-30')
    expect(await press(manager, `${november}/freeze`)).toContain('The month is frozen')
    const before = await manager.get(`${november}/facts.json`)
    await on('2026-12-01')
    await manager.post(
      `/milestones/${claimed}/update`,
      said({ status: 'off_track', done: 'It has slipped back.' }),
    )
    const after = await manager.get(`${november}/facts.json`)
    expect(after.body).toBe(before.body)
    expect(JSON.parse(after.body).milestones).toHaveLength(ACTIONS * EACH)
  })

  test('compared with October: what was completed, what moved and what was re-dated, each count with its list', async () => {
    const text = mainTextOf((await manager.get(`${november}/changes`)).body)
    expect(text).toContain('What changed from October 2026 to November 2026')
    expect(text).toContain('Completed (1)')
    expect(text).toContain('Re-dated (1)')
    expect(text).toContain('New (0)')
    expect(text).toContain('Dropped (0)')
    const answered = Number(/Moved in status \((\d+)\)/.exec(text)?.[1])
    expect(answered).toBeGreaterThan((ACTIONS * EACH) / 2)
  })

  test('no mail went twice: every mail of the outbox was sent once', async () => {
    const states = await world.scope(area, ({ db, areaId }) =>
      db.selectFrom('mail').select(['state', 'attempts']).where('area_id', '=', areaId).execute(),
    )
    const gone = states.filter(({ state }) => state === 'sent')
    expect(gone.every(({ attempts }) => attempts === 1)).toBe(true)
    expect(mail.read.length).toBe(gone.length)
  })
})
