import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { findArea } from '../modules/identity/index.ts'
import { confirmImport, proposeImport, runImportRead } from '../modules/imports/index.ts'
import { systemActor } from '../platform/access/actor.ts'
import { isPlainDate } from '../platform/calendar.ts'
import { withScope } from '../platform/db/scope.ts'
import { Misunderstood, readArguments } from './arguments.ts'
import { inWorld, say, type World } from './world.ts'

const USAGE = `usage: goldenthread import FILE --area NAME [--plan TITLE] [--published YYYY-MM-DD] [--dated YYYY-MM-DD]
       goldenthread import read FILE [--published YYYY-MM-DD] [--json]`

interface Order {
  file: string
  area: string
  title: string | null
  publishedOn: string | null
  documentOn: string | null
}

/** Brings a plan in from a file; `read` only shows what would be read, and needs no database. */
export async function run(args: string[]): Promise<number> {
  if (args[0] === 'read') return runImportRead(args.slice(1))
  const order = readOrder(args)
  return inWorld((world) => bringIn(world, order))
}

function readOrder(args: string[]): Order {
  const text = { type: 'string' } as const
  const options = { area: text, plan: text, published: text, dated: text }
  const { values, positionals } = readArguments(args, options, USAGE)
  const [file] = positionals
  const { area, plan, published, dated } = values
  if (!file) throw new Misunderstood('Say which file', USAGE)
  if (!area) throw new Misunderstood('Say which area it belongs to: --area NAME', USAGE)
  for (const day of [published, dated]) {
    if (day && !isPlainDate(day)) throw new Misunderstood(`${day} is not a date, like 2011-05-31`, USAGE)
  }
  return { file, area, title: plan ?? null, publishedOn: published ?? null, documentOn: dated ?? null }
}

async function bringIn({ database, clock, files }: World, order: Order): Promise<number> {
  const area = await findArea(database.pool, order.area)
  if (!area)
    throw new Error(
      `There is no area "${order.area}". Make it with: goldenthread area "${order.area}" --manager E-MAIL`,
    )
  const bytes = await readFile(order.file)
  const proposal = await proposeImport(files, area.id, {
    name: basename(order.file),
    bytes,
    publishedOn: order.publishedOn,
  })
  const brought = await withScope(database.pool, clock, systemActor(area, 'Command line'), async (scope) => {
    const id = await proposal.save(scope)
    return confirmImport(scope, id, { title: order.title, documentOn: order.documentOn })
  })
  const { title, actions, milestones, findings, doubts } = brought
  say(
    `"${title}" is in ${area.name}: ${actions} actions, ${milestones} milestones, ${findings} findings; ${doubts} doubts to settle.`,
  )
  return 0
}
