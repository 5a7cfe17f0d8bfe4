import { describe, expect, test } from 'vitest'
import { EXAMPLE_TODAY, exampleUpdate } from './example.ts'
import { exampleMilestoneInput, type MilestoneInput, toMilestonePage } from './milestone.ts'

const input = exampleMilestoneInput()
const show = (change: Partial<MilestoneInput> = {}, asAt: string | null = null) =>
  toMilestonePage({ ...input, ...change }, EXAMPLE_TODAY, asAt)
const step = (page: ReturnType<typeof show>, name: string) => page.thread.find((one) => one.name === name)

describe('the thread says each gap out loud', () => {
  const unlinked: Partial<MilestoneInput> = {
    milestone: { ...input.milestone, cites: [], evidence: [] },
    action: { ...input.action, cites: [] },
    updates: [],
  }

  test('no finding, no evidence', () => {
    expect(step(show(unlinked), 'Finding')?.gap).toBe('Answers no finding')
    expect(step(show(unlinked), 'Evidence')?.gap).toBe('No evidence yet')
  })

  test('a citation that names no finding is shown, and is no link', () => {
    const cites = [{ findingId: null, findingRef: null, words: 'Ofsted Feb 2011' }]
    const finding = step(show({ ...unlinked, action: { ...input.action, cites } }), 'Finding')
    expect(finding?.items).toEqual([{ text: 'Ofsted Feb 2011 (names no finding that is held)', href: null }])
  })

  test('a finding cited by action and milestone stands once', () => {
    const [cite] = input.action.cites
    const cites = cite ? [cite, cite] : []
    expect(step(show({ milestone: { ...input.milestone, cites } }), 'Finding')?.items.length).toBe(1)
  })
})

test('completed without evidence is challenged', () => {
  const update = { ...exampleUpdate(1), status: 'achieved' as const, evidence: null }
  const milestone = { ...input.milestone, evidence: [] }
  expect(show({ milestone, updates: [update] }).updates[0]?.noEvidence).toBe(
    'Said to be completed, but no evidence is given.',
  )
  expect(show({ updates: [update] }).updates[0]?.noEvidence).toBeNull()
})

test('what the reader may not do is not offered', () => {
  const page = show({
    may: {
      update: false,
      change: false,
      verify: false,
      review: false,
      seeSource: false,
      comment: false,
      attest: false,
    },
  })
  expect([page.update, page.change]).toEqual([null, null])
})

test('a past view offers nothing to do, and says which day it is', () => {
  const page = show({}, '2026-10-01')
  expect([page.update, page.change, page.past?.on]).toEqual([null, null, '1 October 2026'])
})

test('a milestone without lead, dates or board says so in each place', () => {
  const bare = { ...input.milestone, leads: [], start: null, due: null, boards: [], extra: {} }
  const page = show({ milestone: bare, action: { ...input.action, boards: [], outcome: null }, theme: null })
  expect(page.facts.every((fact) => fact.gap)).toBe(true)
})

test('every earlier due date is still there', () => {
  const earlierDue = ['2026-03-31', '2026-06-30'].map((on) => ({
    on,
    precision: 'day' as const,
    words: null,
  }))
  const page = show({ milestone: { ...input.milestone, earlierDue } })
  expect(page.facts).toContainEqual({
    label: 'Was due',
    lines: ['31 March 2026 and 30 June 2026'],
    gap: false,
  })
})
