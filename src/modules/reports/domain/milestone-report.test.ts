import fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import type { Block, Cell, Table } from '../../../platform/office/description.ts'
import { tableFaults } from '../../../platform/office/description.ts'
import { toDocx } from '../../../platform/office/docx.ts'
import { toHtml } from '../../../platform/office/html.ts'
import { ourLayout } from '../layouts.ts'
import { milestoneReportFacts } from './milestone-facts.ts'
import { reportOf } from './milestone-report.ts'
import { type PlanAsAt, STATUSES } from './plan.ts'
import type { MilestoneReportFacts, MilestoneReportOptions } from './report-facts.ts'
import { action, day, largePlan, milestone, said, samplePlan } from './sample-plan.ts'

const milestoneReport = (plan: PlanAsAt, made: MilestoneReportOptions) =>
  reportOf(ourLayout('milestone-report'), plan, made)

const options = { areaName: 'Anyshire', generatedOn: '2011-06-02' }
const facts = milestoneReportFacts(samplePlan(), options)
const description = milestoneReport(samplePlan(), options)

const cellText = (cell: Cell): string =>
  cell.content
    .map((part) => (part.kind === 'status' ? part.words : part.runs.map((run) => run.text).join('')))
    .join(' | ')

const isTable = (block: Block): block is Table => block.kind === 'table'

const tablesOf = (blocks: Block[]): Table[] => blocks.filter(isTable)

const rowTexts = (table: Table | undefined): string[][] => (table?.rows ?? []).map((row) => row.map(cellText))

const tableCalled = (caption: string): Table | undefined =>
  tablesOf(description.blocks).find((table) => table.caption.startsWith(caption))

const rowOf = (report: MilestoneReportFacts, id: string) => report.rows.find((row) => row.id === id)

describe('the facts of a milestone report', () => {
  test('count every live milestone once', () => {
    expect(facts.counts).toEqual({
      milestones: 9,
      byStanding: {
        not_started: 1,
        on_track: 2,
        achieved: 2,
        off_track: 1,
        not_achieved: 1,
        other_words: 1,
        not_reported: 1,
      },
      overdue: 1,
      actions: 6,
      droppedMilestones: 2,
    })
    expect(facts.summary).toBe(
      '2 of 9 milestones completed. 2 on track, 1 off track with no support needed, ' +
        '1 off track or not achieved with support required, 1 not started, ' +
        '1 reported in words outside the status key, 1 not reported. 1 past the due date and not completed.',
    )
  })

  test('name the plan and the day', () => {
    expect(facts.title).toBe(
      'Anyshire Safeguarding and Looked After Children Plan: milestone report as at 31 May 2011',
    )
  })

  test('a milestone due on the day itself is not past due; the day before is, until it is completed', () => {
    const dueOn = (on: string, status: 'on_track' | 'achieved') => {
      const only = milestone('1.1', '1', 'Do it', { due: day(on), latest: said(status, 'Said') })
      return milestoneReportFacts({ ...samplePlan(), milestones: [only] }, options).counts.overdue
    }
    expect(dueOn('2011-05-31', 'on_track')).toBe(0)
    expect(dueOn('2011-05-30', 'on_track')).toBe(1)
    expect(dueOn('2011-05-30', 'achieved')).toBe(0)
  })

  test('what was said in words outside the key is printed in those words', () => {
    expect(rowOf(facts, '2.1')).toMatchObject({ standing: 'other_words', statusText: 'In progress' })
  })

  test('a plan without milestones says so', () => {
    const empty = milestoneReportFacts({ ...samplePlan(), milestones: [] }, options)
    expect(empty.summary).toBe('There are no milestones to report on.')
  })

  test('a finding is answered by what is live, and its dropped answers are told apart', () => {
    const finding = facts.findings.find(({ id }) => id === 's8')
    expect(finding?.answers.map(({ label }) => label)).toEqual(['1'])
    expect(finding?.droppedAnswers.map(({ label }) => label)).toEqual(['1.4'])
    expect(facts.findings.filter(({ answers }) => answers.length === 0).map(({ ref }) => ref)).toEqual([
      '5',
      '12',
    ])
  })
})

