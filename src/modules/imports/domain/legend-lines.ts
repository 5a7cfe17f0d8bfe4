/** Lines of a key: marks or colours beside what they mean, with or without the word "Key" above them. */
import { type Cell, filled, isEmpty, isRule, type Line } from './grid.ts'
import { readHeader } from './headings.ts'
import { colourOf, meaningOf, statusHead } from './statuses.ts'
import { plain, words } from './words.ts'

export interface LegendLine {
  mark: string
  meaning: string
  line: number
  cells: Cell[]
}

export interface FoundLegend {
  label: Cell[]
  entries: LegendLine[]
  /** All its cells but the label's. */
  cells: Cell[]
  /** The index of its last line. */
  until: number
}

const LABEL =
  /^(?:(?:b?ragg?|status|colour|rating|progress|action)\s+)*(?:key|legend)s?(?:\s+(?:to|for)\s+[\w ]+)?\s*:?$/i

/** Names a key only when at least two lines of a key follow. */
const WEAK_LABEL =
  /^(?:(?:action|progress|overall|current)\s+)*(?:b?ragg?|status|colour)(?:\s+(?:rating|ratings|status|key|code|codes|coding|definition|definitions|guide|explanation|descriptor|descriptors|meaning|description))*\s*:?$/i

const LONGEST_MEANING = 40

/** The key that begins on this line; null where none does. */
export function legendAt(lines: readonly Line[], at: number): FoundLegend | null {
  const line = lines[at]
  if (!line) return null
  const label = labelText(line)
  if (LABEL.test(label)) return labelled(lines, at)
  const from = WEAK_LABEL.test(label) ? nextFilled(lines, at + 1) : at
  const bare = bareLegend(lines, from)
  if (!bare) return null
  return from === at ? bare : { ...bare, label: filled(line) }
}

const labelText = (line: Line) =>
  plain(
    filled(line)
      .map((cell) => cell.text)
      .join(' '),
  )

function nextFilled(lines: readonly Line[], from: number): number {
  let at = from
  while (at < lines.length && at < from + 3 && isPassedOver(lines[at])) at += 1
  return at
}

const isPassedOver = (line: Line | undefined) => line !== undefined && (isEmpty(line) || isRule(line))

/** Below the word "Key": marks with their meanings until the next blank line. */
function labelled(lines: readonly Line[], at: number): FoundLegend {
  const found: FoundLegend = { label: filled(lines[at] ?? noLine), entries: [], cells: [], until: at }
  let next = at + 1
  for (; next < lines.length; next += 1) {
    const line = lines[next]
    if (!line || (isEmpty(line) && found.cells.length > 0)) break
    if (isEmpty(line) || isRule(line)) continue
    if (isHeadOfKey(line)) found.label.push(...filled(line))
    else if (readHeader(line) || !addLine(found, line)) break
  }
  return { ...found, until: next - 1 }
}

/** A text that only names the key again ("Action status"), or a stray sign left of a picture. */
const isHeadOfKey = (line: Line): boolean =>
  !line.table && (WEAK_LABEL.test(labelText(line)) || !/[\p{L}\d]/u.test(labelText(line)))

const noLine: Line = { number: 0, cells: [], table: false }

function addLine(found: FoundLegend, line: Line): boolean {
  const sure = sureEntries(line)
  const loose = sure.length > 0 ? sure : looseEntries(line)
  if (!line.table && loose.length === 0) return false
  found.cells.push(...filled(line))
  found.entries.push(...loose)
  return true
}

/** Two cells, or "mark = meaning": under the word "Key" any mark will do. */
function looseEntries(line: Line): LegendLine[] {
  const cells = filled(line)
  const [mark, meaning] = cells
  const written = /^(\S{1,12}(?: \S+)?)\s*[=:–-]\s*(.+)$/.exec(plain(mark?.text ?? '').slice(0, 400))
  if (line.table && cells.length === 2 && mark && meaning)
    return [{ mark: mark.text, meaning: plain(meaning.text), line: line.number, cells }]
  if (!written || !(colourOf(written[1] ?? '') || meaningOf(written[2] ?? ''))) return []
  return [{ mark: written[1] ?? '', meaning: written[2] ?? '', line: line.number, cells }]
}

