/** The whole reading of a plan: text in; rows, findings, side tables, doubts and the cell ledger out. Pure. */
import type { SourceGrid } from '../../../platform/office/grid.ts'
import { readDocument } from './document.ts'
import { danglingDoubts, documentDoubts, doubt, onLine } from './doubts.ts'
import { filled, type Line, textGrid } from './grid.ts'
import { type Ledger, openLedger } from './ledger.ts'
import { mendLine } from './mend-text.ts'
import type { PlanReading, ReadChoices, ReadDocument, ReadFinding, ReadRow } from './reading.ts'
import { refusalOf } from './refusal.ts'
import { forgetAll } from './remembered.ts'
import { type Block, toBlocks } from './segments.ts'
import { openWalk, type Walk } from './walk.ts'
import { visitTable } from './walk-tables.ts'
import { enterSection, readLegends, visitText } from './walk-text.ts'

/** The same for plan text, with tabs between the cells of its tables. */
export function readText(text: string, choices: ReadChoices = {}): PlanReading {
  return readPlan(textGrid(text), choices)
}

/**
 * Reads a plan from its grid, as a person wants it read. Never throws and never loses a cell: what no rule places is
 * kept in the ledger. Relative deadlines count from the chosen day of publication, else from the day that the
 * document itself gives its review, else they stay without a date and are flagged.
 */
export function readPlan(source: SourceGrid, choices: ReadChoices = {}): PlanReading {
  try {
    return readAll(source, choices)
  } finally {
    forgetAll()
  }
}

function readAll(source: SourceGrid, choices: ReadChoices): PlanReading {
  const ledger = openLedger(source.lines)
  const grid = withoutSheets(source, choices, ledger).map(mendLine)
  const blocks = toBlocks(grid, new Set(choices.undone))
  const { lines, ...own } = readDocument(blocks)
  const document: ReadDocument = {
    ...own,
    date: choices.documentOn ? givenDate(choices.documentOn) : own.date,
    published: choices.published ?? null,
    legend: [],
    tables: [],
  }
  ledger.mark(grid.filter((line) => lines.has(line.number)).flatMap(filled), 'used', 'document')
  const base = choices.published ?? own.reviewDate?.iso ?? null
  const walk = openWalk({ document, blocks, ledger, base, choices })
  walk.doubts.push(...source.remarks.map(({ line, text }) => doubt('document', text, { line })))
  readLegends(walk)
  blocks.forEach((block, index) => {
    visit(walk, block, index)
  })
  return conclude(
    walk,
    source.sheets,
    grid.map((line) => line.cells.map((cell) => cell.text)),
  )
}

const givenDate = (iso: string): ReadDocument['date'] => ({
  iso,
  precision: 'day',
  from: 'what you gave',
  line: null,
})

/** The grid in which the lines of sheets that are left out are empty: they keep their numbers, and their cells a fate. */
function withoutSheets(
  { lines, sheets }: SourceGrid,
  { leftOutSheets }: ReadChoices,
  ledger: Ledger,
): Line[] {
  const out = new Set(leftOutSheets ?? sheets.flatMap(({ hidden }, index) => (hidden ? [index] : [])))
  if (out.size === 0) return lines
  return lines.map((line) => {
    if (line.sheet === undefined || !out.has(line.sheet)) return line
    ledger.mark(filled(line), 'ignored', 'a sheet that was left out')
    return { ...line, cells: [] }
  })
}

function visit(walk: Walk, block: Block, index: number): void {
  if (block.kind === 'dropped') walk.ledger.mark(block.cells, 'ignored', block.reason)
  if (block.kind === 'section') enterSection(walk, block, index)
  if (block.kind === 'text') visitText(walk, block, index)
  if (block.kind === 'table') visitTable(walk, block)
}

function conclude(
  walk: Walk,
  sheets: SourceGrid['sheets'],
  cells: readonly (readonly string[])[],
): PlanReading {
  const rows = walk.rows.map((row) => withFinding(row, walk.findings))
  const refused = refusalOf({ rows, findings: walk.findings, tables: walk.tables, cells })
  if (refused) walk.ledger.keepAll('the document was refused')
  const doubts = [
    ...documentDoubts(walk.document, walk.findings),
    ...walk.doubts,
    ...danglingDoubts(rows, walk.findings, walk.side),
  ]
  return {
    document: walk.document,
    findings: refused
      ? []
      : walk.findings.map((finding) => ({
          ...finding,
          doubts: onLine(finding.doubts, finding.sourceLines[0]),
        })),
    rows: refused ? [] : rows,
    side: refused ? [] : walk.side,
    ledger: walk.ledger.sum(),
    doubts,
    repairs: refused ? [] : walk.repairs,
    sheets,
    refused,
  }
}

/** Criteria and measures stand below the table, so they are known only at the end. */
function withFinding(row: ReadRow, findings: readonly ReadFinding[]): ReadRow {
  const finding = row.finding ? findings[row.finding.index] : undefined
  if (!finding) return row
  return {
    ...row,
    successCriteria: row.successCriteria.length > 0 ? row.successCriteria : finding.successCriteria,
    measures: row.measures.length > 0 ? row.measures : finding.measures,
  }
}
