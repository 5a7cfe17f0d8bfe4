import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Rule } from './pdf-page.ts'
import { latticesOf } from './pdf-rules.ts'
import { cellsOf } from './pdf-spans.ts'

const rule = (at: number, from: number, to: number): Rule => ({ at, from, to })

it('gives each place of a table to exactly one cell, whichever lines are missing', () => {
  const whole = fc.integer({ min: 0, max: 400 })
  const anyRule = fc.tuple(whole, whole, whole).map(([at, a, b]) => rule(at, Math.min(a, b), Math.max(a, b)))
  fc.assert(
    fc.property(
      fc.array(anyRule, { maxLength: 25 }),
      fc.array(anyRule, { maxLength: 25 }),
      (across, down) => {
        for (const lattice of latticesOf(across, down).lattices) {
          const cells = cellsOf(lattice)
          const covered = cells.reduce((sum, { rowSpan, colSpan }) => sum + rowSpan * colSpan, 0)
          expect(covered).toBe((lattice.xs.length - 1) * (lattice.ys.length - 1))
        }
      },
    ),
  )
})

it('takes tables apart that touch but have other columns', () => {
  const across = [0, 20, 40, 60, 80].map((y) => rule(y, 0, 400))
  const upper = [0, 50, 250, 400].map((x) => rule(x, 0, 40))
  const lower = [0, 120, 180, 320, 400].map((x) => rule(x, 40, 80))
  const { lattices } = latticesOf(across, [...upper, ...lower])
  expect(lattices.map(({ xs }) => xs)).toEqual([
    [0, 50, 250, 400],
    [0, 120, 180, 320, 400],
  ])
})

it('is not held up by squared paper or by thousands of boxes', () => {
  const many = Array.from({ length: 9_000 }, (_, index) => index)
  const started = process.cpuUsage()
  latticesOf(
    many.map((at) => rule(at * 4, 0, 40_000)),
    many.map((at) => rule(at * 4, 0, 40_000)),
  )
  const boxes = many.map((index) => ({ x: (index % 90) * 40, y: Math.floor(index / 90) * 40 }))
  latticesOf(
    boxes.flatMap(({ x, y }) => [rule(y, x, x + 30), rule(y + 30, x, x + 30)]),
    boxes.flatMap(({ x, y }) => [rule(x, y, y + 30), rule(x + 15, y, y + 30), rule(x + 30, y, y + 30)]),
  )
  expect(process.cpuUsage(started).user / 1000).toBeLessThan(5_000)
})
