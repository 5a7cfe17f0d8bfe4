import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Answer, Client } from '../../../tests/support/client.ts'
import { elementsOf, formsOf, linksOf, mainTextOf, tagsOf } from '../../../tests/support/html.ts'
import { actionDraft, milestoneDraft, said } from '../../../tests/support/small-plan.ts'
import {
  smallPlan,
  startWorld,
  type TestArea,
  type TestClient,
  type TestPlan,
  type TestWorld,
} from '../../../tests/support/world.ts'
import { asOwner } from '../../platform/db/connect.ts'
import { newId } from '../../platform/ids.ts'
import type { PlanDraft } from './index.ts'

const START = '2026-11-23T09:00:00Z'

let world: TestWorld
beforeAll(async () => {
  world = await startWorld({ now: START })
})
afterAll(() => world.close())

interface Here {
  area: TestArea
  plan: TestPlan
  manager: TestClient
  /** Signs the manager in anew: a session does not outlive a day of the clock. */
  managerOn(instant: string): Promise<void>
  /** Holds the post that leads 1.1 and 1.2 and answers for action 1. */
  lead: TestClient
}

async function here(draft?: PlanDraft): Promise<Here> {
  const area = await world.area()
  const lead = await world.person(area, {
    role: 'action_lead',
    name: 'Lee Lead',
    posts: ['Head of First Response'],
  })
  const plan = await world.plan(area, draft)
  // What a plan brings with it was said before: a millisecond apart, so a moment has to pass.
  world.clock.forward({ minutes: 1 })
  const person = await world.person(area, { role: 'programme_manager', name: 'Pat Manager' })
  const manager = await world.signedIn(person)
  const managerOn = (instant: string) => {
    world.clock.set(instant)
    return manager.signInAs(person)
  }
  return { area, plan, manager, managerOn, lead: await world.signedIn(lead) }
}

const GOOD = { status: 'on_track', done: 'All five posts are filled.', support_needed: 'no' }

const update = (by: Client, milestone: string, fields: Record<string, string> = {}) =>
  by.post(`/milestones/${milestone}/update`, { once: newId(), ...GOOD, ...fields })

/** The change form as a browser would send it untouched. */
async function changeForm(by: Client, milestone: string): Promise<Record<string, string | string[]>> {
  const page = await by.get(`/milestones/${milestone}/change`)
  const form = formsOf(page.body).find(({ action }) => action.endsWith('/change'))
  const ticked = tagsOf(form?.inner ?? '').filter(({ attributes }) => 'checked' in attributes)
  // The boxes that are ticked, and the empty choice of the list below them.
  const leads = [...ticked.map(({ attributes }) => attributes.value ?? ''), '']
  return { ...form?.values, leads }
}

const change = async (by: Client, milestone: string, fields: Record<string, string | string[]>) =>
  by.post(`/milestones/${milestone}/change`, { ...(await changeForm(by, milestone)), ...fields })

const due = (iso: string) => {
  const [year = '', month = '', day = ''] = iso.split('-')
  return { 'due-day': String(Number(day)), 'due-month': String(Number(month)), 'due-year': year }
}

const progressOf = ({ area }: Here, milestone: string) =>
  world.scope(area, ({ db, areaId }) =>
    db
      .selectFrom('progress')
      .selectAll()
      .where('area_id', '=', areaId)
      .where('milestone_id', '=', milestone)
      .orderBy('recorded_at')
      .orderBy('id')
      .execute(),
  )

const changesOf = ({ area }: Here, thing: string) =>
  world.scope(area, ({ db, areaId }) =>
    db
      .selectFrom('plan_change')
      .select(['field', 'was', 'now', 'reason', 'changed_on', 'changed_by'])
      .where('area_id', '=', areaId)
      .where('thing_id', '=', thing)
      .orderBy('id')
      .execute(),
  )

const recordOf = ({ area }: Here, thing: string) =>
  world.scope(area, ({ db, areaId }) =>
    db
      .selectFrom('record_entry')
      .select(['act', 'actor_name', 'detail'])
      .where('area_id', '=', areaId)
      .where('thing_id', '=', thing)
      .orderBy('seq')
      .execute(),
  )

const text = (answer: Answer) => mainTextOf(answer.body)

/** Milestones that a plan page lists, each once. */
const listed = (answer: Answer) =>
  new Set(linksOf(answer.body).flatMap((href) => /^\/milestones\/([\w-]+)(\?.*)?$/.exec(href)?.[1] ?? []))

/** The counts above a plan: words → number and where it leads. */
function countsOf(answer: Answer): Map<string, { number: number; href: string }> {
  const links = elementsOf(answer.body, 'a').filter(({ attributes }) => attributes.class === 'gt-count')
  return new Map(
    links.map(({ text: words, attributes }) => {
      const [, number = '', name = ''] = /^(\d+) (.*)$/.exec(words) ?? []
      return [name, { number: Number(number), href: attributes.href ?? '' }]
    }),
  )
}

