import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readText } from '../read-plan.ts'
import { asExpected } from './expected.ts'

const names = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.txt'))
  .map((name) => name.replace(/\.txt$/, ''))

const file = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8')

describe('a plan in a layout of its own', () => {
  test.each(names)('%s is read as a careful person reads it', (name) => {
    expect(asExpected(readText(file(`${name}.txt`)))).toBe(file(`${name}.rows.tsv`))
  })

  test.each(names)('%s loses no cell', (name) => {
    const { ledger } = readText(file(`${name}.txt`))
    expect(ledger.used + ledger.kept + ledger.ignored).toBe(ledger.cells)
  })
})
