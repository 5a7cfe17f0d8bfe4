/** Which character parts the cells of a text. */

const DELIMITERS = [',', ';', '\t', '|'] as const
/** As many records tell. */
const LOOKED_AT = 200
/** A stray quotation mark does not swallow more lines than this. */
const LONGEST_QUOTED = 200

/** The delimiter that parts most records into the same number of cells; a comma where none does. */
export function sniffDelimiter(text: string): string {
  const records = recordsOf(text, LOOKED_AT)
  const scored = DELIMITERS.map((delimiter) => ({ delimiter, score: score(records, delimiter) }))
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a))
  return best.score > 0 ? best.delimiter : ','
}

/** How many records have the commonest number of cells, two or more; among equals, more cells win. */
function score(records: readonly string[], delimiter: string): number {
  const { cells, records: count } = commonest(records, delimiter)
  return cells < 2 ? 0 : count + Math.min(cells, 99) / 100
}

function commonest(records: readonly string[], delimiter: string): { cells: number; records: number } {
  const counts = new Map<number, number>()
  for (const record of records) {
    const cells = record.split(delimiter).length
    if (cells > 1) counts.set(cells, (counts.get(cells) ?? 0) + 1)
  }
  let best = { cells: 0, records: 0 }
  for (const [cells, count] of counts) if (count > best.records) best = { cells, records: count }
  return best
}

/**
 * Whether text is comma-separated: its file's name ends so, or it has no tabs and three lines one after another with
 * the same number, two or more, of commas or of semicolons outside quotation marks, as most of its lines have. Prose
 * has such lines too, but not most.
 */
export function looksLikeCsv(text: string, name: string): boolean {
  if (/\.csv$/i.test(name.trim())) return true
  if (text.includes('\t')) return false
  const records = recordsOf(text, Number.POSITIVE_INFINITY)
  return [',', ';'].some((delimiter) => isEven(records, delimiter))
}

const RUN = 3
const MOST_OF_THEM = 0.6

function isEven(records: readonly string[], delimiter: string): boolean {
  const { cells, records: count } = commonest(records, delimiter)
  if (cells < 3 || count < records.length * MOST_OF_THEM) return false
  let run = 0
  return records.some((record) => {
    run = record.split(delimiter).length === cells ? run + 1 : 0
    return run >= RUN
  })
}

/** The records that have something in them, with what stands in quotation marks left out. */
function recordsOf(text: string, most: number): string[] {
  const records: string[] = []
  let open: string[] = []
  let quoted = false
  for (const [line] of text.matchAll(/[^\r\n]+/g)) {
    open.push(line)
    quoted = quoted !== hasOddQuotes(line)
    if (quoted && open.length < LONGEST_QUOTED) continue
    const record = open.join('\n')
    if (record.trim() !== '') records.push(record.replace(/"(?:[^"]|"")*"/g, ''))
    if (records.length >= most) return records
    open = []
    quoted = false
  }
  return open.length > 0 ? [...records, open.join('\n')] : records
}

const hasOddQuotes = (line: string): boolean => line.split('"').length % 2 === 0
