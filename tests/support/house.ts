/** One area with a thing behind every kind of door, and the addresses of those doors: for tests that try them all. */
import { askForCopy, makeCopy, readImport, startImport } from '../../src/modules/imports/index.ts'
import { notify } from '../../src/modules/notices/index.ts'
import { writeAreaToken } from '../../src/platform/access/session.ts'
import type { Scope } from '../../src/platform/db/scope.ts'
import type { RegisteredRoute } from '../../src/platform/http/routes.ts'
import { newId } from '../../src/platform/ids.ts'
import { smallPlan, type TestArea, type TestPerson, type TestPlan, type TestWorld } from './world.ts'

export interface House {
  area: TestArea
  plan: TestPlan
  importId: string
  copyId: string
  mailId: string
  noticeId: string
  /** Somebody whom it does no harm to lose. */
  spare: TestPerson
}

export async function furnish(world: TestWorld, name: string): Promise<House> {
  const area = await world.area({ name })
  const plan = await world.plan(area, smallPlan({ title: `Plan of ${name}` }))
  const spare = await world.person(area, { role: 'analyst', name: `Spare of ${name}` })
  return {
    ...{ area, plan, spare },
    importId: await propose(world, area),
    copyId: await copyOut(world, area, plan),
    ...(await post(world, area, spare)),
  }
}

/** A mail that was refused, and somebody's notice. */
async function post(
  world: TestWorld,
  area: TestArea,
  person: TestPerson,
): Promise<{ mailId: string; noticeId: string }> {
  return world.scope(area, async (scope) => {
    const told = { personId: person.id, kind: 'mention', words: `You were mentioned in ${area.name}` }
    await notify(scope, [{ ...told, href: '/plans', once: newId() }])
    const mailId = await ofArea(scope, 'mail')
    await scope.db.updateTable('mail').set({ state: 'refused' }).where('id', '=', mailId).execute()
    return { mailId, noticeId: await ofArea(scope, 'notice') }
  })
}

async function ofArea({ db, areaId }: Scope, table: 'mail' | 'notice'): Promise<string> {
  const { id } = await db
    .selectFrom(table)
    .select('id')
    .where('area_id', '=', areaId)
    .executeTakeFirstOrThrow()
  return id
}

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
  'working-copies': ({ copyId }) => copyId,
  people: ({ spare }) => spare.id,
  mail: ({ mailId }) => mailId,
  notices: ({ noticeId }) => noticeId,
  welcome: ({ spare }) => writeAreaToken(spare.invitation),
}

/** Doors whose thing is named after the question mark. */
const QUERIES: Record<string, (house: House) => string> = {
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
  const filled = url.replace(/:\w+/g, () => {
    const thing = THINGS[kind]
    if (!thing) throw new Error(`Tell tests/support/house.ts what stands behind ${url}`)
    return thing(house)
  })
  return filled + (QUERIES[url]?.(house) ?? '')
}
