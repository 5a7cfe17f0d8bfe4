import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Block, Table } from '../../../platform/office/description.ts'
import { ourLayout, ourLayouts } from '../layouts.ts'
import { Layout, textsAsked } from './layout.ts'
import { moversSince } from './movement.ts'
import { describePaper, paperTables } from './paper.ts'
import type { PaperFacts } from './paper-facts.ts'
import { type PlanAsAt, STATUSES } from './plan.ts'
import { citationsBeside } from './printed.ts'
import { samplePaper } from './sample-paper.ts'
import { day, largePlan, said, samplePlan } from './sample-plan.ts'
import { usedTerms } from './sections/glossary.ts'
import { cellText, wordsIn } from './words-in.ts'

const layoutOf = (...sections: unknown[]): Layout =>
  Layout.parse({
    ...{ code: 'sample', name: 'Sample', title: '{plan}', audience: 'Anybody', describes: 'A sample' },
    ...{ orientation: 'portrait', sections },
  })

const blocksOf = (facts: PaperFacts, ...sections: unknown[]): Block[] =>
  describePaper(layoutOf(...sections), facts).blocks

const wordsOf = (facts: PaperFacts, ...sections: unknown[]): string => wordsIn(blocksOf(facts, ...sections))

const tablesIn = (blocks: Block[]): Table[] => blocks.filter((block) => block.kind === 'table')

const rowsOf = (table: Table | undefined): string[][] => (table?.rows ?? []).map((row) => row.map(cellText))

const facts = samplePaper()

describe('progress', () => {
  const [table] = tablesIn(blocksOf(facts, { kind: 'progress', heading: 'Progress' }))

  test('counts by the end of each month what was planned and what was completed, and verified apart', () => {
    const rows = rowsOf(table)
    expect(rows.map(([month]) => month)).toEqual([
      ...['April 2011', 'May 2011', 'June 2011', 'July 2011', 'August 2011', 'September 2011'],
      ...['October 2011', 'November 2011'],
    ])
    expect(rows[0]).toEqual(['April 2011', '1', '1', '0'])
    expect(rows[1]).toEqual(['May 2011', '3', '2', '0'])
    expect(rows[2]).toEqual(['June 2011', '3', '–', '–'])
  })

  test('of a plan that ended years ago says since when nothing fell due, and does not draw two years of it', () => {
    const late: PaperFacts = { ...facts, plan: { ...facts.plan, asAt: '2026-11-24' } }
    const blocks = blocksOf(late, { kind: 'progress', heading: 'Progress' })
    expect(rowsOf(tablesIn(blocks)[0]).map(([month]) => month)).toEqual(['November 2026'])
    expect(blocks.some(({ kind }) => kind === 'chart')).toBe(false)
    expect(wordsIn(blocks)).toContain('Nothing has fallen due or been completed since November 2011.')
  })

  test('never counts back, and ends at every dated milestone', () => {
    const dates = fc.constantFrom('2010-05-31', '2011-02-28', '2011-05-31', '2012-03-31')
    fc.assert(
      fc.property(fc.array(fc.record({ due: dates, done: fc.boolean() }), { minLength: 1 }), (shape) => {
        const plan = largePlan(shape.length)
        const milestones = plan.milestones.map((one, at) => ({
          ...one,
          due: { on: shape[at]?.due ?? null, precision: 'day' as const, words: null },
          latest: shape[at]?.done ? said('achieved', 'Done') : null,
        }))
        const made = tablesIn(
          blocksOf(samplePaper({ ...plan, milestones }), { kind: 'progress', heading: 'Progress' }),
        )
        const planned = rowsOf(made[0]).map((row) => Number(row[1]))
        expect(planned).toEqual(planned.toSorted((a, b) => a - b))
        expect(planned.at(-1)).toBe(shape.length)
      }),
    )
  })
})

