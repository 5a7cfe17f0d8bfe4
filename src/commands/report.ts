import { writeFile } from 'node:fs/promises'
import { listAreas } from '../modules/identity/index.ts'
import { findPlanTitled } from '../modules/plans/index.ts'
import {
  closeReports,
  FORMATS,
  type Format,
  readMilestoneReport,
  writeMilestoneReport,
} from '../modules/reports/index.ts'
import { systemActor } from '../platform/access/actor.ts'
import { dayOf, isPlainDate, type PlainDate } from '../platform/calendar.ts'
import { withScope } from '../platform/db/scope.ts'
import { Misunderstood, readArguments } from './arguments.ts'
import { inWorld, say, type World } from './world.ts'

const USAGE =
  'usage: goldenthread report milestone --plan TITLE [--area NAME] [--as-at YYYY-MM-DD] [--format html|docx|json] --out FILE'

interface Order {
  plan: string
  area: string | null
  asAt: PlainDate | null
  format: Format
  out: string
}

/** Writes a report to a file. Exit code 2 when the arguments are not understood. */
export async function run(args: string[]): Promise<number> {
  const order = readOrder(args)
  return inWorld((world) => make(world, order))
}

function readOrder(args: string[]): Order {
  const text = { type: 'string' } as const
  const options = { plan: text, area: text, 'as-at': text, format: text, out: text }
  const { values, positionals } = readArguments(args, options, USAGE)
  const { plan, area, out, 'as-at': asAt, format = 'html' } = values
  const [report = ''] = positionals
  if (report !== 'milestone')
    throw new Misunderstood(`There is no report "${report}"; there is: milestone`, USAGE)
  if (!plan) throw new Misunderstood('Say which plan: --plan TITLE', USAGE)
  if (!out) throw new Misunderstood('Say where to write it: --out FILE', USAGE)
  if (asAt && !isPlainDate(asAt))
    throw new Misunderstood(`--as-at ${asAt} is not a date, like 2011-05-31`, USAGE)
  const known = FORMATS.find((one) => one === format)
  if (!known) throw new Misunderstood(`--format ${format} is none of ${FORMATS.join(', ')}`, USAGE)
  return { plan, area: area ?? null, asAt: asAt ?? null, format: known, out }
}

async function make(world: World, { plan, area, asAt, format, out }: Order): Promise<number> {
  const held = await areaOfPlan(world, plan, area)
  const { database, clock } = world
  const day = asAt ?? dayOf(clock.now())
  const { facts } = await withScope(database.pool, clock, held.actor, (scope) =>
    readMilestoneReport(scope, { planId: held.planId, asAt: day, reviewId: null }),
  )
  const file = await writeMilestoneReport(facts, format)
  await closeReports()
  await writeFile(out, file.bytes)
  say(`${facts.report.title}: ${facts.report.summary}\nWritten to ${out}`)
  return 0
}

/** The area that holds a plan of this title; one has to be named when several do. */
async function areaOfPlan({ database, clock }: World, plan: string, named: string | null) {
  const areas = (await listAreas(database.pool)).filter(
    (area) => named === null || area.name.toLowerCase() === named.toLowerCase(),
  )
  const found = []
  for (const area of areas) {
    const actor = systemActor(area, 'Command line')
    const held = await withScope(database.pool, clock, actor, (scope) => findPlanTitled(scope, plan))
    if (held) found.push({ actor, planId: held.id })
  }
  const [only, ...more] = found
  if (!only) throw new Error(`No area here holds a plan "${plan}"`)
  if (more.length > 0) throw new Error(`Several areas hold a plan "${plan}": name one with --area`)
  return only
}
