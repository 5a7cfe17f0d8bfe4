/** The working copy as a workbook and as a Word document: descriptions, which platform/office writes. */
import { formatDay, type PlainDate } from '../../../platform/calendar.ts'
import {
  type Column,
  type DocumentDescription,
  paragraph,
  textCell,
} from '../../../platform/office/description.ts'
import type { Workbook, WorkbookCell, WorkbookColumn } from '../../../platform/office/workbook.ts'
import type { StatedDate } from '../../plans/index.ts'
import { COPY_HEADINGS, COPY_STATUSES, type CopyRow, dateInWords } from '../domain/working-copy.ts'

export interface CopyFacts {
  /** The copy's own identity, by which it is known when it comes back. */
  id: string
  planTitle: string
  areaName: string
  madeOn: PlainDate
  rows: CopyRow[]
}

const HOW =
  'Fill in status, progress note, what comes next and support needed, and send the file back. Dates, leads and words may be changed too: each change is shown before it is taken. Leave the rest as it is.'

const titleOf = ({ planTitle, madeOn }: CopyFacts): string =>
  `${planTitle}: working copy of ${formatDay(madeOn)}`

// ── Excel ────────────────────────────────────────────────────────────────────────────────────────────────

/** The sheet that carries the copy's identity, and the column that carries each row's: what the reader looks for. */
const MARK_SHEET = '_goldenthread'
const MARK_COLUMN = 'gt:id'

export function toWorkbook(facts: CopyFacts): Workbook {
  return {
    title: titleOf(facts),
    author: facts.areaName,
    written: facts.madeOn,
    sheets: [
      {
        name: 'Milestones',
        columns: WORKBOOK_COLUMNS,
        rows: facts.rows.map(workbookRow),
        frozenHeader: true,
        autofilter: true,
      },
      { name: 'How to fill it in', columns: [], rows: [[{ text: HOW }]] },
      { name: MARK_SHEET, hidden: 'veryHidden', columns: [], rows: [[{ text: facts.id }]] },
    ],
  }
}

const WORKBOOK_COLUMNS: WorkbookColumn[] = [
  { header: MARK_COLUMN, width: 4, kind: 'text', hidden: true },
  { header: COPY_HEADINGS.ref, width: 8, kind: 'text' },
  { header: COPY_HEADINGS.theme, width: 18, kind: 'text' },
  { header: COPY_HEADINGS.action, width: 34, kind: 'text' },
  { header: COPY_HEADINGS.words, width: 44, kind: 'text' },
  { header: COPY_HEADINGS.start, width: 13, kind: 'day' },
  { header: COPY_HEADINGS.due, width: 13, kind: 'day' },
  { header: COPY_HEADINGS.leads, width: 24, kind: 'text' },
  { header: COPY_HEADINGS.last, width: 40, kind: 'text' },
  { header: COPY_HEADINGS.status, width: 18, kind: 'text', choices: COPY_STATUSES },
  { header: COPY_HEADINGS.note, width: 40, kind: 'text' },
  { header: COPY_HEADINGS.next, width: 30, kind: 'text' },
  { header: COPY_HEADINGS.support, width: 30, kind: 'text' },
]

function workbookRow(row: CopyRow): (WorkbookCell | null)[] {
  const text = (words: string): WorkbookCell | null => (words === '' ? null : { text: words })
  return [
    { text: row.milestoneId },
    text(row.ref),
    text(row.theme),
    text(row.action),
    text(row.words),
    dateCell(row.start),
    dateCell(row.due),
    text(row.leads),
    text(row.last),
    ...[null, null, null, null],
  ]
}

function dateCell(date: StatedDate | null): WorkbookCell | null {
  if (date === null) return null
  if (date.on !== null && date.precision === 'day') return { day: date.on }
  const words = dateInWords(date)
  return words === '' ? null : { text: words }
}

// ── Word ─────────────────────────────────────────────────────────────────────────────────────────────────

const COLUMNS: Column[] = [
  { header: COPY_HEADINGS.ref, width: 5 },
  { header: COPY_HEADINGS.action, width: 13 },
  { header: COPY_HEADINGS.words, width: 16 },
  { header: COPY_HEADINGS.start, width: 7 },
  { header: COPY_HEADINGS.due, width: 7 },
  { header: COPY_HEADINGS.leads, width: 9 },
  { header: COPY_HEADINGS.last, width: 14 },
  { header: COPY_HEADINGS.status, width: 8 },
  { header: COPY_HEADINGS.note, width: 9 },
  { header: COPY_HEADINGS.next, width: 6 },
  { header: COPY_HEADINGS.support, width: 6 },
]

/** Bookmarks by which the reader knows the copy and its rows again. */
const copyMark = (id: string): string => `gtx_${id.replaceAll('-', '')}`
const rowMark = (id: string): string => `gt_${id.replaceAll('-', '')}`

export function toWordCopy(facts: CopyFacts): DocumentDescription {
  const title = titleOf(facts)
  return {
    ...{ title, subject: 'Milestones to fill in and send back', author: facts.areaName, language: 'en-GB' },
    ...{ written: facts.madeOn, pageSize: 'A4', orientation: 'landscape', header: null, footer: title },
    blocks: [
      { kind: 'heading', level: 1, text: title, mark: copyMark(facts.id) },
      paragraph(HOW),
      paragraph(`Status is one of: ${COPY_STATUSES.join('; ')}.`),
      {
        kind: 'table',
        caption: `${facts.rows.length} milestones, in the plan's order`,
        columns: COLUMNS,
        rows: facts.rows.map((row) => [
          { content: [{ ...paragraph(row.ref), mark: rowMark(row.milestoneId) }] },
          ...[row.action, row.words].map(textCell),
          ...[row.start, row.due].map((date) => textCell(date ? dateInWords(date) : '')),
          ...[row.leads, row.last, '', '', '', ''].map(textCell),
        ]),
      },
    ],
  }
}
