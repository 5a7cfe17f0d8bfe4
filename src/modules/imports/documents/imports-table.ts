import { dayOf, formatTime, type PlainDate } from '../../../platform/calendar.ts'
import { date, type Table, tableOf, text } from '../../../platform/office/table.ts'
import { IMPORT_STATES } from '../pages/imports.ts'

interface Listed {
  title: string
  fileName: string
  state: string
  startedAt: Date
  startedBy: string | null
  confirmedAt: Date | null
  undoneAt: Date | null
  documentOn: PlainDate | null
  reason: string | null
}

/** The documents that were brought in, newest first. */
export const toImportsTable = (imports: readonly Listed[]): Table =>
  tableOf('Plans brought in', imports, [
    text('Document', ({ title }) => title),
    text('File', ({ fileName }) => fileName),
    text('State', ({ state }) => IMPORT_STATES[state] ?? state),
    date('State of the day', ({ documentOn }) => documentOn),
    date('Read on', ({ startedAt }) => dayOf(startedAt)),
    text('At', ({ startedAt }) => formatTime(startedAt)),
    text('By', ({ startedBy }) => startedBy),
    date('Brought in on', ({ confirmedAt }) => confirmedAt && dayOf(confirmedAt)),
    date('Taken back on', ({ undoneAt }) => undoneAt && dayOf(undoneAt)),
    text('Why', ({ reason }) => reason),
  ])
