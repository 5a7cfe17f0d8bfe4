import { formatDay } from '../../../../platform/calendar.ts'
import { type Block, type Cell, paragraph, textCell } from '../../../../platform/office/description.ts'
import { counted } from '../../../../platform/words.ts'
import type { DroppedRow } from '../report-facts.ts'
import type { SectionKind } from '../section-kind.ts'

/** What is no longer reported on, and why. */
export const droppedSection: SectionKind<'dropped'> = {
  blocks: (_section, { report }) => droppedBlocks(report.dropped),
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
