import type { Colour, DocumentDescription } from './description.ts'
import { COLOURS, cleanText, HEADING_INK, NOTE_INK, RULE, TABLE_HEAD } from './look.ts'

const COLOUR_NAMES: Colour[] = ['grey', 'blue', 'green', 'amber', 'red']

const colours = COLOUR_NAMES.map((colour) => {
  const { ground, ink } = COLOURS[colour]
  return `.document .document-${colour} { background: #${ground}; color: #${ink}; }\n`
}).join('')

const widths = Array.from(
  { length: 100 },
  (_, n) => `.document .document-width-${n + 1} { width: ${n + 1}%; }\n`,
).join('')

/** Look of a document inside any page: everything is under `.document`, nothing reaches out of it. */
export const DOCUMENT_CSS = `.document { font-family: Arial, "Liberation Sans", sans-serif; font-size: 1rem; line-height: 1.35; color: #0b0c0c; }
.document h1, .document h2, .document h3, .document h4 { color: #${HEADING_INK}; line-height: 1.2; margin: 1.6em 0 .5em; break-after: avoid; }
.document h1 { font-size: 1.75rem; margin-top: 0; }
.document h2 { font-size: 1.4rem; }
.document h3 { font-size: 1.15rem; }
.document h4 { font-size: 1rem; }
.document p { margin: 0 0 .6em; overflow-wrap: break-word; }
.document p:has(+ .document-table) { break-after: avoid; }
.document .document-lead { font-size: 1.15em; }
.document-large-type { font-size: 1.4rem; line-height: 1.5; }
.document-large-type h1 { font-size: 2.4rem; }
.document-large-type h2 { font-size: 2rem; }
.document-large-type h3 { font-size: 1.6rem; }
.document .document-large { font-size: 1.4rem; line-height: 1.5; }
.document-easy { display: flex; align-items: center; gap: 1.5rem; margin: 0 0 1.2em; max-width: 44rem; break-inside: avoid; }
.document-easy svg { flex: 0 0 6rem; width: 6rem; height: 6rem; }
.document-easy p:last-child { margin-bottom: 0; }
.document .document-note { font-size: .875em; color: #${NOTE_INK}; }
.document dl { margin: 0 0 1em; }
.document dl div { display: flex; flex-wrap: wrap; gap: 0 1em; margin-bottom: .25em; }
.document dt { flex: 0 0 12em; font-weight: bold; }
.document dd { flex: 1 1 20em; margin: 0; }
.document-chart { margin: 0 0 1.2em; max-width: 60rem; break-inside: avoid; }
.document-chart svg { width: 100%; min-width: 34rem; height: auto; display: block; }
.document-wide { overflow-x: auto; }
.document-wide:focus { outline: 3px solid #fd0; outline-offset: 2px; }
.document figcaption { font-weight: bold; font-size: .875rem; color: #${NOTE_INK}; padding: .4em 0; }
.document-table { overflow-x: auto; margin: 0 0 1.2em; padding-right: 1px; }
.document-table:focus { outline: 3px solid #fd0; outline-offset: 2px; }
.document table { border-collapse: collapse; table-layout: fixed; }
.document table:where(:has(th:nth-child(3))) { min-width: 46rem; }
.document .document-dense { min-width: 62rem; font-size: .875rem; }
.document caption { caption-side: top; text-align: left; font-weight: bold; font-size: .875rem; color: #${NOTE_INK}; padding: .4em 0; break-after: avoid; }
.document th, .document td { border: 1px solid #${RULE}; padding: .3em .45em; text-align: left; vertical-align: top; overflow-wrap: break-word; }
.document tbody th { font-weight: normal; }
.document thead th { vertical-align: bottom; background: #${TABLE_HEAD}; }
.document .document-figures { text-align: right; }
.document th p, .document td p { margin: 0 0 .3em; }
.document th p:last-child, .document td p:last-child { margin-bottom: 0; }
.document .document-dense .document-note { font-size: .92em; }
.document .document-status { font-weight: bold; }
.document tbody p .document-status { padding: 0 .15em; }
${colours}${widths}.document-break { break-after: page; }
@media print {
  .document { font-size: 10pt; }
  .document h1 { font-size: 16.5pt; }
  .document h2 { font-size: 14pt; }
  .document-large-type h1 { font-size: 24pt; }
  .document-large-type h2 { font-size: 20pt; }
  .document-large-type h3 { font-size: 17pt; }
  .document-large-type, .document .document-large { font-size: 16pt; }
  .document h3 { font-size: 12pt; }
  .document table:where(:has(th:nth-child(3))) { min-width: 0; }
  .document .document-dense { min-width: 0; font-size: 8.5pt; }
  .document-table, .document-wide { overflow: visible; }
  .document-chart svg { min-width: 0; }
  .document thead { display: table-header-group; }
  .document tr { break-inside: avoid; }
  .document tbody:first-of-type tr:first-child { break-before: avoid; }
  .document caption { font-size: 9pt; }
  .document th, .document td { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
`

/** The sheet of a standalone file: A4 as asked, head and foot lines, "Page x of y". */
export function pageCss(description: DocumentDescription): string {
  return `@page {
  size: ${description.pageSize} ${description.orientation};
  margin: 18mm 15mm 16mm;
  @top-left { content: ${cssString(description.header ?? '')}; font: 9pt Arial, sans-serif; color: #${NOTE_INK}; }
  @bottom-left { content: ${cssString(description.footer ?? '')}; font: 9pt Arial, sans-serif; color: #${NOTE_INK}; }
  @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 9pt Arial, sans-serif; color: #${NOTE_INK}; }
}
body { margin: 0; }
@media screen { main { max-width: 90rem; margin: 0 auto; padding: 2rem 1rem; } }
`
}

/** A CSS string: anything that could end it, or end the style element around it, goes as a code point. */
function cssString(text: string): string {
  const escaped = cleanText(text).replace(/[\\"'<>&\n]/g, (character) => {
    return `\\${character.codePointAt(0)?.toString(16) ?? ''} `
  })
  return `"${escaped}"`
}
