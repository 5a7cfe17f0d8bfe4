/** `goldenthread import read FILE [--published YYYY-MM-DD] [--json]`: reads a plan's text and says what it found. */
import { readFileSync } from 'node:fs'
import { isPlainDate } from '../../platform/calendar.ts'
import { readText } from './domain/read-plan.ts'
import type { PlanReading } from './domain/reading.ts'

interface Asked {
  file: string
  published?: string
  json: boolean
}

/** The exit code: 0 when the file was read (refused or not), 1 when it was not, 2 when the words were not understood. */
export async function runImportRead(args: readonly string[]): Promise<number> {
  const asked = parse(args)
  if (typeof asked === 'string') return fail(asked, 2)
  const text = textOf(asked.file)
  if (text === null) return fail(`The file ${asked.file} cannot be read.`)
  const reading = readText(text, asked.published ? { published: asked.published } : {})
  process.stdout.write(
    asked.json ? `${JSON.stringify(forPrint(reading), null, 2)}\n` : summary(asked.file, reading),
  )
  return 0
}

function fail(sentence: string, code = 1): number {
  process.stderr.write(`${sentence}\n`)
  return code
}

function parse(args: readonly string[]): Asked | string {
  const asked: Asked = { file: '', json: false }
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? ''
    if (arg === '--json') asked.json = true
    else if (arg === '--published') {
      at += 1
      asked.published = args[at] ?? ''
    } else if (arg.startsWith('--published=')) asked.published = arg.slice('--published='.length)
    else if (arg.startsWith('--')) return `The option ${arg} is not known.`
    else if (asked.file) return 'Give one file only.'
    else asked.file = arg
  }
  if (!asked.file)
    return 'Give the file of the plan: goldenthread import read FILE [--published YYYY-MM-DD] [--json].'
  if (asked.published !== undefined && !isPlainDate(asked.published))
    return `The date ${asked.published || '(none)'} after --published is not a day; write it as 2011-02-25.`
  return asked
}

/** UTF-8, or Windows-1252 where the bytes are not UTF-8, as older Word exports are. */
function textOf(file: string): string | null {
  try {
    return decode(readFileSync(file))
  } catch {
    return null
  }
}

/** The text of a plan's bytes: UTF-8, else Windows-1252. Never fails. */
export function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** The ledger's counts; its entries, one per cell, are for the import page. */
function forPrint(reading: PlanReading): unknown {
  const { entries, ...counts } = reading.ledger
  const reasons: Record<string, number> = {}
  for (const { fate, reason } of entries)
    if (fate !== 'used') reasons[`${fate}: ${reason}`] = (reasons[`${fate}: ${reason}`] ?? 0) + 1
  return { ...reading, ledger: { ...counts, reasons } }
}

function summary(file: string, reading: PlanReading): string {
  const { document, rows, findings, side, ledger, doubts, refused } = reading
  const lines = [
    `${file}: ${document.title ?? 'without a title'}`,
    `Date: ${document.date?.iso ?? 'not stated'}`,
    refused
      ? `Refused: ${refused.reason}`
      : `Rows: ${rows.length}, of which ${rows.filter((row) => row.doubts.length > 0).length} with doubts`,
    `Findings: ${findings.length}`,
    `Other tables: ${side.map(({ kind }) => kind).join(', ') || 'none'}`,
    `Cells: ${ledger.cells} = ${ledger.used} used + ${ledger.kept} kept + ${ledger.ignored} ignored`,
    ...doubts.map(({ line, message }) => `- ${line === null ? '' : `line ${line}: `}${message}`),
  ]
  return `${lines.join('\n')}\n`
}
