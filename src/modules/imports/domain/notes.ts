/** Progress notes: dated, signed entries. Only the head of an entry is its date and status. */
import { dateTokens } from './date-words.ts'
import type { ReadNote } from './reading.ts'
import { type StatusHead, statusHead } from './statuses.ts'
import { lined, plain } from './words.ts'

export interface NoteEntry extends ReadNote {
  status?: StatusHead
}

/** An entry inside a note: "Update – …" or "June 2011 - …" at the start of a sentence. */
const MONTHS =
  'Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?'
const NEXT_ENTRY = new RegExp(
  `(?<=[.!?;)\\n]\\s?)(?=Update\\s*[-–—:]|(?:\\d{1,2}\\s)?(?:${MONTHS})\\s\\d{4}\\s*[-–—:]\\s|\\d{1,2}[/.]\\d{1,2}[/.]\\d{2,4}\\s*[-–—:]\\s)`,
)

/**
 * The entries of a progress cell, in order. Dates inside an entry's text are not its date. An entry without a
 * date at its head has none.
 */
export function readNotes(raw: string): NoteEntry[] {
  const text = lined(raw)
  if (text === '') return []
  return joinUndated(text.split(NEXT_ENTRY))
    .map(readEntry)
    .filter((entry) => entry.text !== '')
}

/** Line breaks inside one entry are its paragraphs. */
function joinUndated(parts: string[]): string[] {
  return parts.map((part) => plain(part))
}

/** The day or month that a column's heading names: "Update Feb 25"; null where it names none. */
export function headingDate(heading: string): string | null {
  const [token, ...more] = dateTokens(plain(heading).slice(0, 60), 'dmy').filter(
    ({ type }) => type === 'date',
  )
  const precise = token?.type === 'date' && (token.precision === 'day' || token.precision === 'month')
  return precise && more.length === 0 ? token.iso : null
}

/** Whether a cell opens with a date and a status: "May 2011 - On track. …". */
export function isDatedNote(raw: string): boolean {
  const [first] = readNotes(raw)
  return first?.date != null && first.status !== undefined
}

function readEntry(text: string): NoteEntry {
  const head = headDate(text)
  const rest = head ? head.rest : text
  const status = statusHead(rest)
  const author = /\s[-–—]\s*([A-Z]{2,3})\.?$/.exec(text)?.[1]
  return {
    date: head?.date ?? null,
    text,
    body: status ? status.rest : rest,
    ...(author ? { author } : {}),
    ...(status ? { status } : {}),
  }
}

/** The date that opens an entry and is set off by a dash, colon or stop. */
function headDate(text: string): { date: string; rest: string } | null {
  const bare = text.replace(/^(?:update|as at|at|position at)\s*[:\-–—]?\s*/i, '')
  const [token] = dateTokens(bare.slice(0, 40), 'dmy')
  if (token?.type !== 'date' || !bare.startsWith(token.original)) return null
  if (token.precision !== 'day' && token.precision !== 'month') return null
  const rest = bare.slice(token.original.length)
  return /^\s*[-–—:.]/.test(rest) ? { date: token.iso, rest: rest.replace(/^[\s\-–—:.]+/, '') } : null
}