describe('an update', () => {
  test('is added to what was said before, and shown first', async () => {
    const own = await here()
    const milestone = own.plan.of('m2')
    const before = await progressOf(own, milestone)
    world.clock.forward({ minutes: 5 })
    const saved = await update(own.lead, milestone, {
      next: 'Induct the fifth.',
      evidence: 'Rota of November',
    })
    expect(saved.location).toBe(`/milestones/${milestone}`)
    const after = await progressOf(own, milestone)
    expect(after.slice(0, -1)).toEqual(before)
    expect(after.at(-1)).toMatchObject({
      ...{ status: 'on_track', done: GOOD.done, next: 'Induct the fifth.', support: null },
      ...{
        evidence: 'Rota of November',
        said_on: '2026-11-23',
        period: '2026-11-01',
        author_words: 'Lee Lead',
      },
    })
    const page = text(await own.lead.follow(saved))
    expect(page).toContain('Your update is saved')
    const spoken = [GOOD.done, 'Four of five posts are filled.', 'Two of five posts are filled.']
    const places = spoken.map((words) => page.indexOf(words))
    expect(places.every((place) => place > 0)).toBe(true)
    expect(places.toSorted((a, b) => a - b)).toEqual(places)
  })

  test('can be overwritten or taken away by nothing that the product itself may do', async () => {
    const own = await here()
    const milestone = own.plan.of('m2')
    const attempts: (() => Promise<unknown>)[] = [
      () =>
        world.scope(own.area, ({ db, areaId }) =>
          db.updateTable('progress').set({ done: 'Other' }).where('area_id', '=', areaId).execute(),
        ),
      () =>
        world.scope(own.area, ({ db, areaId }) =>
          db.deleteFrom('progress').where('area_id', '=', areaId).execute(),
        ),
    ]
    for (const attempt of attempts) await expect(attempt()).rejects.toThrow('permission denied')
    expect(await progressOf(own, milestone)).toHaveLength(2)
  })

  test('sent twice, and ten times at the same moment, is one update and one entry of the record', async () => {
    const own = await here()
    const milestone = own.plan.of('m1')
    const before = await progressOf(own, milestone)
    const once = newId()
    const answers = await Promise.all(Array.from({ length: 10 }, () => update(own.lead, milestone, { once })))
    answers.push(await update(own.lead, milestone, { once }))
    expect(answers.map(({ status }) => status)).toEqual(Array(11).fill(303))
    expect(await progressOf(own, milestone)).toHaveLength(before.length + 1)
    expect(await recordOf(own, milestone)).toHaveLength(1)
  })

  test('sent again from the browser’s Back with other words is an update of its own: nothing said is lost', async () => {
    const own = await here()
    const milestone = own.plan.of('m2')
    const before = await progressOf(own, milestone)
    const once = newId()
    await update(own.lead, milestone, { once, done: 'First words.' })
    expect((await update(own.lead, milestone, { once, done: 'Second thoughts.' })).status).toBe(303)
    expect(await progressOf(own, milestone)).toHaveLength(before.length + 2)
  })

  test('keeps its mark when it comes back with faults, so that mending and sending twice is one update', async () => {
    const own = await here()
    const milestone = own.plan.of('m2')
    const once = newId()
    const faulty = await update(own.lead, milestone, { once, done: '' })
    const form = formsOf(faulty.body).find(({ action }) => action.endsWith('/update'))
    expect(form?.values.once).toBe(once)
  })

  test('says who and which status in the record, and nothing of what was typed', async () => {
    const own = await here()
    const milestone = own.plan.of('m2')
    await update(own.lead, milestone, { done: 'CANARY words', support_needed: 'yes', support: 'CANARY help' })
    const entries = await recordOf(own, milestone)
    expect(entries).toEqual([
      {
        ...{ act: 'milestone.reported', actor_name: 'Lee Lead' },
        detail: { period: '2026-11-01', status: 'on_track', support: true },
      },
    ])
  })
})

