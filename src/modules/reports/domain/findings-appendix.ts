import { formatDay } from '../../../platform/calendar.ts'
import {
  type Block,
  type Cell,
  type Paragraph,
  paragraph,
  type Table,
  textCell,
} from '../../../platform/office/description.ts'
import { counted } from '../../../platform/words.ts'
import { aboutReview } from './about-review.ts'
import type { ReportAnswer, ReportFinding } from './report-facts.ts'

/** The appendix of a milestone report: every finding, when it falls due, and what answers it. */
export function findingsAppendix(findings: ReportFinding[]): Block[] {
  const heading: Block = { kind: 'heading', level: 2, text: 'Appendix 1: findings and what answers them' }
  if (findings.length === 0) return [heading, paragraph('No findings are held for this plan.')]
  const reviews = [...Map.groupBy(findings, ({ review }) => review.id).values()]
  return [
    { kind: 'page-break' },
    heading,
    paragraph(coverageSentence(findings)),
    ...reviews.flatMap(reviewBlocks),
  ]
}

function coverageSentence(findings: ReportFinding[]): string {
  const bare = findings.filter(isUnanswered)
  const all = counted(findings.length, 'finding')
  if (bare.length === 0) return `${all}; each is answered by at least one action or milestone.`
  return `${all}; ${bare.length} answered by nothing: ${bare.map(({ ref }) => ref).join(', ')}.`
}

const isUnanswered = ({ answers }: ReportFinding): boolean => answers.length === 0

function reviewBlocks(findings: ReportFinding[]): Block[] {
  const review = findings[0]?.review
  if (!review) return []
  const about = aboutReview(review).join(', ')
  const groups = [...Map.groupBy(findings, ({ group }) => group)]
  return [
    { kind: 'heading', level: 3, text: review.title },
    ...(about ? [paragraph(`${about.charAt(0).toUpperCase()}${about.slice(1)}`, 'note')] : []),
    ...groups.flatMap(([group, own]) => groupBlocks(group, own)),
  ]
}

function groupBlocks(group: string | null, findings: ReportFinding[]): Block[] {
  const heading: Block[] = group ? [{ kind: 'heading', level: 4, text: group }] : []
  return [...heading, findingsTable(group, findings)]
}

function findingsTable(group: string | null, findings: ReportFinding[]): Table {
  return {
    kind: 'table',
    caption: `${group ?? 'Findings'}: ${counted(findings.length, 'finding')}`,
    columns: [
      { header: 'Number', width: 8 },
      { header: 'Finding', width: 42 },
      { header: 'Timescale', width: 14 },
      { header: 'Deadline', width: 12 },
      { header: 'Answered by', width: 24 },
    ],
    rows: findings.map(findingCells),
  }
}

function findingCells(finding: ReportFinding): Cell[] {
  const { ref, words, deadline } = finding
  const by = deadline?.on ? formatDay(deadline.on) : 'No date could be worked out'
  return [
    { ...textCell(ref), heads: true },
    textCell(words),
    textCell(deadline?.words ?? (deadline ? 'Given as a date' : 'None given')),
    textCell(deadline ? by : 'None'),
    answersCell(finding),
  ]
}

function answersCell(finding: ReportFinding): Cell {
  const { answers, droppedAnswers } = finding
  const gone: Paragraph[] =
    droppedAnswers.length > 0
      ? [paragraph(`Dropped: ${droppedAnswers.map(answerName).join(', ')}`, 'note')]
      : []
  if (!isUnanswered(finding)) return { content: [paragraph(answers.map(answerWords).join('\n')), ...gone] }
  const nothing: Paragraph = { kind: 'paragraph', runs: [{ text: 'Answered by nothing', bold: true }] }
  return { content: [nothing, ...gone], shading: 'amber' }
}

const answerName = ({ kind, label }: ReportAnswer): string => (kind === 'action' ? `Action ${label}` : label)

function answerWords(answer: ReportAnswer): string {
  return answer.statusText ? `${answerName(answer)} (${answer.statusText})` : answerName(answer)
}
