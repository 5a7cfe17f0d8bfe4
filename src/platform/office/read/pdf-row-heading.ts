/** Which lines a table of ruled rows has, and which of them tells its columns. */
import { WIDE } from './pdf-gutters.ts'
import { chunksOf, type TextLine } from './pdf-lines.ts'
import type { RowLines } from './pdf-row-lines.ts'

/** Headings stand this many of their size above the first line at most. */
const ABOVE = 1.5

/** The table's lines: those between the first and the last rule, and headings right above the first. */
export function findHeading(rules: RowLines, lines: readonly TextLine[]) {
  const inside = lines.filter((line) => isBetween(rules, line))
  const above = lines.filter((line) => isAbove(rules, line))
  const own = [...above, ...inside]
  const candidates = above.length > 0 ? above : inside.filter(({ base }) => base <= (rules.ys[1] ?? 0))
  const heading = widest(candidates.length > 0 ? candidates : inside)
  return { own, heading }
}

function isBetween({ left, right, ys }: RowLines, line: TextLine): boolean {
  const isBeside = line.right > left && line.left < right
  return isBeside && line.base > (ys[0] ?? 0) && line.base <= (ys.at(-1) ?? 0)
}

function isAbove({ left, right, ys }: RowLines, line: TextLine): boolean {
  const step = (ys[0] ?? 0) - line.base
  const isBeside = line.left >= left - line.size && line.right <= right + line.size
  return isBeside && step >= 0 && step <= ABOVE * line.size && chunksOf(line, WIDE).length >= 3
}

function widest(lines: readonly TextLine[]): TextLine | null {
  return lines.reduce<TextLine | null>(
    (best, line) => (best && chunksOf(best, WIDE).length >= chunksOf(line, WIDE).length ? best : line),
    null,
  )
}
