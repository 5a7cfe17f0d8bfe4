import { expect, test } from 'vitest'
import { EXAMPLE_TODAY, examplePlan } from './example.ts'
import { toFindingsPage } from './findings.ts'
import { exampleHomeInput, toHomePage } from './home.ts'
import { toPlanPage } from './plan.ts'
import { readPlanQuery } from './plan-query.ts'

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

test('each number on the home page is what its link shows', () => {
  const input = exampleHomeInput()
  const [whole] = input.plans
  const block = toHomePage(input, EXAMPLE_TODAY).blocks.find((one) => one.kind === 'plan')
  if (!whole || block?.kind !== 'plan') throw new Error('The example has no plan')
  for (const item of [...block.needs, ...block.counts]) {
    const query = readPlanQuery(Object.fromEntries(new URL(item.href, 'http://area.example').searchParams))
    const shown = toPlanPage(whole, query, EXAMPLE_TODAY, { update: () => false })
    expect(shown.shown, item.words).toMatch(new RegExp(`^${item.number} of `))
  }
})

test('somebody whom nothing needs is told so', () => {
  const home = toHomePage(
    { ...exampleHomeInput(), led: [], plans: [], may: { create: false } },
    EXAMPLE_TODAY,
  )
  expect(home.blocks[0]?.heading).toBe('Nothing needs you today')
})
