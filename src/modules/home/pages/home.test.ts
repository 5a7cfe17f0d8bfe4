import { expect, test } from 'vitest'
import { EXAMPLE_TODAY, readPlanQuery, toPlanPage } from '../../plans/index.ts'
import { exampleHomeInput, toHomePage } from './home.ts'

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
    {
      ...exampleHomeInput(),
      ...{ calls: [], led: [], actions: [], themes: [], months: [], plans: [], boards: [] },
      may: { create: false, read: true },
    },
    EXAMPLE_TODAY,
  )
  expect(home.blocks[0]?.heading).toBe('Nothing needs you today')
})
