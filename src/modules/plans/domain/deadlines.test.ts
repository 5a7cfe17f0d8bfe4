import { expect, test } from 'vitest'
import { exampleFindings, exampleMilestone } from '../pages/example.ts'
import { deadlineWarning, missedDeadlines } from './deadlines.ts'

const findings = exampleFindings()
const cite = (findingId: string | null) => ({ findingId, findingRef: null, words: 'Named' })
const milestone = (on: string | null, ...cited: (string | null)[]) => ({
  ...exampleMilestone(),
  due: { on, precision: 'day' as const, words: null },
  cites: cited.map(cite),
})
const warning = (on: string | null, own: string | null, action: string | null) =>
  deadlineWarning(missedDeadlines(milestone(on, own), { cites: [cite(action)] }, findings))

test('a milestone that is due after the deadline of what it answers is told so, through its action too', () => {
  expect(warning('2026-05-26', 'finding-1', null)).toBe(
    'It is due after the deadline of finding 1 (25 May 2026)',
  )
  expect(warning('2026-08-26', 'finding-1', 'finding-3')).toBe(
    'It is due after the deadline of finding 1 (25 May 2026) and of finding 3 (25 August 2026)',
  )
})

test.each([
  ['due on the very day', '2026-05-25', 'finding-1'],
  ['without a date', null, 'finding-1'],
  ['that answers nothing', '2027-05-26', null],
  ['whose finding has a phrase and no day', '2027-05-26', 'finding-8'],
])('a milestone %s is told nothing', (_, on, cited) => {
  expect(warning(on, cited, null)).toBe('')
})
