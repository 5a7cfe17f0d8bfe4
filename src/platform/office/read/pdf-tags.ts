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
  /** What this part is, where only its place in a table without tags of its own says so. */
  as: 'row' | 'cell' | null
}

/** null where the page has no tags. */
export function tagsOf(tree: TagNode | null): Tags | null {
  if (!tree) return null
  const walk: Walk = { cells: new Map(), items: new Map(), tables: 0, rows: 0, cellCount: 0, itemCount: 0 }
  visit(walk, tree, { depth: 0, table: null, row: null, cell: null, item: null, as: null })
  return walk.cells.size + walk.items.size === 0 ? null : walk
}

function visit(walk: Walk, node: TagNode, within: Within): void {
  if (within.depth > DEEPEST) return
  if (node.type === 'content') note(walk, node.id ?? '', within)
  const inside = entered(walk, node, within)
  for (const child of node.children ?? []) visit(walk, child, inside)
}

function note(walk: Walk, id: string, { cell, item }: Within): void {
  const mark = /_mc(\d+)$/.exec(id)?.[1]
  if (mark === undefined) return
  if (cell) walk.cells.set(Number(mark), cell)
  if (item !== null) walk.items.set(Number(mark), item)
}

function entered(walk: Walk, node: TagNode, within: Within): Within {
  const inside: Within = { ...within, depth: within.depth + 1, as: null }
  if (node.role === 'LI') inside.item = walk.itemCount++
  if (within.cell) return inside
  const is = within.as ?? kindOf(node)
  if (is === 'table') Object.assign(inside, { table: walk.tables++, row: null })
  else if (is === 'row' && within.table !== null) inside.row = walk.rows++
  else if (is === 'cell' && within.table !== null && within.row !== null)
    inside.cell = { table: within.table, row: within.row, cell: walk.cellCount++ }
  if (within.as === 'row') inside.as = 'cell'
  else if (node.role !== 'Table' && is === 'table') inside.as = 'row'
  return inside
}

const KINDS: Readonly<Record<string, 'table' | 'row' | 'cell'>> = {
  Table: 'table',
  TR: 'row',
  TD: 'cell',
  TH: 'cell',
}

function kindOf(node: TagNode): 'table' | 'row' | 'cell' | null {
  return KINDS[node.role ?? ''] ?? (isLaidOut(node) ? 'table' : null)
}

/**
 * Parts without a meaning in rows of as many such parts: a browser does not say of every table that it is one. What
 * stands where on the page must bear it out.
 */
function isLaidOut(node: TagNode): boolean {
  const rows = node.children ?? []
  if (!isBox(node) || !rows.every(isRow)) return false
  const widest = rows.reduce((most, { children = [] }) => Math.max(most, children.length), 0)
  return widest >= 3 || (widest === 2 && rows.length >= 2)
}

const isRow = (node: TagNode): boolean => isBox(node) && (node.children ?? []).every(isPlainBox)

/** A box that holds no rows of boxes itself. */
const isPlainBox = (node: TagNode): boolean =>
  isBox(node) && !(node.children ?? []).some(({ children = [] }) => children.filter(isBox).length >= 2)

function isBox({ role, children = [] }: TagNode): boolean {
  return (role === 'NonStruct' || role === 'Div') && children.some((child) => child.role !== undefined)
}
