import { formatInstant } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import { planPaths } from '../../plans/index.ts'
import { importPaths } from '../paths.ts'
import { type ExampleImport, exampleImport } from './example.ts'

export interface ResultPage {
  title: string
  undone: boolean
  fileName: string
  sums: string[]
  /** What somebody had touched, and so was left in the plan. */
  stayed: { words: string; why: string }[]
  plan: { title: string; href: string; xray: string } | null
  reason: string
  when: string
  hashes: { before: string; after: string; same: boolean } | null
  doubts: { words: string; href: string | null; messages: string[] }[]
  doubtWords: string
  original: string
  lines: string
  undo: string | null
}

export interface ResultInput extends ExampleImport {
  planTitle: string | null
  /** Milestones that came in with something to settle. */
  doubtful: readonly { ref: string | null; words: string; thingId: string | null; messages: string[] }[]
  doubtCount: number
}

export function toResultPage({ row, planTitle, doubtful, doubtCount }: ResultInput): ResultPage {
  const undone = row.state === 'undone'
  return {
    title: row.title,
    undone,
    fileName: row.fileName,
    sums: sumsOf(row),
    stayed: (row.outcome?.stayed ?? []).map(({ kind, ref, words, why }) => ({
      words: `${kind[0]?.toUpperCase()}${kind.slice(1)} ${ref ?? ''}: ${words}`,
      why,
    })),
    plan:
      row.planId && planTitle
        ? { title: planTitle, href: planPaths.plan(row.planId), xray: planPaths.xray(row.planId) }
        : null,
    reason: row.reason ?? '',
    when: row.confirmedAt ? formatInstant(row.confirmedAt) : '',
    hashes: hashesOf(row),
    doubts: undone
      ? []
      : doubtful.map(({ ref, words, thingId, messages }) => ({
          words: `${ref ? `${ref} ` : ''}${words}`,
          href: thingId ? planPaths.milestone(thingId) : null,
          messages,
        })),
    doubtWords: `${counted(doubtCount, 'milestone has', 'milestones have')} something to settle${
      doubtCount > doubtful.length ? `; the first ${doubtful.length} are shown` : ''
    }`,
    original: importPaths.original(row.id),
    lines: importPaths.lines(row.id),
    undo: undone ? null : importPaths.undo(row.id),
  }
}

const MADE = [
  ['finding', 'finding'],
  ['theme', 'theme'],
  ['action', 'action'],
  ['milestone', 'milestone'],
  ['progress', 'update'],
  ['board', 'board'],
] as const

function sumsOf({ outcome, state }: ExampleImport['row']): string[] {
  if (!outcome) return []
  const undone = state === 'undone'
  const made = MADE.flatMap(([kind, name]) => {
    const count = outcome.created[kind] ?? 0
    return count > 0 ? [counted(count, name)] : []
  })
  return [
    made.length > 0 ? `${undone ? 'Had been made' : 'Made'}: ${made.join(', ')}` : 'Nothing new was made',
    ...(outcome.changed > 0 ? [`${undone ? 'Had been changed' : 'Changed'}: ${outcome.changed}`] : []),
    ...(outcome.dropped > 0 ? [`Taken out of the plan, with a reason: ${outcome.dropped}`] : []),
  ]
}

function hashesOf({ hashBefore, hashAfter }: ExampleImport['row']): ResultPage['hashes'] {
  if (!hashBefore || !hashAfter) return null
  return { before: hashBefore.slice(0, 16), after: hashAfter.slice(0, 16), same: hashBefore === hashAfter }
}

export const resultPage = definePage<ResultPage>('imports/pages/result.njk', () => {
  const example = exampleImport()
  return toResultPage({
    row: {
      ...example.row,
      state: 'confirmed',
      planId: '0190a000-0000-7000-8000-000000000002',
      reason: 'Edition 7',
      confirmedAt: new Date('2026-11-02T09:05:00Z'),
      hashBefore: 'a'.repeat(64),
      hashAfter: 'b'.repeat(64),
      outcome: {
        ...{
          created: { milestone: 3, progress: 2 },
          changed: 1,
          updates: 2,
          dropped: 1,
          boardsMade: [],
          doubts: 1,
        },
        stayed: [
          {
            kind: 'milestone',
            ref: '1.1',
            words: 'Duty desk staffed',
            why: 'its due date was changed since',
          },
        ],
      },
    },
    planTitle: 'Milestone report',
    doubtful: [{ ref: '1.2', words: 'Contacts counted', thingId: 'x', messages: ['No lead is given.'] }],
    doubtCount: 1,
  })
})
