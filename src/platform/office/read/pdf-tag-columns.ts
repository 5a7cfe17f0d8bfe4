/** The columns of a table that is known only by its cells: what stands in one column overlaps from row to row. */

export interface Span {
  left: number
  right: number
}

export interface Placed {
  columns: Span[]
  /** By row and cell: the column in which it begins, and how many it covers. */
  places: { column: number; colSpan: number }[][]
}

/** Texts that overlap by less, in points, stand beside each other. */
const TOUCH = 1

/** Places cells in columns; null where they do not stand in columns. Cells in order; `known` are columns to begin with. */
export function placeCells(rows: readonly (readonly Span[])[], known: readonly Span[]): Placed | null {
  const byCount = rows.toSorted((a, b) => b.length - a.length)
  const [fullest = []] = byCount
  const columns = (known.length >= fullest.length ? known : fullest).map((span) => ({ ...span }))
  for (const row of byCount) grow(columns, row)
  if (!columns.every((column, at) => at === 0 || isBeside(columns[at - 1], column))) return null
  const places = rows.map((row) => row.map((cell) => placeOf(cell, columns)))
  return places.every(isInOrder) ? { columns, places } : null
}

const isBeside = (before: Span | undefined, after: Span): boolean =>
  !before || after.left > before.right - TOUCH

function placeOf(cell: Span, columns: readonly Span[]): { column: number; colSpan: number } {
  const under = overlapped(cell, columns)
  return { column: under[0] ?? -1, colSpan: Math.max(under.length, 1) }
}

function isInOrder(row: readonly { column: number; colSpan: number }[]): boolean {
  return row.every(({ column }, at) => {
    const before = row[at - 1]
    return column >= 0 && (!before || column >= before.column + before.colSpan)
  })
}

const overlapped = (cell: Span, columns: readonly Span[]): number[] =>
  [...columns.keys()].filter((at) => overlap(cell, columns[at]) > TOUCH)

const overlap = (a: Span, b: Span | undefined): number =>
  b ? Math.min(a.right, b.right) - Math.max(a.left, b.left) : 0

/** Widens the columns by what a row has in them; a text beside all of them is of the nearest free one, or of a new one. */
function grow(columns: Span[], row: readonly Span[]): void {
  row.forEach((cell, at) => {
    const under = overlapped(cell, columns)
    // Where a row fills every column, its cells are counted.
    const own = row.length === columns.length ? at : under.length === 1 ? under[0] : undefined
    if (own !== undefined) widen(columns, own, cell)
    else if (under.length === 0) addBeside(columns, row, cell)
  })
}

function widen(columns: Span[], at: number, { left, right }: Span): void {
  const column = columns[at]
  if (!column) return
  column.left = Math.min(column.left, left)
  column.right = Math.max(column.right, right)
}

function addBeside(columns: Span[], row: readonly Span[], cell: Span): void {
  const taken = new Set(row.flatMap((other) => overlapped(other, columns)))
  const after = columns.findIndex(({ left }) => left > cell.left)
  const place = after < 0 ? columns.length : after
  const free = [place - 1, place].filter((at) => columns[at] && !taken.has(at))
  const [nearest] = free.sort((a, b) => overlap(cell, columns[b]) - overlap(cell, columns[a]))
  if (nearest === undefined) columns.splice(place, 0, { ...cell })
  else widen(columns, nearest, cell)
}
