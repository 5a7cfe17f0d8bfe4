/** The cell ledger: what became of every non-empty cell of the source (import rule 2: nothing vanishes). */
import { type Cell, filled, type Line } from './grid.ts'
import type { Fate, LedgerEntry, LedgerSum } from './reading.ts'

export interface Ledger {
  /** Says what became of the cells; said again, the later word counts. Empty cells count where their colour spoke. */
  mark(cells: readonly Cell[], fate: Fate, reason: string): void
  /** Everything said no more: all cells are kept, for one reason (a refused document). */
  keepAll(reason: string): void
  sum(): LedgerSum
}

const placeOf = (cell: { line: number; column: number }) => `${cell.line}:${cell.column}`

/** A ledger in which every cell starts as kept, so that used + kept + ignored = cells whatever is said later. */
export function openLedger(grid: readonly Line[]): Ledger {
  const entries = new Map<string, LedgerEntry>()
  const keep = (reason: string) => {
    for (const cell of grid.flatMap(filled)) {
      entries.set(placeOf(cell), { line: cell.line, column: cell.column, fate: 'kept', reason })
    }
  }
  keep('text that no rule placed')
  return {
    mark(cells, fate, reason) {
      for (const cell of cells) {
        if (cell.text === '') continue
        const known = entries.get(placeOf(cell))
        if (known) Object.assign(known, { fate, reason })
        else entries.set(placeOf(cell), { line: cell.line, column: cell.column, fate, reason })
      }
    },
    keepAll: keep,
    sum() {
      const all = [...entries.values()]
      const count = (fate: Fate) => all.filter((entry) => entry.fate === fate).length
      return {
        cells: all.length,
        used: count('used'),
        kept: count('kept'),
        ignored: count('ignored'),
        entries: all,
      }
    },
  }
}
