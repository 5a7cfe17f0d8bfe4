import { describe, expect, test } from 'vitest'
import { readText } from './read-plan.ts'

const text = (...lines: string[]) =>
  lines
    .map((line) =>
      line
        .split('|')
        .map((cell) => cell.trim())
        .join('\t'),
    )
    .join('\n')

const LIST = text(
  'Appendix: inspection of children’s services, areas for improvement, 4 March 2013',
  '',
  'Safeguarding',
  '',
  'Areas|for improvement|Timescale',
  '1.|Review who carries out assessments|Within three months',
  '2.|Improve the way that advisers carry out their|Within six months',
  '|quality control.|',
  '',
  '|(Not all files have chronologies – p. 39)|',
)
const HEAD = 'Actions/tasks|Lead officer|By when|Status'
const TASK = 'Write the guidance|Clerk|May 2013|In progress'

describe('a list of findings', () => {
  test('is read with numbers, group, joined lines and remarks', () => {
    const { findings } = readText(LIST)
    expect(findings).toMatchObject([
      { ref: '1', group: 'Safeguarding', words: 'Review who carries out assessments', sourceLines: [6] },
      {
        ref: '2',
        words: 'Improve the way that advisers carry out their quality control.',
        remark: '(Not all files have chronologies – p. 39)',
        sourceLines: [7, 8, 10],
      },
    ])
  })

  test('counts its deadlines from the published day, else from the day that the document gives', () => {
    expect(readText(LIST).findings.map((finding) => finding.deadline?.iso)).toEqual([
      '2013-06-04',
      '2013-09-04',
    ])
    const given = readText(LIST, { published: '2013-04-01' })
    expect(given.findings.map((finding) => finding.deadline?.iso)).toEqual(['2013-07-01', '2013-10-01'])
  })

  test('works out no deadline when nothing says from when it counts, and asks', () => {
    const { findings, doubts } = readText(LIST.replace(', 4 March 2013', ''))
    expect(findings[0]?.deadline).toMatchObject({
      iso: null,
      kind: 'relative',
      original: 'Within three months',
    })
    expect(doubts.map((doubt) => doubt.suggestion).join()).toContain(
      'Give the day on which the review was published',
    )
  })
})

describe('findings printed above their tables', () => {
  const PLAN = text(
    'Inspection response',
    '',
    'Safeguarding - within 3 months',
    '',
    'Recommendation:',
    '',
    '1. Allocate every referral promptly',
    '',
    HEAD,
    TASK,
    '',
    'Success criteria:',
    '',
    '- All cases are allocated',
    '',
    '- No unallocated cases',
    '',
    'Looked after children - within 6 months',
    '',
    HEAD,
    TASK,
    '',
    '3. Improve accommodation for care leavers',
    '',
    HEAD,
    TASK,
    '',
    'How will success criteria be measured?',
    '',
    '- Survey of care leavers',
  )

  test('carry the section, its deadline, the success criteria and the measures', () => {
    const { findings, rows } = readText(PLAN, { published: '2013-01-10' })
    expect(findings[0]).toMatchObject({
      ref: '1',
      group: 'Safeguarding',
      deadline: { iso: '2013-04-10' },
      successCriteria: ['All cases are allocated'],
      measures: ['No unallocated cases'],
    })
    expect(rows[0]).toMatchObject({
      theme: 'Safeguarding',
      finding: { ref: '1' },
      measures: ['No unallocated cases'],
    })
    expect(findings[2]).toMatchObject({ ref: '3', successCriteria: [], measures: ['Survey of care leavers'] })
  })

  test('one that lost its heading keeps its place in the numbering, without words', () => {
    const { findings, rows, doubts } = readText(PLAN)
    expect(findings.map((finding) => [finding.ref, finding.words])).toEqual([
      ['1', 'Allocate every referral promptly'],
      ['2', null],
      ['3', 'Improve accommodation for care leavers'],
    ])
    expect(rows.map((row) => row.finding?.ref)).toEqual(['1', '2', '3'])
    expect(doubts.map((doubt) => doubt.message).join()).toContain('the numbering goes from 1 to 3')
  })
})

test('a recommendation column gives the findings, each once, with the rows under them', () => {
  const { findings, rows } = readText(
    text(
      'Recommendation|Action|By whom|When',
      '1. Improve visits|Visit within five days|Team Manager|May 2013',
      '|Keep a log|Clerk|June 2013',
      '2. Improve plans|Audit plans|QA Lead|July 2013',
    ),
  )
  expect(findings.map((finding) => [finding.ref, finding.words])).toEqual([
    ['1', 'Improve visits'],
    ['2', 'Improve plans'],
  ])
  expect(rows.map((row) => row.finding?.index)).toEqual([0, 0, 1])
})

test('glossaries, indicators and matrices are kept as cells beside the plan', () => {
  const { side } = readText(
    text(
      'Improvement plan',
      '',
      HEAD,
      TASK,
      '',
      '## Glossary',
      'AFI|Area for improvement',
      'CP|Child protection',
      '',
      '## Indicators',
      'Indicator|2013|',
      'NI 59 Assessments in time|72%|80%',
      'NI 60 Core assessments|63%|TBA',
      '',
      '## Cross-check',
      'Achievement|Actions (Ref no.)|Completion Date',
      'Plans are effective|1.02 1.03|Oct 13 Nov 13',
      'Staff are trained|1.04 1.05|Oct 13 Nov 13',
    ),
  )
  expect(side.map((table) => [table.kind, table.rows.length])).toEqual([
    ['glossary', 2],
    ['indicators', 3],
    ['matrix', 2],
  ])
})
