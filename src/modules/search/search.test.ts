import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { furnish, type House } from '../../../tests/support/house.ts'
import { decode, linksOf, mainTextOf } from '../../../tests/support/html.ts'
import { milestoneDraft, said } from '../../../tests/support/small-plan.ts'
import { countStatements } from '../../../tests/support/statements.ts'
import { smallPlan, startWorld, type TestClient, type TestWorld } from '../../../tests/support/world.ts'
import type { Role } from '../../platform/access/permissions.ts'
import { asOwner } from '../../platform/db/connect.ts'
import { insertRows } from '../../platform/db/rows.ts'
import type { Scope } from '../../platform/db/scope.ts'
import { newId } from '../../platform/ids.ts'
import { nameStandIn } from '../absences/index.ts'
import { addEvidence } from '../evidence/index.ts'
import { addRemark } from '../plans/index.ts'
import { search } from './actions.ts'
import { ALL_KINDS } from './domain/kinds.ts'
import { readTyped } from './domain/typed.ts'

let world: TestWorld
let ours: House
let theirs: House
let manager: TestClient
beforeAll(async () => {
  world = await startWorld()
  ours = await furnish(world, 'Anyshire')
  theirs = await furnish(world, 'Othershire')
  for (const house of [ours, theirs]) await fill(house)
  manager = await as('programme_manager')
})
afterAll(() => world.close())

const as = async (role: Role, posts: readonly string[] = []) =>
  world.signedIn(await world.person(ours.area, { role, posts }))

/** The word that one thing of each kind bears, in either area. */
const WORD = 'kingfisher'

/** One thing of each kind, and the same in the other area. */
async function fill({ area, plan }: House): Promise<void> {
  const named = world.plan(
    area,
    smallPlan({
      title: `Kingfisher plan of ${area.name}`,
      reviews: smallPlan().reviews.map((review) => ({
        ...review,
        title: `Kingfisher review of ${area.name}`,
        findings: review.findings.map((finding, at) =>
          at === 0 ? { ...finding, ref: 'K7', words: `Kingfishers are counted in ${area.name}.` } : finding,
        ),
      })),
      actions: smallPlan().actions.map((action, at) =>
        at > 0
          ? action
          : {
              ...{ ...action, ref: '1.06', words: `Count every kingfisher of ${area.name}` },
              milestones: action.milestones.map((milestone, n) =>
                n > 0
                  ? milestone
                  : {
                      ...{ ...milestone, ref: '1.06b', words: `A kingfisher census of ${area.name}` },
                      updates: [
                        said('2026-11-20', 'achieved', `All kingfishers of ${area.name} were counted.`),
                      ],
                    },
              ),
            },
      ),
    }),
  )
  const { id: planId, of } = await named
  await world.scope(area, async (scope) => {
    const remark = { words: `Whose kingfisher? ${area.name}`, once: newId() }
    await addRemark(scope, { kind: 'milestone', id: of('m1') }, remark)
    const target = { kind: 'milestone', planId, id: of('m1'), descriptor: null } as const
    const none = { title: null, owner: null, datedOn: null, expiresOn: null, url: null, words: null }
    const file = { name: `kingfisher_census-${area.name}.txt`, bytes: Buffer.from(`Counted in ${area.name}`) }
    await addEvidence(scope, world.files, [target], {
      ...none,
      once: newId(),
      title: 'Count',
      kind: 'file',
      file,
    })
    await insertRows(scope, 'board', [{ id: newId(), name: `Kingfisher board of ${area.name}` }])
    await insertRows(scope, 'host_plan', [hostPlan(`Kingfisher plan of the trust in ${area.name}`)])
    await raise(scope, planId, `No kingfisher is left in ${area.name}`)
    await askForHelp(scope, planId, of('m1'), `A kingfisher expert for ${area.name}`)
    await sql`update import set title = ${`Kingfisher document of ${area.name}`} where area_id = ${area.id}`.execute(
      scope.db,
    )
    await sql`update plan set title = ${`Kingfisher months of ${area.name}`} where id = ${plan.id}`.execute(
      scope.db,
    )
  })
}

const hostPlan = (title: string) => ({
  ...{ id: newId(), level: 'partner', title, owner_words: 'Chief Nurse', once: newId() },
})

interface Raised {
  number?: number
  by?: string
  owner?: string
}

