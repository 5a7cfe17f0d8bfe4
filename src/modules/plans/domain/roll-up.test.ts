import fc from 'fast-check'
import { expect, test } from 'vitest'
import { disagreement, rollUp, STANDINGS } from './roll-up.ts'

test('an action is completed only when every milestone that was not dropped is', () => {
  expect(rollUp(['achieved', 'dropped', 'achieved'])).toBe('achieved')
  expect(rollUp(['achieved', 'on_track'])).toBe('on_track')
  expect(rollUp(['achieved', 'not_started'])).toBe('on_track')
})

test('an action is as bad as its worst milestone', () => {
  expect(rollUp(['achieved', 'off_track', 'not_reported'])).toBe('off_track')
  expect(rollUp(['off_track', 'not_achieved'])).toBe('not_achieved')
})

test('silence is never a status', () => {
  expect(rollUp([])).toBeNull()
  expect(rollUp(['dropped'])).toBeNull()
  expect(rollUp(['achieved', 'not_reported'])).toBeNull()
  expect(rollUp(['achieved', 'other_words'])).toBeNull()
})

test('the order of the milestones makes no difference', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...STANDINGS)), (standings) => {
      expect(rollUp(standings.toReversed())).toBe(rollUp(standings))
    }),
  )
})

test('two judgements differ only when both are made', () => {
  expect(disagreement(null, 'on_track')).toBeNull()
  expect(disagreement('achieved', 'achieved')).toBeNull()
  expect(disagreement('achieved', 'on_track')).toBe('Judged “Completed”, but its milestones say “On track”')
})
