/** The identities that our own exports give their rows: a column headed "gt:id". */
import { isId } from '../../ids.ts'
import type { SheetFacts } from './xlsx-sheet.ts'

export const ID_HEADING = 'gt:id'

/** The identity of each row that has one; the column itself is taken out of the sheet. */
export function takeIds(facts: SheetFacts): { column: number | null; ids: Map<number, string> } {
  const column = idColumn(facts)
  const ids = new Map<number, string>()
  if (column === null) return { column, ids }
  for (const [row, { cells }] of facts.rows) {
    const text = cells.get(column)?.text.toLowerCase() ?? ''
    if (isId(text)) ids.set(row, text)
    cells.delete(column)
  }
  return { column, ids }
}

function idColumn({ rows }: SheetFacts): number | null {
  for (const { cells } of rows.values())
    for (const [column, { text }] of cells) if (text === ID_HEADING) return column
  return null
}
