import { formatDay } from '../../../../platform/calendar.ts'
import { type Block, paragraph, type Table, textCell } from '../../../../platform/office/description.ts'
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
  const asked = bare > 0 ? `, ${bare} of them asked of nobody yet` : ''
  return {
    kind: 'table',
    caption: `Support required: ${counted(lines.length, 'request')}${asked}`,
    columns: [
      { header: 'Milestone', width: 32 },
      { header: 'What is needed', width: 34 },
      { header: 'Asked of', width: 14 },
      { header: 'Wanted by', width: 10 },
      { header: 'Open since', width: 10 },
    ],
    rows: lines.map(({ milestone, words, request }) => [
      nameCell(milestone),
      textCell(words),
      request ? textCell(request.to) : { ...textCell('Nobody yet'), shading: 'amber' },
      textCell(request?.wantedBy ? formatDay(request.wantedBy) : 'No date'),
      textCell(request ? formatDay(request.openedOn) : 'Not opened'),
    ]),
  }
}
