/** Plans as pages, for a browser to show and to print. */
import type { DrawnCell, Part, Piece, Run } from './plan-content.ts'
import { escapeXml, FILLS } from './plan-docx.ts'

/** `ruled`: with lines around the cells; `bare`: with white between the columns and more of it between the rows. */
export type Style = 'ruled' | 'bare'

export function htmlOf(parts: readonly Part[], style: Style = 'ruled'): string {
  const body: string[] = []
  for (const one of parts) body.push(blockOf(one))
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Plan</title><style>${LOOK}${style === 'ruled' ? RULED : BARE}</style></head><body>${body.join('\n')}</body></html>`
}

/** Headings on every page, rows that pages may cut, colours that are printed. */
const LOOK = `
  @page { size: A4 landscape; margin: 12mm }
  body { font: 8px/1.25 "Open Sans", sans-serif; print-color-adjust: exact }
  table { border-collapse: collapse; margin: 4px 0 10px }
  th, td { padding: 2px 4px; text-align: left; vertical-align: top; font-weight: normal }
  ul { margin: 0; padding-left: 10px } p { margin: 0 } h1, h2, h3, h4, h5, h6 { margin: 6px 0 }
  p.gap { height: 12px }
`
const RULED = 'th, td { border: 1px solid #555 }'
const BARE = 'th, td { padding: 4px 10px }'

function blockOf(one: Part): string {
  if (one.kind === 'gap') return '<p class="gap">&nbsp;</p>'
  if (one.kind === 'table') return tableOf(one.rows, one.headed)
  if (one.bullet) return `<ul><li>${runsHtml(one.runs)}</li></ul>`
  const tag = one.level > 0 ? `h${one.level}` : 'p'
  return `<${tag}>${runsHtml(one.runs)}</${tag}>`
}

function tableOf(rows: readonly DrawnCell[][], headed: boolean): string {
  const drawn = rows.map((row) => `<tr>${row.map(cellHtml).join('')}</tr>`)
  const head = headed ? `<thead>${drawn.shift()}</thead>` : ''
  return `<table>${head}<tbody>${drawn.join('\n')}</tbody></table>`
}

function cellHtml(cell: DrawnCell): string {
  if (cell.covered) return ''
  const attributes = [
    cell.rowSpan > 1 ? ` rowspan="${cell.rowSpan}"` : '',
    cell.colSpan > 1 ? ` colspan="${cell.colSpan}"` : '',
    cell.colour ? ` style="background:#${FILLS[cell.colour]}"` : '',
  ]
  return `<td${attributes.join('')}>${cell.pieces.map(pieceHtml).join('')}</td>`
}

function pieceHtml(piece: Piece): string {
  if (piece.kind === 'paragraph') return `<p>${runsHtml(piece.runs)}</p>`
  return `<ul>${piece.items.map((item) => `<li>${runsHtml(item)}</li>`).join('')}</ul>`
}

const runsHtml = (runs: readonly Run[]): string =>
  runs
    .map(({ text, bold, raised }) => {
      const inner = raised ? `<sup>${escapeXml(text)}</sup>` : escapeXml(text)
      return bold ? `<b>${inner}</b>` : inner
    })
    .join('')
