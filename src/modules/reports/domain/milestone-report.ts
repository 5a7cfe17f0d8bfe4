import { formatDay } from '../../../platform/calendar.ts'
import {
  type Block,
  type Cell,
  type Column,
  type Definitions,
  type DocumentDescription,
  type Key,
  paragraph,
  type Table,
  textCell,
} from '../../../platform/office/description.ts'
import { counted } from '../../../platform/words.ts'
import { findingsAppendix } from './findings-appendix.ts'
import { milestoneReportFacts } from './milestone-facts.ts'
import { themeBlocks } from './milestone-table.ts'
import { type EditionFacts, type PlanAsAt, STATUS_KEY, STATUSES } from './plan.ts'
import type {
  DroppedRow,
  MilestoneReportFacts,
  MilestoneReportOptions,
  ReportCounts,
  Standing,
} from './report-facts.ts'
import { statusMark } from './standing.ts'

/** The monthly milestone report of a plan as it stood at the end of one day. Pure; reads no clock. */
export function milestoneReport(facts: PlanAsAt, options: MilestoneReportOptions): DocumentDescription {
  return describeMilestoneReport(milestoneReportFacts(facts, options))
}

/** The same, of facts already worked out: a page that shows both the paper and its JSON works them out once. */
export function describeMilestoneReport(report: MilestoneReportFacts): DocumentDescription {
  return {
    title: report.title,
    subject: `Milestone report of ${report.plan.title}, ${report.area}`,
    author: report.area,
    language: 'en-GB',
    written: report.generatedOn,
    pageSize: 'A4',
    orientation: 'landscape',
    header: pageHead(report),
    footer: `As at ${formatDay(report.asAt)} · ${editionLabel(report.edition)} · written ${formatDay(report.generatedOn)}`,
    blocks: [
      ...frontBlocks(report),
      ...report.themes.flatMap((theme) => themeBlocks(theme, report)),
      ...droppedBlocks(report.dropped),
      ...findingsAppendix(report.findings),
    ],
  }
}

/** The area is named once: many a plan has it in its title. */
function pageHead({ area, plan }: MilestoneReportFacts): string {
  return plan.title.includes(area) ? plan.title : `${area} · ${plan.title}`
}

function frontBlocks(report: MilestoneReportFacts): Block[] {
  return [
    { kind: 'heading', level: 1, text: report.title },
    paragraph(report.summary, 'lead'),
    particulars(report),
    { kind: 'heading', level: 2, text: 'Where the plan stands' },
    countsTable(report),
    statusKey,
  ]
}

function particulars(report: MilestoneReportFacts): Definitions {
  const entry = (term: string, text: string) => ({ term, meaning: [{ text }] })
  return {
    kind: 'definitions',
    entries: [
      entry('Area', report.area),
      entry('Edition of the plan', editionWords(report.edition)),
      entry('What it covers', coverage(report)),
    ],
  }
}

const editionLabel = (edition: EditionFacts | null): string => edition?.label ?? 'no edition'

function editionWords(edition: EditionFacts | null): string {
  if (!edition) return 'No edition of the plan was recorded by this day'
  const { label, state, approvedBy, approvedOn } = edition
  const approval = [approvedBy && `by ${approvedBy}`, approvedOn && `on ${formatDay(approvedOn)}`].filter(
    Boolean,
  )
  const approved = approval.length > 0 ? `approved ${approval.join(' ')}` : 'approved'
  const states = {
    draft: 'draft, not yet approved',
    approved,
    superseded: `${approved}; superseded since`,
  }
  return `${label}: ${states[state]}`
}

function coverage({ counts, scope }: MilestoneReportFacts): string {
  const size = `${counted(counts.actions, 'action')}, ${counted(counts.milestones, 'milestone')}`
  if (!scope) return `The whole plan: ${size}`
  const doubt =
    scope.unsettled > 0
      ? ` ${scope.unsettled} of those ${scope.unsettled === 1 ? 'cites' : 'cite'} a source in words that name no finding held, and may belong here.`
      : ''
  return `${scope.words} ${size}; ${counted(scope.leftOut, 'milestone')} of the plan left out.${doubt}`
}

/** A theme a row, a status a column; the standings outside the key stand beside it only where there are any. */
function countsTable(report: MilestoneReportFacts): Table {
  const standings = shownStandings(report.counts)
  const many = report.themes.length > 1
  const rows = many ? report.themes.map((theme) => countsRow(theme.name, theme.counts, standings)) : []
  return {
    kind: 'table',
    caption: 'Milestones by status',
    columns: [
      { header: 'Theme', width: 20.6 },
      ...standings.map(standingColumn),
      { header: 'All', width: 7, figures: true },
      { header: 'Past due', width: 8, figures: true },
    ],
    rows: [...rows, countsRow('All themes', report.counts, standings, true)],
  }
}

function shownStandings(counts: ReportCounts): Standing[] {
  const outside: Standing[] = ['other_words', 'not_reported']
  return [...STATUSES, ...outside.filter((standing) => counts.byStanding[standing] > 0)]
}

function standingColumn(standing: Standing): Column {
  const common = { width: 9.2, figures: true }
  if (standing === 'other_words') return { header: 'In other words', ...common }
  if (standing === 'not_reported') return { header: 'Not reported', ...common }
  return { header: statusMark(standing), ...common }
}

function countsRow(name: string, counts: ReportCounts, standings: Standing[], total = false): Cell[] {
  const figures = [
    ...standings.map((standing) => counts.byStanding[standing]),
    counts.milestones,
    counts.overdue,
  ]
  const cells = [name, ...figures.map(String)].map((text): Cell => {
    return { content: [{ kind: 'paragraph', runs: [{ text, bold: total }] }] }
  })
  return cells.map((cell, index) => (index === 0 ? { ...cell, heads: true } : cell))
}

const statusKey: Key = {
  kind: 'key',
  title: 'Status key',
  entries: STATUSES.map((status) => ({ mark: statusMark(status), meaning: STATUS_KEY[status].long })),
}

function droppedBlocks(dropped: DroppedRow[]): Block[] {
  if (dropped.length === 0) return []
  return [
    { kind: 'heading', level: 2, text: 'Dropped actions and milestones' },
    paragraph('These are no longer reported on and are in none of the counts above.'),
    {
      kind: 'table',
      caption: `Dropped: ${counted(dropped.length, 'entry', 'entries')}`,
      columns: [
        { header: 'Number', width: 12 },
        { header: 'Action or milestone', width: 42 },
        { header: 'Dropped on', width: 14 },
        { header: 'Reason', width: 32 },
      ],
      rows: dropped.map(droppedCells),
    },
  ]
}

function droppedCells({ kind, ref, words, on, reason, withAction }: DroppedRow): Cell[] {
  const name = `${kind === 'action' ? 'Action' : 'Milestone'} ${ref ?? 'without a number'}`
  const why = withAction ? `With its action: ${reason}` : reason
  return [{ ...textCell(name), heads: true }, textCell(words), textCell(formatDay(on)), textCell(why)]
}
