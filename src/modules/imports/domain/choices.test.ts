import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { GridCell, GridLine } from '../../../platform/office/grid.ts'
import { readPlan, readText } from './read-plan.ts'

const folder = join(import.meta.dirname, 'layouts')
const samples = readdirSync(folder).filter((name) => name.endsWith('.txt'))
const textOf = (name: string) => readFileSync(join(folder, name), 'utf8')

describe('what a person says of a document', () => {
  test.each(samples)('every repair of %s can be undone: none is made again, and no cell is lost', (name) => {
    const undone = readText(textOf(name)).repairs.map(({ key }) => key)
    const again = readText(textOf(name), { undone })
    expect(again.repairs.filter(({ key }) => undone.includes(key))).toEqual([])
    expect(again.ledger.used + again.ledger.kept + again.ledger.ignored).toBe(again.ledger.cells)
  })

  test('a column chosen by hand holds, whatever its heading and its cells', () => {
    const text =
      'Ref\tAction\tLead\tDue\tSponsor\n1\tOpen a hub\tHub Manager\t31/12/2024\tHead of Early Help\n'
    const key = readText(text).document.tables[0]?.key ?? ''
    const { rows } = readText(text, { columns: { [key]: { 4: 'lead' } } })
    expect(rows[0]?.leads.map(({ name }) => name)).toEqual(['Head of Early Help'])
  })
})

const cellsOf = (line: number, cells: (string | Partial<GridCell>)[]): GridLine => ({
  number: line,
  table: true,
  cells: cells.map((cell, column) => ({
    text: '',
    ...(typeof cell === 'string' ? { text: cell } : cell),
    line,
    column,
  })),
})

const gridOf = (...rows: (string | Partial<GridCell>)[][]) => ({
  format: 'docx' as const,
  lines: rows.map((cells, index) => cellsOf(index + 1, cells)),
  remarks: [],
  sheets: [],
  exportId: null,
})

describe('a table of an office file', () => {
  test('says where a lead’s cell is merged with the row above, and fills nothing down', () => {
    const { rows } = readPlan(
      gridOf(
        ['Action', 'Lead', 'Due'],
        ['Open a hub', { text: 'Hub Manager', rowSpan: 2 }, '31/12/2024'],
        ['Close the annex', '', '31/01/2025'],
      ),
    )
    expect(rows[1]?.leads).toEqual([])
    expect(rows[1]?.doubts.map(({ message }) => message).join()).toContain(
      'Lead cell is merged with the row above',
    )
  })

  test('keeps a comment that hangs on a cell', () => {
    const { rows } = readPlan(
      gridOf(
        ['Action', 'Lead', 'Due'],
        ['Open a hub', { text: 'Hub Manager', note: 'On leave in May' }, '31/12/2024'],
      ),
    )
    expect(rows[0]?.other['Comment on Lead']).toBe('On leave in May')
  })

  test('takes a cell merged over the columns as the title of what follows', () => {
    const { rows } = readPlan(
      gridOf(
        ['Action', 'Lead', 'Due'],
        [{ text: 'Help for families', colSpan: 3 }, '', ''],
        ['Open a hub', 'Hub Manager', '31/12/2024'],
      ),
    )
    expect(rows.map(({ text, theme }) => [text, theme])).toEqual([['Open a hub', 'Help for families']])
  })

  test('reads a key of coloured cells, and a status that is only a colour by it', () => {
    const { rows } = readPlan(
      gridOf(
        [{ colour: 'green' }, 'On track'],
        [{ colour: 'red' }, 'Overdue'],
        [],
        ['Action', 'Lead', 'Due', 'RAG'],
        ['Open a hub', 'Hub Manager', '31/12/2024', { colour: 'green' }],
        ['Close the annex', 'Estates Manager', '31/01/2024', { colour: 'red' }],
      ),
    )
    expect(rows.map(({ status }) => status.canonical)).toEqual(['on_track', 'off_track'])
  })
})
