import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wrapped } from './drawing.ts'
import { stackedBars } from './stacked-bars.ts'
import { stepLines } from './step-lines.ts'

const series = ['Done', 'Left'].map((name) => ({ name, colour: '#1d70b8', ink: '#ffffff' }))

const partsOf = (svg: string) =>
  [...svg.matchAll(/<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="24"/g)].map((found) => ({
    ...{ x: Number(found[1]), y: Number(found[2]), width: Number(found[3]) },
  }))

test('the parts of a bar are as long as their numbers, beside each other, and none is drawn for nought', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(400), fc.nat(400)), { minLength: 1, maxLength: 9 }), (rows) => {
      const bars = rows.map((values, at) => ({ name: `Theme ${at}`, values }))
      const parts = partsOf(stackedBars({ series, bars }))
      expect(parts).toHaveLength(rows.flat().filter((value) => value > 0).length)
      const byRow = [...Map.groupBy(parts, ({ y }) => y).values()]
      for (const [left, right] of byRow)
        if (left && right) expect(right.x).toBeCloseTo(left.x + left.width, 1)
      const scale = parts.map(({ width }, at) => width / (rows.flat().filter((value) => value > 0)[at] ?? 1))
      for (const one of scale) expect(one).toBeCloseTo(scale[0] ?? 0, 0)
    }),
  )
})

test('nothing to show is a drawing too', () => {
  expect(stackedBars({ series, bars: [] })).toContain('</svg>')
  expect(stepLines({ points: [], series: [] })).toContain('</svg>')
  expect(
    stepLines({ points: ['May'], series: [{ name: 'Done', colour: '#000000', values: [null] }] }),
  ).not.toContain('NaN')
})

test('a line that grows never goes down on the page, and stops where nothing is known yet', () => {
  const points = ['May', 'June', 'July', 'August']
  const svg = stepLines({ points, series: [{ name: 'Done', colour: '#000000', values: [1, 4, 9, null] }] })
  const drawn = /<path d="([^"]+)"/.exec(svg)?.[1] ?? ''
  const heights = drawn
    .slice(1)
    .split('L')
    .map((point) => Number(point.split(',')[1]))
  expect(heights.every((height, at) => at === 0 || height <= (heights[at - 1] ?? 0))).toBe(true)
  expect(svg).toContain('Done 9')
})

test('what people typed stands in a drawing as text', () => {
  const name = '<script>alert(1)</script> & "more"'
  const svg = stackedBars({ series, bars: [{ name, values: [1, 2] }] })
  expect(svg).not.toContain('<script')
  expect(svg).toContain('&lt;script&gt;')
})

test('a long name is cut in two lines, and says that it is', () => {
  expect(wrapped('Children in care and care leavers who live a long way from home', 30, 2)).toEqual([
    'Children in care and care',
    'leavers who live a long way…',
  ])
})