describe('a report of a part', () => {
  test('keeps the original numbers, says what it is, and counts what it leaves out', () => {
    const part = milestoneReportFacts(samplePlan(), { ...options, filter: { reviewId: 'review-1' } })
    expect(part.actions.map(({ ref }) => ref)).toEqual(['1', '16'])
    expect(part.rows.map(({ id }) => id)).toEqual(['1.1', '1.2', '1.3', '1.5', '16.2'])
    expect(part.scope).toEqual({
      words: 'Only what answers: Inspection of safeguarding and looked after children services.',
      leftOut: 4,
      unsettled: 1,
    })
    expect(part.findings).toHaveLength(7)
  })

  test('of one theme lists the findings that it answers', () => {
    const part = milestoneReportFacts(samplePlan(), { ...options, filter: { themeId: 'voice' } })
    expect(part.themes.map(({ name }) => name)).toEqual(['Participation'])
    expect(part.findings.map(({ id }) => id)).toEqual(['h4'])
  })
})

describe('the milestone report as a document', () => {
  test('has its headings in order, none skipped', () => {
    const levels = description.blocks.flatMap((block) => (block.kind === 'heading' ? [block.level] : []))
    expect(levels[0]).toBe(1)
    expect(levels.every((level, index) => level <= (levels[index - 1] ?? 0) + 1)).toBe(true)
    expect(levels.filter((level) => level === 1)).toHaveLength(1)
  })

  test('prints the published columns, actions and outcomes spanning their milestones', () => {
    const table = tableCalled('Best practice')
    expect(table?.columns.map(({ header }) => header)).toEqual([
      'Action',
      'Milestone',
      'Start',
      'Due',
      'Status',
      'Progress note',
      'Lead',
      'Outcome',
    ])
    expect(table?.rows[0]?.map(({ rowSpan }) => rowSpan ?? 1)).toEqual([4, 1, 1, 1, 1, 1, 1, 4])
    expect(table?.rows[1]).toHaveLength(6)
  })

  test('prints dated notes, earlier dates, several leads and original words', () => {
    const practice = rowTexts(tableCalled('Best practice'))
    expect(practice[0]?.[5]).toBe(
      'May 2011: Achieved. All 214 open cases checked. 31 reallocated to qualified social workers; the rest confirmed.' +
        ' | Evidence: Allocation audit, 12 May 2011 | Head of First Response, 27 May 2011',
    )
    expect(practice[1]?.[2]).toBe('31 May 2011 | was 30 April 2011')
    expect(practice[1]?.[5]).toBe('Named Doctor | Head of First Response (support)')
    expect(practice[2]?.[2]).toBe('30 April 2011 | Past due')
    expect(practice[3]?.[1]).toBe('April 2011')
    const voice = rowTexts(tableCalled('Participation'))
    expect(voice[0]?.[3]).toBe('Autumn 2011 (30 November 2011)')
    expect(voice[1]?.slice(2)).toEqual([
      'Ongoing',
      'Not reported',
      'Nothing has been reported yet.',
      'Participation Officer',
    ])
  })

  test('keeps actions that have no milestones, and those under no theme', () => {
    expect(rowTexts(tableCalled('Participation'))[2]).toEqual([
      '15 Publish the pledge to children in care in an easy-read form',
      'This action has no milestones.',
      'Not given',
    ])
    expect(rowTexts(tableCalled('Not under a theme'))[0]?.[0]).toContain('30 Keep the multi-agency')
  })

  test('lists what was dropped, with reasons', () => {
    expect(rowTexts(tableCalled('Dropped'))).toEqual([
      [
        'Milestone 1.4',
        'Chronologies template rolled out to all teams',
        '9 May 2011',
        'Merged into 1.5, which covers every part of the file',
      ],
      [
        'Action 3',
        'Raise the standard of refuges used by families',
        '18 April 2011',
        'Moved to the domestic abuse strategy, action 4',
      ],
      [
        'Milestone 3.1',
        'Standard for refuges written into contracts',
        '18 April 2011',
        'With its action: Moved to the domestic abuse strategy, action 4',
      ],
    ])
  })

  test('says out loud what is answered by nothing, and which deadline has no date', () => {
    expect(rowTexts(tableCalled('Safeguarding services'))[3]?.slice(2)).toEqual([
      'Within six months',
      '25 August 2011',
      'Answered by nothing',
    ])
    expect(rowTexts(tableCalled('Services for looked after'))[1]?.slice(2)).toEqual([
      'As soon as partners can agree',
      'No date could be worked out',
      'Answered by nothing',
    ])
  })
})

