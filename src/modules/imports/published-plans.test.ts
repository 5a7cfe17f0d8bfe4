import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

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
  },
)
