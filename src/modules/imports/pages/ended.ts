import { definePage } from '../../../platform/http/pages.ts'
import { importPaths } from '../paths.ts'
import { type ExampleImport, exampleImport } from './example.ts'

/** A document that was refused, or set aside: its text is kept and shown, and nothing of it is in a plan. */
export interface EndedPage {
  title: string
  fileName: string
  refused: string | null
  original: string
  lines: string | null
  /** Where its columns can be chosen otherwise; null where no table was found. */
  columns: string | null
  again: string | null
  discard: string | null
  start: string
}

export function toEndedPage({ row }: ExampleImport): EndedPage {
  const refused = row.state === 'refused'
  return {
    title: row.title,
    fileName: row.fileName,
    refused: refused ? (row.fault ?? 'It could not be read') : null,
    original: importPaths.original(row.id),
    lines: row.reading ? importPaths.lines(row.id) : null,
    columns: refused && (row.reading?.document.tables.length ?? 0) > 0 ? importPaths.columns(row.id) : null,
    again: refused ? importPaths.again(row.id) : null,
    discard: refused ? importPaths.discard(row.id) : null,
    start: importPaths.start,
  }
}

export const endedPage = definePage<EndedPage>('imports/pages/ended.njk', () => {
  const { row } = exampleImport()
  return toEndedPage({ row: { ...row, state: 'refused', fault: 'The table borders are lost' } })
})