describe('who may say where a milestone stands', () => {
  const byName = (id: string): PlanDraft => {
    const lead = { words: 'Nia Named', part: 'lead' as const, holder: { kind: 'person' as const, id } }
    return smallPlan({
      actions: [actionDraft('a1', 'One', { milestones: [milestoneDraft('m1', 'Step', { leads: [lead] })] })],
    })
  }

  test('a lead by name', async () => {
    const area = await world.area()
    const person = await world.person(area, { role: 'milestone_lead', name: 'Nia Named' })
    const plan = await world.plan(area, byName(person.id))
    expect((await update(await world.signedIn(person), plan.of('m1'))).status).toBe(303)
  })

  test('whoever holds the post that leads, for as long as they hold it', async () => {
    const own = await here()
    expect((await update(own.lead, own.plan.of('m1'))).status).toBe(303)
    await world.scope(own.area, ({ db, areaId }) =>
      db.updateTable('post_holding').set({ to_on: '2026-11-22' }).where('area_id', '=', areaId).execute(),
    )
    expect((await update(own.lead, own.plan.of('m1'))).status).toBe(403)
  })

  test("the lead of the milestone's action, of each of its milestones", async () => {
    const own = await here()
    const accountable = await world.person(own.area, { role: 'action_lead', posts: ['Workforce Lead'] })
    // Leads action 3 by post; milestone 3.2 has a lead of its own whom an import could not settle.
    expect((await update(await world.signedIn(accountable), own.plan.of('m6'))).status).toBe(303)
  })

  test('the programme manager, of any', async () => {
    const own = await here()
    expect((await update(own.manager, own.plan.of('m4'))).status).toBe(303)
  })

  const others = [
    ['a lead of other milestones', 'milestone_lead', ['Head of Care Planning']],
    ['somebody who is named in support', 'milestone_lead', ['Workforce Lead']],
    ['a lead of nothing', 'milestone_lead', []],
    ['a board member', 'board_member', []],
    ['an inspector', 'inspector', []],
    ['the post-holder whose role is only to read', 'analyst', ['Head of First Response']],
    ['an administrator', 'administrator', []],
  ] as const
  for (const [who, role, posts] of others) {
    test(`not ${who}`, async () => {
      const own = await here()
      const milestone = own.plan.of(who.includes('in support') ? 'm4' : 'm2')
      const other = await world.signedIn(await world.person(own.area, { role, posts }))
      const before = await progressOf(own, milestone)
      expect((await other.get(`/milestones/${milestone}/update`)).status).toBe(403)
      expect((await update(other, milestone)).status).toBe(403)
      expect((await other.post(`/updates/${milestone}`, { once: newId(), ...GOOD })).status).toBe(403)
      const page = await other.get(`/milestones/${milestone}`)
      expect(linksOf(page.body)).not.toContain(`/milestones/${milestone}/update`)
      expect(await progressOf(own, milestone)).toEqual(before)
    })
  }

  test('not somebody of another area, for whom it is not there at all', async () => {
    const own = await here()
    const neighbour = await here()
    const milestone = own.plan.of('m2')
    for (const by of [neighbour.manager, neighbour.lead]) {
      expect((await by.get(`/milestones/${milestone}`)).status).toBe(404)
      expect((await by.get(`/milestones/${milestone}/update`)).status).toBe(404)
      expect((await update(by, milestone)).status).toBe(404)
    }
    expect((await neighbour.manager.get(`/plans/${own.plan.id}`)).status).toBe(404)
    expect((await neighbour.manager.get(`/actions/${own.plan.of('a1')}`)).status).toBe(404)
    expect((await change(neighbour.manager, milestone, { words: 'Mine' })).status).toBe(404)
    expect(await progressOf(own, milestone)).toHaveLength(2)
    expect(await changesOf(own, milestone)).toHaveLength(1)
  })
})

describe('a form with faults', () => {
  test('comes back with everything that was typed and a word for each fault, and saves nothing', async () => {
    const own = await here()
    const milestone = own.plan.of('m2')
    const typed = {
      ...{ status: 'achieved', done: '', next: 'Then <this> & "that"', support_needed: 'yes' },
      ...{ support: '', evidence: '' },
    }
    const answer = await update(own.lead, milestone, typed)
    expect(answer.status).toBe(422)
    expect(answer.body).toContain('<title>Error: ')
    const page = text(answer)
    expect(page).toContain('Say what was done')
    expect(page).toContain('Say what support is needed, and from whom')
    expect(page).toContain('Say what shows that it is completed and the desired outcome achieved')
    const form = formsOf(answer.body).find(({ action }) => action.endsWith('/update'))
    expect(form?.values).toMatchObject(typed)
    expect(await progressOf(own, milestone)).toHaveLength(2)
  })

  test('leads from each fault in the summary to the field that it is about', async () => {
    const own = await here()
    const answer = await own.lead.post(`/milestones/${own.plan.of('m2')}/update`, { once: newId() })
    expect(answer.status).toBe(422)
    const targets = linksOf(answer.body).filter((href) => href.startsWith('#') && href !== '#main-content')
    expect(targets).toHaveLength(3)
    for (const target of targets) expect(answer.body).toContain(`id="${target.slice(1)}"`)
  })

  const asks = [
    [
      'support required',
      { status: 'not_achieved' },
      'This status asks for support: select yes, or another status',
    ],
    ['support needed', { support_needed: 'yes' }, 'Say what support is needed, and from whom'],
    [
      'completed',
      { status: 'achieved' },
      'Say what shows that it is completed and the desired outcome achieved',
    ],
    ['no status', { status: '' }, 'Select where the milestone stands this month'],
    ['a status of nobody’s key', { status: 'great' }, 'Select where the milestone stands this month'],
    ['no words', { done: ' \n ' }, 'Say what was done'],
    ['no word on support', { support_needed: '' }, 'Select yes if support is needed'],
    ['9,000 characters', { done: 'x'.repeat(9_000) }, 'What was done must be 8,000 characters or fewer'],
    ['no mark of its own', { once: '' }, 'This form is not complete: reload the page'],
  ] as const
  for (const [what, fields, words] of asks) {
    test(`that says “${what}” is asked: ${words}`, async () => {
      const own = await here()
      const answer = await update(own.lead, own.plan.of('m2'), fields)
      expect(answer.status).toBe(422)
      expect(text(answer)).toContain(words)
      expect(await progressOf(own, own.plan.of('m2'))).toHaveLength(2)
    })
  }

  test('with what was asked for is saved', async () => {
    const own = await here()
    const milestone = own.plan.of('m2')
    await update(own.lead, milestone, {
      ...{ status: 'not_achieved', support_needed: 'yes', support: 'A trainer' },
      ...{ reason: 'capacity', recovery: 'A second cohort', 'new-month': '3', 'new-year': '2027' },
    })
    await update(own.lead, milestone, { status: 'achieved', evidence: 'Minutes of 19 November' })
    expect(
      (await progressOf(own, milestone)).map(({ status, support }) => [status, support]).slice(2),
    ).toEqual([
      ['not_achieved', 'A trainer'],
      ['achieved', null],
    ])
  })
})

