/** Columns as a person sees them: edges that were dragged a little apart in some rows are one edge again. */
import type { TableBlock } from './blocks.ts'

/** An edge that fewer of the rows use than one in this many belongs to a section line, not to the columns. */
const RARE = 5

/** Word itself draws no more than 63 columns; a table with more edges than this is left as it says it is. */
const MOST_EDGES = 300

export interface Columns {
  count: number
  /** From 0; the edge after the last column has the number `count`. */
  at(edge: number): number
}

/** Some edges that stand for one, and the rows that use them. */
interface Edge {
  low: number
  high: number
  places: number[]
  rows: Set<number>
}

/** The columns of a table. Edges that one and the same row uses are never made one, so no cell is lost. */
export function columnsOf({ rows, slack }: TableBlock): Columns {
  const edges = edgesOf(rows.map(({ cells }) => cells.flatMap(({ from, to }) => [from, to])))
  if (slack > 0 && edges.length <= MOST_EDGES) {
    joinNear(edges, slack)
    joinRare(edges, rows.length)
  }
  const columns = new Map(edges.flatMap(({ places }, column) => places.map((place) => [place, column])))
  return { count: Math.max(edges.length - 1, 0), at: (edge) => columns.get(edge) ?? 0 }
}

function edgesOf(rows: readonly (readonly number[])[]): Edge[] {
  const edges = new Map<number, Edge>()
  rows.forEach((places, row) => {
    for (const place of places) {
      const edge = edges.get(place) ?? { low: place, high: place, places: [place], rows: new Set() }
      edges.set(place, edge)
      edge.rows.add(row)
    }
  })
  return [...edges.values()].sort((a, b) => a.low - b.low)
}

/** The nearest first; edges stay in their order, since only neighbours are joined. */
function joinNear(edges: Edge[], slack: number): void {
  for (;;) {
    let nearest = -1
    for (let at = 0; at + 1 < edges.length; at += 1)
      if (canJoin(edges, at, slack) && gapAt(edges, at) < gapAt(edges, nearest)) nearest = at
    if (nearest < 0) return
    join(edges, nearest)
  }
}

function joinRare(edges: Edge[], rows: number): void {
  for (let at = edges.length - 2; at > 0; at -= 1) {
    if ((edges[at]?.rows.size ?? rows) * RARE >= rows) continue
    const sides = [at - 1, at].filter((side) => canJoin(edges, side, Number.POSITIVE_INFINITY))
    const [nearer] = sides.sort((a, b) => gapAt(edges, a) - gapAt(edges, b))
    if (nearer !== undefined) join(edges, nearer)
  }
}

/** The gap between an edge and its right neighbour. */
function gapAt(edges: readonly Edge[], at: number): number {
  const [left, right] = [edges[at], edges[at + 1]]
  return left && right ? right.low - left.high : Number.POSITIVE_INFINITY
}

function canJoin(edges: readonly Edge[], at: number, slack: number): boolean {
  const [left, right] = [edges[at], edges[at + 1]]
  if (!left || !right || right.high - left.low > slack) return false
  return left.rows.isDisjointFrom(right.rows)
}

function join(edges: Edge[], at: number): void {
  const [left, right] = [edges[at], edges[at + 1]]
  if (!left || !right) return
  edges.splice(at, 2, {
    low: left.low,
    high: right.high,
    places: [...left.places, ...right.places],
    rows: left.rows.union(right.rows),
  })
}