describe('direction of travel', () => {
  test('tells what moved by name, and each number is as long as its list', () => {
    const blocks = blocksOf(facts, { kind: 'direction', heading: 'Direction' })
    const [counts, list] = tablesIn(blocks)
    const named = (counts?.columns ?? []).slice(1).map(({ header }) => header)
    const totals = rowsOf(counts).at(-1)?.slice(1)
    // Each row says how it moved: a list that goes on overleaf is understood there too.
    const moves = rowsOf(list).map(([first]) => first)
    expect(named.map((name) => String(moves.filter((move) => move === name).length))).toEqual(totals)
    expect(moves).toHaveLength(list?.rows.length ?? 0)
  })

  test('names the milestones under each number where no lists follow', () => {
    const [counts, ...lists] = tablesIn(
      blocksOf(facts, { kind: 'direction', heading: 'Direction', lists: false }),
    )
    expect(lists).toEqual([])
    expect(rowsOf(counts)[0]).toEqual(['Best practice', '1\n1.1', '1\n1.3', '1\n1.2', '0', '2\n1.4, 9.1'])
  })

  test('counts what is reported for the first time by itself, and lists it', () => {
    const [one, ...rest] = samplePlan().milestones
    const at = (status: 'on_track' | null): PlanAsAt => ({
      ...samplePlan(),
      milestones: one ? [{ ...one, latest: status && said(status, 'Begun') }, ...rest] : rest,
    })
    const since = { label: 'April', month: '2011-04-01', plan: at(null) }
    const paper = { ...samplePaper(at('on_track')), since }
    const [counts, list] = tablesIn(blocksOf(paper, { kind: 'direction', heading: 'Direction' }))
    expect(counts?.columns.map(({ header }) => header)).toEqual(['Theme', 'First reported'])
    expect(rowsOf(counts).at(-1)?.[1]).toBe('1')
    expect(rowsOf(list)).toHaveLength(1)
    expect(wordsOf(paper, { kind: 'plain' })).toContain('With news for the first time: one.')
  })

  test('says that there is nothing to compare with', () => {
    expect(wordsOf({ ...facts, since: null }, { kind: 'direction', heading: 'Direction' })).toContain(
      'There is no earlier frozen month to compare with.',
    )
  })

  test('counts a change of status once, whatever the statuses', () => {
    const status = fc.constantFrom(...STATUSES, null)
    fc.assert(
      fc.property(fc.array(fc.tuple(status, status), { minLength: 1, maxLength: 20 }), (pairs) => {
        const plan = largePlan(pairs.length)
        const at = (which: 0 | 1) => ({
          ...plan,
          milestones: plan.milestones.map((one, index) => {
            const now = pairs[index]?.[which] ?? null
            return { ...one, latest: now && said(now, 'Said') }
          }),
        })
        const since = { label: 'April', month: '2011-04-01', plan: at(0) }
        const moved = moversSince(samplePaper(at(1)), since)
        expect(moved).toHaveLength(pairs.filter(([was, now]) => was !== now).length)
        expect(new Set(moved.map(({ milestone }) => milestone.id)).size).toBe(moved.length)
      }),
    )
  })
})

describe('support', () => {
  test('names what is asked of whom, and what nobody has been asked for', () => {
    const asked = {
      id: 'r',
      words: 'A room',
      to: 'The board',
      wantedBy: '2011-07-01',
      openedOn: '2011-05-01',
    }
    const milestones = samplePlan().milestones.map((one) =>
      one.id === '1.5' ? { ...one, support: [asked] } : one,
    )
    const [table] = tablesIn(
      blocksOf(samplePaper({ ...samplePlan(), milestones }), { kind: 'support', heading: 'Support' }),
    )
    expect(rowsOf(table).map((row) => row.slice(2))).toEqual([
      ['No request is open'],
      ['The board', '1 July 2011', '1 May 2011'],
    ])
  })
})

describe('where the plan stands', () => {
  test('gives each theme of an upright page room for its longest word', () => {
    const names = ['Leadership & Governance', 'Early Intervention', 'Good Practice', 'Not under a theme']
    const report = {
      ...facts.report,
      themes: names.map((name) => ({ ...facts.report.counts, ...{ id: name, name, outcome: null } })),
    }
    const themes = report.themes.map((theme) => ({ ...theme, counts: facts.report.counts }))
    const [table] = tablesIn(
      blocksOf({ ...facts, report: { ...report, themes } }, { kind: 'counts', heading: 'Standing' }),
    )
    const columns = (table?.columns ?? []).slice(1, -1)
    expect(columns.map(({ header }) => header)).toEqual(names)
    const letters = (name: unknown) =>
      Math.max(
        ...String(name)
          .split(' ')
          .map(({ length }) => length),
      )
    for (const { header, width } of columns) expect(width).toBeGreaterThan(letters(header))
  })
})

