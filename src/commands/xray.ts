import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { listAreas } from '../modules/identity/index.ts'
import { readFileAlone, xrayOf } from '../modules/imports/index.ts'
import { type Fault, findPlanTitled, readXray, SEVERITIES, XRAY_RULES } from '../modules/plans/index.ts'
import { systemActor } from '../platform/access/actor.ts'
import { isPlainDate, type PlainDate } from '../platform/calendar.ts'
import { withScope } from '../platform/db/scope.ts'
import { counted } from '../platform/words.ts'
import { Misunderstood, readArguments } from './arguments.ts'
import { inWorld, type World } from './world.ts'

export const USAGE = `usage: goldenthread xray FILE [--published YYYY-MM-DD] [--json]
       goldenthread xray --plan TITLE [--area NAME] [--json]`

interface Order {
  file: string | null
  published: PlainDate | null
  plan: string | null
  area: string | null
  json: boolean
}

/** What looks wrong in a plan, in a file or live. The exit code is 0 whether or not anything was found. */
export async function run(args: string[]): Promise<number> {
  const order = readOrder(args)
  const print = ({ title, faults }: Looked) =>
    process.stdout.write(`${order.json ? toJson(faults) : toLines(title, faults)}\n`)
  if (order.file !== null) {
    print(await ofFile(order.file, order))
    return 0
  }
  return inWorld(async (world) => {
    print(await ofLive(world, order))
    return 0
  })
}

function readOrder(args: string[]): Order {
  const text = { type: 'string' } as const
  const options = { plan: text, area: text, published: text, json: { type: 'boolean' } } as const
  const { values, positionals } = readArguments(args, options, USAGE)
  const { plan = null, area = null, published = null, json = false } = values
  const [file = null, more] = positionals
  if (more !== undefined) throw new Misunderstood('Give one file only', USAGE)
  if ((file === null) === (plan === null)) throw new Misunderstood('Give a file, or --plan TITLE', USAGE)
  if (published !== null && !isPlainDate(published))
    throw new Misunderstood(`--published ${published} is not a date, like 2011-02-25`, USAGE)
  return { file, published, plan, area, json }
}

interface Looked {
  title: string
  faults: readonly Fault[]
}

async function ofFile(file: string, { published }: Order): Promise<Looked> {
  const { reading } = await readFileAlone(
    { name: basename(file), bytes: await readFile(file) },
    published ? { published } : {},
  )
  const { title, faults, refused } = xrayOf(reading)
  if (refused !== null) throw new Error(`${file} cannot be read as a plan: ${refused}`)
  return { title, faults }
}

/** What was accepted is left out: it is found no more. */
async function ofLive({ database, clock }: World, { plan, area: named }: Order): Promise<Looked> {
  const areas = (await listAreas(database.pool)).filter(
    (area) => named === null || area.name.toLowerCase() === named.toLowerCase(),
  )
  const found: Looked[] = []
  for (const area of areas) {
    const looked = await withScope(database.pool, clock, systemActor(area, 'Command line'), async (scope) => {
      const held = await findPlanTitled(scope, plan ?? '')
      return held ? readXray(scope, held.id) : null
    })
    if (looked) found.push({ title: looked.plan.title, faults: looked.open })
  }
  const [only, ...more] = found
  if (!only) throw new Error(`No area here holds a plan "${plan}"`)
  if (more.length > 0) throw new Error(`Several areas hold a plan "${plan}": name one with --area`)
  return only
}

function toJson(faults: readonly Fault[]): string {
  const printed = faults.map(({ rule, severity, thing: { kind, ref, text }, message }) => ({
    rule,
    severity,
    thing: { kind, ref, text },
    message,
  }))
  return JSON.stringify({ faults: printed }, null, 2)
}

function toLines(title: string, faults: readonly Fault[]): string {
  const sums = SEVERITIES.map(
    (one) => [one, faults.filter(({ severity }) => severity === one).length] as const,
  )
  const sum = sums.filter(([, number]) => number > 0).map(([one, number]) => counted(number, one))
  const groups = [...Map.groupBy(faults, ({ rule }) => rule)].map(([rule, found]) =>
    [`\n${headingOf(rule)} (${found.length})`, ...found.map(({ message }) => `- ${message}`)].join('\n'),
  )
  return [`${title}: ${sum.join(', ') || 'nothing found'}`, ...groups].join('\n')
}

const headingOf = (rule: string): string => XRAY_RULES.find(({ id }) => id === rule)?.heading ?? rule
