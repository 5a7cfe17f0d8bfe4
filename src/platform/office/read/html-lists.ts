/** Lists, tables and cells of a page. */
import { emptyParagraph } from './blocks.ts'
import { identityOf } from './blocks-identity.ts'
import type { Look } from './html-look.ts'
import { addCell, beginRow, closedTable, endRow, type OpenTable, openTable } from './html-table.ts'
import { around, frameOf, newFrame, type Walk } from './html-walk.ts'
import { formatNumber } from './number-format.ts'
import type { Attributes } from './xml.ts'

const FORMATS = new Map([
  ['a', 'lowerLetter'],
  ['A', 'upperLetter'],
  ['i', 'lowerRoman'],
  ['I', 'upperRoman'],
])

function wholeOr(written: string | undefined, otherwise: number): number {
  const value = Number.parseInt(written ?? '', 10)
  return Number.isNaN(value) ? otherwise : value
}

export function beginItem(walk: Walk, { value }: Attributes): void {
  const frame = frameOf(walk)
  const list = frame.lists.at(-1)
  frame.inItem = false
  frame.item = { number: null }
  if (!list?.format) return
  list.next = wholeOr(value, list.next)
  frame.item = { number: `${formatNumber(list.next, list.format)}.` }
  list.next += 1
}

export function endItem(walk: Walk): void {
  const frame = frameOf(walk)
  const { item } = frame
  // An empty item is a number that stands alone, as plans number their rows.
  if (item?.number && frame.isCell) frame.blocks.push({ ...emptyParagraph(), list: item })
  frame.item = null
  frame.inItem = frame.lists.length > 1 && frame.inItem
}

export function beginList(walk: Walk, format: string | null, first: number): void {
  frameOf(walk).lists.push({ format, next: first })
}

export const beginOrdered = (walk: Walk, { type, start }: Attributes): void =>
  beginList(walk, FORMATS.get(type ?? '1') ?? 'decimal', wholeOr(start, 1))

export function endList(walk: Walk): void {
  frameOf(walk).lists.pop()
}

export function beginTable(walk: Walk): void {
  frameOf(walk).tables.push(openTable())
}

export function beginTableRow(walk: Walk, _: Attributes, look: Look): void {
  withTable(walk, (table) => beginRow(table, look.hidden === true, look.ground ?? null))
}

export function endTableRow(walk: Walk): void {
  withTable(walk, endRow)
}

function withTable(walk: Walk, act: (table: OpenTable) => void): void {
  const table = frameOf(walk).tables.at(-1)
  if (table) act(table)
}

export function beginCell(walk: Walk, attributes: Attributes, { ground }: Look): void {
  withTable(walk, (table) => {
    walk.frames.push(newFrame(true, addCell(table, attributes, ground).blocks))
    around(walk).isCell = true
  })
}

export function endCell(walk: Walk): void {
  if (around(walk).isCell && walk.frames.length > 1) walk.frames.pop()
}

export function endTable(walk: Walk): void {
  const frame = frameOf(walk)
  const table = frame.tables.pop()
  if (table) frame.blocks.push(closedTable(table))
}

export function readMark(walk: Walk, name: string): void {
  const mark = identityOf(name)
  if (mark?.of === 'export') walk.exportId ??= mark.id
  if (mark?.of !== 'row') return
  const table = walk.frames.findLast(({ tables }) => tables.length > 0)?.tables.at(-1)
  if (table?.row) table.row.id ??= mark.id
  else if (table) table.id ??= mark.id
}
