/** The whole reading of a plan: text in; rows, findings, side tables, doubts and the cell ledger out. Pure. */
import type { PlainDate } from '../../../platform/calendar.ts'
import { readDocument } from './document.ts'
import { danglingDoubts, documentDoubts } from './doubts.ts'
import { filled, toGrid } from './grid.ts'
import { openLedger } from './ledger.ts'
import type { PlanReading, ReadDocument, ReadFinding, ReadRow } from './reading.ts'
import { refusalOf } from './refusal.ts'
import { type Block, toBlocks } from './segments.ts'
import { openWalk, type Walk } from './walk.ts'
import { visitTable } from './walk-tables.ts'
import { enterSection, readLegends, visitText } from './walk-text.ts'

export interface ReadOptions {
  /** The day on which the review was published: relative deadlines count from it. */
  published?: PlainDate
}

/**
 * Reads plan text (tables as tab-separated lines). Never throws and never loses a cell: what no rule places is
 * kept in the ledger. Relative deadlines count from `published`, else from the day that the document itself
 * gives its review, else they stay without a date and are flagged.
 */
export function readPlan(text: string, options: ReadOptions = {}): PlanReading {
  const grid = toGrid(text)
  const ledger = openLedger(grid)
  const blocks = toBlocks(grid)
  const { lines, ...own } = readDocument(blocks)
  const document: ReadDocument = { ...own, published: options.published ?? null, legend: [], tables: [] }
  ledger.mark(grid.filter((line) => lines.has(line.number)).flatMap(filled), 'used', 'document')
  const walk = openWalk(document, blocks, ledger, options.published ?? own.reviewDate?.iso ?? null)
  readLegends(walk)
  blocks.forEach((block, index) => {
    visit(walk, block, index)
  })
  return conclude(
    walk,
    grid.map((line) => line.cells.map((cell) => cell.text)),
  )
}

function visit(walk: Walk, block: Block, index: number): void {
  if (block.kind === 'dropped') walk.ledger.mark(block.cells, 'ignored', block.reason)
  if (block.kind === 'section') enterSection(walk, block, index)
  if (block.kind === 'text') visitText(walk, block, index)
  if (block.kind === 'table') visitTable(walk, block)
}

function conclude(walk: Walk, cells: readonly (readonly string[])[]): PlanReading {
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
    findings: refused ? [] : walk.findings,
    rows: refused ? [] : rows,
    side: refused ? [] : walk.side,
    ledger: walk.ledger.sum(),
    doubts,
    repairs: refused ? [] : walk.repairs,
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
