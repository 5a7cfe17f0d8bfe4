import { expect, test } from 'vitest'
import { matrixContradiction } from './matrix-contradiction.ts'
import { dayOn, sampleMilestone, samplePlan } from './sample-plan.ts'

const entry = (ref: string, iso: string | null) => ({
  ref,
  completion: iso === null ? null : { iso, original: iso },
})
const look = (...entries: ReturnType<typeof entry>[]) =>
  matrixContradiction.look(samplePlan({ matrix: [{ descriptor: 'Children are seen', entries }] }))

test('agrees when the last milestone is due in the month that the table gives', () => {
  expect(look(entry('1', '2026-04'))).toEqual([])
  expect(look(entry('1', null))).toEqual([])
})

test('names both days where they differ', () => {
  expect(look(entry('1', '2026-06'))[0]?.message).toContain(
    'to be complete in June 2026 by the cross-check table, and its last milestone is due April 2026',
  )
})

test('names an action that the plan has not, once', () => {
  const found = look(entry('7', '2026-06'), entry('7', '2026-06'))
  expect(found).toHaveLength(1)
  expect(found[0]?.thing).toMatchObject({ kind: 'matrix', ref: '7' })
})

test('names an action that is given two completions', () => {
  const found = look(entry('1', '2026-04'), entry('1', '2026-06'))
  expect(found.map(({ message }) => message).join('\n')).toContain('2 completion dates')
})

test('counts the latest of several days of one cell, of which none was taken', () => {
  const milestones = [sampleMilestone({ due: null, dueList: ['2026-04', '2026-06'] })]
  const matrix = [{ descriptor: 'Children are seen', entries: [entry('1', '2026-06')] }]
  expect(matrixContradiction.look(samplePlan({ milestones, matrix }))).toEqual([])
  const exact = samplePlan({ milestones: [sampleMilestone({ due: dayOn('2026-06-12') })], matrix })
  expect(matrixContradiction.look(exact)).toEqual([])
})
