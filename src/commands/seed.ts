import { readAround } from '../../seeds/anyshire/around.ts'
import { dateOf, readAnyshire } from '../../seeds/anyshire/schema.ts'
import { createArea, findArea } from '../modules/identity/index.ts'
import { dayOf } from '../platform/calendar.ts'
import { fillArea } from './seed/area.ts'
import { attachEvidence } from './seed/evidence.ts'
import { type Known, readSeededPlan } from './seed/known.ts'
import { runMonths } from './seed/months.ts'
import { wordPapers } from './seed/papers.ts'
import { runProgramme } from './seed/programme.ts'
import { showProof } from './seed/proof.ts'
import { enterReviews } from './seed/reviews.ts'
import { raiseRisks } from './seed/risks.ts'
import { askForSupport } from './seed/support.ts'
import { timelineOf } from './seed/timeline.ts'
import { inWorld, say, type World } from './world.ts'

/** Loads the demonstration area, once. */
export const run = (): Promise<number> =>
  inWorld(async (world) => {
    const made = await seedDemonstration(world)
    say(made ? 'Anyshire is loaded' : 'Anyshire is there already')
    return 0
  })

/** Makes Anyshire where it is not there yet, with three frozen months and an open one; false where it is. */
export async function seedDemonstration(
  world: Pick<World, 'database' | 'clock' | 'files'>,
): Promise<boolean> {
  const now = world.clock.now()
  const anyshire = readAnyshire(now)
  const around = readAround(anyshire, now)
  if (await findArea(world.database.pool, anyshire.area.name)) return false
  const made = await makeArea(world, anyshire)
  const timeline = timelineOf(world, made.area)
  const today = dayOf(now)
  const plan = await readSeededPlan(timeline, made.planId, today)
  const start = dateOf({ month: anyshire.plan.startMonth, day: 6 }, now)
  const known = { anyshire, around, timeline, ...made, plan, now, today, start }
  await surround(known)
  await attachEvidence(known, world.files)
  await runMonths(timeline, today)
  return true
}

async function makeArea({ database, clock }: Pick<World, 'database' | 'clock'>, anyshire: Known['anyshire']) {
  const { name } = anyshire.area
  const made = { area: { id: '', name }, planId: '', ids: new Map<string, string>() as Known['ids'] }
  await createArea({ pool: database.pool, clock }, { name, demonstration: true }, async (scope) => {
    Object.assign(made, { area: { id: scope.areaId, name } }, await fillArea(scope, anyshire))
  })
  return made
}

/** Before the months are frozen, so that each holds what stood around the plan then. */
async function surround(known: Known): Promise<void> {
  await enterReviews(known)
  await runProgramme(known)
  await raiseRisks(known)
  await askForSupport(known)
  await showProof(known)
  await wordPapers(known)
}
