import type { Cell, Colour, Key, Shape, Table } from './description.ts'
import { textCell } from './description.ts'

/**
 * How marks and colours look on every kind of page: dark words on a pale ground of the same hue, each pair above
 * 7 : 1, and shapes that stay apart in black and white and for a colour-blind reader.
 */
export const COLOURS: Record<Colour, { ground: string; ink: string }> = {
  grey: { ground: 'E6E7E8', ink: '2B3033' },
  blue: { ground: 'CFE2F3', ink: '0B3558' },
  green: { ground: 'D3EBDD', ink: '0A4427' },
  amber: { ground: 'FFF0BF', ink: '4A3800' },
  red: { ground: 'F8D7D3', ink: '6B1208' },
}

/** None of these is an emoji, so that no device draws it in colours of its own. */
export const SHAPES: Record<Shape, string> = {
  ring: '○',
  circle: '●',
  tick: '✓',
  triangle: '▲',
  diamond: '◆',
}

/** Ground of a table's head, rules between cells, and the ink of headings. */
export const TABLE_HEAD = 'DCE4EC'
export const RULE = '8A949E'
export const HEADING_INK = '17324D'
export const NOTE_INK = '44505A'

/** C0 and C1 controls but line feed: no XML may carry them, and Word refuses the whole file for one. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\ufffe\uffff]/g

/** Text that any writer can carry: line ends as line feeds, tabs as spaces, no controls, no half surrogates. */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(CONTROLS, ' ')
    .toWellFormed()
}

/** A key is shown as a table of two columns: the mark as it stands in the document, and what it means. */
export function keyAsTable(key: Key): Table {
  const rows = key.entries.map(({ mark, meaning }): Cell[] => [
    { content: [mark], heads: true },
    textCell(meaning),
  ])
  const columns = [
    { header: 'Status', width: 18 },
    { header: 'What it means', width: 42 },
  ]
  return { kind: 'table', caption: key.title, columns, rows }
}
