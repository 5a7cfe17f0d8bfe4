/** What a number format makes of a number: a day, a time, or figures in a certain dress. */

export type FormatKind = 'number' | 'day' | 'month' | 'year' | 'time' | 'elapsed'

export interface NumberFormat {
  kind: FormatKind
  /** Figures in their dress; null where Excel's general way will do. */
  figures: Figures | null
}

export interface Figures {
  before: string
  after: string
  /** Figures before the point, at least. */
  whole: number
  /** Figures after the point, exactly. */
  decimals: number
  grouped: boolean
  percent: boolean
}

/** As many as Excel allows. */
const MOST_DECIMALS = 30
const LONGEST_CODE = 255

/** The formats that files name by number alone. Days and times in the East Asian slots count as their kind. */
const BUILT_IN = new Map<number, string>([
  [0, 'General'],
  [1, '0'],
  [2, '0.00'],
  [3, '#,##0'],
  [4, '#,##0.00'],
  [9, '0%'],
  [10, '0.00%'],
  [14, 'dd/mm/yyyy'],
  [15, 'd-mmm-yy'],
  [16, 'd-mmm'],
  [17, 'mmm-yy'],
  [18, 'h:mm AM/PM'],
  [19, 'h:mm:ss AM/PM'],
  [20, 'h:mm'],
  [21, 'h:mm:ss'],
  [22, 'dd/mm/yyyy h:mm'],
  [32, 'h:mm'],
  [33, 'h:mm:ss'],
  [37, '#,##0'],
  [38, '#,##0'],
  [39, '#,##0.00'],
  [40, '#,##0.00'],
  [45, 'mm:ss'],
  [46, '[h]:mm:ss'],
  [47, 'mm:ss.0'],
])

/** The code of a built-in format; "General" for a number that names none. */
export function builtInFormat(id: number): string {
  const asian = (id >= 27 && id <= 36) || (id >= 50 && id <= 58)
  return BUILT_IN.get(id) ?? (asian ? 'dd/mm/yyyy' : 'General')
}

/** Reads a format's code by its first section, which is the one for positive numbers. */
export function readNumberFormat(code: string): NumberFormat {
  const pieces = piecesOf(code.slice(0, LONGEST_CODE))
  const kind = kindOf(pieces)
  return { kind, figures: kind === 'number' ? figuresOf(pieces) : null }
}

interface Piece {
  literal: boolean
  text: string
}

/** Quoted text, escaped letters, brackets, fillers ("_x", "*x"), and single letters of the code itself. */
const PIECE = /"([^"]*)"?|\\(.)|\[([^\]]*)\]|[_*](?:.|$)|AM\/PM|A\/P|(.)/gisu

function piecesOf(code: string): Piece[] {
  const pieces: Piece[] = []
  for (const [whole, quoted, escaped, bracket, letter] of code.matchAll(PIECE)) {
    if (letter === ';') break
    if (quoted !== undefined || escaped !== undefined)
      pieces.push({ literal: true, text: quoted ?? escaped ?? '' })
    else if (bracket !== undefined) pieces.push(...bracketed(bracket))
    else if (letter !== undefined) pieces.push({ literal: false, text: whole })
  }
  return pieces
}

/** `[h]` counts hours that passed, `[$£-809]` is a currency; colours and conditions say nothing here. */
function bracketed(text: string): Piece[] {
  if (/^(h+|m+|s+)$/i.test(text)) return [{ literal: false, text: '[]' }]
  const currency = /^\$([^-]+)/.exec(text)?.[1]
  return currency ? [{ literal: true, text: currency }] : []
}

function kindOf(pieces: readonly Piece[]): FormatKind {
  const code = pieces.map(({ literal, text }) => (literal ? ' ' : text.toLowerCase())).join('')
  if (/general/.test(code)) return 'number'
  if (code.includes('[]')) return 'elapsed'
  if (code.includes('d')) return 'day'
  const months = code.replace(/h+[^a-z]*m+/g, 'h').replace(/m+(?=[^a-z]*s)/g, '')
  if (months.includes('m')) return 'month'
  if (code.includes('y')) return 'year'
  return /[hs]/.test(code) ? 'time' : 'number'
}

function figuresOf(pieces: readonly Piece[]): Figures | null {
  const first = pieces.findIndex(({ literal, text }) => !literal && /[0#?]/.test(text))
  const last = pieces.findLastIndex(({ literal, text }) => !literal && /[0#?]/.test(text))
  if (first < 0) return null
  const body = pieces.slice(first, last + 1)
  const found = /^(#,#|#+,?|\?+)?(#*)(0*)(?:\.([0#?]+))?$/.exec(body.map(({ text }) => text).join(''))
  if (!found || body.some(({ literal }) => literal)) return null
  const after = words(pieces.slice(last + 1))
  return {
    before: words(pieces.slice(0, first)),
    after,
    whole: found[3]?.length ?? 0,
    decimals: Math.min(found[4]?.length ?? 0, MOST_DECIMALS),
    grouped: found[0].includes(','),
    percent: pieces.slice(last + 1).some(({ literal, text }) => !literal && text === '%'),
  }
}

const words = (pieces: readonly Piece[]): string => pieces.map(({ text }) => text).join('')