async function raise(scope: Scope, planId: string, title: string, raised: Raised = {}): Promise<void> {
  const { by = null, owner = null, number = 3 } = raised
  const id = newId()
  const { today, now } = scope
  const risk = { id, plan_id: planId, kind: 'risk', number, raised_on: today, raised_by: 'Somebody' }
  await insertRows(scope, 'risk', [{ ...risk, raised_by_id: by, once: newId() }])
  const score = { likelihood_before: 4, impact_before: 4, likelihood_after: 2, impact_after: 4 }
  const words = { title, cause: 'Cause', effect: 'Effect', response: 'treat', response_words: 'Plant trees' }
  const owned = { owner_words: 'Owner', owner_person_id: owner, state: 'open' }
  const said = { author_words: 'Owner', said_on: today, recorded_at: now, once: newId() }
  const state = { id: newId(), risk_id: id, plan_id: planId, ...score, ...words, ...owned, ...said }
  await insertRows(scope, 'risk_state', [state])
}

async function askForHelp(scope: Scope, planId: string, milestoneId: string, words: string): Promise<void> {
  const asked = { plan_id: planId, milestone_id: milestoneId, words, to_words: 'The board', state: 'open' }
  const opened = { opened_by: 'Lead', opened_on: scope.today, opened_at: scope.now, once: newId() }
  await insertRows(scope, 'support_request', [{ id: newId(), ...asked, ...opened }])
}

const find = (browser: TestClient, q: string, more: Record<string, string> = {}) =>
  browser.get(`/search?${new URLSearchParams({ q, ...more })}`)

/** What a page of hits says, hit for hit. */
const hitsOf = (body: string): string[] =>
  [...body.matchAll(/<li class="gt-hit">.*?<\/h2>/gs)].map(([hit]) =>
    decode(hit.replaceAll(/<[^>]+>/g, ' '))
      .replaceAll(/\s+/g, ' ')
      .trim(),
  )

const found = async (q: string, more: Record<string, string> = {}): Promise<string[]> =>
  hitsOf((await find(manager, q, more)).body)

