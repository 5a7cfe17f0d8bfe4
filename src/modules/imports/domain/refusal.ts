/** When to say no: a text whose table borders are gone, or whose columns run into each other. */
import { HEADING_WORDS } from './dictionary.ts'
import type { ReadFinding, ReadRow } from './reading.ts'
import type { PlanTable } from './rows.ts'
import { wordKey, words } from './words.ts'

interface Evidence {
  rows: readonly ReadRow[]
  findings: readonly ReadFinding[]
  tables: readonly PlanTable[]
  /** The grid's cells, line by line. */
  cells: readonly (readonly string[])[]
}

/** More than this share of lines with cells that fit no column, and the columns are not what they seem. */
const MOST_MISFITS = 0.4

/** null when the reading can be shown; otherwise the reason in a person's words. Nothing is imported then. */
export function refusalOf({ rows, findings, tables, cells }: Evidence): { reason: string } | null {
  const lines = tables.flatMap((table) => table.drafts.flatMap((draft) => draft.lines))
  const misfits = lines.filter((line) => line.misfits.length > 0).length
  if (lines.length >= 3 && misfits / lines.length > MOST_MISFITS) {
    return {
      reason: `The columns run into each other: on ${misfits} of ${lines.length} lines a cell stands under a heading that it cannot belong to. Nothing was taken; the text is kept.`,
    }
  }
  if (rows.length > 0) return null
  if (cells.some((line) => line.length === 1 && isHeadingRun(line[0] ?? ''))) {
    return {
      reason:
        'The table borders are lost: the headings stand on one line with nothing between them. Nothing was taken; the text is kept. Please give the Word or Excel file.',
    }
  }
  if (findings.length > 0) return null
  return { reason: 'No table with the headings of a plan was found. Nothing was taken; the text is kept.' }
}

/** The known headings by their first word, the longest first. */
const HEADINGS = Map.groupBy(
  Object.values(HEADING_WORDS)
    .flat()
    .sort((a, b) => b.length - a.length),
  (heading) => heading.split(' ')[0] ?? '',
)

/** A line of prose-like text that is nothing but known headings, one after the other. */
function isHeadingRun(raw: string): boolean {
  let rest = wordKey(raw)
  const all = words(rest).length
  if (all < 4 || all > 40) return false
  let found = 0
  let covered = 0
  while (rest !== '') {
    const first = rest.split(' ', 1)[0] ?? ''
    const heading = HEADINGS.get(first)?.find((each) => rest === each || rest.startsWith(`${each} `))
    const taken = heading ?? first
    if (heading) {
      found += 1
      covered += words(heading).length
    }
    rest = rest.slice(taken.length).trim()
  }
  return found >= 4 && covered / all >= 0.8
}
