import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readText } from './domain/read-plan.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const shared = join(root, '..', 'shared')
const bars = join(shared, 'acceptance', 'plans.mjs')
const present = existsSync(bars)

describe(
  present ? 'published plans' : 'published plans (skipped: ../shared with the plans is not here)',
  () => {
    test.skipIf(!present)(
      'are read as a careful human reads them: every row, each field over its bar, every cell in the ledger',
      () => {
        const lines = execFileSync(process.execPath, [bars], { cwd: root }).toString().trim().split('\n')
        expect(lines).toHaveLength(3)
        expect(lines.join('\n')).not.toContain('BROKEN')
      },
      60_000,
    )

    test.skipIf(!present)(
      'have as many findings, success criteria and measures as a careful human counts',
      () => {
        const counted = ['000_11d76b5da127ef3a', '001_c6dcb2d003ac58e1', '002_166023a4bddf12e9'].map(
          (name) => {
            const { findings } = readText(readFileSync(join(shared, 'plans', `${name}.txt`), 'utf8'))
            const of = (list: 'successCriteria' | 'measures') =>
              findings.flatMap((finding) => finding[list]).length
            return [findings.length, of('successCriteria'), of('measures')]
          },
        )
        expect(counted).toEqual([
          [14, 0, 0],
          [12, 49, 30],
          [14, 0, 0],
        ])
      },
    )
  },
)
