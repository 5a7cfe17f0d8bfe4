import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { findArea } from '../modules/identity/index.ts'
import { type Brought, bringInFile, forPrint, readFileAlone, summaryOf } from '../modules/imports/index.ts'
import { systemActor } from '../platform/access/actor.ts'
import { isPlainDate } from '../platform/calendar.ts'
import { withScope } from '../platform/db/scope.ts'
import { counted } from '../platform/words.ts'
import { Misunderstood, readArguments } from './arguments.ts'
import { inWorld, say, type World } from './world.ts'

export const USAGE = `usage: goldenthread import FILE --area NAME [--plan TITLE] [--published YYYY-MM-DD] [--dated YYYY-MM-DD]
       goldenthread import read FILE [--published YYYY-MM-DD] [--json]`

const text = { type: 'string' } as const

/** Brings a plan in from a file; `read` only shows what would be read, and needs no database. */
export async function run(args: string[]): Promise<number> {
  if (args[0] === 'read') return read(args.slice(1))
  const order = readOrder(args)
  return inWorld((world) => bringIn(world, order))
}

async function read(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, { published: text, json: { type: 'boolean' } }, USAGE)
  const file = onlyFile(positionals)
  const published = dayOf(values.published)
  const { reading } = await readFileAlone(
    { name: basename(file), bytes: await readFile(file) },
    published ? { published } : {},
  )
  process.stdout.write(
    values.json ? `${JSON.stringify(forPrint(reading), null, 2)}\n` : summaryOf(file, reading),
  )
  return 0
}

interface Order {
  file: string
  area: string
  title: string | null
  publishedOn: string | null
  documentOn: string | null
}

function readOrder(args: string[]): Order {
  const options = { area: text, plan: text, published: text, dated: text }
  const { values, positionals } = readArguments(args, options, USAGE)
  const file = onlyFile(positionals)
  if (!values.area) throw new Misunderstood('Say which area it belongs to: --area NAME', USAGE)
  return {
    ...{ file, area: values.area, title: values.plan ?? null },
    ...{ publishedOn: dayOf(values.published), documentOn: dayOf(values.dated) },
  }
}

function onlyFile([file, ...more]: string[]): string {
  if (!file) throw new Misunderstood('Say which file', USAGE)
  if (more.length > 0) throw new Misunderstood('Give one file only', USAGE)
  return file
}

function dayOf(given: string | undefined): string | null {
  if (given !== undefined && !isPlainDate(given))
    throw new Misunderstood(`${given || 'Nothing'} is not a date, like 2011-05-31`, USAGE)
  return given ?? null
}

async function bringIn({ database, clock, files }: World, order: Order): Promise<number> {
  const area = await findArea(database.pool, order.area)
  if (!area)
    throw new Error(
      `There is no area "${order.area}". Make it with: goldenthread area "${order.area}" --manager E-MAIL`,
    )
  const bytes = await readFile(order.file)
  const actor = systemActor(area, 'Command line')
  const brought = await bringInFile(files, (work) => withScope(database.pool, clock, actor, work), {
    ...{ name: basename(order.file), bytes },
    ...{ title: order.title, publishedOn: order.publishedOn, documentOn: order.documentOn },
  })
  say(brought.isNew ? newPlanWords(brought, area.name) : changedPlanWords(brought, area.name))
  return 0
}

function newPlanWords({ title, outcome, boardsMade }: Brought, area: string): string {
  const { action = 0, milestone = 0, finding = 0, theme = 0 } = outcome.created
  const made = [
    ...(theme > 0 ? [counted(theme, 'theme')] : []),
    ...(boardsMade.length > 0 ? [`the boards ${boardsMade.join('; ')}`] : []),
  ]
  return [
    `"${title}" is in ${area}: ${counted(action, 'action')}, ${counted(milestone, 'milestone')}, ${counted(finding, 'finding')}; ${counted(outcome.doubts, 'doubt')} to settle.`,
    ...(made.length > 0 ? [`Made with it: ${made.join(', ')}.`] : []),
  ].join('\n')
}

function changedPlanWords({ title, fates, outcome }: Brought, area: string): string {
  const { new: added = 0, offered = 0, changed = 0, unchanged = 0, gone = 0 } = fates
  return `"${title}" of ${area}: ${added + offered} new, ${changed} changed, ${unchanged} unchanged, ${gone} gone (none deleted); ${counted(outcome.doubts, 'doubt')} to settle.`
}
