import { writeFile } from 'node:fs/promises'
import { listFrozen } from '../modules/cycles/index.ts'
import { listAreas } from '../modules/identity/index.ts'
import { findPlanTitled } from '../modules/plans/index.ts'
import {
  closeReports,
  FORMATS,
  type Format,
  getLayout,
  isFormat,
  listLayouts,
  manuscriptOf,
  readPaperFacts,
  settle,
  writePaper,
} from '../modules/reports/index.ts'
import { systemActor } from '../platform/access/actor.ts'
import { isPlainDate, type PlainDate } from '../platform/calendar.ts'
import { type Scope, withScope } from '../platform/db/scope.ts'
import { Misunderstood, readArguments } from './arguments.ts'
import { inWorld, say, type World } from './world.ts'

export const USAGE =
  'usage: goldenthread report CODE --plan TITLE [--area NAME] [--as-at YYYY-MM-DD] [--month YYYY-MM] [--since YYYY-MM] [--format html|docx|pdf|xlsx|csv|json] --out FILE'

interface Order {
  code: string
  plan: string
  area: string | null
  asAt: PlainDate | null
  /** Months that were frozen: `YYYY-MM`. */
  month: string | null
  since: string | null
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
  const options = {
    ...{ plan: text, area: text, 'as-at': text, month: text, since: text, format: text, out: text },
  }
  const { values, positionals } = readArguments(args, options, USAGE)
  const { plan, area, out, 'as-at': asAt, month, since, format = 'html' } = values
  const [code] = positionals
  if (!code) throw new Misunderstood('Say which report, such as milestone-report', USAGE)
  if (!plan) throw new Misunderstood('Say which plan: --plan TITLE', USAGE)
  if (!out) throw new Misunderstood('Say where to write it: --out FILE', USAGE)
  if (asAt && !isPlainDate(asAt))
    throw new Misunderstood(`--as-at ${asAt} is not a date, like 2011-05-31`, USAGE)
  if (!isFormat(format)) throw new Misunderstood(`--format ${format} is none of ${FORMATS.join(', ')}`, USAGE)
  const months = { month: month ?? null, since: since ?? null }
  return { code, plan, area: area ?? null, asAt: asAt ?? null, ...months, format, out }
}

async function make(world: World, order: Order): Promise<number> {
  const held = await areaOfPlan(world, order.plan, order.area)
  const { database, clock } = world
  const { layout, facts } = await withScope(database.pool, clock, held.actor, (scope) =>
    readReport(scope, held.planId, order),
  )
  const manuscript = manuscriptOf(layout, JSON.stringify(facts))
  if (!manuscript.formats.includes(order.format))
    throw new Error(`The report "${order.code}" has no lists: choose another format than ${order.format}`)
  const bytes = await writePaper(manuscript, order.format)
  await closeReports()
  await writeFile(order.out, bytes)
  say(`${manuscript.description.title}: ${facts.report.summary}\nWritten to ${order.out}`)
  return 0
}

async function readReport(scope: Scope, planId: string, order: Order) {
  const codes = (await listLayouts(scope)).map((layout) => layout.code)
  if (!codes.includes(order.code))
    throw new Error(`There is no report "${order.code}"; there are: ${codes.join(', ')}`)
  const months = await listFrozen(scope, planId)
  const monthOf = (wanted: string | null): string | null => {
    if (wanted === null) return null
    const found = months.find(({ period }) => period.startsWith(wanted))
    if (!found) throw new Error(`No month ${wanted} of this plan was frozen`)
    return found.cycleId
  }
  const asked = await settle(scope, await getLayout(scope, order.code), {
    ...{ planId, asAt: order.asAt, reviewId: null },
    ...{ cycleId: monthOf(order.month), sinceCycleId: monthOf(order.since) },
  })
  return { layout: asked.layout, facts: await readPaperFacts(scope, asked) }
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
