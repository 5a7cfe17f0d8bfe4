/** Plans as Word saves them: real headings, lists and tables. */

import type { CellColour } from '../../src/platform/office/grid.ts'
import { p, part, sampleDocx, tbl, tc } from '../../src/platform/office/read/docx-sample.ts'
import { type DrawnCell, type Part, type Piece, plainCell, type Run } from './plan-content.ts'

/** A4 on its side with narrow edges, in twips. */
const PAGE = { width: 16838, height: 11906, edge: 567 }

export function docxOf(parts: readonly Part[]): Uint8Array {
  const body = parts.map(blockOf).join('')
  const page = `<w:sectPr><w:pgSz w:w="${PAGE.width}" w:h="${PAGE.height}" w:orient="landscape"/><w:pgMar w:top="${PAGE.edge}" w:right="${PAGE.edge}" w:bottom="${PAGE.edge}" w:left="${PAGE.edge}"/></w:sectPr>`
  return sampleDocx({
    body: '',
    styles: STYLES,
    numbering: NUMBERING,
    raw: { 'word/document.xml': part('document', `<w:body>${body}${page}</w:body>`) },
  })
}

function blockOf(one: Part): string {
  if (one.kind === 'gap') return p()
  if (one.kind === 'table') return tableOf(one.rows, one.headed) + p()
  const style = one.level > 0 ? `<w:pStyle w:val="Heading${one.level}"/>` : ''
  return p(runsXml(one.runs), style + (one.bullet ? BULLET : ''))
}

const BULLET = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'

function tableOf(rows: readonly DrawnCell[][], headed: boolean): string {
  const widths = widthsOf(rows)
  const drawn = rows.map((row, at) => {
    const head = headed && at === 0 ? '<w:trPr><w:tblHeader/></w:trPr>' : ''
    return `<w:tr>${head}${row.map((cell) => cellXml(cell)).join('')}</w:tr>`
  })
  return tbl(widths, ...drawn).replace('<w:tbl>', `<w:tbl>${BORDERS}`)
}

const BORDERS = `<w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>${['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map((side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>`).join('')}</w:tblBorders></w:tblPr>`

/** Columns as wide as what stands in them asks for, in all as wide as the page. */
function widthsOf(rows: readonly DrawnCell[][]): number[] {
  const asked = (rows[0] ?? []).map((_, column) => {
    const texts = rows.map((row) => row[column]).map((cell) => (cell ? plainCell(cell) : ''))
    const longest = Math.max(...texts.flatMap((text) => text.split(/\s/)).map((word) => word.length))
    const letters = texts.reduce((sum, text) => sum + text.length, 0) / rows.length
    return Math.max(longest + 2, Math.min(60, Math.sqrt(letters) * 4), 4)
  })
  const all = asked.reduce((sum, width) => sum + width, 0)
  return asked.map((width) => Math.floor((width / all) * (PAGE.width - 2 * PAGE.edge)))
}

function cellXml(cell: DrawnCell): string {
  if (cell.covered === 'left') return ''
  const properties = [
    cell.colSpan > 1 ? `<w:gridSpan w:val="${cell.colSpan}"/>` : '',
    cell.rowSpan > 1 ? '<w:vMerge w:val="restart"/>' : '',
    cell.covered === 'above' ? '<w:vMerge/>' : '',
    cell.colour ? `<w:shd w:val="clear" w:color="auto" w:fill="${FILLS[cell.colour]}"/>` : '',
  ]
  return tc(cell.pieces.map(pieceXml).join('') || p(), properties.join(''))
}

export const FILLS: Readonly<Record<CellColour, string>> = {
  red: 'FF0000',
  amber: 'FFC000',
  yellow: 'FFFF00',
  green: '00B050',
  blue: '0070C0',
  purple: '7030A0',
  grey: 'A6A6A6',
  black: '000000',
}

function pieceXml(piece: Piece): string {
  if (piece.kind === 'paragraph') return p(runsXml(piece.runs))
  return piece.items.map((item) => p(runsXml(item), BULLET)).join('')
}

const runsXml = (runs: readonly Run[]): string =>
  runs
    .map(({ text, bold, raised }) => {
      const look = (bold ? '<w:b/>' : '') + (raised ? '<w:vertAlign w:val="superscript"/>' : '')
      return `<w:r><w:rPr>${look}</w:rPr><w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`
    })
    .join('')

export const escapeXml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

const SMALL =
  '<w:rPr><w:rFonts w:ascii="Liberation Sans" w:hAnsi="Liberation Sans"/><w:sz w:val="15"/></w:rPr>'

const STYLES = `<w:docDefaults><w:rPrDefault>${SMALL}</w:rPrDefault></w:docDefaults>${[1, 2, 3, 4, 5, 6]
  .map(
    (level) =>
      `<w:style w:type="paragraph" w:styleId="Heading${level}"><w:name w:val="heading ${level}"/><w:pPr><w:outlineLvl w:val="${level - 1}"/></w:pPr><w:rPr><w:b/><w:sz w:val="${32 - level * 3}"/></w:rPr></w:style>`,
  )
  .join('')}`

const NUMBERING = `<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:pPr><w:ind w:left="284" w:hanging="284"/></w:pPr></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`
