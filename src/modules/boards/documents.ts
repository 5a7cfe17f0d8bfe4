import { number, type Table, tableOf, text } from '../../platform/office/table.ts'
import type { BoardFactsInList } from './pages/boards.ts'

/** Boards with who sits on them and what is before them: to take away. */
export const toBoardsTable = (boards: readonly BoardFactsInList[]): Table =>
  tableOf('Boards', boards, [
    text('Board', ({ name }) => name),
    text('Chair', ({ seats }) => namesOf(seats.filter(({ chair }) => chair))),
    text('Members', ({ seats }) => namesOf(seats)),
    number('Milestones monitored', ({ milestones }) => milestones),
    number('Open requests for support', ({ openSupport }) => openSupport),
    number('Late requests', ({ lateSupport }) => lateSupport),
  ])

const namesOf = (seats: BoardFactsInList['seats']): string => seats.map(({ name }) => name).join('; ')
