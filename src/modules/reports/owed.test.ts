import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formsOf, mainTextOf } from '../../../tests/support/html.ts'
import {
  startWorld,
  type TestArea,
  type TestClient,
  type TestPerson,
  type TestPlan,
  type TestWorld,
} from '../../../tests/support/world.ts'
import { newId } from '../../platform/ids.ts'
import { closeWriter } from '../../platform/office/write.ts'
import { freezeMonth, openMonth } from '../cycles/index.ts'
import { listBoards } from '../plans/index.ts'
import { readPaperFacts, settle } from './actions/facts.ts'
import { listOwedCalls } from './actions/owed.ts'
import { remindOwedJob } from './jobs.ts'
import { ourLayout } from './layouts.ts'

let world: TestWorld
let area: TestArea
let plan: TestPlan
let pat: TestPerson
let manager: TestClient

beforeAll(async () => {
  world = await startWorld()
  area = await world.area({ name: 'Anyshire' })
  plan = await world.plan(area)
  pat = await world.person(area, { role: 'programme_manager', name: 'Pat Manager' })
  manager = await world.signedIn(pat)
})
afterAll(async () => {
  await closeWriter()
  await world.close()
})

const schedule = (more: Record<string, string> = {}) => ({
  ...{ once: newId(), plan: plan.id, layout: 'milestone-report', audience: 'Improvement Board', board: '' },
  ...{ rhythm: 'monthly', dayWords: 'last working day', days: '', remindDays: '7', owner: pat.id },
  ...{ 'from-day': '1', 'from-month': '10', 'from-year': '2026', ...more },
})

async function madePaper(asAt = '2026-11-23'): Promise<string> {
  const { location } = await manager.post('/papers', { layout: 'milestone-report', plan: plan.id, asAt })
  await world.work()
  return location
}

const sending = (more: Record<string, string> = {}) => ({
  ...{ once: newId(), board: '', recipients: 'Regional office', owed: '' },
  ...{ 'on-day': '23', 'on-month': '11', 'on-year': '2026', ...more },
})

const record = (act: string) =>
  world.scope(area, ({ db }) =>
    db
      .selectFrom('record_entry')
      .select(['thing_id', 'detail'])
      .where('area_id', '=', area.id)
      .where('act', '=', act)
      .execute(),
  )

/** Of what the page of what is owed lists under each heading: how many. */
async function owedCounts(): Promise<string[]> {
  const text = mainTextOf((await manager.get('/reports/owed')).body)
  return [...text.matchAll(/(\d+) reports?, the (?:nearest|latest) first/g)].map(([, count]) => count ?? '')
}

