/** One sheet's part, as it passes by: its cells in words, and what else there is to say of it. */
import { type CellColour, Unreadable } from '../grid.ts'
import { showNumber } from './xlsx-number.ts'
import { type Area, LAST_ROW, readArea, readPlace } from './xlsx-places.ts'
import { cleaned, createRichTextReader, type RichText } from './xlsx-strings.ts'
import type { CellStyle } from './xlsx-styles.ts'
import { isSymbolFont, symbolsOf } from './xlsx-symbols.ts'
import { isOn } from './xlsx-workbook.ts'
import { type Attributes, readXml } from './xml.ts'

export const MOST_COLUMNS = 200
const MOST_FILLED = 200_000
/** One text may stand in every cell, so that a small file holds more than any memory. */
const MOST_LETTERS = 20_000_000
/** More than any sheet that people merge by hand. */
const MOST_MERGES = 20_000

/** What the sheets of a workbook share. */
export interface Book {
  strings: readonly RichText[]
  styleOf(style: number): CellStyle
  from1904: boolean
  /** Cells with text so far, over all sheets. */
  filled: number
  /** The length of their texts together. */
  letters: number
}

export interface SheetCell {
  text: string
  bold: boolean
  colour: CellColour | null
}

export interface SheetRow {
  hidden: boolean
  /** By column, from 0: those with text or colour. */
  cells: Map<number, SheetCell>
  /** The last column in which the file has a cell, be it a blank one with a border; -1 for none. */
  end: number
  /** How many blank cells the file has in it. */
  blanks: number
}

export interface SheetFacts {
  /** By row number, from 1: those with text in them. */
  rows: Map<number, SheetRow>
  merges: Area[]
  hiddenColumns: [from: number, to: number][]
  /** Whether a filter decides which rows are seen. */
  filtered: boolean
  conditional: Area[]
  /** Numbers of cells that show an error, that wait for Excel's calculation, whose text is missing. */
  errors: number
  uncomputed: number
  lost: number
  /** Whether cells stood beyond the last column that is read. */
  wide: boolean
  drawing: boolean
}

/** Errors: Unreadable when the workbook has more filled cells than a plan may. */
export function readSheet(xml: string, book: Book): SheetFacts {
  const sheet = new SheetReader(book)
  readXml(xml, sheet)
  return sheet.facts
}

/** The cell that is being read. */
interface OpenCell {
  column: number
  style: number
  type: string
  value: string
  formula: boolean
}

class SheetReader {
  readonly facts: SheetFacts = {
    rows: new Map(),
    merges: [],
    hiddenColumns: [],
    filtered: false,
    conditional: [],
    errors: 0,
    uncomputed: 0,
    lost: 0,
    wide: false,
    drawing: false,
  }
  readonly #book: Book
  readonly #inline = createRichTextReader()
  #rowNumber = 0
  #row: SheetRow = newRow(false)
  #rowFilled = false
  #column = -1
  #cell: OpenCell | null = null
  #within: 'value' | 'inline' | null = null

  constructor(book: Book) {
    this.#book = book
  }