describe('the page of all of a lead’s milestones', () => {
  test('asks for those that they lead and nobody else’s, and saves each for itself', async () => {
    const own = await here()
    const page = await own.lead.get('/updates')
    expect(text(page)).toContain('Agree one threshold document with all partners')
    expect(text(page)).toContain('Put a manager on every shift of the front door')
    expect(text(page)).not.toContain('Audit twenty visits a month')
    const forms = formsOf(page.body).filter(({ action }) => action.startsWith('/updates/'))
    expect(new Set(forms.map(({ values }) => values.once)).size).toBe(forms.length)

    const form = forms.find(({ action }) => action.endsWith(own.plan.of('m2')))
    const saved = await own.lead.post(form?.action ?? '', { ...form?.values, ...GOOD })
    expect(saved.location).toBe('/updates')
    expect(await progressOf(own, own.plan.of('m2'))).toHaveLength(3)
    expect(await progressOf(own, own.plan.of('m1'))).toHaveLength(2)
  })

  test('comes back with the one faulty form as it was typed, the others untouched', async () => {
    const own = await here()
    const answer = await own.lead.post(`/updates/${own.plan.of('m2')}`, {
      ...{ once: newId(), status: 'achieved', done: 'Typed words', support_needed: 'no' },
    })
    expect(answer.status).toBe(422)
    const forms = formsOf(answer.body).filter(({ action }) => action.startsWith('/updates/'))
    const done = Object.fromEntries(forms.map(({ action, values }) => [action.split('/')[2], values.done]))
    expect(done).toEqual({ [own.plan.of('m1')]: '', [own.plan.of('m2')]: 'Typed words' })
    expect(text(answer)).toContain('Say what shows that it is completed')
  })

  test('says so to somebody who leads nothing', async () => {
    const own = await here()
    const idle = await world.signedIn(await world.person(own.area, { role: 'milestone_lead' }))
    expect(text(await idle.get('/updates'))).toContain('No milestone has you as its lead')
  })
})

describe('re-dating', () => {
  test('needs a reason: without one the form comes back as typed and the date stays', async () => {
    const own = await here()
    const milestone = own.plan.of('m4')
    const answer = await change(own.manager, milestone, due('2027-02-28'))
    expect(answer.status).toBe(422)
    expect(text(answer)).toContain('Say why the date changes')
    const form = formsOf(answer.body).find(({ action }) => action.endsWith('/change'))
    expect(form?.values).toMatchObject(due('2027-02-28'))
    expect(await changesOf(own, milestone)).toEqual([])
    expect(text(await own.manager.get(`/milestones/${milestone}`))).toContain('31 December 2026')
  })

  test('keeps every earlier date in its order, each with its reason and whose it was', async () => {
    const own = await here()
    const milestone = own.plan.of('m2')
    await own.managerOn('2026-11-24T09:00:00Z')
    await change(own.manager, milestone, { ...due('2026-12-15'), reason: 'The provider withdrew' })
    await own.managerOn('2026-11-25T09:00:00Z')
    await change(own.manager, milestone, { ...due('2027-01-20'), reason: 'The second provider withdrew' })
    const changes = (await changesOf(own, milestone)).filter(({ field }) => field === 'due')
    const on = (value: unknown) => (value as { on: string } | null)?.on
    expect(changes.map(({ was, now, reason, changed_by }) => [on(was), on(now), reason, changed_by])).toEqual(
      [
        ['2026-10-31', '2026-11-30', 'Recruitment took a month longer.', 'Programme Manager'],
        ['2026-11-30', '2026-12-15', 'The provider withdrew', 'Pat Manager'],
        ['2026-12-15', '2027-01-20', 'The second provider withdrew', 'Pat Manager'],
      ],
    )
    const page = text(await own.manager.get(`/plans/${own.plan.id}`))
    world.clock.set(START)
    expect(page).toContain('Was due: October 2026, November 2026 and 15 December 2026')
  })

  test('to a month, or to no date at all, says no more than was typed', async () => {
    const own = await here()
    const milestone = own.plan.of('m5')
    const month = { 'due-day': '', 'due-month': '3', 'due-year': '2027', reason: 'Not known to the day' }
    await change(own.manager, milestone, month)
    expect(text(await own.manager.get(`/milestones/${milestone}`))).toContain('Due March 2027')
    const none = { 'due-day': '', 'due-month': '', 'due-year': '', reason: 'No longer known' }
    await change(own.manager, milestone, none)
    expect(text(await own.manager.get(`/milestones/${milestone}`))).toContain('Due no date')
    const dated = (await changesOf(own, milestone)).filter(({ field }) => field === 'due')
    expect(dated.map(({ now }) => now)).toEqual([{ on: '2027-03-31', precision: 'month', words: null }, null])
  })

  const faults = [
    ['a day that does not exist', due('2027-02-30'), 'The due date must be a real date, like 31 5 2027'],
    ['letters', { 'due-day': 'x', 'due-month': '5', 'due-year': '2027' }, 'The due date must be a real date'],
    [
      'a due date before the start',
      { 'start-day': '1', 'start-month': '6', 'start-year': '2027' },
      'The due date must be on or after the start date',
    ],
    ['no words', { words: ' ' }, 'Enter what will be done'],
  ] as const
  for (const [what, fields, words] of faults) {
    test(`with ${what} is refused: ${words}`, async () => {
      const own = await here()
      const milestone = own.plan.of('m4')
      const answer = await change(own.manager, milestone, { reason: 'Because', ...fields })
      expect(answer.status).toBe(422)
      expect(text(answer)).toContain(words)
      expect(await changesOf(own, milestone)).toEqual([])
    })
  }

  test('is for the programme manager, not for a lead', async () => {
    const own = await here()
    const milestone = own.plan.of('m2')
    expect((await own.lead.get(`/milestones/${milestone}/change`)).status).toBe(403)
    const answer = await own.lead.post(`/milestones/${milestone}/change`, {
      words: 'Mine',
      reason: 'Because',
    })
    expect(answer.status).toBe(403)
    expect(linksOf((await own.lead.get(`/milestones/${milestone}`)).body)).not.toContain(
      `/milestones/${milestone}/change`,
    )
  })

  test('by two people at the same moment keeps one, and shows the other what it would put away', async () => {
    const own = await here()
    const milestone = own.plan.of('m5')
    const other = await world.signedIn(await world.person(own.area, { role: 'programme_manager' }))
    const send = async (by: Client, day: string) => {
      const fields = await changeForm(by, milestone)
      return () => by.post(`/milestones/${milestone}/change`, { ...fields, ...due(day), reason: day })
    }
    const both = [await send(own.manager, '2027-01-31'), await send(other, '2027-02-28')]
    const answers = await Promise.all(both.map((one) => one()))
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422])
    const told = answers.find(({ status }) => status === 422)
    expect(told && text(told)).toMatch(
      /Somebody changed this milestone while you were writing.*(January|February) 2027/,
    )
    expect(told && text(told)).toContain('Cap caseloads of newly qualified workers at twelve')

    // Sent again knowing that, it follows: each date is the next one's earlier date.
    const second = answers[0]?.status === 422 ? own.manager : other
    const day = second === own.manager ? '2027-01-31' : '2027-02-28'
    expect((await change(second, milestone, { ...due(day), reason: 'All the same' })).status).toBe(303)
    const dated = (await changesOf(own, milestone)).filter(({ field }) => field === 'due')
    expect(dated).toHaveLength(2)
    expect(dated[1]?.was).toEqual(dated[0]?.now)
  })

  test('does not take back what somebody else changed while the form lay open', async () => {
    const own = await here()
    const milestone = own.plan.of('m5')
    const open = await changeForm(own.manager, milestone)
    const other = await world.signedIn(await world.person(own.area, { role: 'programme_manager' }))
    await change(other, milestone, { words: 'Cap caseloads at ten' })
    const answer = await own.manager.post(`/milestones/${milestone}/change`, {
      ...{ ...open, ...due('2027-02-28') },
      reason: 'Agreed by the board',
    })
    expect(answer.status).toBe(422)
    expect(text(await own.manager.get(`/milestones/${milestone}`))).toContain('Cap caseloads at ten')
    const form = formsOf(answer.body).find(({ action }) => action.endsWith('/change'))
    expect(form?.values).toMatchObject({ ...due('2027-02-28'), reason: 'Agreed by the board' })
  })

  test('sent untouched changes nothing and writes nothing down', async () => {
    const own = await here()
    const milestone = own.plan.of('m2')
    const before = await recordOf(own, milestone)
    expect((await change(own.manager, milestone, {})).status).toBe(303)
    expect(await recordOf(own, milestone)).toEqual(before)
    expect(await changesOf(own, milestone)).toHaveLength(1)
  })
})

