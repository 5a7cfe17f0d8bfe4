/** What a PDF's tags say of a page: which words are of which cell, and of which item of a list. */

/** A tree as pdf.js hands it out: parts with a role, and the words of the page as their leaves. */
export interface TagNode {
  role?: string
  children?: readonly TagNode[]
  type?: string
  id?: string
}

export interface TagPlace {
  /** All three counted from 0, down the tree; tables inside cells are part of the cell. */
  table: number
  row: number
  cell: number
}

/** By the number of marked content. */
export interface Tags {
  cells: ReadonlyMap<number, TagPlace>
  /** The item of a list to which the words belong; the inner one where lists are nested. */
  items: ReadonlyMap<number, number>
}

/** Deeper trees are no document's. */
const DEEPEST = 200

interface Walk {
  cells: Map<number, TagPlace>
  items: Map<number, number>
  tables: number
  rows: number
  cellCount: number
  itemCount: number
}

interface Within {
  depth: number
  table: number | null
  row: number | null
  cell: TagPlace | null
  item: number | null
}

/** null where the page has no tags. */
export function tagsOf(tree: TagNode | null): Tags | null {
  if (!tree) return null
  const walk: Walk = { cells: new Map(), items: new Map(), tables: 0, rows: 0, cellCount: 0, itemCount: 0 }
  visit(walk, tree, { depth: 0, table: null, row: null, cell: null, item: null })
  return walk.cells.size + walk.items.size === 0 ? null : walk
}

function visit(walk: Walk, node: TagNode, within: Within): void {
  if (within.depth > DEEPEST) return
  if (node.type === 'content') note(walk, node.id ?? '', within)
  const inside = entered(walk, node.role ?? '', within)
  for (const child of node.children ?? []) visit(walk, child, inside)
}

function note(walk: Walk, id: string, { cell, item }: Within): void {
  const mark = /_mc(\d+)$/.exec(id)?.[1]
  if (mark === undefined) return
  if (cell) walk.cells.set(Number(mark), cell)
  if (item !== null) walk.items.set(Number(mark), item)
}

function entered(walk: Walk, role: string, within: Within): Within {
  const inside = { ...within, depth: within.depth + 1 }
  if (role === 'LI') inside.item = walk.itemCount++
  if (within.cell) return inside
  if (role === 'Table') Object.assign(inside, { table: walk.tables++, row: null })
  else if (role === 'TR' && within.table !== null) inside.row = walk.rows++
  else if ((role === 'TD' || role === 'TH') && within.table !== null && within.row !== null)
    inside.cell = { table: within.table, row: within.row, cell: walk.cellCount++ }
  return inside
}
