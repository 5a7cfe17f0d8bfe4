import { describe, expect, test } from 'vitest'
import { readText } from './read-plan.ts'
import type { ReadRow } from './reading.ts'

/** A plan written with " | " between cells. */
const plan = (...lines: string[]) =>
  readText(
    lines
      .map((line) =>
        line
          .split('|')
          .map((cell) => cell.trim())
          .join('\t'),
      )
      .join('\n'),
  )
const rowOf = (rows: readonly ReadRow[], ref: string): ReadRow => {
  const row = rows.find((each) => each.ref === ref)
  if (!row) throw new Error(`no row ${ref}`)
  return row
}

const HEAD = 'Action|Milestone|Start Date|Due Date|Status|Progress Note|Milestone Lead|Outcome'
const FIRST =
  '1. Strengthen supervision|1.1 Policy agreed|01-Feb-2013|31-May-2013||May 2013 - On track. Draft written.|Head of Practice|Staff feel supported'

describe('rule 1: headings', () => {
  test('the same headings again after a blank line are a new page of the same table', () => {
    const { rows, document } = plan(
      HEAD,
      FIRST,
      '',
      HEAD,
      '|1.2 Policy launched|01-Jun-2013|30-Jun-2013|||Head of Practice|',
    )
    expect(document.tables).toHaveLength(1)
    expect(rows.map((row) => row.ref)).toEqual(['1.1', '1.2'])
  })

  test('a theme line broken over cells is one section, joined by the words of the document', () => {
    const { rows } = plan('Early participation of families', 'Theme:|Partici|pation', HEAD, FIRST)
    expect(rows[0]?.theme).toBe('Participation')
  })

  test('lines below a section line inside a table go on under the same headings', () => {
    const { rows } = plan(
      'No|What will we do?|Who?|By when?',
      'Priority 1: Leadership|||',
      '1.1|Appoint a director|Chief Executive|June 2013',
      'Priority 2: Practice|||',
      '2.1|Write chronologies|Team Managers|July 2013',
    )
    expect(rows.map((row) => [row.ref, row.theme])).toEqual([
      ['1.1', 'Leadership'],
      ['2.1', 'Practice'],
    ])
  })

  test('the same heading is read by the cells below it', () => {
    const { document } = plan(
      'Priorities for improvement|Actions',
      'Launch the procedure manual for all staff|1.11',
      'Write down every supervision decision|1.14 & 1.16',
    )
    expect(document.tables[0]?.columns.map((column) => column.field)).toEqual([
      'recommendation',
      'crossReference',
    ])
  })

  test('headings broken over two lines are put together', () => {
    const { rows } = plan(
      'Action|Start|Due||Milestone',
      '|Date|Date|Status|Lead',
      'Write the policy|May 2013|June 2013|On track|Clerk',
    )
    expect(rows[0]).toMatchObject({
      start: { iso: '2013-05' },
      due: { iso: '2013-06' },
      leads: [{ name: 'Clerk' }],
    })
  })
})

