import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FindingFacts, MilestoneAsAt, PlanAsAt, UpdateFacts } from '../domain/facts.ts'
import { STATUSES } from '../domain/status.ts'
import { EXAMPLE_TODAY, exampleMilestone, examplePlan, exampleUpdate } from './example.ts'
import { toPlanPage } from './plan.ts'
import { GROUPINGS, NONE, type PlanQuery, readPlanQuery, WHOLE_PLAN } from './plan-query.ts'
import { queryText } from './plan-reading.ts'

const nobody = { update: () => false }
const show = (plan: PlanAsAt, query: Partial<PlanQuery> = {}, today = plan.asAt) =>
  toPlanPage(plan, { ...WHOLE_PLAN, ...query }, today, nobody)

const shownRows = (page: ReturnType<typeof show>) =>
  page.groups.flatMap((group) => group.actions.flatMap((action) => action.milestones))

/** A plan of one action, with just these milestones. */
const planOf = (...milestones: Partial<MilestoneAsAt>[]): PlanAsAt => {
  const plan = examplePlan(1, 1)
  const made = milestones.map((fields, at) => ({ ...exampleMilestone(), id: `m-${at}`, ...fields }))
  return { ...plan, milestones: made }
}

const said = (fields: Partial<UpdateFacts>): UpdateFacts => ({ ...exampleUpdate(1), ...fields })

/** Plans of any size, with each milestone in any state, dropped or not. */
const anyPlan = fc
  .record({
    actions: fc.integer({ min: 0, max: 12 }),
    states: fc.array(fc.constantFrom(...STATUSES, 'other_words', 'not_reported', 'dropped'), {
      minLength: 1,
      maxLength: 30,
    }),
  })
  .map(({ actions, states }): PlanAsAt => {
    const plan = examplePlan(actions)
    const milestones = plan.milestones.map((milestone, at): MilestoneAsAt => {
      const state = states[at % states.length] ?? 'not_reported'
      if (state === 'dropped') return { ...milestone, dropped: { on: '2026-10-01', reason: 'Merged' } }
      if (state === 'not_reported') return { ...milestone, dropped: null, latest: null }
      const status = state === 'other_words' ? null : state
      return { ...milestone, dropped: null, latest: said({ status }) }
    })
    return { ...plan, milestones }
  })

const anyQuery = fc.record({
  by: fc.constantFrom(...GROUPINGS),
  status: fc.option(fc.constantFrom(...STATUSES, 'dropped' as const)),
  due: fc.option(fc.constantFrom('overdue' as const, 'this-month' as const, 'next-three' as const)),
  lead: fc.option(fc.constantFrom(NONE, 'person-1')),
})

describe('the counts of a plan add up', () => {
  test('the states of the whole plan sum to its live milestones, and the bar is as long', () => {
    fc.assert(
      fc.property(anyPlan, (plan) => {
        const page = show(plan)
        const live = plan.milestones.filter((milestone) => !milestone.dropped).length
        const sum = page.counts
          .filter(({ code }) => code !== 'dropped')
          .reduce((all, { number }) => all + number, 0)
        expect(sum).toBe(live)
        expect(page.bar.parts.reduce((all, part) => all + part.length, 0)).toBe(live)
      }),
    )
  })

  test('each count is the number of milestones that its own link shows', () => {
    fc.assert(
      fc.property(anyPlan, (plan) => {
        for (const item of [...show(plan).counts, ...show(plan).concerns]) {
          const address = new URL(item.href, 'http://area.example')
          const query = readPlanQuery(Object.fromEntries(address.searchParams))
          expect(shownRows(show(plan, query)).length, item.words).toBe(item.number)
        }
      }),
    )
  })

  test('every group shows as many lines as it says', () => {
    fc.assert(
      fc.property(anyPlan, anyQuery, (plan, query) => {
        for (const group of show(plan, query).groups) {
          const lines = group.actions.flatMap((action) => action.milestones).length
          expect(lines).toBe(group.total)
          expect(group.bar.reduce((all, part) => all + part.length, 0)).toBe(group.total)
        }
      }),
    )
  })

  test('however a plan is grouped, no milestone is lost', () => {
    fc.assert(
      fc.property(anyPlan, fc.constantFrom(...GROUPINGS), (plan, by) => {
        const once = new Set(shownRows(show(plan, { by })).map((row) => row.href))
        expect(once.size).toBe(plan.milestones.filter((milestone) => !milestone.dropped).length)
      }),
    )
  })

  test('a milestone of two leads stands under both, and the page says that the groups overlap', () => {
    const [one, two] = [lead('person-1', 'Ann'), lead('person-2', 'Bob')]
    const page = show(planOf({ leads: [one, two] }, { leads: [one] }), { by: 'lead' })
    expect(page.groups.map((group) => [group.name, group.total])).toEqual([
      ['Ann', 2],
      ['Bob', 1],
    ])
    expect(page.shown).toContain('so the groups add up to 3')
  })
})

