/** Each team's part of the plan and its evidence, on one page: through HTTP. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { linksOf, mainTextOf } from '../../../tests/support/html.ts'
import {
  startWorld,
  type TestArea,
  type TestClient,
  type TestPlan,
  type TestWorld,
} from '../../../tests/support/world.ts'
import { addEvidence } from '../evidence/index.ts'
import { listPosts } from '../identity/index.ts'
import { listBoards } from './index.ts'

const POST = 'Head of First Response'

let world: TestWorld
let area: TestArea
let plan: TestPlan
let analyst: TestClient
let team: string

beforeAll(async () => {
  world = await startWorld()
  area = await world.area()
  plan = await world.plan(area)
  analyst = await world.signedIn(await world.person(area, { role: 'analyst' }))
  team = await world.scope(
    area,
    async (s) => (await listPosts(s)).find(({ title }) => title === POST)?.id ?? '',
  )
})
afterAll(() => world.close())

const attest = (title: string, milestone: string | null, more: { owner?: string; expiresOn?: string } = {}) =>
  world.scope(area, (scope) =>
    addEvidence(
      scope,
      world.files,
      milestone ? [{ kind: 'milestone', planId: plan.id, id: plan.of(milestone), descriptor: null }] : [],
      {
        ...{
          kind: 'note',
          title,
          words: 'Seen.',
          url: null,
          file: null,
          datedOn: null,
          once: crypto.randomUUID(),
        },
        ...{ owner: null, expiresOn: null, ...more },
      },
    ),
  )

const textOf = async (url: string) => mainTextOf((await analyst.get(url)).body)

describe('the page of a team', () => {
  test('tells what it leads, what is completed without evidence that counts, and what has grown too old', async () => {
    await attest('Old audit', 'm1', { expiresOn: '2026-10-31' })
    await attest('Audit of another team', 'm6')
    await attest('Its own note', null, { owner: POST.toUpperCase() })
    const page = await textOf(`/teams/${team}`)
    expect(page).toContain('Head of First Response: plan and evidence')
    expect(page).toContain('Completed without evidence: 1')
    expect(await textOf('/teams')).toContain('1 completed without evidence that counts')
    expect(page).toContain('Evidence that is out of date: 1')
    expect(page).toContain('Out of date: counted until 31 October 2026')
    expect(page).toContain('Its own note')
    expect(page).not.toContain('Audit of another team')
    const links = linksOf((await analyst.get(`/teams/${team}`)).body)
    expect(links).toContain(`/milestones/${plan.of('m1')}`)
    expect(links).not.toContain(`/milestones/${plan.of('m6')}`)
  })

  test('can be taken away as two lists, and is found from the register of evidence', async () => {
    const csv = (await analyst.get(`/teams/${team}/list.csv`)).body
    expect(csv).toContain('Pieces of evidence')
    expect((await analyst.get(`/teams/${team}/evidence/list.csv`)).body).toContain('Old audit')
    expect((await analyst.get(`/teams/${team}/list.xlsx`)).status).toBe(200)
    expect((await analyst.get('/evidence')).body).toContain('href="/teams"')
    expect(await textOf('/teams')).toContain(POST)
    const manager = await world.signedIn(await world.person(area, { role: 'programme_manager' }))
    const board = (await world.scope(area, listBoards))[0]?.id
    expect((await manager.get(`/boards/${board}`)).body).toContain('href="/teams"')
  })

  test('is not found for what is no team', async () => {
    expect((await analyst.get(`/teams/${plan.id}`)).status).toBe(404)
  })
})