describe('rules 2 and 3: where a row starts and goes on', () => {
  test('a number with a dot starts a row even right after a page break', () => {
    expect(plan(HEAD, FIRST, '', '|1.2 Audit done|01-Feb-2013|31-May-2013|||Clerk|').rows).toHaveLength(2)
  })

  test('after a page break a line without due date, lead and status continues the row above, and says so', () => {
    const { rows, repairs } = plan(HEAD, FIRST, '', '|by the whole board||||and agreed.||')
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({ text: 'Policy agreed by the whole board', sourceLines: [2, 4] })
    expect(rows[0]?.notes[0]?.text).toBe('May 2013 - On track. Draft written. and agreed.')
    expect(repairs).toContainEqual(expect.objectContaining({ kind: 'join', line: 4 }))
    expect(rows[0]?.doubts.map(({ message }) => message).join()).toContain('Line 4 was joined')
  })

  test('in a numbered table a line without number right after repeated headings continues, even with a mark', () => {
    expect(plan(HEAD, FIRST, '', HEAD, '||||1|Audit cycle to follow.||').rows).toHaveLength(1)
  })

  test('a first line without number below a new theme is a row of its own, with its loss said', () => {
    const { rows } = plan(
      HEAD,
      FIRST,
      '',
      'Theme: Workforce',
      HEAD,
      'of all staff|embedded in every team|01-Feb-2013|31-May-2013||May 2013 – Not achieved. Late.|Clerk|',
    )
    expect(rows[1]).toMatchObject({ ref: null, theme: 'Workforce', status: { canonical: 'not_achieved' } })
    expect(rows[1]?.doubts.map(({ message }) => message).join()).toContain('lower case')
  })

  test('text of a merged cell goes on over a page break into the row that starts there', () => {
    const { rows } = plan(HEAD, FIRST, '', '|1.2 Audit done|01-Feb-2013|31-May-2013|||Clerk|in every service')
    expect(rows.map((row) => row.outcome)).toEqual([
      'Staff feel supported in every service',
      'Staff feel supported in every service',
    ])
  })
})

describe('rule 4: wrapped text', () => {
  test('a lower-case start with blank status is joined cell by cell', () => {
    const { rows } = plan(
      'Actions/tasks|Lead officer|By when|Status|How will progress be monitored?',
      'Board to consider, as part of the review|Area Social Care|End January|In progress|Performance Board and',
      "of audits, the child's voice|Managers/ Service|2013||Quality Board",
      'in every plan.|Managers|||',
      '|-|||',
    )
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({
      text: "Board to consider, as part of the review of audits, the child's voice in every plan.",
      due: { iso: '2013-01-31', precision: 'month_end' },
      monitoring: ['Performance Board and Quality Board'],
    })
    expect(rows[0]?.leads.map((lead) => lead.name)).toEqual(['Area Social Care Managers', 'Service Managers'])
  })
})

describe('rule 5: shift, fill-down, duplicates', () => {
  test('cells that stand too far left are moved when only one way fits', () => {
    const { rows, repairs } = plan(
      HEAD,
      FIRST,
      '7. Improve refuges|7.1 Standard of refuges raised|31-Mar-2013|31-Aug-2013|May 2013 - On track. Discussed with the provider.|Mothers are placed in suitable refuges',
    )
    expect(rowOf(rows, '7.1')).toMatchObject({
      outcome: 'Mothers are placed in suitable refuges',
      leads: [],
      status: { canonical: 'on_track' },
    })
    expect(repairs).toContainEqual(expect.objectContaining({ kind: 'shift', line: 3 }))
  })

  test('a date under "Lead" that no move mends is left out, kept and said', () => {
    const { rows, ledger } = plan(
      'Ref|Action|Start|End|Action Lead',
      '2.04|Write a strategy for prevention|Sep 13|Mar 14|Mar 14 -',
      '2.05|Publish it|Sep 13|Mar 14|Clerk',
    )
    expect(rowOf(rows, '2.04')).toMatchObject({
      leads: [],
      due: { iso: '2014-03' },
      other: { 'Action Lead': 'Mar 14 -' },
    })
    expect(ledger.kept).toBe(1)
  })

  test('outcome and action fill down; lead, date and status never do', () => {
    const { rows } = plan(HEAD, FIRST, '|1.2 Audit done|||||| ')
    expect(rows[1]).toMatchObject({
      action: 'Strengthen supervision',
      outcome: 'Staff feel supported',
      leads: [],
      due: null,
      status: { canonical: null },
    })
  })

  test('an outcome right of a new action is not taken from the action above', () => {
    const { rows } = plan(
      HEAD,
      FIRST,
      '2. Review referrals|2.1 Pathway reviewed|01-Feb-2013|31-May-2013|||Clerk|',
    )
    expect(rows[1]?.outcome).toBeNull()
  })

  test('a row printed twice is taken once and said, and its cells are ignored with a reason', () => {
    const { rows, repairs, ledger } = plan(
      HEAD,
      FIRST,
      '|1.1 Policy agreed|01-Feb-2013|31-May-2013|Ø|May 2013 - On track. Draft written.|Head of Practice|',
    )
    expect(rows).toHaveLength(1)
    expect(repairs).toContainEqual(expect.objectContaining({ kind: 'duplicate', line: 3 }))
    expect(ledger.ignored).toBe(6)
  })
})

