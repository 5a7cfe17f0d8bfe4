/** One plan as a file of every kind, for the promise that its kind makes no difference. */
import type { Browser } from 'playwright-core'
import type { SourceGrid } from '../../src/platform/office/grid.ts'
import { readCsv } from '../../src/platform/office/read/csv.ts'
import { readDocx } from '../../src/platform/office/read/docx.ts'
import { readHtml } from '../../src/platform/office/read/html.ts'
import { readPdf } from '../../src/platform/office/read/pdf.ts'
import { readXlsx } from '../../src/platform/office/read/xlsx.ts'
import { partsOf } from './plan-content.ts'
import { docxOf } from './plan-docx.ts'
import { htmlOf } from './plan-html.ts'
import { printedPdf } from './plan-pdf.ts'
import { csvOf, xlsxOf } from './plan-sheets.ts'

export const FILE_KINDS = [
  'Word',
  'HTML',
  'Excel',
  'Excel with real days',
  'CSV',
  'PDF',
  'PDF without rules',
  'PDF without rules or tags',
] as const

export type FileKind = (typeof FILE_KINDS)[number]

/** Writes the plan as a file of the kind and reads it again. */
export async function throughFile(
  kind: FileKind,
  plan: SourceGrid,
  browser: Promise<Browser>,
): Promise<SourceGrid> {
  const parts = partsOf(plan)
  if (kind === 'Word') return readDocx(docxOf(parts))
  if (kind === 'HTML') return readHtml(htmlOf(parts))
  if (kind === 'CSV') return readCsv(csvOf(parts))
  if (kind === 'Excel' || kind === 'Excel with real days')
    return readXlsx(await xlsxOf(parts, { realDays: kind === 'Excel with real days' }))
  const html = htmlOf(parts, kind === 'PDF' ? 'ruled' : 'bare')
  return readPdf(await printedPdf(await browser, html, kind !== 'PDF without rules or tags'))
}
