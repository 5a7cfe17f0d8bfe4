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
import { differences, factsOf } from './support/plan-facts.ts'
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

/** What a kind of file cannot hold, and the very fields that hang on it: none other may differ. */
const CANNOT: Readonly<Record<string, { because: string; fields: readonly string[] }>> = {
  'colours with a key, CSV': {
    because: 'CSV holds no colours, and these statuses are colours without words',
    fields: ['row 1, status', 'row 2, status', 'row 3, status'],
  },
  '002, CSV': {
    because: 'CSV holds no bold, and only bold makes one line of the findings a heading of those below it',
    fields: [
      'findings',
      ...Array.from({ length: 14 }, (_, at) => `finding ${at + 1}, group`),
      ...[12, 13, 14].flatMap((at) => [`finding ${at}, words`, `finding ${at}, actions`]),
    ],
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

function expectSame(name: string, plan: SourceGrid, kind: string, grid: SourceGrid): void {
  const found = differences(factsOf(readPlan(plan)), factsOf(readPlan(grid)))
  const cannot = CANNOT[`${name}, ${kind}`]
  if (cannot) {
    const fields = found.map((difference) => difference.slice(0, difference.indexOf(':')))
    expect(fields.toSorted(), cannot.because).toEqual(cannot.fields.toSorted())
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
      expectSame(name, plan, 'PDF of LibreOffice', await readPdf(office.get(name) ?? new Uint8Array()))
    },
  )
})

test.runIf(present)(
  present ? 'the published plans are here' : 'the published plans (skipped: ../shared/plans is not here)',
  () => {
    expect(published).toHaveLength(3)
  },
)
