/** One area with a thing behind every kind of door, and the addresses of those doors: for tests that try them all. */
import { freezeMonth, openMonth } from '../../src/modules/cycles/index.ts'
import { askForCopy, makeCopy, readImport, startImport } from '../../src/modules/imports/index.ts'
import { insertView } from '../../src/modules/plans/queries/views.ts'
import { writeAreaToken } from '../../src/platform/access/session.ts'
import { signLink } from '../../src/platform/access/signed-links.ts'
import type { RegisteredRoute } from '../../src/platform/http/routes.ts'
import { SECRET, smallPlan, type TestArea, type TestPerson, type TestPlan, type TestWorld } from './world.ts'

export interface House {
  area: TestArea
  plan: TestPlan
  importId: string
  copyId: string
  /** A month that is open, and one that was frozen before. */
  monthId: string
  frozenMonthId: string
  askId: string
  viewId: string
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
    viewId: await saveView(world, area, plan, spare),
    copyId: await copyOut(world, area, plan),
    ...(await runMonths(world, area, plan)),
  }
}

async function copyOut(world: TestWorld, area: TestArea, plan: TestPlan): Promise<string> {
  const asked = { planId: plan.id, format: 'xlsx', lead: null } as const
  const copyId = await world.scope(area, (scope) => askForCopy(scope, asked))
  await makeCopy(world.files, (work) => world.scope(area, work), copyId)
  return copyId
}

async function saveView(world: TestWorld, area: TestArea, plan: TestPlan, spare: TestPerson) {
  const id = await world.scope(area, (scope) =>
    insertView(scope, {
      ...{ planId: plan.id, personId: spare.id, name: 'Overdue', query: 'due=overdue' },
      ...{ shared: true, madeAt: scope.now },
    }),
  )
  return id ?? ''
}

async function runMonths(world: TestWorld, area: TestArea, plan: TestPlan) {
  await world.person(area, { role: 'milestone_lead', posts: ['Head of First Response'] })
  return world.scope(area, async (scope) => {
    const frozen = await openMonth(scope, plan.id, '2026-10-01')
    await freezeMonth(scope, frozen.cycleId)
    const open = await openMonth(scope, plan.id, '2026-11-01')
    const ask = await scope.db
      .selectFrom('ask')
      .select('id')
      .where('area_id', '=', area.id)
      .where('cycle_id', '=', open.cycleId)
      .executeTakeFirstOrThrow()
    return { monthId: open.cycleId, frozenMonthId: frozen.cycleId, askId: ask.id }
  })
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

/** What stands behind `:id` of an address that begins so, behind a name of its own, or behind one whole address. */
const THINGS: Record<string, (house: House) => string> = {
  plans: ({ plan }) => plan.id,
  actions: ({ plan }) => plan.of('a1'),
  milestones: ({ plan }) => plan.of('m1'),
  updates: ({ plan }) => plan.of('m1'),
  months: ({ monthId }) => monthId,
  '/months/:id/facts.json': ({ frozenMonthId }) => frozenMonthId,
  views: ({ viewId }) => viewId,
  asks: ({ askId }) => askId,
  asked: ({ area, askId }) => signLink(SECRET, 'ask', { areaId: area.id, id: askId }),
  ':milestone': ({ plan }) => plan.of('m1'),
  imports: ({ importId }) => importId,
  'working-copies': ({ copyId }) => copyId,
  people: ({ spare }) => spare.id,
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
  const filled = url.replace(/:\w+/g, (name) => {
    const thing = THINGS[url] ?? THINGS[name] ?? THINGS[kind]
    if (!thing) throw new Error(`Tell tests/support/house.ts what stands behind ${url}`)
    return thing(house)
  })
  return filled + (QUERIES[url]?.(house) ?? '')
}
