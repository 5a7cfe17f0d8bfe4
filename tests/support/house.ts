/** One area with a thing behind every kind of door, and the addresses of those doors: for tests that try them all. */
import { addEvidence, getEvidence } from '../../src/modules/evidence/index.ts'
import { askForCopy, makeCopy, readImport, startImport } from '../../src/modules/imports/index.ts'
import { type AreaToken, readAreaToken, writeAreaToken } from '../../src/platform/access/session.ts'
import type { RegisteredRoute } from '../../src/platform/http/routes.ts'
import { newId } from '../../src/platform/ids.ts'
import { smallPlan, type TestArea, type TestPerson, type TestPlan, type TestWorld } from './world.ts'

export interface House {
  area: TestArea
  plan: TestPlan
  importId: string
  copyId: string
  /** A file under m1, and that use of it. */
  evidence: { id: string; useId: string }
  criterionId: string
  /** What opens somebody's due dates. */
  feed: AreaToken
  /** Somebody whom it does no harm to lose. */
  spare: TestPerson
}

export async function furnish(world: TestWorld, name: string): Promise<House> {
  const area = await world.area({ name })
  const plan = await world.plan(area, smallPlan({ title: `Plan of ${name}` }))
  const spare = await world.person(area, { role: 'analyst', name: `Spare of ${name}` })
  const [importId, copyId] = [await propose(world, area), await copyOut(world, area, plan)]
  const evidence = await attest(world, area, plan)
  const criterionId = await criterionOf(world, area)
  return { area, plan, spare, importId, copyId, evidence, criterionId, feed: await feedOf(world, area) }
}

async function feedOf(world: TestWorld, area: TestArea): Promise<AreaToken> {
  const browser = await world.signedIn(await world.person(area, { role: 'analyst' }))
  const { body } = await browser.post('/calendar')
  const token = readAreaToken(/\/calendar\/([\w.-]+)\.ics/.exec(body)?.[1])
  if (!token) throw new Error('The page shows no address of a calendar')
  return token
}

async function attest(world: TestWorld, area: TestArea, plan: TestPlan): Promise<House['evidence']> {
  const file = { name: 'Audit.txt', bytes: Buffer.from(`Thirty files of ${area.name} were read.`) }
  const once = newId()
  const none = { title: null, owner: null, datedOn: null, expiresOn: null, url: null, words: null }
  const target = { kind: 'milestone', planId: plan.id, id: plan.of('m1'), descriptor: null } as const
  return world.scope(area, async (scope) => {
    const id = await addEvidence(scope, world.files, [target], { ...none, once, kind: 'file', file })
    const { uses } = await getEvidence(scope, id)
    return { id, useId: uses[0]?.id ?? '' }
  })
}

const criterionOf = (world: TestWorld, area: TestArea): Promise<string> =>
  world.scope(area, async ({ db }) => {
    const criteria = db.selectFrom('success_criterion').select('id').where('area_id', '=', area.id)
    return (await criteria.where('action_id', 'is not', null).executeTakeFirstOrThrow()).id
  })

async function copyOut(world: TestWorld, area: TestArea, plan: TestPlan): Promise<string> {
  const asked = { planId: plan.id, format: 'xlsx', lead: null } as const
  const copyId = await world.scope(area, (scope) => askForCopy(scope, asked))
  await makeCopy(world.files, (work) => world.scope(area, work), copyId)
  return copyId
}

async function propose(world: TestWorld, area: TestArea): Promise<string> {
  const bytes = Buffer.from(`Action\tLead\tBy when\nAgree the plan of ${area.name}\tClerk\tDecember 2026\n`)
  const choices = { published: '2026-11-01' }
  const importId = await world.scope(area, (scope) =>
    startImport(scope, world.files, { name: 'plan.txt', bytes, choices }),
  )
  await readImport(world.files, (work) => world.scope(area, work), { importId, revision: 1 })
  return importId
}

/** What stands behind `:id` of an address that begins so. */
const THINGS: Record<string, (house: House) => string> = {
  plans: ({ plan }) => plan.id,
  actions: ({ plan }) => plan.of('a1'),
  milestones: ({ plan }) => plan.of('m1'),
  updates: ({ plan }) => plan.of('m1'),
  imports: ({ importId }) => importId,
  evidence: ({ evidence }) => evidence.id,
  criteria: ({ criterionId }) => criterionId,
  calendar: ({ feed }) => writeAreaToken(feed),
  'working-copies': ({ copyId }) => copyId,
  people: ({ spare }) => spare.id,
  welcome: ({ spare }) => writeAreaToken(spare.invitation),
}

/** Doors whose thing is named after the question mark. */
const QUERIES: Record<string, (house: House) => string> = {
  '/evidence/:id/detach': ({ evidence }) => `?use=${evidence.useId}`,
  '/reports/milestone': ({ plan }) => `?plan=${plan.id}`,
  '/reports/milestone.html': ({ plan }) => `?plan=${plan.id}&asAt=2026-11-23`,
  '/reports/milestone.docx': ({ plan }) => `?plan=${plan.id}&asAt=2026-11-23`,
  '/reports/milestone.json': ({ plan }) => `?plan=${plan.id}&asAt=2026-11-23`,
}

/** Whether a door leads to one particular thing. */
export const leadsToThing = ({ url }: RegisteredRoute): boolean => url.includes(':') || url in QUERIES

/** The address of a route in a house. Errors: a kind of thing that this file was not told of yet. */
export function addressOf(url: string, house: House): string {
  const kind = url.split('/')[1] ?? ''
  const filled = url.replace(':number', '1').replace(/:\w+/g, () => {
    const thing = THINGS[kind]
    if (!thing) throw new Error(`Tell tests/support/house.ts what stands behind ${url}`)
    return thing(house)
  })
  return filled + (QUERIES[url]?.(house) ?? '')
}
