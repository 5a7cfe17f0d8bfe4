/** Evidence behind a claim: kept, found, replaced, taken away, and never lost; told by asking, through HTTP. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { KyselyPlugin } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mainTextOf } from '../../../tests/support/html.ts'
import {
  smallPlan,
  startWorld,
  type TestArea,
  type TestClient,
  type TestPlan,
  type TestWorld,
} from '../../../tests/support/world.ts'
import { addEvidence, descriptorKey, listEvidence, listEvidenceOf } from '../evidence/index.ts'
import { readRegister } from './actions/evidence.ts'
import { readPlan } from './actions/read.ts'
import type { TableDraft } from './domain/draft.ts'

let world: TestWorld
let area: TestArea
let plan: TestPlan
let manager: TestClient
let lead: TestClient

beforeAll(async () => {
  world = await startWorld()
  area = await world.area({ name: 'Anyshire' })
  plan = await world.plan(area)
  manager = await world.signedIn(await world.person(area, { role: 'programme_manager', name: 'Manager' }))
  lead = await world.signedIn(
    await world.person(area, { role: 'milestone_lead', name: 'Lead', posts: POSTS_HELD }),
  )
})
afterAll(() => world.close())

const at = (milestone: string) => `/milestones/${plan.of(milestone)}`
const once = () => crypto.randomUUID()
const NONE = { name: '', bytes: '' }
const POSTS_HELD = ['Head of First Response']
const PDF = '%PDF-1.7\n% an audit of thirty files\n%%EOF'

const add = (
  browser: TestClient,
  milestone: string,
  fields: Record<string, string>,
  file = { name: '', bytes: '' as string | Buffer },
) => browser.upload(`${at(milestone)}/evidence`, { once: once(), kind: 'file', ...fields }, file)

const held = async (title: string) => {
  const pieces = await world.scope(area, listEvidence)
  return pieces.filter((piece) => piece.title === title)
}

async function one(title: string) {
  const [piece, ...more] = await held(title)
  if (!piece || more.length > 0) throw new Error(`There is not one "${title}"`)
  return piece
}

describe('a lead shows what proves a milestone', () => {
  test('a file: said beside the claim with owner, dates and who added it, and had again byte for byte', async () => {
    const answer = await add(
      lead,
      'm1',
      {
        title: 'Audit of thirty files',
        owner: 'Quality team',
        datedOn: '2026-11-01',
        expiresOn: '2027-11-01',
      },
      { name: 'audit.pdf', bytes: PDF },
    )
    expect(answer.location).toBe(at('m1'))
    const page = mainTextOf((await lead.get(at('m1'))).body)
    expect(page).toContain('Audit of thirty files')
    expect(page).toContain(
      'Owner: Quality team; dated 1 November 2026; counts until 1 November 2027; added by Lead on 23 November 2026',
    )
    const { id } = await one('Audit of thirty files')
    const file = await lead.get(`/evidence/${id}/versions/1`)
    expect(file.status).toBe(200)
    expect(file.bytes.toString()).toBe(PDF)
    expect(file.headers).toMatchObject({
      'content-disposition': 'attachment; filename=audit.pdf',
      'content-type': 'application/pdf',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'no-store',
    })
  })

  test('a link and a note; the thread shows both, and the update form’s words beside them', async () => {
    await add(lead, 'm2', { kind: 'link', url: 'https://anyshire.example/rota?week=2', title: 'The rota' })
    await add(lead, 'm2', { kind: 'note', title: 'A visit', words: 'Five managers were on shift.' })
    const page = mainTextOf((await lead.get(at('m2'))).body)
    expect(page).toContain('2 pieces of evidence, the first attached first')
    expect(page).toMatch(/The thread.*Evidence The rota A visit/)
    const rota = await lead.get(`/evidence/${(await one('The rota')).id}`)
    expect(rota.body).toContain('href="https://anyshire.example/rota?week=2" rel="noreferrer noopener"')
    const visit = await lead.get(`/evidence/${(await one('A visit')).id}`)
    expect(mainTextOf(visit.body)).toContain('Five managers were on shift.')
  })

  test('sent ten times at once it is kept once; other words under the same mark are kept too', async () => {
    const note = { once: once(), kind: 'note', title: 'Sent twice', words: 'Once.' }
    const answers = await Promise.all(Array.from({ length: 10 }, () => add(lead, 'm2', note)))
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(303))
    expect(await held('Sent twice')).toHaveLength(1)
    await add(lead, 'm2', { ...note, words: 'Twice.' })
    expect((await held('Sent twice')).map(({ words }) => words).sort()).toEqual(['Once.', 'Twice.'])
  })

  test('a success criterion is proved on the page of its action', async () => {
    const action = `/actions/${plan.of('a1')}`
    const door = /\/criteria\/[\w-]+\/evidence/.exec((await lead.get(action)).body)?.[0] ?? ''
    const answer = await lead.upload(
      door,
      { once: once(), kind: 'note', title: 'Weekly count', words: '96%' },
      NONE,
    )
    expect(answer.status).toBe(303)
    expect(mainTextOf((await lead.get(action)).body)).toContain('Weekly count')
    expect(mainTextOf((await lead.get(answer.location)).body)).toContain(
      'Success criterion 1: 95% of contacts',
    )
  })

  test('what is held already is attached to more', async () => {
    const { id } = await one('The rota')
    expect((await lead.post(`${at('m1')}/evidence/attach`, { evidence: id })).location).toBe(at('m1'))
    expect((await lead.post(`${at('m1')}/evidence/attach`, { evidence: id })).status).toBe(303)
    expect((await one('The rota')).uses).toHaveLength(2)
    const choice = await manager.get(`/evidence/${id}/attach`)
    expect(mainTextOf(choice.body)).toContain('2.1 Train every social worker in direct work')
    const target = `milestone ${plan.of('m3')}`
    expect((await manager.post(`/evidence/${id}/attach`, { plan: plan.id, target })).status).toBe(303)
    expect(mainTextOf((await manager.get(at('m3'))).body)).toContain('The rota')
    // A lead is not offered what somebody else leads, and cannot name it either.
    expect((await lead.get(`/evidence/${id}/attach`)).body).not.toContain(plan.of('m5'))
    const refused = await lead.post(`/evidence/${id}/attach`, {
      plan: plan.id,
      target: `milestone ${plan.of('m5')}`,
    })
    expect([refused.status, mainTextOf(refused.body)]).toEqual([
      422,
      expect.stringContaining('from the list'),
    ])
  })

  test('a statement of a judgement matrix is proved too, on the day and not before', async () => {
    const descriptor = 'Decisions are timely'
    const matrix = {
      kind: 'matrix',
      title: 'Matrix',
      headings: [],
      rows: [],
      descriptors: [{ descriptor, entries: [] }],
    }
    const other = await world.plan(
      area,
      smallPlan({ title: 'With a matrix', tables: [matrix as TableDraft] }),
    )
    const { id } = await one('The rota')
    const choice = await manager.get(`/evidence/${id}/attach?plan=${other.id}`)
    const target = /value="(descriptor [^"]+)"/.exec(choice.body)?.[1] ?? ''
    expect((await manager.post(`/evidence/${id}/attach`, { plan: other.id, target })).status).toBe(303)
    expect(mainTextOf((await manager.get(`/evidence/${id}`)).body)).toContain(
      'Statement: Decisions are timely',
    )
    const tableId = target.split(' ')[1] ?? ''
    const provedOn = (day: string) =>
      world.scope(area, async (scope) => {
        const evidence = await listEvidenceOf(scope, other.id, day)
        return evidence.get(descriptorKey(tableId, descriptor))?.map(({ title }) => title) ?? []
      })
    expect([await provedOn('2026-11-23'), await provedOn('2026-11-22')]).toEqual([['The rota'], []])
  })

  test('nobody adds to what they do not lead, nor changes what is not theirs', async () => {
    expect((await lead.get(`${at('m5')}/evidence`)).status).toBe(403)
    expect((await add(lead, 'm5', { kind: 'note', title: 'Not mine', words: 'No.' })).status).toBe(403)
    await add(manager, 'm5', { kind: 'note', title: 'Another’s', words: 'Yes.' })
    const { id } = await one('Another’s')
    for (const act of ['withdraw', 'new-version']) {
      expect((await lead.get(`/evidence/${id}/${act}`)).status).toBe(403)
    }
    expect((await lead.post(`/evidence/${id}/withdraw`, { reason: 'No' })).status).toBe(403)
    expect((await lead.get(`/evidence/${id}`)).body).not.toContain('/withdraw')
    expect((await one('Another’s')).withdrawn).toBeNull()
  })

  test('the bearer of a link adds to the milestones of that link, and to no other', async () => {
    const input = {
      ...{ once: once(), kind: 'note' as const, title: 'By link', words: 'Done.', owner: null, url: null },
      ...{ datedOn: null, expiresOn: null, file: null },
    }
    const about = (milestone: string) => [
      { kind: 'milestone' as const, planId: plan.id, id: plan.of(milestone), descriptor: null },
    ]
    const byLink = (milestone: string) =>
      world.scope(area, (s) => {
        const actor = { ...s.actor, kind: 'link' as const, asked: [plan.of('m4')] }
        return addEvidence({ ...s, actor }, world.files, about(milestone), input)
      })
    await expect(byLink('m5')).rejects.toThrow('Not allowed')
    expect(await byLink('m4')).toBe((await one('By link')).id)
  })
})

describe('a file is refused in words, and what was typed stays', () => {
  const typed = { title: 'Kept title', owner: 'Kept owner', expiresOn: '2027-03-31' }

  test.each([
    ['of no kind that is taken', 'page.html', '<script>alert(1)</script>', 'a .html file is not taken'],
    ['with a drawing that can hold scripts', 'x.svg', '<svg xmlns="x"/>', 'a .svg file is not taken'],
    ['a program', 'setup.exe', 'MZ', 'a .exe file is not taken'],
    ['a program with two endings', 'report.pdf.exe', 'MZ', 'a .exe file is not taken'],
    ['a program that calls itself a text', 'report.txt', 'MZ\u0000\u0001', 'does not hold plain text'],
    ['something that calls itself a PDF', 'report.pdf', 'Hello', 'does not hold a PDF'],
    ['a workbook with macros', 'sheet.xlsm', 'PK', 'has macros in it'],
    [
      'macros under another name',
      'sheet.xlsx',
      'PK\u0003\u0004 [Content_Types].xml xl/vbaProject.bin',
      'has macros in it',
    ],
    ['of an old kind', 'letter.doc', 'x', 'save it as .docx'],
    ['empty', 'empty.pdf', '', 'The file is empty'],
    ['without an ending', 'README', 'Hello', 'a file of no kind is not taken'],
  ])('%s', async (_, name, bytes, words) => {
    const answer = await add(lead, 'm2', typed, { name, bytes })
    expect([answer.status, mainTextOf(answer.body)]).toEqual([422, expect.stringContaining(words)])
    for (const text of Object.values(typed)) expect(answer.body).toContain(`value="${text}"`)
    expect(await held('Kept title')).toEqual([])
  })

  test('locked with a password', async () => {
    const answer = await add(lead, 'm2', typed, {
      name: 'a.docx',
      bytes: Buffer.from('d0cf11e0a1b11ae100', 'hex'),
    })
    expect(mainTextOf(answer.body)).toContain('locked with a password')
  })

  test('larger than 20 MB', async () => {
    const bytes = Buffer.alloc(20 * 1024 * 1024 + 1, '%PDF-')
    const answer = await add(lead, 'm2', typed, { name: 'big.pdf', bytes })
    expect([answer.status, mainTextOf(answer.body)]).toEqual([
      422,
      expect.stringContaining('larger than 20 MB'),
    ])
    expect(answer.body).toContain('value="Kept title"')
  })

  test.each([
    ['none chosen', { kind: 'file' }, 'Choose a file'],
    ['a link that runs', { kind: 'link', url: 'javascript:alert(1)' }, 'Enter the whole address'],
    [
      'a link with a password in it',
      { kind: 'link', url: 'https://a:b@anyshire.example/' },
      'Enter the whole address',
    ],
    ['a note without words', { kind: 'note' }, 'Write the note'],
    [
      'out of date before it was written',
      { kind: 'note', words: 'x', datedOn: '2027-04-01' },
      'on or after the date',
    ],
    ['a day that is none', { kind: 'note', words: 'x', datedOn: '2026-02-30' }, 'must be a real date'],
  ])('%s', async (_, fields, words) => {
    const answer = await add(lead, 'm2', { ...typed, ...fields })
    expect([answer.status, mainTextOf(answer.body)]).toEqual([422, expect.stringContaining(words)])
    expect(answer.body).toContain('value="Kept title"')
  })

  test('a name is cleaned, and never a path', async () => {
    await add(lead, 'm2', { title: 'Odd name' }, { name: '..\\..\\<b>\u202e"x".txt', bytes: 'Hello' })
    const { id, versions } = await one('Odd name')
    expect(versions[0]?.name).toBe('_b___22x_22.txt')
    expect((await lead.get(`/evidence/${id}/versions/1`)).headers['content-disposition']).toBe(
      'attachment; filename=_b___22x_22.txt',
    )
  })
})

describe('nothing of it is lost', () => {
  test('a newer version takes the place of an older one, which can still be had', async () => {
    await add(lead, 'm1', { title: 'Growing' }, { name: 'one.txt', bytes: 'One' })
    const { id } = await one('Growing')
    const send = (name: string, bytes: string) =>
      lead.upload(`/evidence/${id}/new-version`, {}, { name, bytes })
    expect((await send('two.txt', 'Two')).location).toBe(`/evidence/${id}`)
    // The browser's double press: the very same file is no third version.
    await send('two.txt', 'Two')
    expect((await send('three.exe', 'MZ')).status).toBe(422)
    expect((await one('Growing')).versions.map(({ number, name }) => [number, name])).toEqual([
      [2, 'two.txt'],
      [1, 'one.txt'],
    ])
    const words = await Promise.all(
      [1, 2].map(async (n) => (await lead.get(`/evidence/${id}/versions/${n}`)).body),
    )
    expect(words).toEqual(['One', 'Two'])
    expect((await lead.get(`/evidence/${id}/versions/3`)).status).toBe(404)
  })

  test('detached and withdrawn with a reason: gone from today, there on every earlier day', async () => {
    const evidenceOn = async (day: string) => mainTextOf((await lead.get(`${at('m2')}?asAt=${day}`)).body)
    await add(lead, 'm2', { kind: 'note', title: 'Detached one', words: 'x' })
    await add(lead, 'm2', { kind: 'note', title: 'Withdrawn one', words: 'x' })
    const [detached, withdrawn] = [await one('Detached one'), await one('Withdrawn one')]
    world.clock.forward({ days: 2 })
    await lead.signInAs(await world.person(area, { role: 'milestone_lead', name: 'Lead', posts: POSTS_HELD }))
    const use = detached.uses[0]?.id ?? ''
    const detach = (reason: string) => lead.post(`/evidence/${detached.id}/detach`, { use, reason })
    expect((await detach('')).status).toBe(422)
    expect((await detach('It is about another team')).status).toBe(303)
    expect((await detach('Pressed twice')).status).toBe(303)
    expect((await lead.post(`/evidence/${withdrawn.id}/withdraw`, { reason: '' })).status).toBe(422)
    expect(
      (await lead.post(`/evidence/${withdrawn.id}/withdraw`, { reason: 'The figures were wrong' })).status,
    ).toBe(303)
    const [now, then, before] = [
      await evidenceOn('2026-11-25'),
      await evidenceOn('2026-11-24'),
      await evidenceOn('2026-11-22'),
    ]
    for (const title of ['Detached one', 'Withdrawn one']) {
      expect([now, then, before].map((page) => page.includes(title))).toEqual([false, true, false])
    }
    const page = mainTextOf((await lead.get(`/evidence/${withdrawn.id}`)).body)
    expect(page).toContain('Withdrawn on 25 November 2026 by Lead: The figures were wrong')
    const history = mainTextOf((await lead.get(`/evidence/${detached.id}`)).body)
    expect(history).toContain(
      'Detached by Lead from Milestone 1.2: Put a manager on every shift of the front door: It is about another team',
    )
    expect(history).toContain('It supports nothing.')
  })

  test('each act is in the record', async () => {
    const rows = await world.scope(area, ({ db }) =>
      db
        .selectFrom('record_entry')
        .select('act')
        .distinct()
        .where('act', 'like', 'evidence.%')
        .orderBy('act')
        .execute(),
    )
    expect(rows.map(({ act }) => act)).toEqual([
      ...[
        'evidence.added',
        'evidence.attached',
        'evidence.detached',
        'evidence.version_added',
        'evidence.withdrawn',
      ],
    ])
  })

  test('what was put on disk by another hand is not given out', async () => {
    await add(lead, 'm1', { title: 'Tampered' }, { name: 't.txt', bytes: 'True' })
    const { id, versions } = await one('Tampered')
    const sha256 = versions[0]?.sha256 ?? ''
    await writeFile(join(world.folder, 'files', area.id, sha256.slice(0, 2), sha256), 'False')
    const answer = await lead.get(`/evidence/${id}/versions/1`)
    expect([answer.status, answer.body.includes('False')]).toEqual([500, false])
  })
})

describe('the register', () => {
  const titles = async (query: string) => {
    const { body } = await manager.get(`/evidence${query}`)
    return [...body.matchAll(/<a class="govuk-link gt-name" href="\/evidence\/[\da-f-]{36}">([^<]+)</g)].map(
      ([, title]) => title,
    )
  }

  beforeAll(async () => {
    await manager.signInAs(await world.person(area, { role: 'programme_manager', name: 'Manager' }))
    const note = { kind: 'note', words: 'x', owner: 'The registrar' }
    await add(manager, 'm6', { ...note, title: 'Stale', expiresOn: '2026-11-24' })
    await add(manager, 'm6', { ...note, title: 'Last day', expiresOn: '2026-11-25' })
    await add(manager, 'm6', { ...note, title: 'In thirty days', expiresOn: '2026-12-25' })
    await add(manager, 'm6', { ...note, title: 'In thirty-one', expiresOn: '2026-12-26' })
    await manager.upload('/evidence/new', { ...note, once: once(), title: 'Loose' }, NONE)
  })

  test('finds what is out of date, soon will be, supports nothing, is of a kind, is somebody’s', async () => {
    expect(await titles('?show=out_of_date')).toEqual(['Stale'])
    expect(await titles('?show=soon&kind=note')).toEqual(['In thirty days', 'Last day'])
    expect(await titles('?show=unattached')).toEqual(['Loose', 'Detached one'])
    expect(await titles('?show=withdrawn')).toEqual(['Withdrawn one'])
    expect(await titles('?kind=link')).toEqual(['The rota'])
    expect(await titles('?owner=The+registrar')).toHaveLength(5)
    expect(await titles('?show=nonsense&kind=%00')).not.toContain('Withdrawn one')
  })

  test('says how many and how sorted, and of what is out of date in words', async () => {
    const page = mainTextOf((await manager.get('/evidence?owner=The+registrar')).body)
    expect(page).toMatch(/5 pieces of evidence of \d+ in use, the last added first/)
    expect(page).toContain('Out of date: counted until 24 November 2026')
    expect(page).toContain('Out of date soon: counts until 25 November 2026')
  })

  test('asks the database as often for fifty pieces as for one', async () => {
    const count = () =>
      world.scope(area, async (scope) => {
        let statements = 0
        const plugin: KyselyPlugin = {
          transformQuery: ({ node }) => {
            statements += 1
            return node
          },
          transformResult: async ({ result }) => result,
        }
        const counted = { ...scope, db: scope.db.withPlugin(plugin) }
        await readRegister(counted)
        await readPlan(counted, plan.id, scope.today)
        return statements
      })
    const few = await count()
    for (let n = 0; n < 20; n += 1) await add(manager, 'm6', { kind: 'note', title: `Many ${n}`, words: 'x' })
    expect(await count()).toBe(few)
  })
})