/** Without the word: two colours at least, on lines that hold nothing but colours and what they mean. */
function bareLegend(lines: readonly Line[], at: number): FoundLegend | null {
  const found: FoundLegend = { label: [], entries: [], cells: [], until: at - 1 }
  for (let next = at; next < lines.length; next += 1) {
    const line = lines[next]
    if (!line || isEmpty(line)) break
    const entries = sureEntries(line)
    if (entries.length === 0) break
    found.entries.push(...entries)
    found.cells.push(...filled(line))
    found.until = next
  }
  const colours = new Set(found.entries.map(({ mark }) => colourOf(mark)))
  return colours.size >= 2 && found.entries.some(({ meaning }) => means(meaning)) ? found : null
}

/** The entries of a line whose cells are all colours and meanings; none where any cell is something else. */
function sureEntries(line: Line): LegendLine[] {
  return line.table ? cellEntries(line) : textEntries(line)
}

function cellEntries(line: Line): LegendLine[] {
  const entries: LegendLine[] = []
  const cells = line.cells.filter((cell) => cell.text !== '' || cell.colour !== undefined)
  for (let at = 0; at < cells.length; at += 1) {
    const [cell, next] = [cells[at], cells[at + 1]]
    const mark = cell ? markOf(cell) : null
    if (cell && mark && next && next.text !== '' && isMeaning(next.text)) {
      entries.push({ mark, meaning: plain(next.text), line: line.number, cells: [cell, next] })
      at += 1
    } else if (cell?.colour && means(cell.text)) {
      entries.push({ mark: nameOf(cell.colour), meaning: plain(cell.text), line: line.number, cells: [cell] })
    } else return []
  }
  return entries
}

/** A colour's word or letter, or an almost blank cell that is coloured. */
function markOf(cell: Cell): string | null {
  const text = plain(cell.text)
  if (colourOf(text)) return text
  return cell.colour && text.length <= 2 ? nameOf(cell.colour) : null
}

const nameOf = (colour: string) => colour.replace(/^./, (first) => first.toUpperCase())

const isMeaning = (text: string) =>
  colourOf(text) === null && words(text).length <= LONGEST_MEANING && /[a-z]{3}/i.test(plain(text))

const means = (text: string) => meaningOf(text) !== null || statusHead(text) !== null

const WRITTEN =
  /^\s*(?:[a-z ]{1,40}:\s*)?(?:[ragb]\s+(?=(?:red|amber|green|blue)\b))?((?:red|amber|green|blue|purple|gr[ae]y|yellow|white|black|orange|complete|r|a|g|b)\b\.?)\s*(?:\((?:[a-z]+)\)\s*)?[=:–—-]\s*(.+)$/i

/** "BRAG: B complete; A at risk": under the word for a key, letters need no sign after them. */
const LABELLED_LETTERS = /^\s*(?:B?RAGG?|Key|KEY)(?: \w+){0,2}\s*:\s*[RAGB] \w[^;|]*[;|]\s*[RAGB] /
const LETTERED = /^\s*(?:[A-Za-z ]{1,40}:\s*)?([RAGB])\s+(.+)$/

/** "Red = overdue", or several of them on one line, parted by ";", "," or "|". */
function textEntries(line: Line): LegendLine[] {
  const text = plain(line.cells[0]?.text ?? '')
  if (text.length > 600) return []
  const parts = text.split(
    /\s*[;|]\s*|[,.]\s+(?=(?:red|amber|green|blue|purple|gr[ae]y|yellow|complete)\b[^,;]{0,12}[=:–—-]|[ragb]\s*[=:–—-])/i,
  )
  const pattern = LABELLED_LETTERS.test(text) ? LETTERED : WRITTEN
  const entries = parts
    .filter((part) => part !== '')
    .map((part) => pattern.exec(part))
    .map((found) => entryOf(found, line))
  return entries.every((entry) => entry !== null) ? entries : []
}

function entryOf(found: RegExpExecArray | null, line: Line): LegendLine | null {
  const [, mark, meaning] = found ?? []
  if (!mark || !meaning || !isMeaning(meaning)) return null
  const told = /\.$/.test(meaning) ? meaning.replace(/\.$/, '') : meaning
  return { mark: mark.replace(/\.$/, ''), meaning: told.trim(), line: line.number, cells: filled(line) }
}
