import {
  type Block,
  type Cell,
  paragraph,
  type Table,
  textCell,
} from '../../../../platform/office/description.ts'
import { tableOf, text } from '../../../../platform/office/table.ts'
import { counted } from '../../../../platform/words.ts'
import { type CrosswalkLine, crosswalkOf, crosswalkWords } from '../../../thread/index.ts'
import { headCell } from '../cells.ts'
import type { PaperFacts } from '../paper-facts.ts'
import type { SectionKind } from '../section-kind.ts'
import { coverageIn } from '../thread-facts.ts'

/** Priority and the actions that answer it, one table for each review. */
export const crosswalkSection: SectionKind<'crosswalk'> = {
  blocks({ heading }, facts): Block[] {
    const head: Block = { kind: 'heading', level: 2, text: heading }
    const lines = linesOf(facts)
    if (lines.length === 0) return [head, paragraph('No findings are held for this plan.')]
    const reviews = [...Map.groupBy(lines, ({ finding }) => finding.review.id).values()]
    return [head, ...reviews.flatMap((own) => reviewBlocks(own, reviews.length > 1))]
  },
  tables: ({ heading }, facts) => [
    tableOf(heading, linesOf(facts), [
      text('Review', ({ finding }) => finding.review.title),
      text('Number', ({ finding }) => finding.ref),
      text('Priority', ({ finding }) => finding.words),
      text('Actions', crosswalkWords),
    ]),
  ],
}

function linesOf({ plan, report, thread }: PaperFacts): CrosswalkLine[] {
  const shown = new Set(report.findings.map(({ id }) => id))
  return crosswalkOf(coverageIn(plan, thread).filter(({ finding }) => shown.has(finding.id)))
}

function reviewBlocks(lines: CrosswalkLine[], headed: boolean): Block[] {
  const title = lines[0]?.finding.review.title ?? ''
  const bare = lines.filter((line) => !line.throughout && line.answers.length === 0).length
  const caption = `${title}: ${counted(lines.length, 'priority', 'priorities')}${bare > 0 ? `, ${bare} answered by nothing yet` : ''}`
  return [
    ...(headed ? [{ kind: 'heading' as const, level: 3 as const, text: title }] : []),
    tableFor(lines, caption),
  ]
}

const tableFor = (lines: CrosswalkLine[], caption: string): Table => ({
  kind: 'table',
  caption,
  columns: [
    { header: 'Number', width: 11 },
    { header: 'Priority', width: 54 },
    { header: 'Actions', width: 35 },
  ],
  rows: lines.map((line) => [headCell(line.finding.ref), textCell(line.finding.words), answerCell(line)]),
})

function answerCell(line: CrosswalkLine): Cell {
  const cell = textCell(crosswalkWords(line))
  const answered = line.throughout || line.answers.length > 0
  return answered ? cell : { ...cell, shading: 'amber' }
}