describe('a paper that was sent', () => {
  test('says to whom and when, is listed among what was sent, and stays', async () => {
    const [board] = await world.scope(area, listBoards)
    const at = await madePaper()
    const said = sending({
      board: board?.id ?? '',
      recipients: 'Regional office\nDirector of Public Health\n',
    })
    expect((await manager.post(`${at}/send`, said)).status).toBe(303)
    const page = mainTextOf((await manager.get(at)).body)
    expect(page).toContain(`${board?.name}, Regional office, Director of Public Health`)
    expect(page).toContain('Sent on 23 November 2026, said by Pat Manager')
    expect((await manager.get('/papers?sent=yes')).body).toContain(at)
    expect((await manager.get('/papers?sent=no')).body).not.toContain(at)
    expect((await manager.get('/papers/list.csv?sent=yes')).body).toContain('Director of Public Health')
    expect((await manager.post(`${at}/cancel`)).status).toBe(303)
    expect((await manager.get(`${at}/paper.pdf`)).status).toBe(200)
  })

  test('leaves its hashes in the record, and nothing that was typed', async () => {
    const at = await madePaper('2026-11-20')
    await manager.post(`${at}/send`, sending({ recipients: 'Somebody by name' }))
    const entry = (await record('paper.sent')).find(({ thing_id }) => at.endsWith(thing_id ?? '-'))
    expect(entry?.detail).toMatchObject({
      to: 1,
      sentOn: '2026-11-23',
      files: { docx: expect.stringMatching(/^[0-9a-f]{64}$/) },
    })
    expect(JSON.stringify(entry)).not.toContain('Somebody')
  })

  test('by a form that is sent twice was sent once', async () => {
    const at = await madePaper('2026-11-19')
    const said = sending()
    await manager.post(`${at}/send`, said)
    expect((await manager.post(`${at}/send`, said)).status).toBe(303)
    expect((await manager.get(at)).body.split('Sent on 23 November').length - 1).toBe(1)
  })

  test('to somebody who was named twice went there once', async () => {
    const at = await madePaper('2026-11-14')
    await manager.post(`${at}/send`, sending({ recipients: 'The Clerk\n The Clerk \nThe Chair' }))
    expect(mainTextOf((await manager.get(at)).body)).toContain('for good. The Clerk, The Chair Sent on')
  })

  test('cannot be changed or deleted by the app, and its facts no longer either', async () => {
    const at = await madePaper('2026-11-19')
    const id = at.split('/').at(-1) ?? ''
    for (const table of ['paper_file', 'paper_sent'] as const) {
      const deleting = world.scope(area, ({ db }) =>
        db.deleteFrom(table).where('area_id', '=', area.id).execute(),
      )
      await expect(deleting).rejects.toThrow(/permission denied/)
    }
    const changing = world.scope(area, ({ db }) =>
      db.updateTable('paper_file').set({ name: 'x' }).where('paper_id', '=', id).execute(),
    )
    await expect(changing).rejects.toThrow(/permission denied/)
    expect((await manager.post(`${at}/again`)).status).toBe(303)
    expect(mainTextOf((await manager.get(at)).body)).toContain('This paper is made')
  })

  const faults: [string, Record<string, string>, string][] = [
    ['to nobody', { recipients: ' \n' }, 'Choose a board, or say to whom it was sent'],
    ['on no day', { 'on-month': '13' }, 'Enter a real date'],
    ['tomorrow', { 'on-day': '24' }, 'Enter today or an earlier day'],
    ['before it was made', { 'on-day': '1' }, 'It cannot have been sent before it was made'],
    ['to a name without end', { recipients: 'x'.repeat(201) }, 'Each line must be 200 characters or fewer'],
    ['as what is not owed', { owed: `${newId()} 2026-11-30` }, 'This is not owed any more'],
  ]
  for (const [what, fault, words] of faults) {
    test(`${what} is not saved, and the page says why and keeps what was typed`, async () => {
      const at = await madePaper('2026-11-18')
      const answer = await manager.post(`${at}/send`, sending({ recipients: 'The Clerk', ...fault }))
      expect(answer.status).toBe(422)
      expect(mainTextOf(answer.body)).toContain(words)
      if (!fault.recipients) expect(answer.body).toContain('The Clerk</textarea>')
      expect((await manager.get('/papers?sent=yes')).body).not.toContain(at)
    })
  }

  test('is said by a programme manager alone', async () => {
    const at = await madePaper('2026-11-18')
    const analyst = await world.signedIn(await world.person(area, { role: 'analyst' }))
    expect(mainTextOf((await analyst.get(at)).body)).not.toContain('Say that it was sent')
    expect((await analyst.post(`${at}/send`, sending())).status).toBe(403)
  })

  test('is read by a councillor when it is for publication, and only then; never all facts as data', async () => {
    const councillor = await world.signedIn(await world.person(area, { role: 'scrutiny_councillor' }))
    const at = await madePaper('2026-11-17')
    const look = async () => (await councillor.get(at)).status
    expect(await look()).toBe(404)
    await manager.post(`${at}/send`, sending())
    expect(await look()).toBe(404)
    await publish(at)
    expect(await look()).toBe(200)
    expect((await councillor.get('/papers')).body).toContain(at)
    expect((await councillor.get(`${at}/paper.docx`)).status).toBe(200)
    expect((await councillor.get(`${at}/paper.json`)).status).toBe(404)
    const unsent = await madePaper('2026-11-16')
    await publish(unsent)
    expect((await councillor.get(unsent)).status).toBe(404)
    expect((await councillor.get('/papers')).body).not.toContain(unsent)
  })
})

/** There is no published report among ours yet. */
const publish = (at: string) =>
  world.scope(area, async ({ db }) => {
    const id = at.split('/').at(-1) ?? ''
    const { layout } = await db
      .selectFrom('paper')
      .select('layout')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const published = JSON.stringify({ ...(layout as object), published: true })
    await db.updateTable('paper').set({ layout: published }).where('id', '=', id).execute()
  })

