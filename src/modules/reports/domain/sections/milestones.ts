import { formatDay } from '../../../../platform/calendar.ts'
import {
  type Block,
  type Cell,
  type Column,
  type Paragraph,
  paragraph,
  type StatusMark,
  textCell,
} from '../../../../platform/office/description.ts'
import { date, type Table, tableOf, text } from '../../../../platform/office/table.ts'
import {
  briefContent,
  dueContent,
  labelled,
  leadContent,
  numbered,
  ownersOf,
  statusContent,
} from '../cells.ts'
import type { SectionOf } from '../layout.ts'
import type { PaperFacts } from '../paper-facts.ts'
import type { PrintedNote } from '../printed.ts'
import type { ReportAction, ReportRow } from '../report-facts.ts'
import type { SectionKind } from '../section-kind.ts'
import { statusMark } from '../standing.ts'
import { type Group, groupsOf } from './milestone-groups.ts'

type Milestones = SectionOf<'milestones'>
type Field = Milestones['columns'][number]['field']

/** Milestones under their actions, in groups; the columns, their names and their order are the layout's. */
export const milestonesSection: SectionKind<'milestones'> = {
  blocks(section, facts) {
    const groups = groupsOf(section, facts)
    const heading: Block[] = section.heading ? [{ kind: 'heading', level: 2, text: section.heading }] : []
    if (groups.length === 0) return [...heading, paragraph(emptyWords(section))]
    return [...heading, ...groups.flatMap((group) => groupBlocks(group, section))]
  },
  tables: (section, facts) => [listOf(section, facts)],
}

const emptyWords = ({ only }: Milestones): string =>
  only === undefined ? 'There are no milestones to report on.' : 'No milestone.'

function groupBlocks(group: Group, section: Milestones): Block[] {
  const level = section.heading === null ? 2 : 3
  const heading: Block[] = group.name === null ? [] : [{ kind: 'heading', level, text: group.name }]
  const words = group.words.map(({ label, words }) => labelled(label, words))
  const criteria = section.criteria ? criteriaBlocks(group) : []
  if (group.actions.length === 0) return [...heading, ...words, paragraph(group.empty), ...criteria]
  return [...heading, ...words, tableOfGroup(group, section), ...criteria]
}

function criteriaBlocks({ criteria }: Group): Block[] {
  if (criteria.length === 0) return []
  return [
    paragraph('What success looks like, and how it is measured'),
    {
      kind: 'list',
      ordered: false,
      items: criteria.map(({ words, measures }) => [
        { text: words },
        {
          text: measures.length > 0 ? ` Measured by: ${measures.join('; ')}.` : ' Nobody measures it yet.',
          italic: true,
        },
      ]),
    },
  ]
}

/** What belongs to the action spans its milestones. */
const OF_ACTION = new Set<Field>(['action', 'outcome', 'theme', 'phase'])

/** A column of outcomes in which there is none says nothing, and the others can use its room. */
function withoutEmpty(group: Group, section: Milestones): Milestones {
  const said = group.actions.some(({ outcome }) => outcome !== null)
  const columns = section.columns.filter(({ field }) => said || field !== 'outcome')
  if (columns.length === 0 || columns.length === section.columns.length) return section
  const widths = (all: Milestones['columns']) => all.reduce((sum, { width }) => sum + width, 0)
  const more = widths(section.columns) / widths(columns)
  return { ...section, columns: columns.map((column) => ({ ...column, width: column.width * more })) }
}

function tableOfGroup(group: Group, chosen: Milestones) {
  const section = withoutEmpty(group, chosen)
  const rows = group.actions.flatMap((action) => actionRows(action, group, section))
  return {
    kind: 'table' as const,
    caption: group.caption,
    columns: section.columns.map(({ heading, width }): Column => ({ header: heading, width })),
    rows,
  }
}