describe('milestones', () => {
  test('have no column of outcomes where there is none, and the others fill the page', () => {
    const actions = facts.report.actions.map((action) => ({ ...action, outcome: null }))
    const columns = [
      { field: 'action', heading: 'Action', width: 30 },
      { field: 'milestone', heading: 'Milestone', width: 40 },
      { field: 'outcome', heading: 'Outcome', width: 30 },
    ]
    const section = { kind: 'milestones', group: 'none', columns }
    const [with_] = tablesIn(blocksOf(facts, section))
    expect(with_?.columns).toHaveLength(3)
    const [without] = tablesIn(blocksOf({ ...facts, report: { ...facts.report, actions } }, section))
    expect(without?.columns.map(({ header }) => header)).toEqual(['Action', 'Milestone'])
    expect(without?.columns.reduce((sum, { width }) => sum + width, 0)).toBeCloseTo(100)
    expect(without?.caption).not.toContain(':')
  })
})

test('exceptions say what a lead said by a status alone, as the other papers do', () => {
  const rows = facts.report.rows.map((row) => ({
    ...row,
    overdue: true,
    note: row.note && { ...row.note, done: '', opening: 'Going to plan' },
  }))
  const words = wordsOf(
    { ...facts, report: { ...facts.report, rows } },
    { kind: 'exceptions', heading: 'Late' },
  )
  expect(words).toContain('Going to plan')
  expect(words).not.toContain('No words given')
})

describe('a committee’s form', () => {
  test('sends nobody to an appendix that is not there', () => {
    const blocks = describePaper(ourLayout('committee-report'), { ...facts, terms: [] }).blocks
    expect(wordsIn(blocks)).toMatch(/Appendix E[\s\S]*This report uses no term of the area’s glossary/)
  })

  test('says of a review what its title does not say', () => {
    const findings = facts.plan.findings.map((finding) => ({
      ...finding,
      review: {
        ...finding.review,
        title: 'Review, 31 May 2011',
        body: 'Not stated',
        publishedOn: '2011-05-31',
      },
    }))
    const words = wordsIn(
      describePaper(ourLayout('committee-report'), { ...facts, plan: { ...facts.plan, findings } }).blocks,
    )
    expect(words).toContain('Review, 31 May 2011')
    expect(words).not.toMatch(/Not stated|published 31 May/)
  })

  const words = wordsIn(describePaper(ourLayout('committee-report'), facts).blocks)

  test('has its fourteen sections in their order', () => {
    const headings = describePaper(ourLayout('committee-report'), facts).blocks.flatMap((block) =>
      block.kind === 'heading' && block.level === 2 ? [Number.parseInt(block.text, 10)] : [],
    )
    expect(headings.filter((number) => !Number.isNaN(number))).toEqual(
      Array.from({ length: 14 }, (_, at) => at + 1),
    )
  })

  test('asks for every text that it prints, once and in its order', () => {
    const asked = textsAsked(ourLayout('committee-report'))
    expect(asked).toHaveLength(9 + 14)
    expect(asked[0]).toMatchObject({ key: 'agenda-item', short: true, empty: 'Not given' })
    expect(asked.at(-1)).toMatchObject({ key: 'background', empty: null })
    expect(new Set(asked.map(({ key }) => key)).size).toBe(asked.length)
  })

  test('says what was not given, what does not apply, and which papers it leans on', () => {
    expect(words).toContain('Wards affected All')
    expect(words).toContain('Signed Not given')
    expect(words).toContain('9. Comments of the head of procurement\nNot applicable')
    expect(words).toContain('Review of health services, The health regulator')
    expect(words).toContain('Letter of the minister')
  })
})

