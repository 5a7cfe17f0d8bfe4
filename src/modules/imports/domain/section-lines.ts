/** Lines that introduce what follows: "Theme 2: …", a title merged over a table's columns, a total to pass over. */
import { isPlainlyDate } from './dates.ts'
import { SECTION_WORDS, type SectionField } from './dictionary.ts'
import { type Cell, filled, type Line } from './grid.ts'
import { type Header, headingField } from './headings.ts'
import { isRef } from './kinds.ts'
import { statusHead } from './statuses.ts'
import { labelOf } from './text-roles.ts'
import { isBlank, plain, startsLower, wordKey, words } from './words.ts'

export interface Section {
  field: SectionField
  /** The number printed with the word: "2" of "Theme 2: …". */
  ref: string | null
  name: string
  /** The line as it reads. */
  text: string
}

/** The words that the document uses. */
export type Vocabulary = Pick<ReadonlySet<string>, 'has'>

/** "Theme: | Partici | pation" is one section line broken over cells; a row has more cells, or a date. */
export function sectionOfLine(line: Line, vocabulary: Vocabulary): Section | null {
  const cells = filled(line)
  if (cells.length > 3 || cells.some((cell) => isPlainlyDate(cell.text))) return null
  return readSection(
    cells.map((cell) => plain(cell.text)),
    vocabulary,
  )
}

/** What may follow a section word: a number, then a colon or dash and the name; or a number and the name. */
const AFTER_SECTION_WORD =
  /^\s*(\d{1,2}[a-z]?)?\s*(?:[:–—]|-\s|\.\s)\s*(.*)$|^\s+(\d{1,2}[a-z]?)(?:\s+(.+))?$/

export function readSection(pieces: readonly string[], vocabulary: Vocabulary): Section | null {
  const text = joinPieces(pieces, vocabulary)
  const word = SECTION_WORDS.find(([pattern]) => pattern.test(text))
  if (!word || words(text).length > 70 || labelOf(text)) return null
  const found = AFTER_SECTION_WORD.exec(text.replace(word[0], ''))
  if (!found) return null
  return {
    field: word[1],
    ref: found[1] ?? found[3] ?? null,
    name: (found[2] ?? found[4] ?? '').trim(),
    text,
  }
}

/** Pieces of one line: a piece that the next begins with is dropped, a word cut in two is made whole. */
function joinPieces(pieces: readonly string[], vocabulary: Vocabulary): string {
  const distinct = pieces.filter((piece, index) => !pieces[index + 1]?.startsWith(piece))
  return distinct.reduce((text, piece) => {
    if (text === '' || !startsLower(piece)) return text === '' ? piece : `${text} ${piece}`
    const cut = `${text.split(' ').at(-1) ?? ''}${piece.split(' ')[0] ?? ''}`
    return vocabulary.has(wordKey(cut)) ? `${text}${piece}` : `${text} ${piece}`
  }, '')
}

/** "Total actions: 12", "Sub-total": a count of what stands above, which is no row. */
export function isTotal(line: Line): boolean {
  const [first, ...rest] = filled(line)
  return (
    first !== undefined &&
    /^(?:sub-?\s?|grand )?totals?\b/i.test(plain(first.text)) &&
    words(first.text).length <= 6 &&
    rest.every((cell) => /^[\d.,£%\s/]+$/.test(plain(cell.text)))
  )
}

/** What a title inside a plan's table stands for, by the column that it stands in. */
const BY_COLUMN: Readonly<Record<string, SectionField>> = {
  theme: 'theme',
  objective: 'objective',
  outcome: 'outcome',
  recommendation: 'recommendation',
  finding: 'recommendation',
}

const LONGEST_TITLE = 25

/**
 * A title inside a plan's table, without a section word: merged over the columns, the same in every cell, in
 * bold, or alone in a column where it cannot be a row. null for a line that may be a row or its continuation.
 */
export function innerTitle(line: Line, next: Line | undefined, header: Header): Section | null {
  const cells = filled(line)
  const [only] = cells
  if (!only) return null
  const text = plain(only.text)
  if (!isTitle(text)) return null
  const width = header.headings.length
  const repeated = cells.length >= 3 && cells.every((cell) => plain(cell.text) === text)
  if (repeated) return titled(text, 'theme')
  if (cells.length > 1) return null
  if ((only.colSpan ?? 1) >= Math.max(2, width - 1) || isBold(only)) return titled(text, 'theme')
  return aloneAsTitle(line, only, next, header)
}

const isBold = (cell: Cell) => /^(?:<b>|<strong>|\*\*)/i.test(cell.text.trim())

const titled = (text: string, field: SectionField): Section => ({ field, ref: null, name: text, text })

function isTitle(text: string): boolean {
  return (
    words(text).length <= LONGEST_TITLE &&
    /^[A-Z0-9"“(]/.test(text) &&
    /[a-z]{3}/i.test(text) &&
    !/[.;,]$/.test(text) &&
    !isRef(text) &&
    !isPlainlyDate(text) &&
    statusHead(text) === null
  )
}

/** Alone on its line, with a whole row below it that leaves its column free or has a number in it. */
function aloneAsTitle(line: Line, only: Cell, next: Line | undefined, header: Header): Section | null {
  if (!next?.table || filled(next).length < 3) return null
  const text = plain(only.text)
  const column = line.cells.indexOf(only)
  const field = headingField(header.headings[column] ?? '')
  const below = plain(next.cells[column]?.text ?? '')
  if (field === 'ref') return words(text).length >= 2 && isRef(below) ? titled(text, 'theme') : null
  const group = BY_COLUMN[field ?? '']
  if (group && isBlank(below)) return titled(text, group)
  return field !== null && isHeadline(only) ? titled(text, 'theme') : null
}

/** Set as a headline: in capitals, ending in a colon, or of a few words that ask for nothing to be done. */
function isHeadline(cell: Cell): boolean {
  const text = plain(cell.text)
  return (
    (text === text.toUpperCase() && (words(text).length >= 2 || /^[A-Z]{7,}$/.test(text))) || /:$/.test(text)
  )
}