describe('milestone lists', () => {
  const LISTED = 'Outcome|Ref|Action|Milestones|Start|End|Action Lead|Theme'
  const list = (...items: string[]) => `<ul>${items.map((item) => `<li>${item}</li>`).join(' ')}</ul>`

  test('the rest of a milestone that a page cut goes on the last one, before the rest of the list', () => {
    const { rows } = plan(
      LISTED,
      `Better plans|1.01|Improve plans|${list('Audit planned', 'Audit done by the')}|Jul 13|Sep 13|Clerk|Practice`,
      '',
      LISTED,
      `|||auditors ${list('Audit reported')}||||`,
    )
    expect(rows.map(({ text }) => text)).toEqual([
      'Audit planned',
      'Audit done by the auditors',
      'Audit reported',
    ])
  })

  test('one pair of dates counts for every milestone of the action', () => {
    const { rows } = plan(
      LISTED,
      `Better plans|1.01|Improve plans|${list('Audit planned', 'Audit done')}|Jul 13|Sep 13|Clerk|Practice`,
    )
    expect(rows.map((row) => [row.text, row.ref, row.start?.iso, row.due?.iso, row.objective])).toEqual([
      ['Audit planned', '1.01', '2013-07', '2013-09', 'Better plans'],
      ['Audit done', '1.01', '2013-07', '2013-09', 'Better plans'],
    ])
  })

  test('as many dates as milestones are given in order, frequencies too', () => {
    const { rows } = plan(
      LISTED,
      `Better plans|1.01|Improve plans|${list('Written', 'Reviewed', 'Closed')}|Jul 13 Annual Sep 13|Aug 13 Annual Oct 13|Clerk|Practice`,
    )
    expect(rows.map((row) => row.due?.iso ?? row.due?.kind)).toEqual(['2013-08', 'recurring', '2013-10'])
  })

  test('dates that do not match the milestones are given to none; their words stay with each, and are shown', () => {
    const { rows } = plan(
      LISTED,
      `Better plans|1.01|Improve plans|${list('One', 'Two', 'Three')}|Jul 13 Jul 13|Aug 13 Sep 13|Clerk|Practice`,
    )
    expect(rows.map(({ start, due }) => [start?.iso, start?.original, due?.iso, due?.original])).toEqual(
      Array(3).fill([null, 'Jul 13 Jul 13', null, 'Aug 13 Sep 13']),
    )
    expect(rows[0]?.due?.list).toEqual(['2013-08', '2013-09'])
    expect(rows[0]?.doubts.map(({ message }) => message)).toEqual([
      '3 milestones, but the dates are “Jul 13 Jul 13 / Aug 13 Sep 13”: none was taken.',
    ])
  })

  test('a list cut by a page goes on with its own dates and lead; text without a bullet joins the last item', () => {
    const { rows } = plan(
      LISTED,
      `Better|1.04|Strategy developed and|${list('Consultation completed')}|Oct 13|Nov 13|Head of Early Help|Practice`,
      '',
      LISTED,
      `plans||published|${list('Strategy published', 'Reporting')}|Dec 13 Dec 13|Dec 13 Jan 14|Practice Lead|Practice`,
      '',
      LISTED,
      '|||agreed with all partners||||',
    )
    expect(rows.map((row) => [row.text, row.due?.iso])).toEqual([
      ['Consultation completed', '2013-11'],
      ['Strategy published', '2013-12'],
      ['Reporting agreed with all partners', '2014-01'],
    ])
    expect(rows[0]).toMatchObject({
      objective: 'Better plans',
      action: 'Strategy developed and published',
      leads: [{ name: 'Head of Early Help' }, { name: 'Practice Lead' }],
    })
  })

  test('bullets inside running text of a task are one row', () => {
    expect(
      plan(
        'Action|Lead|Due',
        'Capture feedback. This includes: • asking children • asking parents|Clerk|May 2013',
      ).rows,
    ).toHaveLength(1)
  })
})