describe('what is owed', () => {
  test('is listed as due and missed, and as sent once a paper was sent for it', async () => {
    expect((await manager.post('/reports/owed', schedule())).status).toBe(303)
    expect(await owedCounts()).toEqual(['3', '1'])
    const at = await madePaper('2026-11-15')
    const form = formsOf((await manager.get(at)).body).find(({ action }) => action.endsWith('/send'))
    expect(form).toBeDefined()
    const page = (await manager.get(at)).body
    const owed = /value="([0-9a-f-]{36} 2026-10-30)"/.exec(page)?.[1] ?? ''
    expect((await manager.post(`${at}/send`, sending({ owed }))).status).toBe(303)
    expect(await owedCounts()).toEqual(['3', '1'])
    const text = mainTextOf((await manager.get('/reports/owed')).body)
    expect(text).toContain('Nothing was missed')
    expect(text).toContain('Sent on 23 November 2026, late')
    expect((await manager.get('/reports/owed/list.csv')).body).toContain('2026-10-30')
  })

  test('is reminded of once, by mail and on the first page, and said to be missed once', async () => {
    const told = (begins: string) =>
      world.scope(area, async ({ db }) => {
        const notices = db.selectFrom('notice').select('words').where('person_id', '=', pat.id)
        return (await notices.execute()).filter(({ words }) => words.startsWith(begins)).length
      })
    await remindOwedJob.run(world.workerDeps, {})
    await remindOwedJob.run(world.workerDeps, {})
    expect(await told('Improvement Board is owed a report')).toBe(1)
    const calls = await world.scope(area, async (s) =>
      listOwedCalls({ ...s, actor: { ...s.actor, personId: pat.id } }),
    )
    expect(calls).toMatchObject([
      { words: '1 report due soon', hint: 'Next: Improvement Board, 30 November 2026' },
    ])
    world.clock.forward({ days: 8 })
    const later = await world.signedIn(pat)
    await remindOwedJob.run(world.workerDeps, {})
    await remindOwedJob.run(world.workerDeps, {})
    manager = later
    expect(await told('Improvement Board was owed a report')).toBe(1)
  })

  test('by a schedule that was ended stays, and nothing new is owed by it', async () => {
    const before = await owedCounts()
    const page = await manager.get('/reports/owed')
    const form = formsOf(page.body).find(({ action }) => action.endsWith('/end'))
    expect((await manager.post(form?.action ?? '')).status).toBe(303)
    const text = mainTextOf((await manager.get('/reports/owed')).body)
    expect(before[0]).not.toBe('0')
    expect(text).toContain('Nothing is due in the next three months')
    expect(text).toContain('Ended on 1 December 2026')
    expect(await owedCounts()).toEqual(before.slice(1))
  })

  const faults: [string, Record<string, string>, string][] = [
    ['by no rule', { dayWords: 'now and then' }, 'gives no day'],
    ['on days that are none', { rhythm: 'days', days: '31 2 2026' }, 'List days one on each line'],
    ['on days that are past', { rhythm: 'days', days: '1 1 2026' }, 'List a meeting on or after the day'],
    ['to nobody', { audience: '' }, 'Say who is owed it'],
    ['from no day', { 'from-day': '' }, 'Enter a real date'],
    ['from long ago', { 'from-year': '1900' }, 'Enter a day between 2000 and 2099'],
    ['with a reminder of words', { remindDays: 'five' }, 'Enter a number of days'],
  ]
  for (const [what, fault, words] of faults) {
    test(`${what} is refused with a sentence, and what was typed is kept`, async () => {
      const answer = await manager.post(
        '/reports/owed',
        schedule({ audience: 'The regional office', ...fault }),
      )
      expect(answer.status).toBe(422)
      expect(mainTextOf(answer.body)).toContain(words)
      if (!('audience' in fault)) expect(answer.body).toContain('value="The regional office"')
    })
  }

  test('by a form that is sent twice is one schedule', async () => {
    const said = schedule({ audience: 'Regional office', rhythm: 'days', days: '8 12 2026\n12/01/2027' })
    await manager.post('/reports/owed', said)
    expect((await manager.post('/reports/owed', said)).status).toBe(303)
    expect((await manager.get('/reports/owed')).body.split('On listed days').length - 1).toBe(1)
  })

  test('on days typed in any order, one of them twice, says each day once and in order', async () => {
    const days = '9 12 2026\n1 12 2026\n2026-12-09'
    await manager.post('/reports/owed', schedule({ audience: 'The meeting', rhythm: 'days', days }))
    const text = mainTextOf((await manager.get('/reports/owed')).body)
    expect(text).toContain('On listed days: 1 December 2026, 9 December 2026.')
  })
})