describe('page, Word file and data', () => {
  test('carry the same rows and the same counts', async () => {
    const large = largePlan(60)
    const report = milestoneReportFacts(large, options)
    const document = milestoneReport(large, options)
    const words = strFromU8(unzipSync(await toDocx(document))['word/document.xml'] ?? new Uint8Array())
    const html = toHtml(document)
    for (const row of report.rows) {
      expect(occurrences(html, `<strong>${row.ref} </strong>`)).toBe(1)
      expect(occurrences(words, `<w:t xml:space="preserve">${row.ref} </w:t>`)).toBe(1)
    }
    expect(html).toContain(report.summary)
    expect(words).toContain(report.summary)
    const totals = rowTexts(tablesOf(document.blocks)[0]).at(-1)
    expect(totals).toEqual([
      'All themes',
      ...[...STATUSES, 'other_words' as const, 'not_reported' as const].map((standing) =>
        String(report.counts.byStanding[standing]),
      ),
      String(report.counts.milestones),
      String(report.counts.overdue),
    ])
  })

  test('come out the same each time, and survive the way through JSON', () => {
    expect(JSON.parse(JSON.stringify(facts))).toEqual(facts)
    expect(milestoneReport(samplePlan(), options)).toEqual(description)
  })
})

const occurrences = (text: string, part: string): number => text.split(part).length - 1

/** Plans of any shape: missing themes, milestones of actions not held, dropped things, dates of every kind. */
const anyPlan: fc.Arbitrary<PlanAsAt> = fc
  .record({
    actions: fc.array(
      fc.record({ theme: fc.constantFrom('practice', 'voice', 'gone', null), dropped: fc.boolean() }),
      { maxLength: 8 },
    ),
    milestones: fc.array(
      fc.record({
        action: fc.nat({ max: 9 }),
        dropped: fc.boolean(),
        status: fc.constantFrom(...STATUSES, null, undefined),
        due: fc.constantFrom(null, day('2011-05-30'), { on: null, precision: null, words: 'Ongoing' }),
        words: fc.string(),
      }),
      { maxLength: 30 },
    ),
  })
  .map((shape): PlanAsAt => {
    const dropped = (is: boolean) => ({
      dropped: is ? { on: '2011-05-01', reason: 'No longer needed' } : null,
    })
    return {
      ...samplePlan(),
      actions: shape.actions.map((each, index) =>
        action(`a${index}`, 'Do it', { themeId: each.theme, ...dropped(each.dropped) }),
      ),
      milestones: shape.milestones.map((each, index) =>
        milestone(`m${index}`, `a${each.action}`, each.words, {
          ref: `[m${index}]`,
          due: each.due,
          latest: each.status === undefined ? null : said(each.status, each.words),
          ...dropped(each.dropped),
        }),
      ),
    }
  })

describe('whatever the plan', () => {
  test('every milestone appears exactly once, and the counts add up', () => {
    fc.assert(
      fc.property(anyPlan, (plan) => {
        const report = milestoneReportFacts(plan, options)
        const gone = report.dropped.filter(({ kind }) => kind === 'milestone')
        const ids = [...report.rows, ...gone].map(({ id }) => id)
        expect(ids.toSorted()).toEqual(plan.milestones.map(({ id }) => id).toSorted())
        const { milestones, byStanding, droppedMilestones } = report.counts
        expect(Object.values(byStanding).reduce((sum, count) => sum + count, 0)).toBe(milestones)
        expect(milestones + droppedMilestones).toBe(plan.milestones.length)
        const themes = report.themes.map(({ counts }) => counts.milestones)
        expect(themes.reduce((sum, count) => sum + count, 0)).toBe(milestones)
      }),
    )
  })

  test('the paper names every milestone exactly once, in tables that add up', () => {
    fc.assert(
      fc.property(anyPlan, (plan) => {
        const { blocks } = milestoneReport({ ...plan, findings: [] }, options)
        const tables = tablesOf(blocks)
        expect(tables.flatMap(tableFaults)).toEqual([])
        const heads = tables.flatMap(({ rows }) => rows.flat()).filter(({ heads }) => heads)
        const printed = heads.map(cellText).flatMap((text) => /\[m\d+\]/.exec(text)?.[0] ?? [])
        expect(printed.toSorted()).toEqual(plan.milestones.map(({ ref }) => ref).toSorted())
      }),
    )
  })
})