describe('a plan as at a past day', () => {
  let own: Here
  let milestone = ''

  /** Four days, on each of which something of 1.2 is changed. */
  beforeAll(async () => {
    own = await here()
    milestone = own.plan.of('m2')
    const post = await world.scope(own.area, ({ db, areaId }) =>
      db
        .selectFrom('post')
        .select('id')
        .where('area_id', '=', areaId)
        .where('title', '=', 'Workforce Lead')
        .executeTakeFirstOrThrow(),
    )
    await own.managerOn('2026-11-24T10:00:00Z')
    await change(own.manager, milestone, { ...due('2027-01-20'), reason: 'The provider withdrew' })
    await own.managerOn('2026-11-25T10:00:00Z')
    await change(own.manager, milestone, { words: 'Put two managers on every shift', reason: '' })
    await own.managerOn('2026-11-26T10:00:00Z')
    await change(own.manager, milestone, { leads: [post.id], reason: '' })
    await own.managerOn('2026-11-27T10:00:00Z')
    await update(own.manager, milestone, { status: 'achieved', evidence: 'Rota', done: 'Done at last.' })
    world.clock.set('2026-12-01T09:00:00Z')
    // The manager's session is from the day before yesterday's week: sign in anew.
    own = {
      ...own,
      manager: await world.signedIn(await world.person(own.area, { role: 'programme_manager' })),
    }
  })
  afterAll(() => world.clock.set(START))

  const at = (url: string, asAt?: string) => own.manager.get(asAt ? `${url}?asAt=${asAt}` : url)

  const days = [
    {
      asAt: '2026-10-19',
      shows: ['Put a manager on every shift', 'October 2026', 'Head of First Response', 'No update yet'],
      hides: ['Four of five posts', 'Two of five posts', 'November 2026', '20 January 2027'],
    },
    {
      asAt: '2026-10-30',
      shows: ['Put a manager on every shift', 'November 2026', 'Two of five posts are filled', 'Off track'],
      hides: ['Four of five posts', '20 January 2027', 'Done at last'],
    },
    {
      asAt: '2026-11-23',
      shows: ['Put a manager on every shift', 'November 2026', 'Four of five posts are filled', 'On track'],
      hides: ['20 January 2027', 'two managers', 'Done at last'],
    },
    {
      asAt: '2026-11-24',
      shows: ['Put a manager on every shift', '20 January 2027', 'Head of First Response'],
      hides: ['two managers', 'Done at last'],
    },
    {
      asAt: '2026-11-25',
      shows: ['Put two managers on every shift', '20 January 2027', 'Head of First Response'],
      hides: ['Put a manager on every shift of the front door Status', 'Done at last'],
    },
    {
      asAt: '2026-11-26',
      shows: ['Put two managers on every shift', 'Workforce Lead', 'Four of five posts are filled'],
      hides: ['Done at last'],
    },
  ]
  for (const { asAt, shows, hides } of days) {
    test(`shows on ${asAt} what stood then: ${shows.join('; ')}`, async () => {
      const page = await at(`/milestones/${milestone}`, asAt)
      expect(page.status).toBe(200)
      expect(text(page)).toContain('This is the milestone as it stood on')
      for (const words of shows) expect(text(page)).toContain(words)
      for (const words of hides) expect(text(page)).not.toContain(words)
      const row = rowOf(await at(`/plans/${own.plan.id}`, asAt))
      expect(row).toContain(shows[0])
      for (const words of hides) expect(row).not.toContain(words)
    })
  }

  const rowOf = (plan: Answer): string => {
    const rows = elementsOf(plan.body, 'tr').filter(({ inner }) => inner.includes(`/milestones/${milestone}`))
    expect(rows).toHaveLength(1)
    return rows[0]?.text ?? ''
  }

  test('shows today what stands today', async () => {
    const page = text(await at(`/milestones/${milestone}`))
    expect(page).toContain('Put two managers on every shift')
    expect(page).toContain('Completed and desired outcome achieved')
    expect(page).toContain('Done at last.')
    expect(page).not.toContain('as it stood on')
  })

  test('is for looking at only: nothing on it can be sent', async () => {
    const page = await at(`/milestones/${milestone}`, '2026-11-24')
    expect(linksOf(page.body).filter((href) => /\/(update|change)$/.test(href))).toEqual([])
    const plan = await at(`/plans/${own.plan.id}`, '2026-11-24')
    expect(linksOf(plan.body).filter((href) => /\/update$/.test(href))).toEqual([])
  })

  test('is empty, and says so, before the plan was held', async () => {
    expect(text(await at(`/plans/${own.plan.id}`, '2026-08-31'))).toContain(
      'The plan had no actions on this day',
    )
    expect((await at(`/milestones/${milestone}`, '2026-08-31')).status).toBe(404)
  })

  test('keeps the filter that was set, on every link of the page', async () => {
    const plan = await own.manager.get(`/plans/${own.plan.id}?asAt=2026-11-24&by=lead`)
    const links = linksOf(plan.body).filter((href) => href.startsWith(`/plans/${own.plan.id}?`))
    expect(links.length).toBeGreaterThan(5)
    for (const href of links) expect(href).toContain('asAt=2026-11-24')
  })

  test('has its changes listed with who, what, from what, to what and why, newest first', async () => {
    const page = await at(`/milestones/${milestone}`)
    const table = elementsOf(page.body, 'table').find(({ attributes }) =>
      attributes.class?.includes('gt-history'),
    )
    const rows = elementsOf(table?.inner ?? '', 'tr').slice(1)
    const cells = rows.map(({ inner }) =>
      ['td', 'th'].flatMap((cell) => elementsOf(inner, cell).map((one) => one.text)),
    )
    expect(cells.map((row) => row.join(' | '))).toEqual([
      '26 November 2026 at 10:00am | Pat Manager | Head of First Response | Workforce Lead, accountable | No reason given | Leads',
      '25 November 2026 at 10:00am | Pat Manager | Put a manager on every shift of the front door | Put two managers on every shift | No reason given | Words',
      '24 November 2026 at 10:00am | Pat Manager | November 2026 (in the plan: “End of November 2026”) | 20 January 2027 | The provider withdrew | Due date',
      expect.stringContaining(
        '| Programme Manager | October 2026 (in the plan: “End of October 2026”) | November 2026',
      ),
    ])
  })

  test('lists only the changes that were made by then', async () => {
    const page = text(await at(`/milestones/${milestone}`, '2026-11-24'))
    expect(page).toContain('The provider withdrew')
    expect(page).not.toContain('25 November 2026')
  })

  test('opens also from an address whose day is none', async () => {
    for (const asAt of ['2026-02-30', 'yesterday', '']) {
      expect((await at(`/plans/${own.plan.id}`, asAt)).status).toBe(200)
      expect((await at(`/milestones/${milestone}`, asAt)).status).toBe(200)
    }
  })
})

