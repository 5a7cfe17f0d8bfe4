import { describe, expect, test } from 'vitest'
import { xray } from '../plans/index.ts'
import { toMatrix } from './domain/matrix.ts'
import { readText } from './domain/read-plan.ts'
import type { LegendEntry, SideTable } from './domain/reading.ts'
import { toTotals } from './domain/totals.ts'
import { xrayPlanOf } from './xray.ts'

const matrix = (...rows: string[][]): SideTable => ({
  kind: 'matrix',
  title: 'Cross-check',
  headings: ['Achievement', 'Actions (Ref no.)', 'Completion date'],
  rows: rows.map((cells, line) => ({ line, cells })),
})

describe('a cross-check table beside a plan', () => {
  test('pairs numbers and dates where there are as many of one as of the other', () => {
    const [found] = toMatrix([matrix(['Children are seen', '1.01 1.02', 'Oct 26 Dec 26'])])
    expect(found?.entries).toEqual([
      { ref: '1.01', completion: { iso: '2026-10', original: 'Oct 26' } },
      { ref: '1.02', completion: { iso: '2026-12', original: 'Dec 26' } },
    ])
  })

  test('leaves the completion open where the counts differ', () => {
    const [found] = toMatrix([matrix(['Children are seen', '1.01 1.02 1.03', 'Oct 26 Dec 26'])])
    expect(found?.entries.map(({ completion }) => completion)).toEqual([null, null, null])
  })

  test('gives a row without words to the one above it', () => {
    const found = toMatrix([matrix(['Children are seen', '', ''], ['', '1.01', 'Oct 26'])])
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({ descriptor: 'Children are seen', entries: [{ ref: '1.01' }] })
  })

  test('finds its columns by their headings, in whatever order', () => {
    const [found] = toMatrix([
      {
        ...matrix(['Oct 26', '1.01', 'Children are seen']),
        headings: ['Completed by', 'Ref', 'What we promise'],
      },
    ])
    expect(found).toMatchObject({
      descriptor: 'Children are seen',
      entries: [{ completion: { iso: '2026-10' } }],
    })
  })
})

test('a total in the key is a control total; a key without numbers gives none', () => {
  const entry = (meaning: string): LegendEntry => ({ mark: 'G', meaning, canonical: 'on_track', line: 1 })
  expect(toTotals([entry('On track (12)')])).toEqual([{ label: 'On track', stated: 12, of: 'on_track' }])
  expect(toTotals([entry('On track: 12 milestones')])).toMatchObject([{ stated: 12 }])
  expect(toTotals([entry('On track')])).toEqual([])
})

const text = (...lines: string[][]): string => lines.map((cells) => cells.join('\t')).join('\n')

const HEADINGS = ['Ref', 'Action', 'Milestone', 'Start', 'Due', 'Lead', 'Progress']

test('a reading is looked through without being brought in', () => {
  const plan = text(
    ['Anyshire Improvement Plan, March 2026'],
    [],
    HEADINGS,
    ['1.1', 'Make visits count', 'Standard agreed (also see 4.7)', 'Sep 2026', 'Jan 2026', '', 'On track'],
    [
      '1.2',
      'Make visits count',
      'Audit of visits',
      'Feb 2026',
      'Apr 2026',
      'Head of Safeguarding',
      'On track',
    ],
  )
  const faults = xray(xrayPlanOf(readText(plan)))
  const found = Object.fromEntries(faults.map(({ rule, thing }) => [rule, thing.ref]))
  expect(found).toMatchObject({
    'due-before-start': '1.1',
    'milestone-without-lead': '1.1',
    'reference-dangling': '1.1',
  })
})

test('a document that states no day is given one, and dates are not held against it', () => {
  const plan = text(HEADINGS, [
    '1.1',
    'Make visits count',
    'Audit of visits',
    '',
    'Apr 2026',
    'Head of Safeguarding',
    '',
  ])
  expect(xrayPlanOf(readText(plan)).documentOn).toBeNull()
  expect(xrayPlanOf(readText(plan)).asAt).toBe('2026-04-30')
  expect(xrayPlanOf(readText(plan), '2026-11-24').asAt).toBe('2026-11-24')
})
