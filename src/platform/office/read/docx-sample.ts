/** Word files for tests, written as raw XML: what Word can save goes beyond what a writer of documents offers. */
import { strToU8, zipSync } from 'fflate'

const TYPES = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const NAMESPACES = [
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"',
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
  'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"',
  'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
  'xmlns:v="urn:schemas-microsoft-com:vml"',
].join(' ')

/** Parts by the kind that the relationships name ("styles"); the inside of their root element. */
export interface SampleParts {
  body: string
  styles?: string
  numbering?: string
  comments?: string
  theme?: string
  footer?: string
  /** Parts as they are, by name. */
  raw?: Record<string, string | Uint8Array>
}

const ROOTS = { styles: 'styles', numbering: 'numbering', comments: 'comments', footer: 'ftr' } as const

export function sampleDocx({ body, theme, raw, ...parts }: SampleParts): Uint8Array {
  const files: Record<string, string | Uint8Array> = {
    '[Content_Types].xml': contentTypes(),
    '_rels/.rels': relationships({ officeDocument: 'word/document.xml' }),
    'word/document.xml': part('document', `<w:body>${body}<w:sectPr/></w:body>`),
  }
  const around: Record<string, string> = {}
  for (const kind of ['styles', 'numbering', 'comments', 'footer'] as const) {
    const inside = parts[kind]
    if (inside === undefined) continue
    around[kind] = `${kind}.xml`
    files[`word/${kind}.xml`] = part(ROOTS[kind], inside)
  }
  if (theme) {
    around.theme = 'theme/theme1.xml'
    files['word/theme/theme1.xml'] = theme
  }
  files['word/_rels/document.xml.rels'] = relationships(around)
  return zipOf({ ...files, ...raw })
}

export function zipOf(files: Record<string, string | Uint8Array>): Uint8Array {
  return zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, data]) => [name, typeof data === 'string' ? strToU8(data) : data]),
    ),
  )
}

/** As Word and LibreOffice ask for them before they open a file. */
function contentTypes(): string {
  const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
  const kinds = {
    document: 'document.main',
    styles: 'styles',
    numbering: 'numbering',
    comments: 'comments',
    footer: 'footer',
  }
  const parts = Object.entries(kinds).map(
    ([name, kind]) => `<Override PartName="/word/${name}.xml" ContentType="${word}.${kind}+xml"/>`,
  )
  return `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${parts.join('')}</Types>`
}

export function relationships(targets: Record<string, string>): string {
  const list = Object.entries(targets).map(
    ([kind, target], at) => `<Relationship Id="rId${at}" Type="${TYPES}/${kind}" Target="${target}"/>`,
  )
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list.join('')}</Relationships>`
}

export const part = (root: string, inside: string): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:${root} ${NAMESPACES}>${inside}</w:${root}>`

export const run = (text: string, properties = ''): string =>
  `<w:r>${properties && `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`

/** A paragraph of one run, or of the runs given as XML. */
export const p = (content = '', properties = ''): string =>
  `<w:p>${properties && `<w:pPr>${properties}</w:pPr>`}${content === '' || content.startsWith('<') ? content : run(content)}</w:p>`

/** A paragraph of a list. */
export const item = (text: string, list: number, level = 0): string =>
  p(text, `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`)

export const tc = (content = '', properties = ''): string =>
  `<w:tc><w:tcPr>${properties}</w:tcPr>${content.startsWith('<') ? content : p(content)}</w:tc>`

export const tr = (...cells: string[]): string =>
  `<w:tr>${cells.map((cell) => (/^<w:(tc|trPr|bookmark|sdt)\b/.test(cell) ? cell : tc(cell))).join('')}</w:tr>`

/** A table with a grid of columns of the given widths in twips. */
export const tbl = (widths: readonly number[], ...rows: string[]): string =>
  `<w:tbl><w:tblGrid>${widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('')}</w:tblGrid>${rows.join('')}</w:tbl>`

export const span = (columns: number): string => `<w:gridSpan w:val="${columns}"/>`
