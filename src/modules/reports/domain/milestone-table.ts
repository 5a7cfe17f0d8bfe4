import { formatDay } from '../../../platform/calendar.ts'
import {
  type Block,
  type Cell,
  type Column,
  type Paragraph,
  paragraph,
  type StatusMark,
  textCell,
} from '../../../platform/office/description.ts'
import { counted } from '../../../platform/words.ts'
import type { PrintedDate, PrintedNote } from './printed.ts'
import type { MilestoneReportFacts, ReportAction, ReportRow, ReportTheme } from './report-facts.ts'
import { statusMark } from './standing.ts'

/** The columns of the published milestone reports, in their order. */
const COLUMNS: Column[] = [
  { header: 'Action', width: 14 },
  { header: 'Milestone', width: 18 },
  { header: 'Start', width: 8.6 },
  { header: 'Due', width: 8.6 },
  { header: 'Status', width: 9 },
  { header: 'Progress note', width: 21.6 },
  { header: 'Lead', width: 9.8 },
  { header: 'Outcome', width: 10.4 },
]

/** A theme: its heading, its outcome, and the table of its actions and their milestones. */
export function themeBlocks(theme: ReportTheme, report: MilestoneReportFacts): Block[] {
  const actions = report.actions.filter((action) => action.themeId === theme.id)
  const heading: Block = { kind: 'heading', level: 2, text: theme.id ? `Theme: ${theme.name}` : theme.name }
  const outcome = theme.outcome ? [labelled('Outcome', theme.outcome)] : []
  if (actions.length === 0) return [heading, ...outcome, paragraph('No action stands under this theme.')]
  const rows = Map.groupBy(
    report.rows.filter((row) => row.themeId === theme.id),
    (row) => row.actionId,
  )
  const { milestones, byStanding } = theme.counts
  const done = milestones > 0 ? `, ${byStanding.achieved} completed` : ''
  const size = `${counted(actions.length, 'action')}, ${counted(milestones, 'milestone')}${done}`
  return [
    heading,
    ...outcome,
    {
      kind: 'table',
      caption: `${theme.name}: ${size}`,
      columns: COLUMNS,
      rows: actions.flatMap((action) => actionRows(action, rows.get(action.id) ?? [])),
    },
  ]
}

/** An action's cell and its outcome span its milestones; an action without any still has its row. */
function actionRows(action: ReportAction, rows: ReportRow[]): Cell[][] {
  const rowSpan = Math.max(1, rows.length)
  const left: Cell = { content: actionContent(action), heads: true, rowSpan }
  const right: Cell = { ...textCell(action.outcome ?? 'Not given'), rowSpan }
  if (rows.length === 0) return [[left, { ...textCell(noMilestones(action)), colSpan: 6 }, right]]
  return rows.map((row, index) => {
    const cells = milestoneCells(row)
    return index === 0 ? [left, ...cells, right] : cells
  })
}

function noMilestones({ droppedMilestones }: ReportAction): string {
  if (droppedMilestones === 0) return 'This action has no milestones.'
  return `This action has no milestones left: ${droppedMilestones} dropped, listed at the end.`
}

function actionContent(action: ReportAction): (Paragraph | StatusMark)[] {
  return [
    numbered(action.ref, action.words),
    ...action.cites.map((cite) => paragraph(cite, 'note')),
    ...(action.leads.length > 0
      ? [paragraph(`Lead: ${action.leads.map((lead) => lead.text).join('; ')}`, 'note')]
      : []),
    ...judgementContent(action),
  ]
}

/** The action lead's own view stands apart from the milestones: the two may disagree, and then both are seen. */
function judgementContent({ judgement }: ReportAction): (Paragraph | StatusMark)[] {
  if (!judgement) return []
  const { status, words, said, author } = judgement
  return [
    paragraph('The action as a whole:', 'note'),
    statusMark(status),
    paragraph([words, `${author}, ${said}`].filter(Boolean).join(' – '), 'note'),
  ]
}

function milestoneCells(row: ReportRow): Cell[] {
  return [
    {
      content: [numbered(row.ref, row.words), ...row.cites.map((cite) => paragraph(cite, 'note'))],
      heads: true,
    },
    textCell(row.start?.text ?? 'Not given'),
    { content: dueContent(row) },
    { content: statusContent(row) },
    { content: row.note ? noteContent(row.note) : [paragraph('Nothing has been reported yet.')] },
    { content: leadContent(row) },
  ]
}

function leadContent({ leads }: ReportRow): Paragraph[] {
  return leads.length > 0 ? leads.map((lead) => paragraph(lead.text)) : [paragraph('No lead named')]
}

function dueContent({ due, earlierDue, overdue }: ReportRow): Paragraph[] {
  const earlier = earlierDue.map((date: PrintedDate) => paragraph(`was ${date.text}`, 'note'))
  const late: Paragraph[] = overdue ? [{ kind: 'paragraph', runs: [{ text: 'Past due', bold: true }] }] : []
  return [paragraph(due?.text ?? 'Not given'), ...earlier, ...late]
}

function statusContent({ standing, statusText }: ReportRow): (Paragraph | StatusMark)[] {
  if (standing === 'not_reported') return [{ kind: 'paragraph', runs: [{ text: statusText, italic: true }] }]
  if (standing === 'other_words') return [paragraph(statusText), paragraph('Not in the status key', 'note')]
  return [statusMark(standing)]
}

function noteContent(note: PrintedNote): Paragraph[] {
  const opening = note.opening ? `${note.opening.replace(/[\s.]+$/, '')}. ` : ''
  return [
    labelled(note.dated, `${opening}${note.done}`.trim() || 'No words given.'),
    ...(note.next ? [labelled('Next', note.next)] : []),
    ...(note.support ? [labelled('Support needed', note.support)] : []),
    ...(note.evidence ? [labelled('Evidence', note.evidence)] : []),
    paragraph(note.period ? `${note.author}, ${formatDay(note.saidOn)}` : note.author, 'note'),
  ]
}

function labelled(label: string, text: string): Paragraph {
  return { kind: 'paragraph', runs: [{ text: `${label}: `, bold: true }, { text }] }
}

/** "1.06 Words", the number in bold; without a number the words alone. */
function numbered(ref: string | null, words: string): Paragraph {
  const number = ref && !words.startsWith(ref) ? [{ text: `${ref} `, bold: true }] : []
  return { kind: 'paragraph', runs: [...number, { text: words }] }
}
