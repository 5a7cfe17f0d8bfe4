/** Workbooks and Word files laid out as people do it by hand, from the file to the plan's rows. */
import { describe, expect, test } from 'vitest'
import { readPlan } from '../src/modules/imports/domain/read-plan.ts'
import type { PlanReading } from '../src/modules/imports/domain/reading.ts'
import { readDocx } from '../src/platform/office/read/docx.ts'
import { item, p, sampleDocx, tbl, tc, tr } from '../src/platform/office/read/docx-sample.ts'
import { readXlsx } from '../src/platform/office/read/xlsx.ts'
import {
  numberCell,
  samplePlan,
  sampleXlsx,
  textCell,
  textRow,
} from '../src/platform/office/read/xlsx-sample.ts'

const HEAD = ['Ref', 'Action', 'Milestone', 'Start date', 'Due date', 'Lead', 'Status']
const ROWS = [
  [
    '1.1',
    'Hear what children say',
    'Ask every child at review',
    '01/02/2026',
    '31/03/2026',
    'Participation Lead',
    'On track',
  ],
  [
    '1.2',
    'Visit within five days',
    'Show visits on the dashboard',
    '15/01/2026',
    '28/02/2026',
    'Data Manager',
    'Achieved',
  ],
]

/** Of every row, what a person looks for first. */
const seen = ({ rows }: PlanReading) =>
  rows.map(({ ref, action, text, start, due, leads, status }) => [
    ref,
    action,
    text,
    start?.iso ?? null,
    due?.iso ?? null,
    leads.map(({ role, name }) => role ?? name).join(),
    status.canonical,
  ])

const EXPECTED = [
  [
    '1.1',
    'Hear what children say',
    'Ask every child at review',
    '2026-02-01',
    '2026-03-31',
    'Participation Lead',
    'on_track',
  ],
  [
    '1.2',
    'Visit within five days',
    'Show visits on the dashboard',
    '2026-01-15',
    '2026-02-28',
    'Data Manager',
    'achieved',
  ],
]

const table = (first: number) => [HEAD, ...ROWS].map((texts, index) => textRow(first + index, texts)).join('')

describe('an Excel plan', () => {
  test('may have a block of titles above its headings, merged or not', async () => {
    const titles = [
      ['Improvement plan'],
      ['Anyshire Safeguarding Partnership'],
      ['Version 3', '', '', '', 'Updated 5 January 2026'],
    ]
    const rows = titles.map((texts, index) => textRow(index + 1, texts)).join('')
    for (const xml of [
      `<sheetData>${rows}${table(5)}</sheetData>`,
      `<sheetData>${rows}${table(4)}</sheetData>`,
      `<sheetData>${rows}${table(5)}</sheetData><mergeCells><mergeCell ref="A1:G1"/><mergeCell ref="A2:G2"/></mergeCells>`,
    ]) {
      const reading = readPlan(await readXlsx(sampleXlsx({ sheets: [{ name: 'Plan', xml }] })))
      expect(seen(reading)).toEqual(EXPECTED)
      expect(reading.findings).toEqual([])
      expect(reading.document.title).toBe('Improvement plan')
    }
  })

  test('may have two rows of headings, the upper ones merged over groups of columns', async () => {
    const upper = textRow(1, ['Ref', 'Action', 'Milestone', 'Timescale', '', 'Lead', 'Status'])
    const lower = textRow(2, ['', '', '', 'Start', 'Finish'])
    const body = ROWS.map((texts, index) => textRow(3 + index, texts)).join('')
    const merges = ['A1:A2', 'B1:B2', 'C1:C2', 'D1:E1', 'F1:F2', 'G1:G2']
    const xml = `<sheetData>${upper}${lower}${body}</sheetData><mergeCells>${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`
    expect(seen(readPlan(await readXlsx(sampleXlsx({ sheets: [{ name: 'Plan', xml }] }))))).toEqual(EXPECTED)
  })

  test('may keep the values of its drop-downs on another sheet: they are no findings and no rows', async () => {
    const lists = [
      ['Status', 'Lead', 'Theme'],
      ['Not started', 'Participation Lead', 'Front door'],
      ['On track', 'Data Manager', 'Supervision'],
      ['Delayed', 'Team Manager', 'Voice of the child'],
      ['Achieved', '', ''],
    ]
    const wide = lists.slice(1).map((values) => [...values, ...values].concat(values).slice(0, 7))
    for (const rows of [lists, lists.map(([status = '']) => [status]), lists.slice(1), wide]) {
      const list = rows.map((texts, index) => textRow(index + 1, texts)).join('')
      const reading = readPlan(
        await readXlsx(
          sampleXlsx({
            sheets: [
              { name: 'Plan', xml: `<sheetData>${table(1)}</sheetData>` },
              { name: 'Lists', xml: `<sheetData>${list}</sheetData>` },
            ],
          }),
        ),
      )
      expect(seen(reading)).toEqual(EXPECTED)
      expect(reading.findings).toEqual([])
    }
  })

  test('keeps what stands in a hidden column, and says that it was hidden', async () => {
    const xml = `<cols><col min="6" max="6" hidden="1"/></cols><sheetData>${table(1)}</sheetData>`
    const grid = await readXlsx(sampleXlsx({ sheets: [{ name: 'Plan', xml }] }))
    expect(seen(readPlan(grid))).toEqual(EXPECTED)
    expect(grid.remarks.map(({ text }) => text)).toContain('Column F of “Plan” is hidden.')
  })

  test('may have any of its columns in bold: no row is another for it', async () => {
    const styles = '<fonts><font/><font><b/></font></fonts><cellXfs><xf/><xf fontId="1"/></cellXfs>'
    for (const bold of HEAD.keys()) {
      const cells = (texts: readonly string[], row: number) =>
        texts.map((text, column) =>
          textCell(`${String.fromCharCode(65 + column)}${row}`, text, column === bold ? 1 : 0),
        )
      const rows = ROWS.map(
        (texts, index) => `<row r="${index + 2}">${cells(texts, index + 2).join('')}</row>`,
      )
      const reading = readPlan(await readXlsx(samplePlan(textRow(1, HEAD) + rows.join(''), { styles })))
      expect(seen(reading)).toEqual(EXPECTED)
    }
  })

  test('may hold real days, and days of which only the month is shown', async () => {
    const styles =
      '<numFmts><numFmt numFmtId="200" formatCode="dd/mm/yyyy"/><numFmt numFmtId="201" formatCode="mmm\\-yy"/></numFmts>' +
      '<cellXfs><xf/><xf numFmtId="14"/><xf numFmtId="200"/><xf numFmtId="201"/></cellXfs>'
    const row = (number: number, ref: string, text: string, start: string, due: string) =>
      `<row r="${number}">${textCell(`A${number}`, ref)}${textCell(`B${number}`, 'Visit in time')}${textCell(`C${number}`, text)}${start}${due}${textCell(`F${number}`, 'Data Manager')}</row>`
    const reading = readPlan(
      await readXlsx(
        samplePlan(
          textRow(1, HEAD.slice(0, 6)) +
            row(2, '1.1', 'Show visits', numberCell('D2', 46054, 1), numberCell('E2', 46112, 2)) +
            row(3, '1.2', 'Raise late visits', numberCell('D3', 46082, 3), numberCell('E3', 46143, 3)),
          { styles },
        ),
      ),
    )
    const dates = reading.rows.map(({ start, due }) =>
      [start, due].map((date) => [date?.iso, date?.precision]),
    )
    expect(dates).toEqual([
      [
        ['2026-02-01', 'day'],
        ['2026-03-31', 'day'],
      ],
      [
        ['2026-03', 'month'],
        ['2026-05', 'month'],
      ],
    ])
  })
})

