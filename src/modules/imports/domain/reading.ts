/**
 * What the reader says of a plan: plain data, ready to print as JSON or to show beside the original.
 * Lines are numbered from 1 as in the file; columns from 0 as between tabs. Nothing here is a guess without
 * a sentence beside it: what was joined, moved or filled is in `repairs`, what a person must settle in `doubts`.
 */
import type { DatePrecision, PlainDate } from '../../../platform/calendar.ts'
import type { GridSheet } from '../../../platform/office/grid.ts'
import type { Field } from './dictionary.ts'

/** How much of a date was written; `month_end` and `mid_month` are days that the words give ("end of May"). */
export type ReadPrecision = DatePrecision | 'month_end' | 'mid_month' | 'none'

/** What the words around a date say of it. `null`: a bare date. */
export type DateKind =
  | 'by'
  | 'from'
  | 'range'
  | 'ongoing'
  | 'recurring'
  | 'relative'
  | 'immediate'
  | 'list'
  | 'tbc'
  | null

export interface ReadDate {
  /** `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, no more than was written; null when no single date was written. */
  iso: string | null
  precision: ReadPrecision
  kind: DateKind
  /** The cell's own words. */
  original: string
  /** Every date of the cell, in order, where it holds several and none was chosen. */
  list?: (string | null)[]
}

/** Canonical status words, one vocabulary for every plan; the plan module's five states are a part of it. */
export type CanonicalStatus =
  | 'not_started'
  | 'in_progress'
  | 'ongoing'
  | 'on_track'
  | 'off_track'
  | 'achieved'
  | 'achieved_and_verified'
  | 'not_achieved'
  | 'withdrawn'

export interface ReadStatus {
  /** null where the words are a sentence, a bare glyph or colour without a key, or nothing. */
  canonical: CanonicalStatus | null
  original: string | null
  /** Where the words were found. */
  source: 'note' | 'column' | 'key' | null
  /** The mark in the status cell, where the cell holds a mark and not words. */
  glyph: string | null
}

export type LeadKind = 'person' | 'role' | 'group'

export interface ReadLead {
  name: string
  kind: LeadKind
  /** The title written with a person's name. */
  role?: string
  /** "with support of …": helps, does not answer for it. */
  supporting?: true
}

export interface ReadNote {
  /** `YYYY-MM-DD` or `YYYY-MM` at the head of the note; null where the note has no date of its own. */
  date: string | null
  /** The whole entry, as printed. */
  text: string
  /** What follows the date and the status at its head; empty where they are all that it says. */
  body: string
  /** Initials at the end of a signed entry. */
  author?: string
}

export interface Citation {
  words: string
  /** "Ofsted", "CQC" …; null where only "Rec 8" was printed. */
  body: string | null
  number: string | null
  where: 'milestone' | 'action'
}

export interface ReadPhase {
  name: string
  by: ReadDate | null
  outcome: string | null
}

export interface ReadRow {
  text: string
  ref: string | null
  theme: string | null
  objective: string | null
  outcome: string | null
  action: string | null
  actionRef: string | null
  phase: ReadPhase | null
  /** The action in whose cell the row was printed, where its own number says that it belongs to another. */
  printedUnder: { ref: string; words: string } | null
  /** The finding that the row stands under, by its place in `findings`. */
  finding: { index: number; ref: string | null; words: string | null } | null
  start: ReadDate | null
  due: ReadDate | null
  leads: ReadLead[]
  leadOriginal: string | null
  status: ReadStatus
  monitoring: string[]
  notes: ReadNote[]
  cites: Citation[]
  successCriteria: string[]
  measures: string[]
  /** Columns that no field takes, heading → text, and cells that did not fit their column. */
  other: Record<string, string>
  /** The identity that an export of ours gave the row; null in every other document. */
  id: string | null
  sourceLines: number[]
  /** What a person has to settle of this row. */
  doubts: Doubt[]
}

export interface ReadFinding {
  ref: string | null
  group: string | null
  /** null where the heading was lost and only its place in the numbering is known. */
  words: string | null
  deadline: ReadDate | null
  remark: string | null
  /** Action numbers or plan words printed beside the finding. */
  actions: string[]
  successCriteria: string[]
  measures: string[]
  sourceLines: number[]
  doubts: Doubt[]
}

export type SideKind = 'indicators' | 'glossary' | 'matrix' | 'other'

export interface SideTable {
  kind: SideKind
  title: string | null
  headings: string[]
  rows: { line: number; cells: string[] }[]
}

export interface LegendEntry {
  mark: string
  meaning: string
  canonical: CanonicalStatus | null
  line: number
}

export interface ColumnMatch {
  column: number
  heading: string
  field: ColumnField
  /** What settled it: the heading's words, the cells below it, or a person. */
  because: 'heading' | 'cells' | 'choice'
  /** The first cells below it that are not alike, for a person to judge by. */
  samples?: string[]
}

/** `ignored`: a person left the column out. */
export type ColumnField = Field | 'other' | 'ignored'

export interface ReadTable {
  line: number
  /** Equal for tables with the same headings; what is chosen for one holds for all. Empty without headings. */
  key: string
  kind: 'plan' | 'findings' | SideKind
  columns: ColumnMatch[]
}

export interface ReadDocument {
  title: string | null
  /** The document's own date and where it stood; null where it states none (the person is asked). */
  date: { iso: string; precision: ReadPrecision; from: string; line: number | null } | null
  version: string | null
  /** The review that the plan answers, as the document dates it. */
  reviewDate: { iso: PlainDate; from: string; line: number } | null
  /** Given by the person: the day on which the review was published. */
  published: PlainDate | null
  legend: LegendEntry[]
  tables: ReadTable[]
}

export type Fate = 'used' | 'kept' | 'ignored'

export interface LedgerEntry {
  line: number
  column: number
  fate: Fate
  reason: string
}

/** Every non-empty cell of the file, counted once: used + kept + ignored = cells. */
export interface LedgerSum {
  cells: number
  used: number
  kept: number
  ignored: number
  entries: LedgerEntry[]
}

export type DoubtKind =
  | 'date'
  | 'status'
  | 'lead'
  | 'heading'
  | 'row'
  | 'finding'
  | 'document'
  | 'duplicate'
  | 'reference'

export interface Doubt {
  line: number | null
  cell: string | null
  kind: DoubtKind
  message: string
  suggestion: string | null
}

export type RepairKind = 'join' | 'shift' | 'fill-down' | 'duplicate'

/** What a person says of how a document is to be read; everything else is worked out from the document. */
export interface ReadChoices {
  /** The day on which the review was published: relative deadlines count from it. */
  published?: PlainDate
  /** The document's own day, where it states none or another one. */
  documentOn?: PlainDate
  /** Sheets of a workbook, by their place, that are left out; without it, those that are hidden. */
  leftOutSheets?: readonly number[]
  /** By the key of a table's headings, then by column: what the column is. */
  columns?: Readonly<Record<string, Readonly<Record<string, ColumnField>>>>
  /** Keys of repairs that are not to be made. */
  undone?: readonly string[]
}

/** One thing done to the source to make rows of it; each can be undone by its key. */
export interface Repair {
  key: string
  kind: RepairKind
  line: number
  message: string
}

export interface PlanReading {
  document: ReadDocument
  findings: ReadFinding[]
  rows: ReadRow[]
  side: SideTable[]
  ledger: LedgerSum
  doubts: Doubt[]
  repairs: Repair[]
  /** Of a workbook, its sheets. */
  sheets: GridSheet[]
  /** An honest refusal: the text is kept and shown, nothing is imported. */
  refused: { reason: string } | null
}
