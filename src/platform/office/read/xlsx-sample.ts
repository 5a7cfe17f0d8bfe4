/** Workbooks for tests, part by part, so that also those can be made that no program writes. */
import { strToU8, zipSync } from 'fflate'

export interface SampleSheet {
  name: string
  state?: 'hidden' | 'veryHidden'
  /** What stands within `<worksheet>`. */
  xml: string
  /** Legacy comments and threads: what stands within their lists. */
  comments?: string
  threads?: string
}

export interface SampleWorkbook {
  sheets: SampleSheet[]
  /** What stands within `<sst>`. */
  strings?: string
  /** What stands within `<styleSheet>`. */
  styles?: string
  /** What stands within `<a:clrScheme>`. */
  theme?: string
  from1904?: boolean
  /** Further parts, or other ones in place of those made here. */
  parts?: Record<string, string>
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

export function sampleXlsx(workbook: SampleWorkbook): Uint8Array {
  const parts: Record<string, string> = {
    '_rels/.rels': relations([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': workbookXml(workbook),
    'xl/_rels/workbook.xml.rels': relations([
      ...workbook.sheets.map((_, index) => ['worksheet', `worksheets/sheet${index + 1}.xml`] as const),
      ['sharedStrings', '/xl/sharedStrings.xml'],
      ['styles', 'styles.xml'],
      ['theme', 'theme/theme1.xml'],
    ]),
    'xl/sharedStrings.xml': `${HEAD}<sst xmlns="${MAIN}">${workbook.strings ?? ''}</sst>`,
    'xl/styles.xml': `${HEAD}<styleSheet xmlns="${MAIN}">${workbook.styles ?? ''}</styleSheet>`,
    'xl/theme/theme1.xml': themeXml(workbook.theme ?? ''),
    ...Object.assign({}, ...workbook.sheets.map(sheetParts)),
    ...workbook.parts,
  }
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)])))
}

/** One sheet called "Plan" with these rows within `<sheetData>`. */
export const samplePlan = (rows: string, more: Omit<SampleWorkbook, 'sheets'> = {}): Uint8Array =>
  sampleXlsx({ sheets: [{ name: 'Plan', xml: `<sheetData>${rows}</sheetData>` }], ...more })

/** A row of texts written in their cells; an empty text makes no cell. */
export function textRow(number: number, texts: readonly string[], attributes = ''): string {
  const cells = texts.map((text, column) =>
    text === '' ? '' : textCell(`${String.fromCharCode(65 + column)}${number}`, text),
  )
  return `<row r="${number}" ${attributes}>${cells.join('')}</row>`
}

export const textCell = (ref: string, text: string, style = 0): string =>
  `<c r="${ref}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${text.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</t></is></c>`

export const numberCell = (ref: string, value: string | number, style = 0): string =>
  `<c r="${ref}" s="${style}"><v>${value}</v></c>`

function workbookXml({ sheets, from1904 }: SampleWorkbook): string {
  const list = sheets.map(
    ({ name, state }, index) =>
      `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}" ${state ? `state="${state}"` : ''}/>`,
  )
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr ${from1904 ? 'date1904="1"' : ''}/><sheets>${list.join('')}</sheets></workbook>`
}

function sheetParts({ xml, comments, threads }: SampleSheet, index: number): Record<string, string> {
  const number = index + 1
  const parts: Record<string, string> = {
    [`xl/worksheets/sheet${number}.xml`]: `${HEAD}<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}">${xml}</worksheet>`,
  }
  const points: [string, string][] = []
  if (comments) {
    parts[`xl/comments${number}.xml`] =
      `<comments xmlns="${MAIN}"><commentList>${comments}</commentList></comments>`
    points.push(['comments', `../comments${number}.xml`])
  }
  if (threads) {
    parts[`xl/threadedComments/threadedComment${number}.xml`] =
      `<ThreadedComments xmlns="${MAIN}">${threads}</ThreadedComments>`
    points.push(['threadedComment', `../threadedComments/threadedComment${number}.xml`])
  }
  if (points.length > 0) parts[`xl/worksheets/_rels/sheet${number}.xml.rels`] = relations(points)
  return parts
}

function relations(points: readonly (readonly [type: string, target: string])[]): string {
  const list = points.map(
    ([type, target], index) =>
      `<Relationship Id="rId${index + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  )
  return `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list.join('')}</Relationships>`
}

const themeXml = (colours: string): string =>
  `<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:clrScheme name="Office">${colours}</a:clrScheme></a:themeElements></a:theme>`
