/** Plans large enough to measure with, made up of varied words: alike words would pack to nothing, as no plan does. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { textGrid } from '../src/modules/imports/domain/grid.ts'
import { writeXlsx } from '../src/platform/office/xlsx.ts'
import { launchChromium } from '../tests/support/chromium.ts'
import { type Part, partsOf } from '../tests/support/plan-content.ts'
import { docxOf } from '../tests/support/plan-docx.ts'
import { htmlOf } from '../tests/support/plan-html.ts'
import { printedPdf } from '../tests/support/plan-pdf.ts'

export const FILES = { text: 'plan.txt', docx: 'plan.docx', pdf: 'plan.pdf', xlsx: 'plan.xlsx' } as const
export type FileKind = keyof typeof FILES

const PUBLISHED = join(import.meta.dirname, '../../shared/plans')
/** The size of the longest published plan, in letters. */
const TEXT_SIZE = 62_000
const PAPER_ROWS = 400
const SHEET_ROWS = 5_000

const HEADINGS = [
  ['Ref', 'Action', 'Milestone', 'Start date', 'Due date', 'Lead', 'Status', 'Progress note'],
  ['Theme', 'Success criteria', 'Measure', 'Monitored by'],
].flat()

const POSTS = ['Head of Quality', 'Data Manager', 'Team Manager', 'Participation Lead', 'Director of Nursing']
const STATUSES = ['On track', 'Not started', 'Delayed', 'Completed']
const BOARDS = ['Improvement Board', 'Quality Assurance Group', 'Training Board']
const THEMES = ['Front door', 'Supervision', 'Voice of the child', 'Workforce', 'Health']

/** Writes the four files into the folder. */
export async function writeFiles(folder: string): Promise<void> {
  const parts = partsOf(textGrid(textOf(rowsOf(PAPER_ROWS, 8))))
  await writeFile(join(folder, FILES.text), planText())
  await writeFile(join(folder, FILES.docx), docxOf(parts))
  await writeFile(join(folder, FILES.pdf), await pdfOf(parts))
  await writeFile(join(folder, FILES.xlsx), await workbookOf(rowsOf(SHEET_ROWS, 12)))
}

function planText(): string {
  const published = existsSync(PUBLISHED)
    ? readdirSync(PUBLISHED).find((name) => name.startsWith('002'))
    : undefined
  return published
    ? readFileSync(join(PUBLISHED, published), 'utf8')
    : textOf(rowsOf(PAPER_ROWS, 8)).slice(0, TEXT_SIZE)
}

/** A font of this size makes some 60 pages of it. */
async function pdfOf(parts: readonly Part[]): Promise<Uint8Array> {
  const browser = await launchChromium()
  try {
    return await printedPdf(browser, htmlOf(parts).replace('font: 8px', 'font: 14.2px'))
  } finally {
    await browser.close()
  }
}

function workbookOf(rows: readonly string[][]): Promise<Uint8Array> {
  return writeXlsx({
    title: 'Improvement plan',
    author: 'Anyshire',
    written: '2026-01-05',
    sheets: [
      {
        name: 'Plan',
        columns: HEADINGS.map((header) => ({ header, width: 20, kind: 'text' })),
        rows: rows.map((row) => row.map((text) => ({ text }))),
      },
    ],
  })
}

const textOf = (rows: readonly string[][]): string =>
  [
    '# Improvement plan',
    '',
    HEADINGS.slice(0, rows[0]?.length).join('\t'),
    ...rows.map((row) => row.join('\t')),
  ].join('\n')

/** Three milestones to an action; the same rows in every run. */
function rowsOf(count: number, columns: number): string[][] {
  const draw = dice()
  return Array.from({ length: count }, (_, index) => {
    const month = 1 + draw(9)
    return [
      `${Math.floor(index / 3) + 1}.${(index % 3) + 1}`,
      index % 3 === 0 ? sentence(draw, 10) : '',
      sentence(draw, 14),
      `01/0${month}/2026`,
      `28/0${month}/2027`,
      oneOf(draw, POSTS),
      oneOf(draw, STATUSES),
      sentence(draw, 18),
      oneOf(draw, THEMES),
      sentence(draw, 8),
      sentence(draw, 8),
      oneOf(draw, BOARDS),
    ].slice(0, columns)
  })
}

type Dice = (below: number) => number

/** Numbers that look random and are the same in every run. */
function dice(): Dice {
  let state = 1
  return (below) => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
}

const oneOf = (draw: Dice, list: readonly string[]): string => list[draw(list.length)] ?? ''

const SYLLABLES = 'ba de ki lo mu na pe ri so tu va we'.split(' ')
const VERBS = ['Agree', 'Publish', 'Review', 'Train', 'Audit', 'Report', 'Recruit', 'Visit']

function sentence(draw: Dice, words: number): string {
  const word = () => Array.from({ length: 2 + draw(3) }, () => oneOf(draw, SYLLABLES)).join('')
  return [oneOf(draw, VERBS), ...Array.from({ length: words }, word)].join(' ')
}
