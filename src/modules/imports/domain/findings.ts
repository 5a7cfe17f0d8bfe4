/** Findings lists: tables of recommendations with their deadlines, and numbered headings above a plan's tables. */
import type { PlainDate } from '../../../platform/calendar.ts'
import { asReadDate, readDate, resolveRelative } from './dates.ts'
import type { Field } from './dictionary.ts'
import { rowDoubt } from './doubts.ts'
import { type Cell, filled, type Line } from './grid.ts'
import { isRef, isRefList } from './kinds.ts'
import type { ColumnMatch, ReadDate, ReadFinding } from './reading.ts'
import type { TableBlock } from './segments.ts'
import { type FittedLine, fitLine } from './shift.ts'
import { isBlank, plain, quote, startsLower } from './words.ts'

/** A deadline phrase worked out from the base; without a base its words stay and the date is null. */
export function readDeadline(raw: string, base: PlainDate | null): ReadDate | null {
  const cell = readDate(raw)
  if (cell.relative && base) cell.due = { iso: resolveRelative(cell.relative, base), precision: 'day' }
  return asReadDate(cell, 'due')
}

/** A finding without words yet. */
export function newFinding(given: Partial<ReadFinding> & { sourceLines: number[] }): ReadFinding {
  return {
    ref: null,
    group: null,
    words: null,
    deadline: null,
    remark: null,
    actions: [],
    successCriteria: [],
    measures: [],
    doubts: [],
    ...given,
  }
}

/** "Safeguarding – within 3 months": a heading's name and the deadline that it sets, where it sets one. */
export function splitDeadline(heading: string): { name: string; deadline: string | null } {
  const found = /^(.*?)\s*[-–—:,(]\s*((?:to be (?:done|completed) )?(?:within|by|before)\b[^)]*)\)?$/i.exec(
    heading,
  )
  if (!found || readDate(found[2] ?? '').flags.includes('unread')) return { name: heading, deadline: null }
  return { name: (found[1] ?? '').trim(), deadline: found[2] ?? null }
}

export interface FindingsTable {
  findings: ReadFinding[]
  used: Cell[]
  kept: Cell[]
}

/** The findings of a table of recommendations; wrapped and page-broken lines are joined and said. */
export function readFindingsTable(
  table: TableBlock,
  columns: readonly ColumnMatch[],
  group: string | null,
  base: PlainDate | null,
): FindingsTable {
  const result: FindingsTable = { findings: [], used: [], kept: [] }
  let heading = table.lines.some(({ line }) => isInnerGroup(line)) ? ownHeading(columns) : group
  for (const tableLine of table.lines) {
    const line = fitLine(tableLine, columns, { listed: false, stays: false })
    const inner = innerGroup(line, columns)
    if (inner) heading = inner
    else addLine(result, line, columns, { group: heading, base })
    result.used.push(...line.source.filter((cell) => cell !== null))
    result.kept.push(...line.spare)
  }
  return result
}

/** Where the table groups its lines itself, its first group is named by the column's heading. */
function ownHeading(columns: readonly ColumnMatch[]): string | null {
  return (
    columns.find((match) => match.field === 'recommendation' || match.field === 'finding')?.heading ?? null
  )
}

function isInnerGroup(line: Line): boolean {
  const [only, ...more] = filled(line)
  return only !== undefined && more.length === 0 && /^(<b>|<strong>|\*\*)/i.test(only.text)
}

/** A bold cell alone on its line names a group. */
function innerGroup(line: FittedLine, columns: readonly ColumnMatch[]): string | null {
  const present = line.source.filter((cell) => cell !== null)
  const [only] = present
  const bold = only !== undefined && /^(<b>|<strong>|\*\*)/i.test(only.text)
  return present.length === 1 && bold && columns.length > 1 ? plain(only.text) : null
}

function addLine(
  result: FindingsTable,
  line: FittedLine,
  columns: readonly ColumnMatch[],
  { group, base }: { group: string | null; base: PlainDate | null },
): void {
  const says = (...fields: Field[]) =>
    plain(
      columns
        .filter((match) => fields.includes(match.field as Field))
        .map((match) => line.cells[match.column] ?? '')
        .find((text) => !isBlank(text)) ?? '',
    )
  const [number, words] = numbered(says('ref'), says('recommendation', 'finding', 'objective'))
  const deadline = says('due')
  const last = result.findings.at(-1)
  if (last && number === null && goesOn(words, deadline, line, columns)) {
    joinTo(last, words, line)
    return
  }
  const links = says('crossReference')
  result.findings.push(
    newFinding({
      ref: number,
      group,
      words: words === '' ? null : words,
      deadline: deadline === '' ? null : readDeadline(deadline, base),
      actions: isRefList(links) ? links.split(/[\s,;&]+|\band\b/).filter(isRef) : links === '' ? [] : [links],
      sourceLines: [line.number],
      doubts:
        deadline !== '' && readDeadline(deadline, base)?.iso === null
          ? [rowDoubt('date', `The deadline ${quote(deadline)} could not be worked out to a day.`, deadline)]
          : [],
    }),
  )
}

function numbered(column: string, text: string): [string | null, string] {
  if (column !== '') return [column.replace(/[.)]+$/, ''), text]
  return numberAndWords(text)
}

const NUMBERED =
  /^(?:(?:rec(?:ommendation)?|afi|r)\.? ?(\d{1,3}(?:\.\d{1,2}){0,2}[a-z]?)[.):]?|(\d{1,3}[a-z]?)[.):]|(\d{1,2}(?:\.\d{1,2}){1,2}[a-z]?)[.):]?)\s+(?:[-–—]\s+)?(\S.*)$/i

/** "8. Ensure …", "1.2 Ensure …", "Rec 3: Ensure …", "R4 Ensure …": a finding's number and its words. */
export function numberAndWords(text: string): [string | null, string] {
  const [, named, plainNumber, dotted, words = text] = NUMBERED.exec(text) ?? []
  return [named ?? plainNumber ?? dotted ?? null, words]
}

/** A line goes on with the finding above when it has no number and no deadline of its own where others have. */
function goesOn(words: string, deadline: string, line: FittedLine, columns: readonly ColumnMatch[]): boolean {
  const hasNumbers = columns.some((match) => match.field === 'ref')
  return deadline === '' && (hasNumbers || startsLower(words) || (line.after !== 'none' && words === ''))
}

function joinTo(finding: ReadFinding, words: string, line: FittedLine): void {
  finding.sourceLines.push(line.number)
  if (/^\(.*\)\.?$/.test(words)) finding.remark = words
  else if (words !== '') finding.words = `${finding.words ?? ''} ${words}`.trim()
  const how = finding.remark === words ? ' as a remark' : ''
  finding.doubts.push(rowDoubt('finding', `Line ${line.number} was joined to this finding${how}.`))
}