describe('what a report tells', () => {
  const compares = { ...ourLayout('milestone-report'), compares: true }
  const none = { asAt: null, cycleId: null, sinceCycleId: null, reviewId: null }

  test('is a frozen month to the letter, compared with an earlier one', async () => {
    const months = await world.scope(area, async (s) => {
      const first = await openMonth(s, plan.id, '2026-09-01')
      await freezeMonth(s, first.cycleId)
      const second = await openMonth(s, plan.id, '2026-10-01')
      const { sha256 } = await freezeMonth(s, second.cycleId)
      return { first: first.cycleId, second: second.cycleId, sha256 }
    })
    const wish = { ...none, planId: plan.id, cycleId: months.second, sinceCycleId: months.first }
    const facts = await world.scope(area, async (s) => readPaperFacts(s, await settle(s, compares, wish)))
    expect(facts.frozen).toEqual({ month: '2026-10-01', sha256: months.sha256 })
    expect(facts.since).toMatchObject({
      month: '2026-09-01',
      label: 'September 2026, frozen on 1 December 2026',
    })
    const published = { ...compares, published: true }
    const settled = await world.scope(area, (s) =>
      settle(s, published, { ...none, planId: plan.id, asAt: '2026-10-02' }),
    )
    expect(settled.cycleId).toBe(months.second)
    const wrong = { ...wish, cycleId: months.first, sinceCycleId: months.second }
    await expect(world.scope(area, (s) => settle(s, compares, wrong))).rejects.toThrow('Compare with a month')
    const forgets = await world.scope(area, (s) => settle(s, ourLayout('milestone-report'), wish))
    expect(forgets.sinceCycleId).toBeNull()
  })

  test('is nothing for publication before a month was frozen', async () => {
    const other = await world.area()
    const theirs = await world.plan(other)
    const published = { ...compares, published: true }
    const asking = world.scope(other, (s) => settle(s, published, { ...none, planId: theirs.id }))
    await expect(asking).rejects.toThrow('freeze a month first')
  })

  test('is offered with the months that are frozen, on the page and in the form', async () => {
    const page = await manager.get(`/reports?plan=${plan.id}`)
    expect(mainTextOf(page.body)).toContain('October 2026, as at 1 December 2026')
    const month = /value="([0-9a-f-]{36})">October 2026, as at/.exec(page.body)?.[1] ?? ''
    const shown = await manager.get(`/reports/milestone-report?plan=${plan.id}&month=${month}`)
    expect(mainTextOf(shown.body)).toContain('October 2026, as it was frozen')
    const { location } = await manager.post('/papers', { layout: 'milestone-report', plan: plan.id, month })
    await world.work()
    expect(mainTextOf((await manager.get(location)).body)).toContain('October 2026, as it was frozen')
  })

  test('has the latest words of each part, and the terms of the area', async () => {
    const facts = await world.scope(area, async (s) => {
      const text = (words: string | null, minute: number) => ({
        ...{
          area_id: area.id,
          id: newId(),
          plan_id: plan.id,
          layout: 'milestone-report',
          section: 'summary',
        },
        ...{ words, author_id: pat.id, author_words: 'Pat Manager', said_on: s.today, once: newId() },
        recorded_at: new Date(s.now.getTime() + minute * 60_000),
      })
      await s.db
        .insertInto('report_text')
        .values([text('First.', 0), text('Second.', 1)])
        .execute()
      const term = { term: 'LSCB', meaning: 'Local Safeguarding Children Board', added_by: 'Pat Manager' }
      await s.db
        .insertInto('term')
        .values({ area_id: area.id, id: newId(), ...term, added_on: s.today })
        .execute()
      return readPaperFacts(s, await settle(s, compares, { ...none, planId: plan.id }))
    })
    expect(facts.texts).toEqual({ summary: { words: 'Second.', by: 'Pat Manager', on: '2026-12-01' } })
    expect(facts.terms).toEqual([{ term: 'LSCB', meaning: 'Local Safeguarding Children Board' }])
  })
})