function actionRows(action: ReportAction, group: Group, { columns }: Milestones): Cell[][] {
  const rows = group.rowsOf(action)
  const rowSpan = Math.max(1, rows.length)
  if (rows.length === 0) return [rowWithoutMilestones(action, group, columns)]
  return rows.map((row, index) =>
    columns.flatMap(({ field }): Cell[] => {
      if (!OF_ACTION.has(field)) return [milestoneCell(field, row, group)]
      return index === 0 ? [{ ...actionCell(field, action, group), rowSpan }] : []
    }),
  )
}

/** The columns of milestones in one cell that says why it is empty. */
function rowWithoutMilestones(action: ReportAction, group: Group, columns: Milestones['columns']): Cell[] {
  const cells: Cell[] = []
  let said = false
  for (const [at, { field }] of columns.entries()) {
    if (OF_ACTION.has(field)) cells.push(actionCell(field, action, group))
    else if (at === 0 || OF_ACTION.has(columns[at - 1]?.field ?? 'action')) {
      const rest = columns.slice(at).findIndex((one) => OF_ACTION.has(one.field))
      const colSpan = rest < 0 ? columns.length - at : rest
      cells.push({ ...textCell(said ? '' : noMilestones(action)), colSpan })
      said = true
    }
  }
  return cells
}

function actionCell(field: Field, action: ReportAction, { theme, phase }: Group): Cell {
  if (field === 'action') return { content: actionContent(action), heads: true }
  if (field === 'theme') return textCell(theme(action) ?? 'None')
  if (field === 'phase') return textCell(phase(action) ?? 'None')
  return textCell(action.outcome ?? 'Not given')
}

function milestoneCell(field: Field, row: ReportRow, { of }: Group): Cell {
  const { milestone, action } = of(row)
  switch (field) {
    case 'ref':
      return { ...textCell(row.ref ?? ''), heads: true }
    case 'milestone':
      return {
        content: [numbered(row.ref, row.words), ...row.cites.map((cite) => paragraph(cite, 'note'))],
        heads: true,
      }
    case 'start':
      return textCell(row.start?.text ?? 'Not given')
    case 'due':
      return { content: dueContent(row) }
    case 'status':
      return { content: statusContent(row) }
    case 'note':
      return { content: row.note ? noteContent(row.note) : [paragraph('Nothing has been reported yet.')] }
    case 'brief':
      return { content: briefContent(row) }
    case 'next':
      return textCell(row.note?.next ?? 'Not said')
    case 'lead':
      return { content: leadContent(row) }
    case 'owner':
      return textCell(ownersOf(row))
    case 'boards':
      return textCell(milestone?.boards.join('\n') || action?.boards.join('\n') || 'None named')
    case 'answers':
      return textCell(milestone?.cites.map(({ words }) => words).join('\n') || 'None')
    case 'evidence':
      return textCell(
        milestone?.evidence.map(({ title }) => title).join('\n') || row.note?.evidence || 'None yet',
      )
    case 'support':
      return textCell(row.note?.support ?? 'None needed')
    default:
      return textCell('')
  }
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

/** The same milestones as a list: one row each, days as days. */
function listOf(section: Milestones, facts: PaperFacts): Table {
  const lines = groupsOf(section, facts).flatMap((group) =>
    group.actions.flatMap((action) => group.rowsOf(action).map((row) => ({ group, action, row }))),
  )
  return tableOf(section.heading ?? 'Milestones', lines, [
    text('Group', ({ group }) => group.name),
    text('Action number', ({ action }) => action.ref),
    text('Action', ({ action }) => action.words),
    text('Number', ({ row }) => row.ref),
    text('Milestone', ({ row }) => row.words),
    text('Status', ({ row }) => row.statusText),
    date('Start', ({ row }) => row.start?.on ?? row.start?.text ?? null),
    date('Due', ({ row }) => row.due?.on ?? row.due?.text ?? null),
    text('Past due', ({ row }) => (row.overdue ? 'Yes' : 'No')),
    text('Lead', ({ row }) => row.leads.map((lead) => lead.text).join('\n') || null),
    text('Last said', ({ row }) => row.note?.done ?? null),
    text('Next', ({ row }) => row.note?.next ?? null),
    text('Support needed', ({ row }) => row.note?.support ?? null),
    text('Id', ({ row }) => row.id),
  ])
}
