import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { textGrid } from '../src/modules/imports/domain/grid.ts'
import { readPlan } from '../src/modules/imports/domain/read-plan.ts'
import type { SourceGrid } from '../src/platform/office/grid.ts'
import { readPdf } from '../src/platform/office/read/pdf.ts'
import { launchChromium } from './support/chromium.ts'
import { partsOf } from './support/plan-content.ts'
import { docxOf } from './support/plan-docx.ts'
import { differences, factsOf, wrongValues } from './support/plan-facts.ts'
import { FILE_KINDS, throughFile } from './support/plan-files.ts'
import { drawnGrid, FIXTURES } from './support/plan-fixtures.ts'
import { officePdfs, SOFFICE } from './support/plan-pdf.ts'

const FOLDER = join(import.meta.dirname, '../../shared/plans')
const present = existsSync(FOLDER)
const published = present ? readdirSync(FOLDER).filter((name) => name.endsWith('.txt')) : []

const PLANS: ReadonlyMap<string, SourceGrid> = new Map([
  ...Object.entries(FIXTURES).map(([name, text]) => [name, drawnGrid(text)] as const),
  ...published.map((name) => [name.slice(0, 3), textGrid(readFileSync(join(FOLDER, name), 'utf8'))] as const),
])

/**
 * Where a kind of file does not give the same yet: at how many places at most, and why. Better is a failure too, so
 * that the list shrinks with the faults.
 */
const DIFFERS: Readonly<Record<string, { most: number; because: string }>> = {
  '000, PDF of LibreOffice': { most: 1, because: 'a hyphen at a line’s end may be the word’s own' },
}

const numbered = (thing: string, numbers: readonly number[], ...fields: string[]): string[] =>
  numbers.flatMap((number) => fields.map((field) => `${thing} ${number}, ${field}`))

/**
 * What a kind of file cannot keep: the very fields that may differ, or 'rows' where rows themselves cannot be told apart. Then
 * what was read is still never wrong: each reference, day, lead and status is the text's, or blank.
 */
const CANNOT: Readonly<Record<string, { fields: readonly string[] | 'rows'; because: string }>> = {
  'colours with a key, CSV': {
    fields: numbered('row', [1, 2, 3], 'status'),
    because: 'CSV holds no colours, and these statuses are colours without words',
  },
  '002, CSV': {
    fields: [
      'findings',
      ...numbered('finding', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14], 'group'),
      ...numbered('finding', [12, 13, 14], 'words', 'actions'),
    ],
    because: 'CSV holds no bold, and only bold makes one line of the findings a heading of those below it',
  },
  'colours with a key, PDF without rules or tags': {
    fields: numbered('row', [1, 2, 3], 'status'),
    because: 'a cell that holds nothing but a colour has no place where nothing says how far it reaches',
  },
  '000, PDF without rules or tags': {
    fields: 'rows',
    because: 'rows of one line, and tables that follow each other, are parted by white of one width',
  },
  '002, PDF without rules or tags': {
    fields: [
      'findings',
      ...numbered('finding', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14], 'group'),
      ...numbered('finding', [9, 11, 13, 14], 'words'),
      ...numbered('finding', [13, 14], 'actions'),
    ],
    because: 'in a table of two columns a heading or a short row looks like the end of the row above',
  },
}

let browser: Promise<Browser>
let office: ReadonlyMap<string, Uint8Array> = new Map()
beforeAll(async () => {
  browser = launchChromium()
  if (SOFFICE)
    office = await officePdfs(new Map([...PLANS].map(([name, plan]) => [name, docxOf(partsOf(plan))])))
})
afterAll(async () => {
  await (await browser).close()
})

const placeOf = (difference: string): string => difference.split(': ')[0] ?? ''

function expectSame(name: string, plan: SourceGrid, kind: string, grid: SourceGrid): void {
  const [wanted, read] = [readPlan(plan), readPlan(grid)]
  const found = differences(factsOf(wanted), factsOf(read))
  const cannot = CANNOT[`${name}, ${kind}`]
  if (cannot) {
    expect(wrongValues(wanted, read), cannot.because).toEqual([])
    const lost = found.filter((one) => cannot.fields !== 'rows' && !cannot.fields.includes(placeOf(one)))
    expect(lost, cannot.because).toEqual([])
    return
  }
  const allowed = DIFFERS[`${name}, ${kind}`]
  if (!allowed) expect(found).toEqual([])
  else {
    expect(found.length, `less differs now: lower or remove “${name}, ${kind}”`).toBeGreaterThan(
      allowed.most * 0.8,
    )
    expect(found.length, allowed.because).toBeLessThanOrEqual(allowed.most)
  }
}

describe.each([...PLANS])('the plan “%s” gives the same rows', (name, plan) => {
  test.each(FILE_KINDS)('as %s', async (kind) => {
    expectSame(name, plan, kind, await throughFile(kind, plan, browser))
  })

  test.skipIf(!SOFFICE)(
    SOFFICE ? 'as PDF of LibreOffice' : 'as PDF of LibreOffice (skipped: soffice is not here)',
    async () => {
      // Its versions break lines and pages differently: what they hide may be blank, never wrong.
      const grid = await readPdf(office.get(name) ?? new Uint8Array())
      const [wanted, read] = [readPlan(plan), readPlan(grid)]
      expect(read.rows).toHaveLength(wanted.rows.length)
      expect(wrongValues(wanted, read)).toEqual([])
    },
  )
})

test.runIf(present)(
  present ? 'the published plans are here' : 'the published plans (skipped: ../shared/plans is not here)',
  () => {
    expect(published).toHaveLength(3)
  },
)
