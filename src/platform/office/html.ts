import {
  type Block,
  type Cell,
  type Chart,
  type Column,
  cellColumns,
  type Definitions,
  type DocumentDescription,
  type Easy,
  type List,
  type Paragraph,
  paragraph,
  type Run,
  rowGroups,
  type Shape,
  type StatusMark,
  type Table,
} from './description.ts'
import { DOCUMENT_CSS, pageCss } from './html-style.ts'
import { cleanText, keyAsTable } from './look.ts'

/** The document's blocks as HTML, to stand inside a page that has `DOCUMENT_CSS`. Every word is escaped. */
export function toHtml(description: DocumentDescription): string {
  const blocks = withoutDoubleBreaks(description.blocks).map(htmlBlock).join('\n')
  const dress = description.large ? 'document document-large-type' : 'document'
  return `<div class="${dress}" lang="${description.language}">\n${blocks}\n</div>\n`
}

/** One whole HTML file that needs nothing else: to keep, to send, or to print on A4 with "Page x of y". */
export function standalone(description: DocumentDescription): string {
  return `<!doctype html>
<html lang="${description.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeMarkup(description.title)}</title>
<meta name="description" content="${escapeMarkup(description.subject)}">
<meta name="author" content="${escapeMarkup(description.author)}">
<style>
${DOCUMENT_CSS}${pageCss(description)}</style>
</head>
<body>
<main>
${toHtml(description)}</main>
</body>
</html>
`
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text safe between tags and inside quoted attributes, in HTML and in XML; unprintable characters are gone. */
export function escapeMarkup(text: string): string {
  return cleanText(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}

/** Breaks at either end and repeated breaks would print as blank pages. */
function withoutDoubleBreaks(blocks: Block[]): Block[] {
  return blocks.filter((block, index) => {
    if (block.kind !== 'page-break') return true
    const next = blocks[index + 1]
    return index > 0 && next !== undefined && next.kind !== 'page-break'
  })
}

function htmlBlock(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level}>${escapeMarkup(block.text)}</h${block.level}>`
    case 'paragraph':
      return htmlParagraph(block)
    case 'list':
      return htmlList(block)
    case 'definitions':
      return htmlDefinitions(block)
    case 'key':
      return htmlTable(keyAsTable(block))
    case 'table':
      return htmlTable(block)
    case 'chart':
      return htmlChart(block)
    case 'easy':
      return htmlEasy(block)
    case 'page-break':
      return '<div class="document-break"></div>'
  }
}

/** The drawing itself, which prints sharp; on a narrow screen it is moved sideways rather than made too small to read. */
function htmlChart({ svg, alt, caption }: Chart): string {
  const words = escapeMarkup(caption)
  const drawing = `<div class="document-wide" role="region" aria-label="${words}" tabindex="0">${namedDrawing(svg, alt)}</div>`
  return `<figure class="document-chart">${drawing}<figcaption>${words}</figcaption></figure>`
}

const namedDrawing = (svg: string, alt: string): string =>
  svg.replace(/<svg/, `<svg role="img" aria-label="${escapeMarkup(alt)}"`)

function htmlEasy({ svg, alt, words }: Easy): string {
  const lines = words.map((text) => htmlParagraph(paragraph(text, 'large'))).join('')
  return `<div class="document-easy">${namedDrawing(svg, alt)}<div>${lines}</div></div>`
}

function htmlParagraph(part: Paragraph): string {
  const dress = part.style ? ` class="document-${part.style}"` : ''
  return `<p${dress}>${htmlRuns(part.runs)}</p>`
}

function htmlRuns(runs: Run[]): string {
  return runs.map(htmlRun).join('')
}

function htmlRun(run: Run): string {
  const text = escapeMarkup(run.text).replaceAll('\n', '<br>')
  const strong = run.bold ? `<strong>${text}</strong>` : text
  return run.italic ? `<em>${strong}</em>` : strong
}

function htmlList(list: List): string {
  const tag = list.ordered ? 'ol' : 'ul'
  const items = list.items.map((item) => `<li>${htmlRuns(item)}</li>`).join('\n')
  return `<${tag}>\n${items}\n</${tag}>`
}

function htmlDefinitions(block: Definitions): string {
  const entries = block.entries.map(
    ({ term, meaning }) => `<div><dt>${escapeMarkup(term)}</dt><dd>${htmlRuns(meaning)}</dd></div>`,
  )
  return `<dl>\n${entries.join('\n')}\n</dl>`
}

/** The frame scrolls on a narrow screen, and can be reached and scrolled by keyboard. */
function htmlTable(table: Table): string {
  const caption = escapeMarkup(table.caption)
  const total = table.columns.reduce((sum, column) => sum + column.width, 0)
  const widths = table.columns.map((column) => `<col class="${widthClass(column.width / total)}">`).join('')
  const head = table.columns.map(headCell).join('')
  return `<div class="document-table" role="region" aria-label="${caption}" tabindex="0">
<table class="${widthClass(Math.min(1, total / 100))}${table.columns.length >= 6 ? ' document-dense' : ''}">
<caption>${caption}</caption>
<colgroup>${widths}</colgroup>
<thead>
<tr>${head}</tr>
</thead>
${tableBodies(table)}
</table>
</div>`
}

/** A class and not a style: the site's content policy lets no style stand in markup. */
const widthClass = (share: number): string => `document-width-${Math.round(share * 100)}`

/** Each group of rows is a body of its own, so that a cell naming the group may say so (`scope="rowgroup"`). */
function tableBodies(table: Table): string {
  const starts = new Map(cellColumns(table).map((columns, index) => [table.rows[index] ?? [], columns]))
  const htmlRow = (row: Cell[]) => {
    const cells = row.map((cell, index) => bodyCell(cell, table.columns[starts.get(row)?.[index] ?? 0]))
    return `<tr>${cells.join('')}</tr>`
  }
  const bodies = rowGroups(table.rows).map((group) => `<tbody>\n${group.map(htmlRow).join('\n')}\n</tbody>`)
  return bodies.join('\n')
}

function headCell(column: Column): string {
  const { header } = column
  const classes = column.figures ? ' class="document-figures"' : ''
  if (typeof header === 'string') return `<th scope="col"${classes}>${escapeMarkup(header)}</th>`
  return `<th scope="col" class="${classesOf([`document-${header.colour}`, column.figures && 'document-figures'])}">${htmlStatus(header)}</th>`
}

function bodyCell(cell: Cell, column: Column | undefined): string {
  const first = cell.content[0]
  const colour = cell.shading ?? (first?.kind === 'status' ? first.colour : undefined)
  const classes = classesOf([colour && `document-${colour}`, column?.figures && 'document-figures'])
  const attributes = [
    cell.heads ? `scope="${(cell.rowSpan ?? 1) > 1 ? 'rowgroup' : 'row'}"` : '',
    cell.rowSpan && cell.rowSpan > 1 ? `rowspan="${cell.rowSpan}"` : '',
    cell.colSpan && cell.colSpan > 1 ? `colspan="${cell.colSpan}"` : '',
    classes ? `class="${classes}"` : '',
  ].filter(Boolean)
  const tag = cell.heads ? 'th' : 'td'
  return `<${[tag, ...attributes].join(' ')}>${cell.content.map(cellPart).join('')}</${tag}>`
}

const classesOf = (names: (string | false | undefined)[]): string => names.filter(Boolean).join(' ')

function cellPart(part: Paragraph | StatusMark): string {
  return part.kind === 'status' ? `<p>${htmlStatus(part)}</p>` : htmlParagraph(part)
}

/** The shape is for the eye; a screen reader hears the word once. */
function htmlStatus(mark: StatusMark): string {
  return (
    `<span class="document-status document-${mark.colour}">` +
    `${DRAWN[mark.shape]} ${escapeMarkup(mark.words)}</span>`
  )
}

/** Drawn, and not a character: not every device has a font with these. */
const DRAWN: Record<Shape, string> = {
  ring: shape('<circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" stroke-width="2"/>'),
  circle: shape('<circle cx="6" cy="6" r="5"/>'),
  tick: shape('<path d="M1 7l3 4 7-9" fill="none" stroke="currentColor" stroke-width="2.5"/>'),
  triangle: shape('<path d="M6 1l5.5 10H.5z"/>'),
  diamond: shape('<path d="M6 0l6 6-6 6-6-6z"/>'),
}

function shape(drawing: string): string {
  return `<svg width="10" height="10" viewBox="0 0 12 12" fill="currentColor" aria-hidden="true" focusable="false">${drawing}</svg>`
}