describe('traps', () => {
  const KEY = ['Key', '|Action status', '•|Not achieved, support required', 'D|On track to be completed', '']

  test("the note's words win over a mark, and the conflict is shown", () => {
    const { rows } = plan(
      ...KEY,
      HEAD,
      '1. Act|1.1 Policy agreed|01-Feb-2013|31-May-2013|•|May 2013 - Achieved. In place.|Clerk|Good',
    )
    expect(rows[0]?.status).toMatchObject({ canonical: 'achieved', source: 'note', glyph: '•' })
    expect(rows[0]?.doubts.map(({ message }) => message).join()).toContain("the note's words were taken")
  })

  test('a mark alone is never a status, even with a key', () => {
    const { rows } = plan(...KEY, HEAD, '1. Act|1.1 Policy agreed|01-Feb-2013|31-May-2013|•||Clerk|Good')
    expect(rows[0]?.status.canonical).toBeNull()
    expect(rows[0]?.doubts.map(({ message }) => message).join()).toContain('only the mark')
  })

  test("a colour counts by the document's own key and by nothing else", () => {
    const lines = ['Ref|Action|Lead|Due|RAG', '1|Write it|Clerk|May 2013|Green']
    expect(plan(...lines).rows[0]?.status.canonical).toBeNull()
    const keyed = plan(
      'RAG key',
      'Green|Completed and desired outcome achieved',
      'Red|Not started',
      '',
      ...lines,
    )
    expect(keyed.rows[0]?.status).toMatchObject({ canonical: 'achieved', source: 'key' })
  })

  test('a sentence in a status cell is a note and the status stays blank', () => {
    const { rows } = plan(
      'Action|Lead|Due|Status',
      'Monitor referrals|Clerk|May 2013|Monitoring arrangements in place',
      'Train staff|Clerk|May 2013|In progress',
    )
    expect(rows[0]).toMatchObject({
      status: { canonical: null },
      notes: [{ date: null, text: 'Monitoring arrangements in place' }],
    })
    expect(rows[1]?.status.canonical).toBe('in_progress')
  })

  test('the number printed for a milestone wins over the number in the action cell, which is kept', () => {
    const { rows } = plan(
      HEAD,
      '20. Watch health|20.1 Monitored|01-Feb-2013|31-May-2013|||Clerk|',
      '21. Realign performance|20.2 Pathway reviewed|01-Feb-2013|31-May-2013|||Clerk|',
    )
    expect(rows[1]).toMatchObject({
      ref: '20.2',
      actionRef: '20',
      action: null,
      other: { Action: '21. Realign performance' },
    })
    expect(rows[1]?.doubts.map(({ message }) => message).join()).toContain('says 21')
  })

  test('an action number that is cited and nowhere printed is said once', () => {
    const { doubts } = plan(
      'Ref|Action|Lead|Due',
      '2.14|Analyse indicators (also see 3.09)|Clerk|May 2013',
      '2.15|Widen capacity|Clerk|May 2013',
    )
    expect(doubts.filter((doubt) => doubt.kind === 'reference').map((doubt) => doubt.cell)).toEqual(['3.09'])
  })

  test('columns that run into each other are refused, and nothing is imported', () => {
    const { rows, refused, ledger } = plan(
      'Action|Lead|Due|Status',
      'March 2013|Set up the board for next year|On track|Clerk',
      'Completed|June 2013|Head of Care|Write the new policy for all',
      '2.04|May 2013|On track|Chair of the board',
    )
    expect(refused?.reason).toContain('run into each other')
    expect([rows.length, ledger.kept]).toEqual([0, ledger.cells])
  })
})
