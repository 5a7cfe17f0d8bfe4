/** Tables, rows and cells of Word as they open and close, and the identities that our exports wrote. */
import { identityOf } from './blocks-identity.ts'
import { endParagraph } from './docx-flow.ts'
import { closedTable, openCell, openRow, openTable } from './docx-table.ts'
import { frameOf, newFrame, rowOf, tableOf, type Walk } from './docx-walk.ts'

export function beginTable(walk: Walk): void {
  endParagraph(walk)
  frameOf(walk).tables.push(openTable())
}

export function endTable(walk: Walk): void {
  const frame = frameOf(walk)
  const table = frame.tables.pop()
  if (table) frame.blocks.push(closedTable(table))
}

export function beginRow(walk: Walk): void {
  const table = tableOf(walk)
  if (!table) return
  table.row = openRow()
  table.row.id = table.id
  table.id = null
}

export function endRow(walk: Walk): void {
  const table = tableOf(walk)
  if (table?.row) table.rows.push(table.row)
  if (table) table.row = null
}

export function beginCell(walk: Walk): void {
  const row = rowOf(walk)
  if (row) walk.frames.push(newFrame({ ...openCell(), deleted: row.deleted }))
}

export function endCell(walk: Walk): void {
  const { cell, blocks } = frameOf(walk)
  if (!cell || walk.frames.length === 1) return
  endParagraph(walk)
  walk.frames.pop()
  cell.blocks = blocks
  rowOf(walk)?.cells.push(cell)
}

export function readMark(walk: Walk, name: string): void {
  const mark = identityOf(name)
  if (mark?.of === 'export') walk.exportId ??= mark.id
  else if (mark) markRow(walk, mark.id)
}

function markRow(walk: Walk, id: string): void {
  const table = walk.frames.findLast(({ tables }) => tables.length > 0)?.tables.at(-1)
  if (table?.row) table.row.id ??= id
  else if (table) table.id ??= id
}
