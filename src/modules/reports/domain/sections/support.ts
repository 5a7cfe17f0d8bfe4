import { formatDay } from '../../../../platform/calendar.ts'
import {
  type Block,
  type Cell,
  paragraph,
  type Table,
  textCell,
} from '../../../../platform/office/description.ts'
import { date, tableOf, text } from '../../../../platform/office/table.ts'
import { counted } from '../../../../platform/words.ts'
import { nameCell } from '../cells.ts'
import type { PaperFacts } from '../paper-facts.ts'
import type { MilestoneAsAt, SupportFacts } from '../plan.ts'
import type { SectionKind } from '../section-kind.ts'
import { liveRows } from '../within.ts'

/** Help that was asked for and is still open, and milestones that need it while nobody has been asked. */
export const supportSection: SectionKind<'support'> = {
  blocks({ heading }, facts): Block[] {
    const lines = linesOf(facts)
    const head: Block = { kind: 'heading', level: 2, text: heading }
    return lines.length === 0
      ? [head, paragraph('No request for support is open.')]
      : [head, tableOfLines(lines)]
  },
  tables: ({ heading }, facts) => [
    tableOf(heading, linesOf(facts), [
      text('Number', ({ milestone }) => milestone.ref),
      text('Milestone', ({ milestone }) => milestone.words),
      text('What is needed', ({ words }) => words),
      text('Asked of', ({ request }) => request?.to ?? 'Nobody yet'),
      date('Wanted by', ({ request }) => request?.wantedBy ?? null),
      date('Open since', ({ request }) => request?.openedOn ?? null),
      text('Id', ({ milestone }) => milestone.id),
    ]),
  ],
}

interface Line {
  milestone: MilestoneAsAt
  words: string
  /** Null where support is required and no request is open. */
  request: SupportFacts | null
}

const linesOf = (facts: PaperFacts): Line[] =>
  liveRows(facts).flatMap(({ milestone, standing }): Line[] => {
    if (milestone.support.length > 0)
      return milestone.support.map((request) => ({ milestone, words: request.words, request }))
    if (standing !== 'not_achieved') return []
    return [{ milestone, words: milestone.latest?.support ?? 'It is not said what is needed', request: null }]
  })

function tableOfLines(lines: readonly Line[]): Table {
  const bare = lines.filter(({ request }) => request === null).length
  const open = lines.length - bare
  const asked = bare > 0 ? `, and ${bare} needed that nobody was asked for` : ''
  return {
    kind: 'table',
    caption: `Support: ${counted(open, 'open request')}${asked}`,
    columns: [
      { header: 'Milestone', width: 30 },
      { header: 'What is needed', width: 33 },
      { header: 'Asked of', width: 15 },
      { header: 'Wanted by', width: 11 },
      { header: 'Open since', width: 11 },
    ],
    rows: lines.map((line) => [nameCell(line.milestone), textCell(line.words), ...requestCells(line)]),
  }
}

function requestCells({ request }: Line): Cell[] {
  if (!request) return [{ ...textCell('No request is open'), colSpan: 3, shading: 'amber' }]
  const { to, wantedBy, openedOn } = request
  return [textCell(to), textCell(wantedBy ? formatDay(wantedBy) : 'No date'), textCell(formatDay(openedOn))]
}