describe('the plan page', () => {
  test('counts every milestone once: the counts add up, each group adds up, and each count leads to so many rows', async () => {
    const own = await here()
    const page = await own.manager.get(`/plans/${own.plan.id}`)
    expect(text(page)).toContain('3 actions, 6 milestones')
    const counts = countsOf(page)
    const standings = [
      'Support required',
      'Off track',
      'On track',
      'Completed',
      'Not started',
      'No update yet',
    ]
    const numbers = standings.map((name) => counts.get(name)?.number ?? 0)
    expect(numbers).toEqual([1, 0, 1, 1, 0, 3])
    expect(listed(page).size).toBe(6)
    for (const [name, { number, href }] of counts) {
      const shown = await own.manager.get(href)
      expect([name, listed(shown).size]).toEqual([name, number])
      expect(text(shown)).toContain(`${number === 0 ? '0' : number} of 6 milestones shown`)
    }
  })

  for (const by of ['theme', 'outcome', 'phase', 'lead', 'partner', 'board']) {
    test(`by ${by} still shows all six milestones, in groups whose sums are said`, async () => {
      const own = await here()
      const page = await own.manager.get(`/plans/${own.plan.id}?by=${by}`)
      expect(listed(page).size).toBe(6)
      const sums = elementsOf(page.body, 'p')
        .filter(({ attributes }) => attributes.class === 'gt-group__counts')
        .map(({ text: words }) => Number(/, (\d+|no) milestones?/.exec(words)?.[1]?.replace('no', '0')))
      const total = sums.reduce((sum, number) => sum + number, 0)
      const overlap = /so the groups add up to (\d+)/.exec(text(page))?.[1]
      expect(total).toBe(Number(overlap ?? 6))
    })
  }

  const filters = [
    ['status=achieved', ['1.1']],
    ['status=not_reported', ['2.2', '3.1', '3.2']],
    ['theme=$t2', ['3.1', '3.2']],
    ['theme=none', []],
    ['answers=$f2', ['2.1', '2.2']],
    ['board=Improvement Board', ['1.1', '1.2']],
    ['board=none', ['2.1', '2.2', '3.1', '3.2']],
    ['words=SHIFT', ['1.2']],
    ['words=trained', ['2.1']],
    ['due=this-month', ['1.2']],
    ['due=overdue', []],
    ['lead=Director (to be appointed)', ['3.2']],
    ['status=not_reported&theme=$t2&words=cap', ['3.1']],
    ['status=achieved&theme=$t2', []],
    ['status=nonsense&due=never&by=nothing&page=9', ['1.1', '1.2', '2.1', '2.2', '3.1', '3.2']],
  ] as const
  for (const [query, refs] of filters) {
    test(`filtered by ${query} shows ${refs.join(', ') || 'nothing, and says so'}`, async () => {
      const own = await here()
      const address = query.replace(/\$(\w+)/g, (_, key: string) => own.plan.of(key))
      const page = await own.manager.get(`/plans/${own.plan.id}?${encodeURI(address)}`)
      expect(page.status).toBe(200)
      const found = own.plan
      const wanted = { '1.1': 'm1', '1.2': 'm2', '2.1': 'm3', '2.2': 'm4', '3.1': 'm5', '3.2': 'm6' }
      expect(listed(page)).toEqual(new Set(refs.map((ref) => found.of(wanted[ref]))))
      if (refs.length === 0) expect(text(page)).toContain('No milestone fits all of these filters')
    })
  }

  test('shows beside each action what its lead judged and what its milestones say, and where the two differ', async () => {
    const own = await here()
    const before = text(await own.manager.get(`/plans/${own.plan.id}`))
    expect(before).toMatch(/Decide on every contact within one working day Judged On track.*?On track/)
    const action = own.plan.of('a1')
    const judged = await own.lead.post(`/actions/${action}/judgement`, {
      ...{ once: newId(), status: 'off_track', words: 'The third step slips.' },
    })
    expect(judged.location).toBe(`/actions/${action}`)
    const page = text(await own.lead.follow(judged))
    expect(page).toContain('The third step slips.')
    expect(page).toContain('Judged “Off track”, but its milestones say “On track”')
    const plan = text(await own.manager.get(`/plans/${own.plan.id}`))
    expect(plan).toMatch(/Decide on every contact within one working day Judged Off track.*?On track/)
    expect(await recordOf(own, action)).toEqual([
      { act: 'action.judged', actor_name: 'Lee Lead', detail: { status: 'off_track' } },
    ])
  })

  test('lets the leads of its milestones judge no action, nor anybody without a word', async () => {
    const own = await here()
    const action = own.plan.of('a2')
    const fields = { once: newId(), status: 'on_track', words: 'Fine' }
    const lead = await world.person(own.area, { role: 'milestone_lead', posts: ['Head of Care Planning'] })
    expect((await (await world.signedIn(lead)).post(`/actions/${action}/judgement`, fields)).status).toBe(403)
    expect((await own.lead.post(`/actions/${action}/judgement`, fields)).status).toBe(403)
    const faulty = await own.manager.post(`/actions/${action}/judgement`, {
      once: newId(),
      status: '',
      words: '',
    })
    expect(faulty.status).toBe(422)
    expect(text(faulty)).toContain('Select where the action stands')
    expect(text(faulty)).toContain('Say why')
  })

  test('shows what was said a moment ago, to everybody', async () => {
    const own = await here()
    const address = `/plans/${own.plan.id}`
    expect(text(await own.manager.get(address))).not.toContain(GOOD.done)
    await update(own.lead, own.plan.of('m2'))
    expect(text(await own.manager.get(address))).toContain(GOOD.done)
    expect(text(await own.lead.get(address))).toContain(GOOD.done)
  })
})

