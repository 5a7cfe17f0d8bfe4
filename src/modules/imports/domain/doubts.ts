/** Doubts of the whole document: what a person is asked once, not row by row. */
import type { DayOrder } from './date-words.ts'
import { dayOrderOf } from './dates.ts'
import type { Doubt, DoubtKind, ReadDocument, ReadFinding, ReadRow, SideTable } from './reading.ts'
import { quote } from './words.ts'

export function doubt(kind: DoubtKind, message: string, rest: Partial<Doubt> = {}): Doubt {
  return { line: null, cell: null, suggestion: null, ...rest, kind, message }
}

/** What a person can do about a doubt of each kind. */
const SUGGESTIONS: Partial<Record<DoubtKind, string>> = {
  date: 'Give the day, or bring it in without one.',
  lead: 'Say who leads, or bring it in as it stands.',
  status: 'Say what the words mean, or keep them as words.',
  row: 'Look at the original; what was joined or moved can be undone.',
  finding: 'Look at the original, and put it right once it is in.',
  duplicate: 'If they are two, undo this.',
}

/** A doubt about one row or finding: the sentence, the cell's own words where it is about one. */
export const rowDoubt = (kind: DoubtKind, message: string, cell: string | null = null): Doubt =>
  doubt(kind, message, { cell, suggestion: SUGGESTIONS[kind] ?? null })

/** The doubts of one row, each said once, and told on which line they stand. */
export function onLine(doubts: readonly Doubt[], line: number | undefined): Doubt[] {
  const byMessage = new Map(doubts.map((each) => [each.message, each]))
  return [...byMessage.values()].map((each) => ({ ...each, line: each.line ?? line ?? null }))
}

/**
 * The day order of a table's date columns: what one proves holds for all. Where numbers can be read both ways and
 * nothing proves one, it is said once.
 */
export function settleOrder(
  columns: readonly { heading: string; cells: readonly string[] }[],
  line: number,
  doubts: Doubt[],
): DayOrder {
  const all = dayOrderOf(columns.flatMap(({ cells }) => cells))
  const open = columns.find(({ cells }) => dayOrderOf(cells).doubtful !== null)
  const said = doubts.some((known) => known.kind === 'date' && known.cell === all.doubtful)
  if (!all.proved && all.doubtful && open && !said) {
    doubts.push(
      doubt('date', `Nothing in the column ${quote(open.heading)} proves whether day or month comes first.`, {
        line,
        cell: all.doubtful,
        suggestion: 'Day first was taken, as is usual in England.',
      }),
    )
  }
  return all.order
}

/** Things missing from the document as a whole. */
export function documentDoubts(document: ReadDocument, findings: readonly ReadFinding[]): Doubt[] {
  const doubts: Doubt[] = []
  if (!document.date)
    doubts.push(
      doubt('document', 'The document states no date of its own.', {
        suggestion: 'Give the date of this edition.',
      }),
    )
  const open = findings.filter(
    (finding) => finding.deadline?.kind === 'relative' && finding.deadline.iso === null,
  )
  if (open.length > 0) {
    doubts.push(
      doubt(
        'date',
        `${open.length} findings have a deadline such as ${quote(open[0]?.deadline?.original ?? '')} and the document does not say from when it counts.`,
        {
          line: open[0]?.sourceLines[0] ?? null,
          suggestion: 'Give the day on which the review was published.',
        },
      ),
    )
  }
  return doubts
}

const CITED_ACTION = /\b(?:see|see also|action|actions)\s+(?:action\s+)?(\d{1,2}\.\d{1,2})\b/gi

/** Action numbers that are cited, in text, beside findings or in a matrix, and stand nowhere in the plan. */
export function danglingDoubts(
  rows: readonly ReadRow[],
  findings: readonly ReadFinding[],
  side: readonly SideTable[],
): Doubt[] {
  const known = new Set(rows.flatMap((row) => [row.ref, row.actionRef]))
  if (![...known].some((ref) => ref && /\d\.\d/.test(ref))) return []
  const cited = new Map<string, number>()
  const cite = (ref: string, line: number) => {
    if (!known.has(ref) && !cited.has(ref)) cited.set(ref, line)
  }
  for (const row of rows)
    for (const found of `${row.action ?? ''} ${row.text}`.matchAll(CITED_ACTION))
      cite(found[1] ?? '', row.sourceLines[0] ?? 0)
  for (const finding of findings)
    for (const ref of finding.actions) if (/^\d+\.\d+$/.test(ref)) cite(ref, finding.sourceLines[0] ?? 0)
  for (const table of side.filter(({ kind }) => kind === 'matrix')) {
    for (const { line, cells } of table.rows)
      for (const cell of cells)
        if (/^[\d.\s,&]+$/.test(cell)) for (const ref of cell.match(/\d{1,2}\.\d{2}/g) ?? []) cite(ref, line)
  }
  return [...cited].map(([ref, line]) =>
    doubt('reference', `Action ${ref} is cited but does not stand in the plan.`, { line, cell: ref }),
  )
}
