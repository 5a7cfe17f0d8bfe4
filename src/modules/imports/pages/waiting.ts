import { definePage } from '../../../platform/http/pages.ts'
import { importPaths } from '../paths.ts'
import { type ExampleImport, exampleImport } from './example.ts'

export interface WaitingPage {
  title: string
  /** Seconds after which the page looks again by itself. */
  lookAgain: number
  href: string
  progress: { done: number; of: number; words: string } | null
  /** Offered when it takes longer than it should: the worker may have been stopped. */
  again: string | null
  discard: string
}

const LONG_MS = 90_000

/** `address`: where the reader is, and where the page leads once the document is read. */
export function toWaitingPage({ row }: ExampleImport, address: string, now: Date): WaitingPage {
  const { progress } = row
  return {
    title: row.fileName,
    lookAgain: 2,
    href: address,
    progress: progress && {
      done: progress.done,
      of: progress.of,
      words: `${progress.part[0]?.toUpperCase()}${progress.part.slice(1)} ${progress.done} of ${progress.of}`,
    },
    again: now.getTime() - row.startedAt.getTime() > LONG_MS ? importPaths.again(row.id) : null,
    discard: importPaths.discard(row.id),
  }
}

export const waitingPage = definePage<WaitingPage>('imports/pages/waiting.njk', () => {
  const { row } = exampleImport()
  return toWaitingPage(
    { row: { ...row, state: 'reading', progress: { done: 12, of: 60, part: 'page' } } },
    importPaths.one(row.id),
    new Date('2026-11-02T10:00:00Z'),
  )
})
