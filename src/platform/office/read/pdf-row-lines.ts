/** Lines across that part the rows of a table whose columns are not drawn. */
import type { Rule } from './pdf-page.ts'
import { distinct } from './pdf-rules.ts'

export interface RowLines {
  left: number
  right: number
  ys: number[]
}

/** Lines of one table begin and end within so many points of each other. */
const FLUSH = 6
/** Shorter lines underline words. */
const SHORTEST = 150

/** Three lines or more, one below another, of one width. */
export function rowLinesOf(loose: readonly Rule[]): RowLines[] {
  const groups: Rule[][] = []
  for (const rule of [...loose].sort((a, b) => a.at - b.at)) {
    if (rule.to - rule.from < SHORTEST) continue
    const group = groups.find(([first]) => first && isFlush(first, rule))
    if (group) group.push(rule)
    else if (groups.length < 50) groups.push([rule])
  }
  return groups
    .map((group) => ({
      left: Math.min(...group.map(({ from }) => from)),
      right: Math.max(...group.map(({ to }) => to)),
      ys: distinct(group.map(({ at }) => at)),
    }))
    .filter(({ ys }) => ys.length >= 3)
}

const isFlush = (a: Rule, b: Rule): boolean =>
  Math.abs(a.from - b.from) <= FLUSH && Math.abs(a.to - b.to) <= FLUSH

/** The rules that run over the whole width of what stands between `left` and `right`. */
export function rulesOver(all: readonly RowLines[], left: number, right: number): number[] {
  return all
    .filter((rules) => rules.left <= left + FLUSH && rules.right >= right - FLUSH)
    .flatMap(({ ys }) => ys)
}
