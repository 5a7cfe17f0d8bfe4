import { date, type Table, tableOf, text } from '../../platform/office/table.ts'
import type { Crosswalk, CrosswalkRow, Named } from './domain/crosswalk.ts'
import { becameWords } from './pages/crosswalk.ts'

interface Line {
  row: CrosswalkRow | null
  became: Named | null
}

/** The crosswalk to take away: a row for each action of the old edition and each one it became, then what is new. */
export function toCrosswalkTable(title: string, { rows, next }: Crosswalk): Table {
  const old = rows.flatMap((row): Line[] =>
    row.became.length === 0 ? [{ row, became: null }] : row.became.map((became) => ({ row, became })),
  )
  const fresh = next
    .filter(({ comesOf, isNew }) => isNew && comesOf.length === 0)
    .map((became): Line => ({ row: null, became }))
  return tableOf(
    `${title}, crosswalk`,
    [...old, ...fresh],
    [
      text('Number', ({ row }) => row?.ref ?? null),
      text('Action', ({ row }) => row?.words ?? null),
      text('Theme', ({ row }) => row?.theme ?? null),
      text('What became of it', ({ row }) => (row ? becameWords(row) : 'New')),
      text('Number in the next edition', ({ became }) => became?.ref ?? null),
      text('Action in the next edition', ({ became }) => became?.words ?? null),
      text('Theme in the next edition', ({ became }) => became?.theme ?? null),
      text('What changed', ({ row }) => row?.details.join('\n') ?? null),
      text('Why', ({ row }) => row?.because ?? null),
      text('Decided by', ({ row }) => row?.decidedBy ?? null),
      date('Decided on', ({ row }) => row?.decidedOn ?? null),
    ],
  )
}
