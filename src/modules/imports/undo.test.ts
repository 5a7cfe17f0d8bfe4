import { type RawBuilder, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mainTextOf } from '../../../tests/support/html.ts'
import {
  idOf,
  type Journey,
  samplePlan,
  startJourney,
  withoutRow,
  withRow,
} from '../../../tests/support/import-journey.ts'
import { startWorld, type TestWorld } from '../../../tests/support/world.ts'
import { newId } from '../../platform/ids.ts'
import { addEvidence, detachEvidence, getEvidence } from '../evidence/index.ts'
import { planHash } from '../plans/index.ts'
import { addJudgements, listAllFindings, listReviews, sayTheSame } from '../reviews/index.ts'

let world: TestWorld
let journey: Journey
let first = ''
let planId = ''

const FIRST = samplePlan()

beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

async function withFirst() {
  journey = await startJourney(world)
  first = await journey.bringIn(FIRST)
  planId = await journey.planOf(first)
}

/** Evidence under a milestone, as somebody attaches it. */
const attest = (milestoneId: string, detached: boolean) =>
  world.scope(journey.area, async (scope) => {
    const s = { ...scope, actor: { ...scope.actor, name: 'Quality Manager' } }
    const none = { owner: null, datedOn: null, expiresOn: null, file: null, url: null }
    const target = { kind: 'milestone', planId, id: milestoneId, descriptor: null } as const
    const note = { ...none, once: crypto.randomUUID(), kind: 'note', title: 'A note', words: 'Seen' } as const
    const id = await addEvidence(s, world.files, [target], note)
    const { uses } = await getEvidence(s, id)
    if (detached) await detachEvidence(s, id, uses[0]?.id ?? '', 'Not of this')
  })

const result = async (path = first) => mainTextOf((await journey.browser.get(path)).body)

