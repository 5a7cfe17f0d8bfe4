import { type Block, type Cell, paragraph } from '../../../../platform/office/description.ts'
import { date, tableOf, text } from '../../../../platform/office/table.ts'
import { counted } from '../../../../platform/words.ts'
import { briefContent, dueContent, labelled, numbered, ownersOf, statusContent } from '../cells.ts'
import type { PaperFacts } from '../paper-facts.ts'
import { openingWords } from '../printed.ts'
import type { ReportRow } from '../report-facts.ts'
import type { SectionKind } from '../section-kind.ts'

/** How many stand with their words: as many as one page carries beside the rest. */
const IN_WORDS = 5

/** How many of the rest are named; whoever has more looks at the plan, or at the list in Excel. */
const NAMED = 60

/** What is off track, not achieved or past its date, on one page: the gravest in words, the rest by number. */
export const exceptionsSection: SectionKind<'exceptions'> = {
  blocks({ heading }, facts): Block[] {
    const rows = exceptionsOf(facts)
    const head: Block = { kind: 'heading', level: 2, text: heading }
    if (rows.length === 0)
      return [head, paragraph('No milestone is off track, not achieved or past its date.')]
    return [head, tableOfRows(rows.slice(0, IN_WORDS), rows.length), ...rest(rows.slice(IN_WORDS))]
  },
  tables: ({ heading }, facts) => [
    tableOf(heading, exceptionsOf(facts), [
      text('Number', (row) => row.ref),
      text('Milestone', (row) => row.words),
      text('Status', (row) => row.statusText),
      date('Due', (row) => row.due?.on ?? row.due?.text ?? null),
      text('Past due', (row) => (row.overdue ? 'Yes' : 'No')),
      text('Last said', (row) => row.note?.done ?? null),
      text('Support needed', (row) => row.note?.support ?? null),
      text('Lead', ownersOf),
      text('Id', (row) => row.id),
    ]),
  ],
}

/** Support required first, then past its date, then off track; among equals the one that was due first. */
function exceptionsOf({ report }: Pick<PaperFacts, 'report'>): ReportRow[] {
  const grave = ({ standing, overdue }: ReportRow): number =>
    (standing === 'not_achieved' ? 2 : 0) + (overdue ? 1 : 0)
  const due = (row: ReportRow): string => row.due?.on ?? '9999-12-31'
  return report.rows
    .filter(({ overdue, standing }) => overdue || standing === 'off_track' || standing === 'not_achieved')
    .toSorted((a, b) => grave(b) - grave(a) || due(a).localeCompare(due(b)))
}

function tableOfRows(rows: readonly ReportRow[], all: number): Block {
  const words =
    all > rows.length
      ? `the gravest ${rows.length} of ${counted(all, 'milestone')}`
      : counted(all, 'milestone')
  return {
    kind: 'table',
    caption: `Exceptions: ${words}`,
    columns: [
      { header: 'Milestone', width: 35 },
      { header: 'Status and due', width: 19 },
      { header: 'What was last said', width: 46 },
    ],
    rows: rows.map((row): Cell[] => [
      { content: [numbered(row.ref, row.words), paragraph(ownersOf(row), 'note')], heads: true },
      { content: [...statusContent(row), ...dueContent(row)] },
      { content: briefContent(row) },
    ]),
  }
}

/** Its number; without one its first words, in quotation marks, since words have commas of their own. */
const labelOf = ({ ref, words }: ReportRow): string => ref ?? `“${openingWords(words, 40)}”`

/** "Off track: 1.03c, 2.01b". */
function rest(rows: readonly ReportRow[]): Block[] {
  const groups = Map.groupBy(rows.slice(0, NAMED), ({ statusText, overdue }) =>
    overdue ? `${statusText}, past due` : statusText,
  )
  const named = [...groups].map(([words, group]) =>
    labelled(`${words} (${group.length})`, group.map(labelOf).join(', ')),
  )
  const more = rows.length - NAMED
  return more > 0
    ? [
        ...named,
        paragraph(`And ${counted(more, 'milestone')} more: the list of this report has all of them.`),
      ]
    : named
}