const countsIn = (body: string): Record<string, string> =>
  Object.fromEntries(
    [...body.matchAll(/gt-count__number">([\d+]+)<\/span> <span class="gt-count__words">([^<]+)/g)].map(
      ([, number = '', kind = '']) => [decode(kind), number],
    ),
  )

describe('one box', () => {
  test('finds one thing of each kind, and counts them by kind', async () => {
    const { body, status } = await find(manager, WORD)
    expect(status).toBe(200)
    expect(countsIn(body)).toEqual({
      ...{
        Everything: '15',
        Plans: '2',
        Reviews: '1',
        Findings: '1',
        Actions: '1',
        Milestones: '1',
        Updates: '1',
      },
      ...{
        Comments: '1',
        'Requests for support': '1',
        Evidence: '1',
        'Risks and issues': '1',
        Documents: '1',
      },
      ...{ 'Frozen months': '1', Boards: '1', "Partners' plans": '1' },
    })
    expect(hitsOf(body)).toHaveLength(15)
  })

  test('finds every form of a word, and the words that begin as the last one does', async () => {
    for (const q of ['kingfishers counting', 'count kingf', 'COUNTED KINGFISHER'])
      expect(await found(q), q).toContain('Action 1.06 Count every kingfisher of Anyshire')
    expect(await found('kingf count')).toEqual([])
  })

  test('finds words between quotes in their order only', async () => {
    expect(await found('"kingfisher census"', { kind: 'milestone' })).toHaveLength(1)
    expect(await found('"census kingfisher"', { kind: 'milestone' })).toEqual([])
  })

  test('leaves out what holds a word with a minus', async () => {
    expect(await found('kingfisher -census', { kind: 'milestone' })).toEqual([])
    expect(await found('kingfisher -heron', { kind: 'milestone' })).toHaveLength(1)
    expect(mainTextOf((await find(manager, '-census')).body)).toContain('Say what to look for')
  })

  test('puts what bears the number that was typed first', async () => {
    expect((await found('1.06'))[0]).toMatch(/^Action 1.06 /)
    expect(mainTextOf((await find(manager, '1.06')).body)).toContain('What bears the number 1.06 comes first')
    expect((await found('1.06b'))[0]).toMatch(/^Milestone 1.06b /)
    expect((await found('k7'))[0]).toMatch(/^Finding K7 /)
    expect((await found('r3'))[0]).toMatch(/^Risk or issue R3 /)
  })

  test('finds a file by a part of its name', async () => {
    expect(await found('census-Anyshire', { kind: 'evidence' })).toEqual(['Evidence Count'])
  })

  test('finds what is written with a stroke or without a space', async () => {
    const plan = await world.plan(ours.area, {
      ...smallPlan({ title: 'Slashes' }),
      actions: smallPlan().actions.map((action) => ({
        ...action,
        milestones: [
          milestoneDraft(`${action.key}-m`, 'Agree the CIN/LAC protocol.Then publish it', { ref: '9' }),
        ],
      })),
    })
    for (const q of ['lac', 'cin', 'cin/lac', 'publish', 'protocol then'])
      expect(await found(q, { plan: plan.id, kind: 'milestone' }), q).toHaveLength(3)
  })

  test('goes through one plan only, where one is chosen', async () => {
    const { body } = await find(manager, WORD, { plan: ours.plan.id })
    expect(countsIn(body)).toEqual({ Everything: '2', Plans: '1', 'Frozen months': '1' })
  })

  test('says where each thing stands in the thread, each end a link that opens', async () => {
    const { body } = await find(manager, WORD, { kind: 'update' })
    const place = body.slice(
      body.indexOf('gt-hit__place'),
      body.indexOf('</ol>', body.indexOf('gt-hit__place')),
    )
    expect(mainTextOf(`<main>${place.slice(place.indexOf('>') + 1)}</main>`)).toMatch(
      /Kingfisher plan of Anyshire.*Finding K7 of Kingfisher review of Anyshire.*Action 1\.06.*Milestone 1\.06b/s,
    )
    expect(linksOf(place)).toHaveLength(4)
  })

  test('says of a claim of completion that nobody has verified it yet', async () => {
    expect(await found('census', { kind: 'milestone' })).toEqual([
      'Milestone 1.06b Completed, not yet verified A kingfisher census of Anyshire',
    ])
  })

  test('leads only to pages that open, for whoever finds them', async () => {
    for (const role of ['programme_manager', 'board_member', 'milestone_lead', 'qa_lead'] as const) {
      const reader = await as(role)
      const { body } = await find(reader, WORD)
      const links = linksOf(body.slice(body.indexOf('<ol class="gt-hits"'), body.indexOf('</main>')))
      // Pages of modules that come beside this one.
      for (const href of new Set(links.filter((link) => !/^\/(reviews|risks|host-plans)\//.test(link))))
        expect([role, href, (await reader.get(href.split('#')[0] ?? '')).status]).toEqual([role, href, 200])
    }
  })

  test('marks the words that were found, and nothing else', async () => {
    const { body } = await find(manager, '"kingfisher census"', { kind: 'milestone' })
    expect([...body.matchAll(/<mark>(.*?)<\/mark>/g)].map(([, words]) => words)).toEqual([
      'kingfisher census',
    ])
  })

  test('shows the words as they are now: the old ones lead nowhere', async () => {
    const { plan } = await reworded('A heron census')
    expect(await found('heron', { plan })).toHaveLength(1)
    await world.scope(ours.area, ({ db }) =>
      sql`update milestone set words = 'An otter census' where plan_id = ${plan} and ref = '1.1'`.execute(db),
    )
    await manager.post(`/milestones/${ours.plan.of('m1')}/remarks`, {
      once: newId(),
      words: 'Moves the record.',
    })
    expect(await found('heron', { plan })).toEqual([])
    expect(await found('otter', { plan })).toHaveLength(1)
  })

  test('says of what was dropped that it was', async () => {
    const { plan } = await reworded('A pelican census')
    await world.scope(ours.area, ({ db }) =>
      sql`update action set dropped_on = '2026-11-20', dropped_because = 'None live here' where plan_id = ${plan}`.execute(
        db,
      ),
    )
    expect(await found('pelican', { plan })).toEqual(['Milestone 1.1 Dropped A pelican census'])
  })

  test('says of what is to be dropped later nothing yet', async () => {
    const { plan } = await reworded('A cormorant census')
    await world.scope(ours.area, ({ db, today }) =>
      sql`update action set dropped_on = ${today}::date + 1, dropped_because = 'Later' where plan_id = ${plan}`.execute(
        db,
      ),
    )
    expect(await found('cormorant', { plan })).toEqual([expect.stringMatching(/^Milestone 1\.1 (?!Dropped)/)])
  })

  async function reworded(words: string): Promise<{ plan: string }> {
    const { id } = await world.plan(ours.area, {
      ...smallPlan({ title: 'Reworded' }),
      actions: smallPlan().actions.map((action) => ({
        ...action,
        milestones: action.milestones.map((one) => (one.key === 'm1' ? { ...one, words } : one)),
      })),
    })
    return { plan: id }
  }

  test('says what to try where nothing is found, and how to search before anything is asked', async () => {
    expect(mainTextOf((await find(manager, 'wordthatnobodywrote')).body)).toContain('Take a word away')
    expect(linksOf((await find(manager, 'kingfisher wordthatnobodywrote')).body)).toContain(
      '/search?q=kingfisher',
    )
    expect(mainTextOf((await find(manager, 'the')).body)).toContain('Small words')
    expect(mainTextOf((await manager.get('/search')).body)).toContain('Type one or more words')
  })

  test('turns its pages by 25, and says how many there are', async () => {
    const once = await world.plan(ours.area, manyMilestones(60))
    const first = await find(manager, 'dipper', { plan: once.id })
    expect(hitsOf(first.body)).toHaveLength(25)
    expect(mainTextOf(first.body)).toContain('60 things found for “dipper”, 1 to 25 shown')
    const last = await find(manager, 'dipper', { plan: once.id, page: '3' })
    expect(hitsOf(last.body)).toHaveLength(10)
    const seen = [first, await find(manager, 'dipper', { plan: once.id, page: '2' }), last].flatMap(
      ({ body }) => hitsOf(body),
    )
    expect(new Set(seen).size).toBe(60)
    expect(mainTextOf((await find(manager, 'dipper', { plan: once.id, page: '9' })).body)).toContain(
      'first one',
    )
  })

  const manyMilestones = (count: number) => ({
    ...smallPlan({ title: 'Many' }),
    actions: smallPlan()
      .actions.slice(0, 1)
      .map((action) => ({
        ...action,
        milestones: Array.from({ length: count }, (_, n) =>
          milestoneDraft(`n${n}`, `Ring dipper number ${n}`, { ref: `n${n}` }),
        ),
      })),
  })

  test('of what was said so often that nobody reads it all, shows the last, and says so', async () => {
    const plan = await world.plan(ours.area, smallPlan({ title: 'Chatter' }))
    await world.scope(ours.area, (scope) =>
      insertRows(scope, 'progress', chatter(scope, plan.of('m1'), plan.id, 270)),
    )
    const { body } = await find(manager, 'starling', { plan: plan.id })
    expect(mainTextOf(body)).toContain('only the last 250')
    expect(countsIn(body)).toEqual({ Everything: '250+', Updates: '250+' })
  })

  const chatter = ({ today, now }: Scope, milestoneId: string, planId: string, count: number) =>
    Array.from({ length: count }, (_, n) => ({
      ...{ id: newId(), plan_id: planId, milestone_id: milestoneId, said_on: today, status: 'on_track' },
      ...{ done: `Starling ${n} seen`, author_words: 'Lead', recorded_at: now, once: newId() },
    }))

  test('asks as much of the database for one hit as for a page of them', async () => {
    const asked = (q: string) =>
      countStatements(world, ours.area, (scope) =>
        search(scope, { typed: readTyped(q), kind: null, planId: null, page: 1 }),
      )
    expect(await asked('dipper')).toBe(await asked('"kingfisher census"'))
    expect(await asked('dipper')).toBeLessThanOrEqual(4)
  })
})

describe('who finds what', () => {
  test.each(['scrutiny_councillor', 'administrator'] as const)(
    'a %s has no box and no search',
    async (role) => {
      const reader = await as(role)
      expect((await find(reader, WORD)).status).toBe(403)
      expect((await reader.get('/')).body).not.toContain('role="search"')
    },
  )

  test('whoever may search has the box on every page', async () => {
    for (const path of ['/', '/plans', `/milestones/${ours.plan.of('m1')}`])
      expect((await manager.get(path)).body.match(/role="search"/g)).toHaveLength(1)
    expect((await manager.get('/search')).body.match(/role="search"/g)).toHaveLength(1)
  })

  test('kinds that a role may not open are neither shown nor counted, also when they are asked for', async () => {
    const analyst = await as('analyst')
    const { body } = await find(analyst, WORD)
    const counts = countsIn(body)
    expect([counts.Documents, counts.Boards, counts.Everything]).toEqual([undefined, undefined, '13'])
    expect(countsIn((await find(await as('privacy_officer'), WORD)).body)['Risks and issues']).toBeUndefined()
    for (const kind of ['document', 'board', 'nonsense'])
      expect(hitsOf((await find(analyst, WORD, { kind })).body)).toHaveLength(13)
  })

  test('a board member finds the boards on which they sit', async () => {
    const person = await world.person(ours.area, { role: 'board_member' })
    const member = await world.signedIn(person)
    expect(hitsOf((await find(member, 'kingfisher board', { kind: 'board' })).body)).toEqual([])
    await world.scope(ours.area, async (scope) => {
      const board = await scope.db
        .selectFrom('board')
        .select('id')
        .where('name', 'like', 'Kingfisher%')
        .executeTakeFirstOrThrow()
      const seat = { id: newId(), board_id: board.id, person_id: person.id, from_on: scope.today }
      await insertRows(scope, 'board_seat', [seat])
    })
    await manager.post(`/milestones/${ours.plan.of('m1')}/remarks`, {
      once: newId(),
      words: 'Moves it again.',
    })
    expect(hitsOf((await find(member, 'kingfisher board', { kind: 'board' })).body)).toHaveLength(1)
  })

  test('finds the terms of the glossary by what they are called and mean, while they stand', async () => {
    const keeper = await as('programme_manager')
    await keeper.post('/glossary/new', { term: 'Wagtail', meaning: 'A bird that promenades by water' })
    const { body } = await find(keeper, 'promenading')
    expect(hitsOf(body)).toEqual(['Term Wagtail'])
    const named = await find(keeper, 'wagtail')
    expect(mainTextOf(named.body)).toContain('A bird that promenades by water')
    const href = linksOf(body).find((link) => link.startsWith('/glossary#term-')) ?? ''
    expect((await keeper.get('/glossary')).body).toContain(`id="${href.split('#')[1]}"`)
    expect(hitsOf((await find(keeper, 'promenading', { plan: ours.plan.id })).body)).toEqual([])
    await keeper.post(`/glossary/${href.split('term-')[1]}/end`, { sure: 'yes' })
    expect(hitsOf((await find(keeper, 'wagtail')).body)).toEqual([])
  })

  test('a milestone lead finds the risks that they raised or own, and no other', async () => {
    const person = await world.person(ours.area, { role: 'milestone_lead' })
    const lead = await world.signedIn(person)
    expect(countsIn((await find(lead, WORD)).body)['Risks and issues']).toBeUndefined()
    expect(hitsOf((await find(lead, 'R3')).body).filter((hit) => hit.startsWith('Risk'))).toEqual([])
    await world.scope(ours.area, (scope) =>
      raise(scope, ours.plan.id, 'A curlew goes unseen', { by: person.id, number: 4 }),
    )
    expect(hitsOf((await find(lead, 'curlew')).body)).toEqual(['Risk or issue R4 Open A curlew goes unseen'])
  })

  test('a milestone lead also finds the risks of somebody in whose place they stand, while they do', async () => {
    const [away, helper] = await Promise.all(
      ['Owner', 'Helper'].map(() => world.person(ours.area, { role: 'milestone_lead' })),
    )
    if (!away || !helper) throw new Error('Nobody is there')
    const lead = await world.signedIn(helper)
    await world.scope(ours.area, (scope) =>
      raise(scope, ours.plan.id, 'A bittern is missed', { owner: away.id, number: 5 }),
    )
    expect(hitsOf((await find(lead, 'bittern')).body)).toEqual([])
    await world.scope(ours.area, (scope) =>
      nameStandIn(scope, { personId: away.id, standInId: helper.id, from: scope.today, to: scope.today }),
    )
    expect(hitsOf((await find(lead, 'bittern')).body)).toHaveLength(1)
  })
})

/** Everything that people paste by mistake or on purpose. */
const HOSTILE = [
  ...[
    `'`,
    `''`,
    `"`,
    `""`,
    `"""`,
    `\\`,
    `\\'`,
    `';`,
    `'; drop table plan; --`,
    `' or 1=1 --`,
    `$1`,
    `$$`,
    `%`,
    `_`,
    `%s`,
  ],
  ...[
    '&',
    '|',
    '!',
    '!!',
    '<->',
    '<1>',
    '& |',
    '(',
    ')',
    '()',
    '((((',
    'a & (b',
    ':*',
    'a:*',
    'a:*b',
    '*',
    ':A',
    'kingfisher:*ABCD',
  ],
  ...[
    '-',
    '--',
    '---',
    '- - -',
    '-"',
    '-""',
    '"-',
    '" "',
    '-"kingfisher',
    '!kingfisher',
    'kingfisher & !census',
  ],
  ...[
    '\0',
    '\u0000kingfisher',
    '\uD800',
    '\uDFFF x',
    '\uE000kingfisher\uE001',
    '\uFEFF',
    '\u202Ekingfisher',
    '\u200B',
    '🐦',
    '👩‍👩‍👧‍👦',
  ],
  ...[
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '"><svg onload=alert(1)>',
    '{{ page }}',
    '{% raw %}',
    '#{7*7}',
  ],
  ...[
    '</mark><script>',
    '<mark>',
    '&lt;b&gt;',
    '&#39;',
    '%00',
    '%27',
    '../../etc/passwd',
    'file:///etc/passwd',
    'http://x.example/?a=b&c=d',
  ],
  ...[
    'a'.repeat(10_000),
    'a '.repeat(5_000),
    '"'.repeat(500),
    '('.repeat(500),
    '- '.repeat(500),
    'the',
    'the and of',
    '1',
    '.',
    '1.',
    '.1',
    '1e9',
    '-1',
    '0x41',
  ],
  ...['ÀÉÎ', 'straße', 'ﬁnding', 'кошка', '子ども', 'ק', 'عربي', 'İstanbul', `O'Brien's`, 'children’s'],
]

describe('whatever is typed', () => {
  test('there is enough of it', () => expect(HOSTILE.length).toBeGreaterThan(60))

  test.each(HOSTILE.map((q, n) => [n, q]))(
    '%i is answered with a page, and stands in it as text',
    async (_, q) => {
      const { status, body } = await find(manager, q)
      expect(status).toBe(200)
      expect(body).not.toMatch(/<script>alert|<img src=x|<svg onload/)
      expect(body).not.toMatch(/[\uE000\uE001]/)
    },
  )

  test('odd addresses are answered too: a field twice, a page that is none, a plan that is none', async () => {
    for (const query of [
      'q=a&q=b',
      'q[]=a',
      'page=-1&q=a',
      'page=1e99&q=a',
      'page=x&q=a',
      'plan=x&q=a',
      'kind=%00&q=a',
    ])
      expect([query, (await manager.get(`/search?${query}`)).status]).toEqual([query, 200])
  })

  test('text that was written to do harm is shown as text, with its hit marked', async () => {
    const plan = await world.plan(ours.area, hostilePlan())
    for (let page = 1; page <= 6; page += 1) {
      const { status, body } = await find(manager, 'sparrow', { plan: plan.id, page: String(page) })
      expect(status).toBe(200)
      const hits = body.slice(body.indexOf('<ol class="gt-hits"'), body.indexOf('</main>'))
      expect(
        [...hits.matchAll(/<(?!\/?(?:ol|li|p|h2|a|mark|span|nav|div)\b)[^>]*>/g)].map(([tag]) => tag),
      ).toEqual([])
      for (const [, marked = ''] of hits.matchAll(/<mark>(.*?)<\/mark>/gs))
        expect(marked.toLowerCase()).toBe('sparrow')
    }
  })

  const hostilePlan = () => ({
    ...smallPlan({ title: 'Hostile' }),
    actions: smallPlan()
      .actions.slice(0, 1)
      .map((action) => ({
        ...action,
        milestones: HOSTILE.map((text, n) =>
          milestoneDraft(`h${n}`, `${clean(text)} sparrow ${clean(text)}`, {
            ref: `h${n}`,
            updates: [said('2026-11-20', 'on_track', `Sparrow: ${clean(text)}`)],
          }),
        ),
      })),
  })

  /** What no form lets in: PostgreSQL would not take it. */
  const clean = (text: string): string => text.replaceAll('\0', '').toWellFormed().slice(0, 2_000)
})

describe('another area', () => {
  test('has the same words, and none of its rows, counts or plans are found', async () => {
    const { body } = await find(manager, WORD)
    expect(body).not.toContain('Othershire')
    for (const q of ['Othershire', 'kingfisher othersh', '"Kingfisher plan of Othershire"']) {
      const answer = await find(manager, q)
      expect(hitsOf(answer.body)).toEqual([])
      expect(countsIn(answer.body)).toEqual({})
      expect(answer.body.replaceAll(/value="[^"]*"|<title>.*?<\/title>/g, '')).not.toContain('of Othershire')
    }
  })

  test('cannot be asked for by the id of its plan', async () => {
    const { body } = await find(manager, WORD, { plan: theirs.plan.id })
    expect(hitsOf(body)).toEqual([])
    expect(countsIn(body)).toEqual({})
  })

  test('cannot be asked for by typing the mark of its rows', async () => {
    for (const q of [
      `@${theirs.area.id}`,
      theirs.area.id,
      `"@${theirs.area.id}"`,
      `kingfisher @${theirs.area.id}`,
    ])
      expect(hitsOf((await find(manager, q)).body)).toEqual([])
  })
})

const everything = sql`select kind, id from search_area('[{"words": "kingfisher", "as": "word"}]', null,
  ${ALL_KINDS}::text[], null, null, null, null, null, 0, 1000) where id is not null`

describe('the words of a text', () => {
  test('are what is left when all punctuation but the apostrophe is a space, one for one', async () => {
    const typed = `a!"#$%&'()*+,-./0:;<=>?@A[\\]^_\`z{|}~\uE000é\uE001’ß`
    const { rows } = await sql<{ words: string }>`select search_words(${typed}) as words`.execute(world.pool)
    expect(rows[0]?.words).toBe("a      '        0       A      z     é ’ß")
  })
})

describe('the guarded function', () => {
  test('gives nothing where no area is set, and one area’s ids where one is', async () => {
    expect((await everything.execute(world.pool)).rows).toEqual([])
    const mine = await world.scope(ours.area, ({ db }) => everything.execute(db))
    const others = await world.scope(theirs.area, ({ db }) => everything.execute(db))
    expect(others.rows).toHaveLength(15)
    expect(mine.rows.length).toBeGreaterThanOrEqual(15)
    const ids = new Set(mine.rows.map((row) => (row as { id: string }).id))
    expect(others.rows.filter((row) => ids.has((row as { id: string }).id))).toEqual([])
  })

  test('belongs to no other role than its owner and the app, and looks nowhere but in our own schema', async () => {
    const rows = await asOwner(world.database.ownerUrl, async (owner) => {
      const { rows } = await owner.query(`
        select has_function_privilege('public', oid, 'execute') as everybody, proconfig, provolatile
          from pg_proc where proname = 'search_area'`)
      return rows
    })
    expect(rows).toEqual([
      {
        everybody: false,
        proconfig: ['search_path=pg_catalog, public, pg_temp', 'plan_cache_mode=force_generic_plan'],
        provolatile: 's',
      },
    ])
  })

  test('finds the same where its owner is no superuser and stands before the walls as the app does', async () => {
    const role = `gt_plain_${process.pid}`
    await asOwner(world.database.ownerUrl, async (owner) => {
      await owner.query(`create role ${role} noinherit; grant usage, create on schema public to ${role};
        grant select on all tables in schema public to ${role}`)
      const [{ signature }] = (
        await owner.query(
          `select oid::regprocedure::text as signature from pg_proc where proname = 'search_area'`,
        )
      ).rows
      const was = (await owner.query('select current_user as name')).rows[0].name
      await owner.query(`alter function ${signature} owner to ${role}`)
      try {
        const { rows } = await world.scope(theirs.area, ({ db }) => everything.execute(db))
        expect(rows).toHaveLength(15)
        expect((await everything.execute(world.pool)).rows).toEqual([])
      } finally {
        await owner.query(`alter function ${signature} owner to "${was}"`)
        await owner.query(`drop owned by ${role}; drop role ${role}`)
      }
    })
  })
})
