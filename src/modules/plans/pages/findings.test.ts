import { expect, test } from 'vitest'
import { EXAMPLE_TODAY, examplePlan } from './example.ts'
import { toFindingsPage } from './findings.ts'

const plan = examplePlan(12)
const page = toFindingsPage(plan, EXAMPLE_TODAY)
const all = page.reviews.flatMap((review) => review.groups.flatMap((group) => group.findings))

test('every finding is there once, and the sum says how many nothing answers', () => {
  expect(all.map((finding) => finding.anchor)).toEqual(
    plan.findings.map((finding) => `finding-${finding.id}`),
  )
  const unanswered = all.filter((finding) => finding.gap !== null)
  expect(unanswered.length).toBeGreaterThan(0)
  expect(page.words).toContain(`${unanswered.length} answered by nothing`)
  expect(unanswered.every((finding) => finding.gap === 'Answered by nothing')).toBe(true)
})

test('a deadline that has passed is said to be overdue until everything that answers it is completed', () => {
  const first = all[0]
  expect(first?.overdue).toBe('5 months overdue')
  const done = plan.milestones.map((milestone) => ({
    ...milestone,
    latest: milestone.latest && { ...milestone.latest, status: 'achieved' as const },
  }))
  const milestones = done.filter((milestone) => milestone.latest)
  const answered = toFindingsPage({ ...plan, milestones }, EXAMPLE_TODAY)
  expect(answered.reviews[0]?.groups[0]?.findings[0]?.overdue).toBeNull()
})

test('an answer that ends after the deadline is late by design, and says so', () => {
  expect(all[0]?.late).toMatch(/^The last milestone is due .+, after the deadline$/)
})

test('a citation that names no finding is listed, not lost', () => {
  expect(page.loose.map((cite) => cite.words)).toContain('Ofsted Feb 2026')
})
