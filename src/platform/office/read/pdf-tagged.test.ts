import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Piece } from './pdf-page.ts'
import { placeCells, type Span } from './pdf-tag-columns.ts'
import { taggedTables } from './pdf-tagged.ts'
import { type TagNode, tagsOf } from './pdf-tags.ts'

const piece = (text: string, left: number, base: number, mark: number): Piece => ({
  text,
  left,
  right: left + text.length * 5,
  base,
  size: 10,
  turn: 0,
  middleX: left,
  middleY: base,
  bold: false,
  unseen: false,
  mark,
  item: null,
  blank: false,
})
const content = (mark: number): TagNode => ({ type: 'content', id: `p1R_mc${mark}` })
const part = (role: string, ...children: TagNode[]): TagNode => ({ role, children })
/** Rows of marks. */
const tableOf = (...rows: number[][]): TagNode =>
  part('Table', ...rows.map((row) => part('TR', ...row.map((mark) => part('TD', content(mark))))))
const textsOf = (pieces: Piece[], tree: TagNode) =>
  taggedTables(pieces, tagsOf(tree), []).tables.map(({ rows }) =>
    rows.map((row) => row.map((cell) => `${cell.column}: ${cell.pieces.map(({ text }) => text).join(' ')}`)),
  )

const FIRST = [piece('Ref', 40, 100, 0), piece('Action', 100, 100, 1), piece('Lead', 300, 100, 2)]

describe('a table known by its tags', () => {
  it('has each cell in its column, also in rows that leave some out', () => {
    const second = [piece('Train the team', 100, 120, 3), piece('Chair', 300, 120, 4)]
    expect(textsOf([...FIRST, ...second], tableOf([0, 1, 2], [3, 4]))).toEqual([
      [
        ['0: Ref', '1: Action', '2: Lead'],
        ['1: Train the team', '2: Chair'],
      ],
    ])
  })

  it('is not believed where its cells lie over each other, or its rows out of order', () => {
    const over = [piece('A text that runs over the next cell', 100, 120, 3), piece('Chair', 200, 120, 4)]
    expect(textsOf([...FIRST, ...over], tableOf([0, 1, 2], [3, 4]))).toEqual([])
    const above = [piece('Train', 100, 60, 3), piece('Chair', 300, 60, 4)]
    expect(textsOf([...FIRST, ...above], tableOf([0, 1, 2], [3, 4]))).toEqual([])
  })

  it('is known by boxes in rows where a browser does not call it a table', () => {
    const box = (...children: TagNode[]) => part('NonStruct', ...children)
    const row = (...marks: number[]) => box(...marks.map((mark) => box(part('P', content(mark)))))
    const second = [piece('1', 40, 120, 3), piece('Train', 100, 120, 4), piece('Chair', 300, 120, 5)]
    expect(textsOf([...FIRST, ...second], part('Document', box(row(0, 1, 2), row(3, 4, 5))))[0]).toHaveLength(
      2,
    )
  })
})

it('puts cells into columns in their order, or says that it cannot, wherever they stand', () => {
  const span = fc
    .tuple(fc.integer({ min: 0, max: 800 }), fc.integer({ min: 1, max: 200 }))
    .map(([left, width]): Span => ({ left, right: left + width }))
  const row = fc.array(span, { maxLength: 8 })
  fc.assert(
    fc.property(fc.array(row, { maxLength: 8 }), row, (rows, known) => {
      const placed = placeCells(rows, known)
      for (const places of placed?.places ?? [])
        places.forEach(({ column, colSpan }, at) => {
          const before = places[at - 1]
          expect(column).toBeGreaterThanOrEqual(before ? before.column + before.colSpan : 0)
          expect(column + colSpan).toBeLessThanOrEqual(placed?.columns.length ?? 0)
        })
    }),
  )
})
