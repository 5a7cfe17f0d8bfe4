import { date, type Table, tableOf, text } from '../../../platform/office/table.ts'
import type { SupportRequest } from '../domain/support.ts'

/** Requests for support, open and closed: to take away. */
export const toSupportTable = (requests: readonly SupportRequest[]): Table =>
  tableOf('Support that is asked for', requests, [
    text('What is needed', ({ words }) => words),
    text('Of whom', ({ toWords }) => toWords),
    text('Asked by', ({ openedBy }) => openedBy.name),
    date('Asked on', ({ openedOn }) => openedOn),
    date('Wanted by', ({ wantedBy }) => wantedBy),
    text('Plan', ({ plan }) => plan.title),
    text('Milestone', ({ milestone }) => [milestone.ref, milestone.words].filter(Boolean).join(' ')),
    text('State', ({ state }) => STATES[state]),
    date('Closed on', ({ closed }) => closed?.on ?? null),
    text('How it ended', ({ closed }) => closed?.words ?? null),
  ])

const STATES: Record<SupportRequest['state'], string> = {
  open: 'Open',
  met: 'Met',
  withdrawn: 'No longer wanted',
}