describe('an import that made a plan, taken back', () => {
  test('leaves every table as it was before, and its title free', async () => {
    journey = await startJourney(world)
    const before = await journey.tables()
    const path = await journey.bringIn(FIRST)
    expect(await journey.tables()).not.toEqual(before)
    expect((await journey.undo(path)).status).toBe(303)
    expect(await journey.tables()).toEqual(before)
    await journey.bringIn(FIRST)
    expect(await journey.rows(sql`select title from plan`)).toEqual([{ title: FIRST.title }])
  })

  test('a second time is refused in words', async () => {
    await withFirst()
    await journey.undo(first)
    const again = await journey.undo(first)
    expect(again.status).toBe(422)
    expect(mainTextOf(again.body)).toContain('there is nothing to take back')
  })

  test('leaves the row that a lead has said something of, with its action, theme and finding, and names them', async () => {
    await withFirst()
    await journey.say(await journey.milestone(planId, '1.2'))
    await journey.undo(first)
    expect(await journey.rows(sql`select ref from milestone`)).toEqual([{ ref: '1.2' }])
    expect(await journey.rows(sql`select ref from action`)).toEqual([{ ref: '1' }])
    expect(await journey.rows(sql`select name from theme`)).toEqual([{ name: 'The front door' }])
    // Action 1 and milestone 1.2 cite what they cite; finding 2 is cited by 1.2.
    expect(await journey.rows(sql`select ref from finding`)).toEqual([{ ref: '2' }])
    expect(await journey.rows(sql`select status from progress order by said_on`)).toHaveLength(2)
    const text = await result()
    expect(text).toContain('Milestone 1.2: Contacts counted')
    expect(text).toContain('has worked on it since')
    for (const named of ['Action 1', 'Theme : The front door', 'Finding 2', 'Plan : Brookshire'])
      expect(text.replaceAll(/\s+:/g, ' :')).toContain(named)
  })

  test('leaves the update that somebody else has judged, with its milestone', async () => {
    await withFirst()
    const milestone = await journey.milestone(planId, '1.2')
    const [said] = await journey.rows<{ id: string }>(
      sql`select id from progress where milestone_id = ${milestone}`,
    )
    await world.scope(journey.area, ({ db, areaId }) =>
      sql`insert into assessment (area_id, id, plan_id, milestone_id, progress_id, verdict, words, author_words,
            said_on, recorded_at, once)
          values (${areaId}, ${crypto.randomUUID()}, ${planId}, ${milestone}, ${said?.id}, 'queried', 'Which?',
            'Somebody', '2026-11-23', now(), ${crypto.randomUUID()})`.execute(db),
    )
    expect((await journey.undo(first)).status).toBe(303)
    expect(await journey.rows(sql`select ref from milestone`)).toEqual([{ ref: '1.2' }])
    expect(await journey.rows(sql`select id from progress`)).toEqual([{ id: said?.id }])
  })

  test('leaves findings that somebody has said to be the same, with their review, and names them', async () => {
    await withFirst()
    await world.scope(journey.area, async (scope) => {
      const s = { ...scope, actor: { ...scope.actor, name: 'Quality Manager' } }
      const findingIds = (await listAllFindings(s)).map(({ id }) => id)
      await sayTheSame(s, { once: newId(), words: 'Contacts are counted', findingIds })
    })
    expect((await journey.undo(first)).status).toBe(303)
    expect(await journey.rows(sql`select ref from finding order by ref`)).toEqual([
      { ref: '1' },
      { ref: '2' },
    ])
    expect(await journey.rows(sql`select id from milestone`)).toEqual([])
    expect(await result()).toContain('Quality Manager has worked on it since')
  })

  test('leaves the review that somebody has judged or changed since', async () => {
    await withFirst()
    await world.scope(journey.area, async (s) => {
      const [review] = await listReviews(s)
      await addJudgements(s, review?.id ?? '', newId(), [{ about: 'Leadership', grade: 'weak' }])
    })
    expect((await journey.undo(first)).status).toBe(303)
    expect(await journey.rows(sql`select title from review`)).toHaveLength(1)
    expect(await journey.rows(sql`select ref from finding`)).toEqual([])
  })

  test.each([
    ['stands', false],
    ['was put there, and detached again', true],
  ])('leaves the row under which evidence %s, and says by whom', async (_, detached) => {
    await withFirst()
    await attest(await journey.milestone(planId, '3.1'), detached)
    await journey.undo(first)
    expect(await journey.rows(sql`select ref from milestone`)).toEqual([{ ref: '3.1' }])
    expect(await journey.rows(sql`select count(*)::int as uses from evidence_use`)).toEqual([{ uses: 1 }])
    expect(await result()).toContain('Quality Manager')
  })

  test('leaves the plan whose hash evidence does not change: it says the same as before', async () => {
    await withFirst()
    const hash = () => world.scope(journey.area, (scope) => planHash(scope, planId))
    const before = await hash()
    await attest(await journey.milestone(planId, '3.1'), false)
    expect(await hash()).toBe(before)
  })

  test('leaves the row whose date somebody has changed since', async () => {
    await withFirst()
    await journey.redate(await journey.milestone(planId, '3.2'), '2027-04-30')
    await journey.undo(first)
    expect(await journey.rows(sql`select ref, due_on from milestone`)).toEqual([
      { ref: '3.2', due_on: '2027-04-30' },
    ])
  })

  test('leaves what another document has named since, and says which', async () => {
    await withFirst()
    await journey.bringIn(withoutRow(FIRST, '3.2'), planId)
    await journey.undo(first)
    const left = await journey.rows<{ ref: string }>(sql`select ref from milestone order by ref`)
    expect(left.map(({ ref }) => ref)).toEqual(['1.1', '1.2', '1.3', '2.1', '3.1'])
    expect(await result()).toContain('was brought into it since')
  })

  test('together with the edition on top of it, taken back first, leaves every table as it was', async () => {
    journey = await startJourney(world)
    const before = await journey.tables()
    first = await journey.bringIn(FIRST)
    planId = await journey.planOf(first)
    const hash = await journey.hash(planId)
    const second = await journey.bringIn(withRow(FIRST, '2.1', { board: 'Another Board', due: '' }), planId)
    await journey.undo(second)
    expect(await journey.hash(planId)).toBe(hash)
    await journey.undo(first)
    expect(await journey.tables()).toEqual(before)
    expect(await journey.browser.get(second)).toMatchObject({ status: 200 })
  })

  test('is refused while another document is being brought into the plan, and done once that is set aside', async () => {
    await withFirst()
    const open = await journey.bring(FIRST)
    const before = await journey.tables()
    const answer = await journey.undo(first)
    expect(answer.status).toBe(422)
    expect(mainTextOf(answer.body)).toContain('is being brought into this plan')
    expect(await journey.tables()).toEqual(before)
    await journey.browser.post(`${open}/discard`)
    expect((await journey.undo(first)).status).toBe(303)
    expect(await journey.rows(sql`select id from plan`)).toEqual([])
  })

  test('leaves a board that it made and another plan uses', async () => {
    await withFirst()
    const other = samplePlan('Another plan')
    await journey.bringIn({ ...other, actions: other.actions.slice(1, 2) })
    await journey.undo(first)
    expect(await journey.rows(sql`select name from board`)).toEqual([{ name: 'Operations Group' }])
    expect(await result()).toContain('Operations Group')
  })

  test('leaves the plan of which somebody has accepted a fault; once that is taken back, everything goes', async () => {
    for (const withdrawn of [false, true]) {
      await withFirst()
      const id = await journey.milestone(planId, '2.1')
      await world.scope(journey.area, ({ db, areaId }) =>
        sql`insert into xray_acceptance (area_id, id, plan_id, rule, thing_kind, thing_id, thing_key, fingerprint,
              reason, accepted_by, accepted_at, withdrawn_by, withdrawn_at)
            values (${areaId}, ${crypto.randomUUID()}, ${planId}, 'action-without-measure', 'milestone', ${id}, 'x', 'x',
              'As agreed', 'Somebody', now(), ${withdrawn ? 'Somebody' : null}, ${withdrawn ? new Date() : null})`.execute(
          db,
        ),
      )
      expect((await journey.undo(first)).status).toBe(303)
      expect(await journey.rows(sql`select ref from milestone`)).toEqual(withdrawn ? [] : [{ ref: '2.1' }])
    }
  })

  const insert = (
    work: (areaId: string, of: { milestone: string; action: string; board: string }) => RawBuilder<unknown>,
  ) =>
    world.scope(journey.area, async ({ db, areaId }) => {
      const one = async (query: RawBuilder<{ id: string }>) => (await query.execute(db)).rows[0]?.id ?? ''
      const of = {
        milestone: await one(sql`select id from milestone where ref = '2.1'`),
        action: await one(sql`select id from action where ref = '2'`),
        board: await one(sql`select id from board where name = 'Quality Board'`),
      }
      await work(areaId, of).execute(db)
    })

  const left = async () => [
    ...(await journey.rows<{ ref: string }>(sql`select ref from action order by 1`)).map(({ ref }) => ref),
    ...(await journey.rows<{ ref: string }>(sql`select ref from milestone order by 1`)).map(({ ref }) => ref),
  ]

  test.each([
    [
      'a comment on a milestone',
      ['2', '2.1'],
      (area: string, { milestone }: { milestone: string }) =>
        sql`insert into remark (area_id, id, plan_id, milestone_id, words, author_words, said_on, recorded_at, once)
            values (${area}, ${newId()}, ${planId}, ${milestone}, 'Well.', 'Somebody', '2026-11-23', now(), ${newId()})`,
    ],
    [
      'a comment on an action',
      ['2'],
      (area: string, { action }: { action: string }) =>
        sql`insert into remark (area_id, id, plan_id, action_id, words, author_words, said_on, recorded_at, once)
            values (${area}, ${newId()}, ${planId}, ${action}, 'Well.', 'Somebody', '2026-11-23', now(), ${newId()})`,
    ],
    [
      'a request for support',
      ['2', '2.1'],
      (area: string, { milestone, board }: { milestone: string; board: string }) =>
        sql`insert into support_request (area_id, id, plan_id, milestone_id, words, to_board_id, to_words, state,
              opened_by, opened_on, opened_at, once)
            values (${area}, ${newId()}, ${planId}, ${milestone}, 'Help', ${board}, 'Quality Board', 'open',
              'Somebody', '2026-11-23', now(), ${newId()})`,
    ],
    [
      'an assessment of what it said',
      ['2', '2.1'],
      (area: string, { milestone }: { milestone: string }) =>
        sql`insert into assessment (area_id, id, plan_id, milestone_id, progress_id, verdict, author_words, said_on,
              recorded_at, once)
            select ${area}, ${newId()}, plan_id, milestone_id, id, 'accepted', 'Somebody', '2026-11-23', now(), ${newId()}
              from progress where milestone_id = ${milestone} limit 1`,
    ],
    [
      'a seat on a board that it made',
      [],
      (area: string, { board }: { board: string }) =>
        sql`insert into board_seat (area_id, id, board_id, person_id, from_on)
            select ${area}, ${newId()}, ${board}, id, '2026-11-23' from person where name = 'Performance Manager'`,
    ],
  ])('leaves what %s hangs on, and says why', async (_what, stays, hang) => {
    await withFirst()
    await insert(hang)
    expect((await journey.undo(first)).status).toBe(303)
    expect(await left()).toEqual(stays)
    expect(await result()).toMatch(/(Somebody|Performance Manager) has worked on it since/)
  })
})