describe('priorities and actions', () => {
  test('say what answers each through findings that are the same, what is not in the plan, and what nothing answers', () => {
    const tables = tablesIn(blocksOf(facts, { kind: 'crosswalk', heading: 'Priorities' }))
    const answers = new Map(tables.flatMap(rowsOf).map(([ref, , by]) => [ref, by]))
    expect(answers.get('8')).toBe('1')
    expect(answers.get('12')).toBe('14.4')
    expect(answers.get('5')).toBe('9.9 (not in the plan)')
  })

  test('say “Throughout” where the whole plan answers', () => {
    const plan = { ...samplePlan(), cites: [{ findingId: 's5', findingRef: '5', words: 'Throughout' }] }
    expect(wordsOf(samplePaper(plan), { kind: 'crosswalk', heading: 'Priorities' })).toContain('Throughout')
  })
})

describe('held against others', () => {
  test('the matrix says what shows each statement, by when, and what nothing shows', () => {
    const [table] = tablesIn(describePaper(ourLayout('cross-check-matrix'), facts).blocks)
    expect(rowsOf(table)).toEqual([
      ['G1 Leaders know how good practice is', 'Action 1', '31 May 2011', 'Covered, but no evidence', 'None'],
      ['G2 Staff stay', '9.9 (not in the plan)', 'No date', 'Not covered', 'None'],
    ])
  })

  test('the refresh crosswalk begins with how many became what, and how many are new', () => {
    expect(wordsOf(facts, { kind: 'refresh', heading: 'Refresh' })).toContain(
      'Of 2 actions, 1 merged, 1 not decided yet; 1 is new.',
    )
  })

  test('the refresh crosswalk leaves no action out, also not what is undecided or new', () => {
    const [old, fresh] = tablesIn(describePaper(ourLayout('refresh-crosswalk'), facts).blocks)
    expect(rowsOf(old).map((row) => row.slice(1, 3))).toEqual([
      ['Merged into another action', '40 Keep the standard'],
      ['Not decided', 'Not decided'],
    ])
    expect(rowsOf(fresh)[0]?.[2]).toBe('1 Bring recording to a standard')
  })
})

test('a finding is answered through one that is the same in every report that tells of findings', () => {
  const appendix = facts.report.findings.find(({ id }) => id === 'l12')
  expect(appendix?.answers.map(({ label }) => label)).toEqual(['14.4'])
  const plan = wordsIn(describePaper(ourLayout('recommendation-plan'), facts).blocks)
  expect(plan).toMatch(/Have partners report together on children in care\nRecommendation 12[^\n]*1 action/)
})

describe('the glossary', () => {
  const terms = [
    { term: 'AFI', meaning: 'Area for improvement' },
    { term: 'Section 47', meaning: 'A duty' },
    { term: 'child in need', meaning: 'A child' },
  ]

  test('keeps to terms that stand as words of their own, abbreviations in their capitals', () => {
    expect(usedTerms(terms, 'Three AFIs; a Child in need.').map(({ term }) => term)).toEqual([
      'AFI',
      'child in need',
    ])
    expect(usedTerms(terms, 'The afi; Section 4711; children in need; WAFIT')).toEqual([])
  })

  test('looks at all other parts, also at those after it', () => {
    const words = wordsOf(
      facts,
      { kind: 'glossary', heading: 'Words used' },
      { kind: 'text', key: 'none', heading: 'What QA found' },
    )
    expect(words).toContain('QA Quality assurance')
    expect(words).not.toContain('UNM')
  })
})

