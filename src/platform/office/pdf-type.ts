import { createRequire } from 'node:module'
import type { Run } from './description.ts'
import { cleanText, HEADING_INK, NOTE_INK } from './look.ts'

/** The product's own typeface goes into every file: none is asked of the machine that writes or reads it. */
const fontFile = createRequire(import.meta.url).resolve
const FACE = '@expo-google-fonts/source-sans-3'
export const FONTS = {
  regular: fontFile(`${FACE}/400Regular/SourceSans3_400Regular.ttf`),
  italic: fontFile(`${FACE}/400Regular_Italic/SourceSans3_400Regular_Italic.ttf`),
  bold: fontFile(`${FACE}/700Bold/SourceSans3_700Bold.ttf`),
  boldItalic: fontFile(`${FACE}/700Bold_Italic/SourceSans3_700Bold_Italic.ttf`),
} as const

export type Font = keyof typeof FONTS

/** How a kind of text is set; sizes in points. */
export interface Face {
  size: number
  leading: number
  ink: string
  /** Everything in it is bold, whatever its runs say. */
  bold?: boolean
}

const face = (size: number, ink: string, bold = false): Face => ({
  size,
  leading: size * 1.3,
  ink: `#${ink}`,
  bold,
})

const INK = '0B0C0C'

export const FACES = {
  h1: face(20, HEADING_INK, true),
  h2: face(15.5, HEADING_INK, true),
  h3: face(13, HEADING_INK, true),
  h4: face(11.5, HEADING_INK, true),
  body: face(11, INK),
  lead: face(12.5, INK),
  large: face(16, INK),
  note: face(9, NOTE_INK),
  caption: face(9.5, NOTE_INK, true),
  table: face(9.5, INK),
  tableHead: face(9.5, INK, true),
  tableNote: face(8.5, NOTE_INK),
  dense: face(8.5, INK),
  denseHead: face(8.5, INK, true),
  denseNote: face(7.5, NOTE_INK),
} as const

/** Words of one font beside each other on a line, `x` points from its left. */
export interface Piece {
  text: string
  font: Font
  x: number
}

export interface Line {
  pieces: Piece[]
  width: number
}

/** Says how wide words are, in points. */
export type Measure = (text: string, font: Font, size: number) => number

interface Token {
  /** A word, or the space after one. */
  text: string
  font: Font
  width: number
}

/**
 * Runs in lines that are at most so wide (points). A line feed begins a line; a word that is wider than a line is cut.
 * Nothing gives one empty line, so that an empty cell has a height.
 */
export function breakLines(runs: readonly Run[], of: Face, width: number, measure: Measure): Line[] {
  const lines: Token[][] = [[]]
  let used = 0
  for (const run of runs) {
    const font = fontOf(run, of)
    for (const [at, part] of cleanText(run.text).split('\n').entries()) {
      if (at > 0) {
        lines.push([])
        used = 0
      }
      for (const word of part.match(/\s+|[^\s]+/g) ?? []) {
        for (const text of cut(word, font, of.size, width, measure)) {
          const token = { text, font, width: measure(text, font, of.size) }
          const isSpace = text.trim() === ''
          if (!isSpace && used > 0 && used + token.width > width) {
            lines.push([])
            used = 0
          }
          if (isSpace && used === 0) continue
          lines.at(-1)?.push(token)
          used += token.width
        }
      }
    }
  }
  return lines.map(joined)
}

const fontOf = (run: Run, of: Face): Font => {
  const bold = run.bold || of.bold
  if (run.italic) return bold ? 'boldItalic' : 'italic'
  return bold ? 'bold' : 'regular'
}

/** A word as it is, or in parts of which each fits. */
function cut(word: string, font: Font, size: number, width: number, measure: Measure): string[] {
  if (measure(word, font, size) <= width) return [word]
  const parts: string[] = []
  let part = ''
  for (const letter of word) {
    if (part !== '' && measure(part + letter, font, size) > width) {
      parts.push(part)
      part = ''
    }
    part += letter
  }
  return [...parts, part]
}

/** Neighbours of one font become one piece; a line's last space is none of its width. */
function joined(tokens: readonly Token[]): Line {
  const pieces: Piece[] = []
  let x = 0
  for (const { text, font, width } of tokens) {
    const last = pieces.at(-1)
    if (last?.font === font) last.text += text
    else pieces.push({ text, font, x })
    x += width
  }
  const trailing = tokens.at(-1)?.text.trim() === '' ? (tokens.at(-1)?.width ?? 0) : 0
  return { pieces, width: x - trailing }
}