describe('a Word plan', () => {
  const WIDTHS = [800, 3000, 3000, 1500, 1500, 2000, 1500]
  const NUMBERING =
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'

  test('may have its rows numbered by Word itself', async () => {
    const numbered = (list: string) => tc(list)
    const empty = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p>'
    const body = tbl(WIDTHS, tr(...HEAD), ...ROWS.map(([, ...cells]) => tr(numbered(empty), ...cells)))
    const reading = readPlan(await readDocx(sampleDocx({ body, numbering: NUMBERING })))
    expect(seen(reading)).toEqual(EXPECTED.map(([, ...rest], index) => [`${index + 1}`, ...rest]))
  })

  test('may have the number that Word gives in the cell of the milestone', async () => {
    const body = tbl(
      WIDTHS.slice(1),
      tr(...HEAD.slice(1)),
      ...ROWS.map(([, action = '', text = '', ...rest]) => tr(action, tc(item(text, 1)), ...rest)),
    )
    const reading = readPlan(await readDocx(sampleDocx({ body, numbering: NUMBERING })))
    expect(seen(reading)).toEqual(EXPECTED.map(([, ...rest], index) => [`${index + 1}`, ...rest]))
  })

  test('may have cells merged down over several milestones', async () => {
    const down = (text: string) => tc(text, '<w:vMerge w:val="restart"/>')
    const on = tc(p(), '<w:vMerge/>')
    const body = tbl(
      WIDTHS,
      tr(...HEAD),
      tr(
        '1.1',
        down('Hear what children say'),
        'Ask every child',
        '01/02/2026',
        '31/03/2026',
        down('Participation Lead'),
        'On track',
      ),
      tr('1.2', on, 'Report their answers', '01/03/2026', '30/04/2026', on, 'Not started'),
      tr('1.3', on, 'Answer each child', '01/04/2026', '31/05/2026', on, 'Not started'),
      tr(
        '2.1',
        'Visit within five days',
        'Show visits',
        '15/01/2026',
        '28/02/2026',
        'Data Manager',
        'Achieved',
      ),
    )
    const reading = readPlan(await readDocx(sampleDocx({ body })))
    expect(reading.rows.map(({ ref, action }) => [ref, action])).toEqual([
      ['1.1', 'Hear what children say'],
      ['1.2', 'Hear what children say'],
      ['1.3', 'Hear what children say'],
      ['2.1', 'Visit within five days'],
    ])
    // A lead is never filled down: the rule says so, and the row says that its cell is merged.
    expect(seen(reading).map(([, , , , , lead]) => lead)).toEqual([
      'Participation Lead',
      '',
      '',
      'Data Manager',
    ])
    expect(reading.rows[1]?.doubts.map(({ message }) => message).join()).toContain('The Lead cell is merged')
  })
})