describe('an import that changed a plan, taken back', () => {
  const CHANGED = {
    ...withRow(
      withRow(
        withRow(withoutRow(FIRST, '1.3'), '1.2', { due: '31-Jan-2027', lead: 'Performance Manager' }),
        '3.1',
        { note: 'November 2026 - Off track. No offers.', status: 'Off track', board: 'Training Board' },
      ),
      '2.1',
      { words: 'Visits planned two weeks ahead' },
    ),
    findings: ['Answer contacts within one day', 'Show the board what comes in', 'Visit in time'],
  }
  CHANGED.actions = [
    ...CHANGED.actions,
    {
      theme: 'Data',
      ref: '4',
      words: 'Know the numbers',
      rows: [{ ref: '4.1', words: 'A weekly sheet', board: 'Data Board' }],
    },
  ]

  test('gives the plan the hash that it had: dates, leads, boards, words, findings, updates, what was dropped and added', async () => {
    await withFirst()
    const { origin: _o, ...before } = await journey.tables()
    const hash = await journey.hash(planId)
    const path = await journey.bring(CHANGED)
    await journey.browser.post(`${path}/preview`, {
      ...{
        'row:0': `gone ${await journey.milestone(planId, '1.3')}`,
        '0:became': 'dropped',
        '0:words': 'Done elsewhere',
      },
    })
    expect(await journey.fates(path)).toEqual({ new: 1, changed: 3, unchanged: 2, offered: 0, gone: 1 })
    expect((await journey.confirm(path)).status).toBe(303)
    const after = await journey.tables()
    for (const table of [
      'milestone',
      'lead',
      'monitoring',
      'board',
      'progress',
      'finding',
      'theme',
      'action',
    ])
      expect([table, after[table]]).not.toEqual([table, before[table]])
    expect((await journey.undo(path)).status).toBe(303)
    expect(await journey.hash(planId)).toBe(hash)
    const { origin: _p, lead, monitoring, ...back } = await journey.tables()
    // Leads and boards that were put back are the same ones under new row ids: the hash above holds what they say.
    const { lead: leadBefore, monitoring: monitoringBefore, ...then } = before
    expect(back).toEqual(then)
    for (const [now, was] of [
      [lead, leadBefore],
      [monitoring, monitoringBefore],
    ])
      expect(now?.split(' ')[0]).toBe(was?.split(' ')[0])
    expect(await result(path)).not.toContain('its due date was changed since')
  })

  test('leaves the field that somebody has changed since, names it, and puts the others back', async () => {
    await withFirst()
    const path = await journey.bringIn(
      withRow(withRow(FIRST, '1.2', { due: '31-Jan-2027' }), '2.1', { due: '15-Dec-2026' }),
      planId,
    )
    await journey.redate(await journey.milestone(planId, '1.2'), '2027-02-28')
    await journey.undo(path)
    expect(
      await journey.rows(sql`select ref, due_on from milestone where ref in ('1.2', '2.1') order by 1`),
    ).toEqual([
      { ref: '1.2', due_on: '2027-02-28' },
      { ref: '2.1', due_on: '2026-11-30' },
    ])
    expect(await result(path)).toContain('its due date was changed since')
  })

  test('and brought in again is as it was brought in the first time', async () => {
    await withFirst()
    const path = await journey.bringIn(CHANGED, planId)
    const fates = await journey.fates(path)
    await journey.undo(path)
    const again = await journey.bringIn(CHANGED, planId)
    expect(await journey.fates(again)).toEqual(fates)
    expect(await journey.fates(await journey.bring(CHANGED))).toMatchObject({ new: 0, changed: 0 })
  })

  test('by two people at the same moment is taken back once', async () => {
    await withFirst()
    const path = await journey.bringIn(CHANGED, planId)
    const answers = await Promise.all([journey.undo(path), journey.undo(path)])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422])
    expect(idOf(path)).not.toBe('')
  })
})
