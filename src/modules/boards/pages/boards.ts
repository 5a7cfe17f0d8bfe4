import type { FieldError } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { type TakeAway, takeAway } from '../../../platform/office/table.ts'
import { counted } from '../../../platform/words.ts'
import { paths } from '../paths.ts'

export interface BoardFactsInList {
  id: string
  name: string
  milestones: number
  openSupport: number
  lateSupport: number
  /** Chairs first. */
  seats: readonly { name: string; chair: boolean }[]
}

export interface BoardsPage {
  words: string
  takeAway: TakeAway | null
  rows: {
    href: string
    name: string
    chair: string
    noChair: boolean
    members: string
    milestones: string
    support: string
    late: string | null
  }[]
  empty: string
  /** For whoever runs the plans. */
  add: { action: string; name: string; error: string | null } | null
  errors: { text: string; href: string }[]
}

export const toBoardsPage = (
  boards: readonly BoardFactsInList[],
  { seesAll, name = '', errors = [] }: { seesAll: boolean; name?: string; errors?: readonly FieldError[] },
): BoardsPage => ({
  takeAway: boards.length === 0 ? null : takeAway(paths.boardsTable),
  words: boards.length === 0 ? '' : `${counted(boards.length, 'board')}, by name`,
  rows: boards.map(toRow),
  empty: seesAll
    ? 'No boards yet. Add one here; a plan that is brought in names the boards that monitor it, too.'
    : 'You have no seat on a board. Ask the programme manager if you should have one.',
  add: seesAll ? { action: paths.boards(), name, error: errors[0]?.text ?? null } : null,
  errors: errors.map(({ text }) => ({ text, href: '#name' })),
})

function toRow({ id, name, seats, milestones, openSupport, lateSupport }: BoardFactsInList) {
  const chair = seats.find((seat) => seat.chair)
  const members = seats.filter((seat) => !seat.chair).map((seat) => seat.name)
  return {
    ...{ href: paths.board(id), name, chair: chair?.name ?? 'Nobody is named', noChair: !chair },
    members: members.join(', ') || 'None',
    milestones: String(milestones),
    support: openSupport === 0 ? 'None' : String(openSupport),
    late: lateSupport > 0 ? `${lateSupport} late` : null,
  }
}

export const boardsPage = definePage<BoardsPage>('boards/pages/boards.njk', () =>
  toBoardsPage(
    [
      {
        ...{ id: 'board-1', name: 'Improvement Board', milestones: 41, openSupport: 3, lateSupport: 1 },
        seats: [
          { name: 'Independent Chair', chair: true },
          { name: 'Director of Children’s Services', chair: false },
        ],
      },
      { id: 'board-2', name: 'Quality Board', milestones: 1, openSupport: 0, lateSupport: 0, seats: [] },
    ],
    { seesAll: true, name: '', errors: [{ field: 'name', text: 'Enter the name of the board' }] },
  ),
)