const lead = (id: string, name: string, partner: string | null = null) => ({
  holder: { kind: 'person' as const, id },
  name,
  partner,
  part: 'lead' as const,
})

describe('overdue is said', () => {
  const due = { on: '2026-11-10', precision: 'day' as const, words: null }

  test('in words, beside the date, when the day has passed and the work is not done', () => {
    const page = show(planOf({ due, dropped: null, latest: said({ status: 'on_track' }) }))
    expect(shownRows(page)[0]).toMatchObject({ due: '10 November 2026', overdue: '12 days overdue' })
    expect(page.concerns).toContainEqual(expect.objectContaining({ code: 'overdue', number: 1 }))
  })

  test('not of what is completed, nor on the due day itself', () => {
    const done = show(planOf({ due, dropped: null, latest: said({ status: 'achieved' }) }))
    const today = show(planOf({ due: { ...due, on: EXAMPLE_TODAY }, dropped: null, latest: null }))
    expect([shownRows(done)[0]?.overdue, shownRows(today)[0]?.overdue]).toEqual([null, null])
  })

  test('as of the day that is looked at, not as of today', () => {
    const plan = { ...planOf({ due, dropped: null, latest: null }), asAt: '2026-11-01' }
    const page = show(plan, {}, EXAMPLE_TODAY)
    expect(shownRows(page)[0]?.overdue).toBeNull()
    expect(page.asAt.past).toBe('1 November 2026')
  })
})

describe('filters', () => {
  test('a past view keeps its day in every link, and offers no update', () => {
    const plan = { ...examplePlan(), asAt: '2026-09-30' }
    const page = toPlanPage(plan, WHOLE_PLAN, EXAMPLE_TODAY, { update: () => true })
    expect(page.counts.every((item) => item.href.includes('asAt=2026-09-30'))).toBe(true)
    expect(shownRows(page).every((row) => row.update === null)).toBe(true)
  })

  test('an old shared address opens, without what it does not know', () => {
    expect(readPlanQuery({ by: 'colour', status: 'purple', due: ['overdue'], words: '  ' })).toEqual(
      WHOLE_PLAN,
    )
  })

  test('words are found in the milestone, its action and what was last said', () => {
    const plan = planOf(
      { words: 'Let the contract' },
      { words: 'Train managers', latest: said({ done: 'Contract let' }) },
    )
    expect(shownRows(show(plan, { words: 'contract' })).length).toBe(2)
    expect(show(plan, { words: 'zebra' }).empty?.words).toBe('No milestone fits all of these filters.')
  })

  test('each chosen filter can be taken away by itself', () => {
    const page = show(examplePlan(), { due: 'overdue', words: 'audit', by: 'lead' })
    expect(page.filter.selected.map((item) => item.text)).toEqual(['Due: Overdue', 'Words: audit'])
    expect(page.filter.selected[0]?.href).toBe('/plans/plan-1?by=lead&words=audit')
  })

  test('a milestone without a lead is found as such, and says so', () => {
    const page = show(planOf({ leads: [] }, { leads: [lead('person-1', 'Ann')] }), { lead: NONE })
    expect(shownRows(page).map((row) => row.leads)).toEqual([null])
  })

  test('dropped milestones are kept out of sight until they are asked for', () => {
    const plan = planOf({ dropped: { on: '2026-10-05', reason: 'Merged' } }, { dropped: null })
    expect(shownRows(show(plan)).length).toBe(1)
    expect(shownRows(show(plan, { status: 'dropped' }))[0]?.more).toContainEqual({
      label: 'Dropped',
      words: '5 October 2026: Merged',
    })
  })
})

