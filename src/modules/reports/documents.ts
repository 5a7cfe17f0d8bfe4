import { date, type Table, tableOf, text } from '../../platform/office/table.ts'
import { OWED_WORDS, rhythmWords } from './domain/owed-words.ts'
import { recipientsWords, stateWords, tellsWords } from './domain/paper-words.ts'
import type { OwedView } from './pages/owed.ts'
import type { PaperView, SentView } from './pages/paper.ts'

interface Line {
  paper: PaperView
  sent: SentView | null
}

/** Papers to take away: one row for each to whom a paper went, and one for a paper that went to nobody yet. */
export function toPapersTable(papers: readonly { paper: PaperView; sent: readonly SentView[] }[]): Table {
  const lines = papers.flatMap(({ paper, sent }): Line[] =>
    sent.length === 0 ? [{ paper, sent: null }] : sent.map((one) => ({ paper, sent: one })),
  )
  return tableOf('Papers', lines, [
    text('Paper', ({ paper }) => paper.title),
    text('Report', ({ paper }) => paper.layout.name),
    text('Plan', ({ paper }) => paper.plan),
    text('Tells', ({ paper }) => tellsWords(paper)),
    date('Facts of', ({ paper }) => paper.asAt),
    text('State', ({ paper }) => stateWords(paper.state)),
    text('Asked for by', ({ paper }) => paper.askedBy),
    text('Sent to', ({ sent }) => (sent ? recipientsWords(sent) : null)),
    date('Sent on', ({ sent }) => sent?.sentOn ?? null),
    date('Owed for', ({ sent }) => sent?.owedOn ?? null),
    text('Seal', ({ paper }) => paper.sha256),
    text('Id', ({ paper }) => paper.id),
  ])
}

/** What is owed, what was sent and what was missed, by day: to take away. */
export const toOwedTable = (owed: readonly OwedView[]): Table =>
  tableOf('Reports owed', owed, [
    date('Owed for', ({ on }) => on),
    text('Who is owed it', ({ schedule }) => schedule.audience),
    text('Board', ({ schedule }) => schedule.board),
    text('Report', ({ schedule }) => schedule.report),
    text('Plan', ({ schedule }) => schedule.plan),
    text('Rhythm', ({ schedule }) => rhythmWords(schedule)),
    text('Owner', ({ schedule }) => schedule.owner),
    text('State', ({ state }) => OWED_WORDS[state]),
    date('Sent on', ({ sentOn }) => sentOn),
  ])