describe('a plan of 240 milestones', () => {
  /** 60 actions of four milestones each, or fewer, each with two updates and a lead. */
  const large = (actions: number): PlanDraft =>
    smallPlan({
      title: `Plan of ${actions}`,
      actions: Array.from({ length: actions }, (_, a) =>
        actionDraft(`a${a}`, `Action ${a}`, {
          ref: String(a),
          theme: a % 2 ? 't1' : 't2',
          leads: [{ words: 'Head of First Response', part: 'accountable', holder: null }],
          cites: [{ words: 'Finding 1', finding: 'f1' }],
          boards: [`Board ${a % 5}`],
          criteria: [{ words: 'Better', measures: [{ kind: 'indicator', words: 'Rate' }] }],
          milestones: Array.from({ length: 4 }, (_, m) =>
            milestoneDraft(`m${a}-${m}`, `Milestone ${m} of ${a}`, {
              ref: `${a}.${m}`,
              leads: [{ words: 'Head of First Response', part: 'lead', holder: null }],
              cites: [{ words: 'Finding 2', finding: 'f2' }],
              updates: [
                said('2026-09-30', 'on_track', 'Begun.'),
                said('2026-10-31', 'off_track', 'Slipped.'),
              ],
            }),
          ),
        }),
      ),
    })

  async function queriesOf(by: Client, url: string): Promise<number> {
    const spy = vi.spyOn(pg.Client.prototype, 'query')
    try {
      expect([url, (await by.get(url)).status]).toEqual([url, 200])
      return spy.mock.calls.length
    } finally {
      spy.mockRestore()
    }
  }

  test('costs as many queries as one of 24: its plan page, report, action, milestone and the page of its leads', async () => {
    const [small, big] = [await here(large(6)), await here(large(60))]
    const addresses = ({ plan }: Here) => [
      `/plans/${plan.id}`,
      `/plans/${plan.id}?by=lead&asAt=2026-10-15`,
      `/plans/${plan.id}/findings`,
      `/reports/milestone-report?plan=${plan.id}&asAt=2026-11-23`,
      `/actions/${plan.of('a1')}`,
      `/milestones/${plan.of('m1-1')}`,
      '/updates',
      '/plans',
      '/',
    ]
    const count = async (one: Here) => {
      const found: [string, number][] = []
      for (const [index, url] of addresses(one).entries()) {
        found.push([
          addresses(small)[index]?.replace(/[\w-]{36}/g, ':id') ?? '',
          await queriesOf(one.lead, url),
        ])
      }
      return found
    }
    const [few, many] = [await count(small), await count(big)]
    expect(many).toEqual(few)
    for (const [url, queries] of many) expect([url, queries > 0 && queries < 30]).toEqual([url, true])
  })
})

