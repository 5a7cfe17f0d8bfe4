/** What was read of a document, for a terminal and as data. Pure. */
import type { PlanReading } from './reading.ts'

/** The ledger's counts and reasons; its entries, one per cell, are for the import's own page. */
export function forPrint(reading: PlanReading): unknown {
  const { entries, ...counts } = reading.ledger
  const reasons: Record<string, number> = {}
  for (const { fate, reason } of entries)
    if (fate !== 'used') reasons[`${fate}: ${reason}`] = (reasons[`${fate}: ${reason}`] ?? 0) + 1
  return { ...reading, ledger: { ...counts, reasons } }
}

export function summaryOf(file: string, reading: PlanReading): string {
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