describe('an action', () => {
  const judged = { status: 'on_track' as const, words: 'Fine', saidOn: '2026-11-01', author: 'Ann' }
  const withJudgement = (plan: PlanAsAt): PlanAsAt => ({
    ...plan,
    actions: plan.actions.map((action) => ({ ...action, judgement: judged })),
  })

  test('whose lead and milestones disagree says so', () => {
    const plan = withJudgement(planOf({ dropped: null, latest: said({ status: 'not_achieved' }) }))
    expect(show(plan).groups[0]?.actions[0]?.standing.disagreement).toBe(
      'Judged “On track”, but its milestones say “Support required”',
    )
  })

  test('with a silent milestone has no roll-up to disagree with', () => {
    const plan = withJudgement(planOf({ latest: null, dropped: null }))
    expect(show(plan).groups[0]?.actions[0]?.standing).toMatchObject({
      rollUp: null,
      disagreement: null,
      sum: '0 of 1 completed, 1 without an update',
    })
  })

  test('without milestones still stands in the whole plan, as a gap', () => {
    const action = show(planOf()).groups[0]?.actions[0]
    expect(action?.gap).toBe('No milestones: nothing says how this will be done.')
  })
})

test('a status in other words keeps them, and is counted apart from the key', () => {
  const page = show(planOf({ dropped: null, latest: said({ status: null, statusWords: 'In progress' }) }))
  expect(shownRows(page)[0]).toMatchObject({ code: 'other_words', status: 'In progress' })
  expect(page.counts).toContainEqual(expect.objectContaining({ code: 'other_words', number: 1 }))
})

test('an empty plan says what to do first', () => {
  const page = show({ ...examplePlan(), actions: [], milestones: [] })
  expect(page.empty).toMatchObject({ text: 'Bring in a plan', href: '/imports/new' })
})

describe('the plan filtered by review', () => {
  const plan = examplePlan(12)
  const [first] = plan.findings
  const ofFirst = new Set(
    plan.findings.filter(({ review }) => review.id === first?.review.id).map(({ id }) => id),
  )

  test('shows only what answers a finding of it, in the order and under the numbers of the plan', () => {
    const rows = shownRows(show(plan, { review: first?.review.id ?? '' })).map(({ ref }) => ref)
    const all = shownRows(show(plan)).map(({ ref }) => ref)
    expect(rows.length).toBeGreaterThan(0)
    expect(all.filter((ref) => rows.includes(ref))).toEqual(rows)
    const actions = new Map(plan.actions.map((action) => [action.id, action]))
    const answering = plan.milestones.filter(({ cites, actionId }) =>
      [...cites, ...(actions.get(actionId)?.cites ?? [])].some(({ findingId }) =>
        ofFirst.has(findingId ?? ''),
      ),
    )
    expect(rows.toSorted()).toEqual(
      answering
        .filter(({ dropped }) => !dropped)
        .map(({ ref }) => ref)
        .toSorted(),
    )
  })

  test('offers the findings of that review alone; of many reviews none until one is chosen', () => {
    const options = (of: PlanAsAt, query: Partial<PlanQuery>) =>
      show(of, query).filter.selects.find(({ name }) => name === 'answers')?.choices.length
    expect(options(plan, {})).toBe(plan.findings.length)
    expect(options(plan, { review: first?.review.id ?? '' })).toBe(ofFirst.size)
    const many = Array.from(
      { length: 101 },
      (_, at) => ({ ...plan.findings[0], id: `f${at}` }) as FindingFacts,
    )
    expect(options({ ...plan, findings: many }, {})).toBe(0)
    expect(options({ ...plan, findings: many }, { answers: 'f7' })).toBe(1)
  })

  test('can be kept as a view', () => {
    expect(readPlanQuery({ review: 'r1' }).review).toBe('r1')
    expect(queryText({ ...WHOLE_PLAN, review: 'r1' })).toBe('review=r1')
  })
})
