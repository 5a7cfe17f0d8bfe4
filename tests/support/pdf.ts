/** Small PDFs written by hand, for what no printing program makes on demand: no tags, odd rules, cut words, scans. */

export interface DrawnPage {
  /** In points; A4 across by default. */
  width?: number
  height?: number
  rotate?: number
  draw: string[]
}

/** Text at a place counted from the page's upper left corner, `y` being the line it stands on. */
export function textAt(
  x: number,
  y: number,
  text: string,
  look: { size?: number; bold?: boolean; mode?: number } = {},
) {
  const { size = 10, bold = false, mode = 0 } = look
  return `BT /${bold ? 'B' : 'R'} ${size} Tf ${mode} Tr 1 0 0 1 ${x} ${HEIGHT - y} Tm (${escaped(text)}) Tj ET`
}

/** Text that reads upwards, beginning at the place. */
export function textUp(x: number, y: number, text: string, size = 10) {
  return `BT /R ${size} Tf 0 1 -1 0 ${x} ${HEIGHT - y} Tm (${escaped(text)}) Tj ET`
}

export function line(x1: number, y1: number, x2: number, y2: number) {
  return `0.5 w ${x1} ${HEIGHT - y1} m ${x2} ${HEIGHT - y2} l S`
}

/** A filled box; `colour` as three shares from 0 to 1. */
export function box(left: number, top: number, width: number, height: number, colour = '0 0 0') {
  return `q ${colour} rg ${left} ${HEIGHT - top - height} ${width} ${height} re f Q`
}

/** A picture of one grey point, drawn over the box. */
export function picture(left: number, top: number, width: number, height: number) {
  return `q ${width} 0 0 ${height} ${left} ${HEIGHT - top - height} cm /Pic Do Q`
}

/** A ruled table: `xs` and `ys` are its lines, texts stand in the upper left corner of their cells, a line each. */
export function ruledTable(
  xs: readonly number[],
  ys: readonly number[],
  rows: readonly (readonly string[])[],
) {
  const [left, right] = [xs[0] ?? 0, xs.at(-1) ?? 0]
  const [top, bottom] = [ys[0] ?? 0, ys.at(-1) ?? 0]
  return [
    ...xs.map((x) => line(x, top, x, bottom)),
    ...ys.map((y) => line(left, y, right, y)),
    ...rows.flatMap((row, at) =>
      row.flatMap((cell, column) =>
        cell
          .split('\n')
          .map((text, index) => textAt((xs[column] ?? 0) + 4, (ys[at] ?? 0) + 12 + index * 12, text)),
      ),
    ),
  ]
}

const HEIGHT = 595
const WIDTH = 842
/** The number of the first page's object, behind those that all pages share. */
const FIRST_PAGE = 9
const escaped = (text: string) => text.replace(/[\\()]/g, '\\$&')

/** Text in a font that does not say which letters its numbers are. */
export function textUnknown(x: number, y: number, text: string, size = 10) {
  const numbers = [...text].map((letter) => (letter.charCodeAt(0) - 29).toString(16).padStart(4, '0'))
  return `BT /U ${size} Tf 1 0 0 1 ${x} ${HEIGHT - y} Tm <${numbers.join('')}> Tj ET`
}

/** The same file as if it wanted a password: what would open it is not in it. */
export function locked(file: Uint8Array): Uint8Array {
  const hex = 'ab'.repeat(32)
  const lock = `/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${hex}> /U <${hex}> >> /ID [<${hex}> <${hex}>]`
  const text = Buffer.from(file).toString('latin1').replace('/Root 1 0 R', `/Root 1 0 R ${lock}`)
  return new Uint8Array(Buffer.from(text, 'latin1'))
}

/** The file. Every page has the fonts R and B (Helvetica), U (of unknown letters) and the picture Pic. */
export function makePdf(pages: readonly DrawnPage[]): Uint8Array {
  const kids = pages.map((_, index) => `${FIRST_PAGE + index * 2} 0 R`)
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids.join(' ')}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>',
    stream(
      '\u0080',
      '/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8',
    ),
    '<< /Type /Font /Subtype /Type0 /BaseFont /Unknown /Encoding /Identity-H /DescendantFonts [7 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Unknown /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 8 0 R /DW 500 >>',
    '<< /Type /FontDescriptor /FontName /Unknown /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>',
    ...pages.flatMap(pageObjects),
  ]
  return written(objects)
}

function pageObjects(
  { width = WIDTH, height = HEIGHT, rotate = 0, draw }: DrawnPage,
  index: number,
): string[] {
  const resources = '<< /Font << /R 3 0 R /B 4 0 R /U 6 0 R >> /XObject << /Pic 5 0 R >> >>'
  const box = `/MediaBox [0 0 ${width} ${height}] /Rotate ${rotate}`
  return [
    `<< /Type /Page /Parent 2 0 R ${box} /Resources ${resources} /Contents ${FIRST_PAGE + 1 + index * 2} 0 R >>`,
    stream(draw.join('\n'), ''),
  ]
}

const stream = (content: string, entries: string) =>
  `<< ${entries} /Length ${Buffer.byteLength(content, 'latin1')} >>\nstream\n${content}\nendstream`

function written(objects: readonly string[]): Uint8Array {
  let file = '%PDF-1.7\n'
  const offsets = objects.map((object, index) => {
    const offset = file.length
    file += `${index + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`)
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows.join('')}`
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF`
  return new Uint8Array(Buffer.from(file + table + trailer, 'latin1'))
}
