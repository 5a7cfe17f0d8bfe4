/** What a cell's style says that matters to its reader: number format, bold, symbol font, colour. */
import type { CellColour } from '../grid.ts'
import { colourName } from './colour.ts'
import { builtInFormat, type NumberFormat, readNumberFormat } from './xlsx-number-format.ts'
import { hex, type Palette, resolveColour } from './xlsx-palette.ts'
import { type Attributes, readXml } from './xml.ts'

export interface CellStyle {
  format: NumberFormat
  bold: boolean
  font: string
  /** Of the text. */
  ink: CellColour | null
  fill: CellColour | null
}

interface Font {
  bold: boolean
  name: string
  ink: Attributes | null
}

/** Styles as the file lists them; colours are resolved when all is read, since a palette of its own stands last. */
interface Found {
  codes: Map<number, string>
  fonts: Font[]
  fills: { solid: boolean; colour: Attributes | null }[]
  /** By cell style: format, font and fill by their numbers. */
  cells: { format: number; font: number; fill: number }[]
  indexed: string[]
}

const PLAIN: CellStyle = {
  format: readNumberFormat('General'),
  bold: false,
  font: '',
  ink: null,
  fill: null,
}

/** The style of each number that a cell may give; a plain one for a number that the file does not know. */
export function readStyles(xml: string | null, office: Palette): (style: number) => CellStyle {
  const found = xml ? findStyles(xml) : null
  if (!found) return () => PLAIN
  const palette = { ...office, indexed: found.indexed.length > 0 ? found.indexed : office.indexed }
  const styles = found.cells.map((cell) => styleOf(cell, found, palette))
  return (style) => styles[style] ?? PLAIN
}

function styleOf(
  { format, font, fill }: Found['cells'][number],
  { codes, fonts, fills }: Found,
  palette: Palette,
): CellStyle {
  const ground = fills[fill]
  return {
    format: readNumberFormat(codes.get(format) ?? builtInFormat(format)),
    bold: fonts[font]?.bold ?? false,
    font: fonts[font]?.name ?? '',
    ink: nameOf(fonts[font]?.ink ?? null, palette),
    // Only a full fill colours a cell; hatching is decoration.
    fill: ground?.solid ? nameOf(ground.colour, palette) : null,
  }
}

function nameOf(colour: Attributes | null, palette: Palette): CellColour | null {
  const digits = colour ? resolveColour(colour, palette) : null
  return digits ? colourName(digits) : null
}

function findStyles(xml: string): Found {
  const found: Found = { codes: new Map(), fonts: [], fills: [], cells: [], indexed: [] }
  const within: string[] = []
  readXml(xml, {
    open(tag, attributes) {
      within.push(tag)
      LISTS.get(within[1] ?? '')?.(found, tag, attributes)
    },
    close() {
      within.pop()
    },
  })
  return found
}

type Take = (found: Found, tag: string, attributes: Attributes) => void

/** What is taken from each list of the styles. */
const LISTS: ReadonlyMap<string, Take> = new Map([
  ['numFmts', takeCode],
  ['fonts', takeFont],
  ['fills', takeFill],
  ['cellXfs', takeCell],
  ['colors', takeIndexed],
])

function takeCode({ codes }: Found, tag: string, { numFmtId, formatCode }: Attributes): void {
  if (tag === 'numFmt') codes.set(Number(numFmtId), formatCode ?? '')
}

function takeFont({ fonts }: Found, tag: string, attributes: Attributes): void {
  const font = fonts.at(-1)
  if (tag === 'font') fonts.push({ bold: false, name: '', ink: null })
  else if (!font) return
  else if (tag === 'b') font.bold = attributes.val !== '0' && attributes.val !== 'false'
  else if (tag === 'name') font.name = attributes.val ?? ''
  else if (tag === 'color') font.ink = attributes
}

function takeFill({ fills }: Found, tag: string, attributes: Attributes): void {
  const fill = fills.at(-1)
  if (tag === 'fill') fills.push({ solid: false, colour: null })
  else if (!fill) return
  else if (tag === 'patternFill') fill.solid = attributes.patternType === 'solid'
  else if (tag === 'fgColor') fill.colour = attributes
}

function takeCell({ cells }: Found, tag: string, { numFmtId, fontId, fillId }: Attributes): void {
  if (tag === 'xf')
    cells.push({ format: Number(numFmtId ?? 0), font: Number(fontId ?? 0), fill: Number(fillId ?? 0) })
}

function takeIndexed({ indexed }: Found, tag: string, { rgb }: Attributes): void {
  if (tag === 'rgbColor') indexed.push(hex(rgb) ?? '')
}
