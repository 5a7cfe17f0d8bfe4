import { formatDay, formatInstant } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { type TakeAway, takeAway } from '../../../platform/office/table.ts'
import { counted } from '../../../platform/words.ts'
import { KEPT_DAYS } from '../domain/keeping.ts'
import { recipientsWords, stateWords, tellsWords } from '../domain/paper-words.ts'
import { reportPaths } from '../paths.ts'
import type { PaperView, SentView } from './paper.ts'

export interface PapersPage {
  words: string
  filters: { text: string; href: string; current: boolean }[]
  rows: { title: string; href: string; tells: string; asked: string; state: string; sent: string[] }[]
  /** Seconds after which the page looks again by itself: one is being made. */
  lookAgain: number | null
  takeAway: TakeAway | null
  /** How long papers are kept, for who makes some. */
  keeping: string | null
  nothing: string
  /** Null for who may not make any. */
  reports: string | null
}

export type Which = 'all' | 'yes' | 'no'

const FILTERS: [Which, string][] = [
  ['all', 'All'],
  ['yes', 'Sent'],
  ['no', 'Not sent'],
]

export function toPapersPage(input: {
  papers: readonly { paper: PaperView; sent: readonly SentView[] }[]
  which: Which
  mayMake: boolean
}): PapersPage {
  const { papers, which, mayMake } = input
  return {
    words: `${counted(papers.length, 'paper')}, newest first`,
    filters: mayMake
      ? FILTERS.map(([value, text]) => ({
          text,
          href: value === 'all' ? reportPaths.papers : reportPaths.papersSent(value),
          current: value === which,
        }))
      : [],
    rows: papers.map(({ paper, sent }) => ({
      ...{ title: paper.title, href: reportPaths.paper(paper.id), tells: tellsWords(paper) },
      asked: `${formatInstant(paper.askedAt)}, by ${paper.askedBy}`,
      state: stateWords(paper.state),
      sent: sent.map((one) => `${recipientsWords(one)}, on ${formatDay(one.sentOn)}`),
    })),
    lookAgain: papers.some(({ paper }) => paper.state === 'waiting' || paper.state === 'making') ? 3 : null,
    takeAway:
      papers.length > 0
        ? takeAway((format) => reportPaths.papersList(format, which === 'all' ? '' : which))
        : null,
    keeping: mayMake
      ? `What was sent stays for good. What was sent to nobody is taken away ${KEPT_DAYS} days after it was made.`
      : null,
    nothing: nothingWords(which, mayMake),
    reports: mayMake ? reportPaths.reports : null,
  }
}

function nothingWords(which: Which, mayMake: boolean): string {
  if (!mayMake) return 'Nothing was published yet.'
  if (which === 'yes') return 'No paper was marked as sent yet. Open one, and say to whom it went.'
  return which === 'no' ? 'Every paper was sent.' : 'No paper was made yet. Choose a report first.'
}

const EXAMPLE_NOW = new Date('2026-11-23T09:00:00Z')

export const papersPage = definePage<PapersPage>('reports/pages/papers.njk', () =>
  toPapersPage({
    papers: [
      {
        paper: {
          ...{
            id: 'p1',
            title: 'Improvement plan: milestone report as at 23 November 2026',
            plan: 'Improvement plan',
          },
          layout: { name: 'Milestone report', audience: 'Boards and partners', published: true },
          ...{ asAt: '2026-11-23', period: null, sincePeriod: null, review: null },
          ...{ state: 'making', done: 3, steps: 7, fault: null, sha256: null, askedBy: 'Pat Manager' },
          ...{ askedAt: EXAMPLE_NOW, movedAt: EXAMPLE_NOW, madeAt: null },
        },
        sent: [
          {
            board: 'Improvement Board',
            recipients: [],
            owedOn: null,
            sentOn: '2026-11-23',
            sentBy: 'Pat Manager',
          },
        ],
      },
    ],
    which: 'yes',
    mayMake: true,
  }),
)