describe('an act and its entry in the record', () => {
  const forbid = (table: string, check: string) =>
    asOwner(world.database.ownerUrl, async (owner) => {
      await owner.query(`alter table ${table} add constraint broken check (${check}) not valid`)
      return () =>
        asOwner(world.database.ownerUrl, (again) =>
          again.query(`alter table ${table} drop constraint broken`),
        )
    })

  test('stand or fall together: when the record cannot be written, no update, change or judgement is saved', async () => {
    const own = await here()
    const milestone = own.plan.of('m2')
    const before = [await progressOf(own, milestone), await changesOf(own, milestone)]
    const page = text(await own.manager.get(`/milestones/${milestone}`))
    const mend = await forbid(
      'record_entry',
      `act not in ('milestone.reported', 'milestone.changed', 'action.judged')`,
    )
    const answers = [
      await update(own.lead, milestone),
      await change(own.manager, milestone, { ...due('2027-03-01'), reason: 'Because', words: 'Other words' }),
      await own.lead.post(`/actions/${own.plan.of('a1')}/judgement`, {
        ...{ once: newId(), status: 'achieved', words: 'All done' },
      }),
    ]
    await mend()
    expect(answers.map(({ status }) => status)).toEqual([500, 500, 500])
    expect([await progressOf(own, milestone), await changesOf(own, milestone)]).toEqual(before)
    expect(text(await own.manager.get(`/milestones/${milestone}`))).toBe(page)
    expect(await recordOf(own, milestone)).toEqual([])
    expect(await recordOf(own, own.plan.of('a1'))).toEqual([])
  })

  test('a change that fails half-way leaves neither the first half nor a word in the record', async () => {
    const own = await here()
    const milestone = own.plan.of('m2')
    const page = text(await own.manager.get(`/milestones/${milestone}`))
    const mend = await forbid('plan_change', `changed_by <> 'Pat Manager'`)
    const answer = await change(own.manager, milestone, { ...due('2027-03-01'), reason: 'Because' })
    await mend()
    expect(answer.status).toBe(500)
    expect(text(answer)).not.toContain('broken')
    expect(text(await own.manager.get(`/milestones/${milestone}`))).toBe(page)
    expect(await recordOf(own, milestone)).toEqual([])
  })

  test('each changed field has its entry, in the words of the act and without what was typed', async () => {
    const own = await here()
    const milestone = own.plan.of('m4')
    await change(own.manager, milestone, { words: 'CANARY', ...due('2027-03-01'), reason: 'CANARY' })
    const entries = await recordOf(own, milestone)
    expect(entries.slice(0, 2)).toEqual([
      { act: 'milestone.changed', actor_name: 'Pat Manager', detail: { field: 'words' } },
      { act: 'milestone.changed', actor_name: 'Pat Manager', detail: { field: 'due' } },
    ])
    expect(JSON.stringify(entries)).not.toContain('CANARY')
  })
})