  readonly open = (tag: string, attributes: Attributes): void => {
    if (tag === 'c') this.#openCell(attributes)
    else if (tag === 'v') this.#within = 'value'
    else if (tag === 'is') this.#within = 'inline'
    else if (this.#within === 'inline') this.#inline.open(tag, attributes)
    else if (tag === 'f' && this.#cell) this.#cell.formula = true
    else if (tag === 'row') this.#openRow(attributes)
    else takeFact(this.facts, tag, attributes)
  }

  readonly text = (words: string): void => {
    if (this.#within === 'value' && this.#cell) this.#cell.value += words
    else if (this.#within === 'inline') this.#inline.text(words)
  }

  readonly close = (tag: string): void => {
    if (tag === 'v' || tag === 'is') this.#within = null
    else if (this.#within === 'inline') this.#inline.close(tag)
    else if (tag === 'c') this.#closeCell()
    else if (tag === 'row' && this.#rowFilled) this.facts.rows.set(this.#rowNumber, this.#row)
  }

  #openRow({ r, hidden }: Attributes): void {
    const given = r !== undefined && /^[1-9]\d{0,6}$/.test(r) ? Number(r) : 0
    this.#rowNumber = given > 0 && given <= LAST_ROW ? given : this.#rowNumber + 1
    const known = this.facts.rows.get(this.#rowNumber)
    this.#row = known ?? newRow(isOn(hidden))
    this.#rowFilled = known !== undefined
    this.#column = -1
  }

  #openCell({ r, s, t }: Attributes): void {
    this.#column = (r === undefined ? null : readPlace(r)?.column) ?? this.#column + 1
    this.#cell = { column: this.#column, style: Number(s ?? 0), type: t ?? 'n', value: '', formula: false }
  }

  #closeCell(): void {
    const open = this.#cell
    this.#cell = null
    if (!open) return
    const style = this.#book.styleOf(open.style)
    const { text, bold } = this.#wordsOf(open, style)
    if (open.column >= MOST_COLUMNS) {
      this.facts.wide ||= text !== ''
      return
    }
    this.#row.end = Math.max(this.#row.end, open.column)
    if (text === '') this.#row.blanks += 1
    if (text === '' && !style.fill) return
    if (text !== '') this.#count(text)
    const colour = style.fill ?? (isSymbolFont(style.font) || isDot(text) ? style.ink : null)
    this.#row.cells.set(open.column, { text, bold: bold ?? style.bold, colour })
  }

  #count(text: string): void {
    const book = this.#book
    this.#rowFilled = true
    book.filled += 1
    book.letters += text.length
    if (book.filled > MOST_FILLED) throw tooMuch('200,000 filled cells')
    if (book.letters > MOST_LETTERS) throw tooMuch('20 million letters')
  }

  #wordsOf(cell: OpenCell, style: CellStyle): RichText {
    const { text, bold } = this.#valueOf(cell, style)
    return { text: isSymbolFont(style.font) ? symbolsOf(text, style.font).trim() : text.trim(), bold }
  }

  #valueOf({ type, value, formula }: OpenCell, style: CellStyle): RichText {
    if (type === 'inlineStr') return this.#inline.take()
    if (type === 's') return this.#shared(value)
    if (type === 'e') this.facts.errors += 1
    else if (formula && value === '' && type !== 'str') this.facts.uncomputed += 1
    return { text: type === 'e' ? '' : plainValue(type, value, style, this.#book.from1904), bold: null }
  }

  #shared(index: string): RichText {
    const string = /^\d+$/.test(index.trim()) ? this.#book.strings[Number(index)] : undefined
    if (!string) this.facts.lost += 1
    return string ?? { text: '', bold: null }
  }
}

const newRow = (hidden: boolean): SheetRow => ({ hidden, cells: new Map(), end: -1, blanks: 0 })

const tooMuch = (amount: string) =>
  new Unreadable(`The workbook has more than ${amount}: a plan does not, so it was not read further.`)

const isDot = (text: string): boolean => /^[●■◆⬤▲▼]$/.test(text)

function plainValue(type: string, value: string, style: CellStyle, from1904: boolean): string {
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE'
  if (type === 'd') return isoDay(value)
  if (type !== 'n' || value.trim() === '') return cleaned(value)
  const number = Number(value)
  if (!Number.isFinite(number)) return cleaned(value)
  return showNumber(number, style.format, from1904)
}

/** A few programs write days as text in the form of the standard. */
function isoDay(value: string): string {
  const found = /^(\d{4})-(\d\d)-(\d\d)/.exec(value)
  return found ? `${found[3]}/${found[2]}/${found[1]}` : cleaned(value)
}

/** What a sheet says outside of its cells. */
function takeFact(facts: SheetFacts, tag: string, attributes: Attributes): void {
  if (tag === 'mergeCell') takeMerge(facts, attributes.ref ?? '')
  else if (tag === 'col' && isOn(attributes.hidden))
    facts.hiddenColumns.push([Number(attributes.min) - 1, Number(attributes.max) - 1])
  else if (tag === 'sheetPr') facts.filtered ||= isOn(attributes.filterMode)
  else if (tag === 'filterColumn') facts.filtered = true
  else if (tag === 'drawing') facts.drawing = true
  else if (tag === 'conditionalFormatting') facts.conditional.push(...areas(attributes.sqref ?? ''))
}

function takeMerge({ merges }: SheetFacts, ref: string): void {
  const area = readArea(ref)
  if (area && merges.length < MOST_MERGES) merges.push(area)
}

const areas = (list: string): Area[] =>
  list.split(/\s+/).flatMap((text) => {
    const area = readArea(text)
    return area ? [area] : []
  })
