import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { GridLine, SourceGrid } from '../src/platform/office/grid.ts'
import { readPdf } from '../src/platform/office/read/pdf.ts'
import { launchChromium } from './support/chromium.ts'
import { printedPdf } from './support/plan-pdf.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

const HEADINGS = ['Outcome', 'Action', 'Lead', 'Status']
const GREEN = '#92d050'
const RED = '#ff0000'

/** A page so low that its table's third row is cut, with headings again on the next page. */
const page = (look: string) => `<!DOCTYPE html><meta charset="utf-8"><style>
  @page { size: 600px 200px; margin: 20px }
  body { font: 12px/1.25 sans-serif; margin: 0; print-color-adjust: exact }
  table { border-collapse: collapse; width: 100% }
  td, th { padding: 4px 10px; vertical-align: top; text-align: left; font-weight: normal }
  ul { margin: 0; padding: 0; list-style: none }
  tr { break-inside: auto } ${look}
</style><table><thead><tr>${HEADINGS.map((heading) => `<th>${heading}</th>`).join('')}</tr></thead><tbody>
  <tr><td rowspan="2">Children are heard</td><td>Ask every child at review</td><td>Chair</td><td style="background:${GREEN}"></td></tr>
  <tr><td>Report what they say to the board every quarter</td><td>Head of Quality</td><td style="background:${RED}"></td></tr>
  <tr><td>Visits are on time</td><td><ul><li>Show the visits of each week</li><li>Raise those that are late</li><li>Ask why they were late</li><li>Report the answers</li><li>Look again after a year</li></ul></td><td>Team Manager</td><td style="background:${GREEN}"></td></tr>
</tbody></table>`

const read = async (look: string, tagged = true): Promise<SourceGrid> =>
  readPdf(await printedPdf(browser, page(look), tagged))
const textsOf = (line: GridLine): string[] => line.cells.map(({ text }) => text)
const rowsOf = ({ lines }: SourceGrid): string[][] => lines.filter(({ table }) => table).map(textsOf)
const coloursOf = ({ lines }: SourceGrid) =>
  lines.filter(({ table }) => table).map(({ cells }) => cells[3]?.colour)

const list = (...items: string[]) => `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`
const ROWS = [
  HEADINGS,
  ['Children are heard', 'Ask every child at review', 'Chair', ''],
  ['', 'Report what they say to the board every quarter', 'Head of Quality', ''],
]

describe.each([
  ['with lines', 'td, th { border: 1px solid #555 }'],
  ['without lines', 'td, th { padding: 5px 10px }'],
])('a table that a browser printed %s', (_, look) => {
  test('has its rows, and its headings on each page', async () => {
    const grid = await read(look)
    expect(rowsOf(grid).slice(0, 3)).toEqual(ROWS)
    expect(rowsOf(grid).filter(([first]) => first === 'Outcome').length).toBeGreaterThan(1)
  })

  test('has the rest of a row that the page cut, item by item, though no bullets are printed', async () => {
    const cut = rowsOf(await read(look)).slice(3)
    expect(cut[1]).toEqual(HEADINGS)
    const text = cut.map((row) => (row[0] === 'Outcome' ? '' : row[1])).join('')
    expect(text.replaceAll('</ul><ul>', '')).toBe(
      list(
        'Show the visits of each week',
        'Raise those that are late',
        'Ask why they were late',
        'Report the answers',
        'Look again after a year',
      ),
    )
    expect(cut.filter(([first]) => first === 'Visits are on time')).toHaveLength(1)
  })

  test('has the colours of its cells', async () => {
    expect(coloursOf(await read(look)).slice(0, 4)).toEqual([undefined, 'green', 'red', 'green'])
  })
})

test('a merged cell says over how many rows it reaches where lines are drawn', async () => {
  const { lines } = await read('td, th { border: 1px solid #555 }')
  expect(lines[1]?.cells[0]).toMatchObject({ text: 'Children are heard', rowSpan: 2 })
})