describe('for people who read no reports', () => {
  const named = {
    ...samplePlan(),
    milestones: samplePlan().milestones.map((one) => ({
      ...one,
      words: `${one.words}, with Jo Sample`,
      leads: [
        {
          ...{ holder: { kind: 'person' as const, id: 'jo' }, name: 'Jo Sample' },
          ...{ partner: null, part: 'lead' as const },
        },
      ],
    })),
  }

  test.each(['councillors', 'easy-read'])('%s names nobody', (code) => {
    const words = wordsIn(describePaper(ourLayout(code), samplePaper(named)).blocks)
    expect(words).not.toMatch(/jo sample/i)
    expect(words).not.toContain('Head of First Response')
  })

  test('the plain page says small numbers in words, and they are those of every report', () => {
    const words = wordsIn(describePaper(ourLayout('councillors'), facts).blocks)
    expect(words).toContain('Two of nine steps are done.')
    expect(words).toContain('Done since then: one.\nWork given to unqualified staff')
  })

  test('the councillors’ page names five late steps of a part, then how many more there are', () => {
    const plan = largePlan(120)
    const milestones = plan.milestones.map((one) => ({ ...one, due: day('2011-05-01'), latest: null }))
    const paper = samplePaper({ ...plan, milestones })
    const lists = blocksOf(paper, { kind: 'plain' }).filter((block) => block.kind === 'list')
    const late = lists.filter(({ items }) => items.some(([run]) => run?.text.includes('(due ')))
    expect(late.length).toBeGreaterThan(0)
    for (const { items } of late) {
      expect(items.slice(0, -1)).toHaveLength(5)
      expect(items.at(-1)?.[0]?.text).toMatch(/^And \S+ more: the report of all steps names them\.$/)
    }
  })

  test('the easy page is headed by its own short title', () => {
    const plan = { ...samplePlan(), title: 'A plan with a title longer than any line '.repeat(4) }
    expect(describePaper(ourLayout('easy-read'), samplePaper(plan)).header).toBe(
      'Our plan and how we are doing',
    )
  })

  test('no sentence of the easy page has twelve words, and every picture says what it shows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), (size) => {
        const { blocks } = describePaper(ourLayout('easy-read'), samplePaper(largePlan(size)))
        const easy = blocks.filter((block) => block.kind === 'easy')
        const sentences = easy.flatMap(({ words }) => words).flatMap((line) => line.split(/(?<=[.:])\s+/))
        expect(sentences.filter((one) => one.split(/\s+/).length >= 12)).toEqual([])
        expect(easy.every(({ alt }) => alt.length > 3)).toBe(true)
      }),
      { numRuns: 20 },
    )
  })
})

/** Facts as an early version froze them: no support, no evidence, no links, no criteria. */
function early(plan: PlanAsAt): PlanAsAt {
  const without = (thing: object, ...names: string[]) =>
    Object.fromEntries(Object.entries(thing).filter(([name]) => !names.includes(name)))
  return {
    ...without(plan, 'links', 'frameworks', 'tables', 'cites', 'phases'),
    actions: plan.actions.map((one) => without(one, 'criteria', 'measures', 'shows', 'boards')),
    milestones: plan.milestones.map((one) => without(one, 'support', 'evidence', 'shows', 'boards')),
    findings: plan.findings.map((one) => without(one, 'criteria', 'measures')),
  } as unknown as PlanAsAt
}

test.each(ourLayouts().map(({ code }) => code))(
  '%s can be made of a month that an early version froze',
  (code) => {
    const plan = early(samplePlan())
    const old = { ...samplePaper(plan), plan }
    const made = describePaper(ourLayout(code), old)
    expect(made.blocks.length).toBeGreaterThan(1)
    expect(() => paperTables(ourLayout(code), old)).not.toThrow()
  },
)

test('a citation of a finding without a number in its document names it by the number that it is held by', () => {
  const cite = (words: string, findingRef: string | null) => ({ findingId: 'f', findingRef, words })
  expect(citationsBeside('', [cite('Named beside a finding', '(3)')])).toEqual(['Named beside finding (3)'])
  expect(citationsBeside('', [cite('Ofsted rec 3', '3')])).toEqual(['Ofsted rec 3'])
})

test('the plain page says of a part with one step whether it is done', () => {
  const counts = { ...facts.report.counts, milestones: 1 }
  const themes = facts.report.themes.slice(0, 1)
  const words = (achieved: number) => {
    const own = { ...counts, byStanding: { ...counts.byStanding, achieved } }
    const report = { ...facts.report, themes: themes.map((theme) => ({ ...theme, counts: own })) }
    return wordsIn(describePaper(ourLayout('councillors'), { ...facts, report }).blocks)
  }
  expect(words(0)).toContain('The one step of it is not done yet.')
  expect(words(1)).toContain('The one step of it is done.')
})
