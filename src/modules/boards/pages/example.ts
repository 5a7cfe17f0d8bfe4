import { EXAMPLE_TODAY, examplePlan, exampleRequest, planRows } from '../../plans/index.ts'
import { exampleChallenge, exampleRisk } from '../../risks/index.ts'
import { chooseChallenges } from '../domain/challenges.ts'
import type { BoardInput } from './board.ts'

/** What a board has before it, made from the made-up plan: with each kind of movement. */
export function exampleBoard(): BoardInput {
  const plan = examplePlan()
  const rows = planRows(plan)
  const nothing = { verified: new Set<string>(), evidenced: new Set<string>() }
  const seat = { boardId: 'board-1', from: '2026-01-01', to: null }
  return {
    board: { id: 'board-1', name: 'Improvement Board', closedOn: null },
    seats: [
      { ...seat, id: 'seat-1', personId: 'person-1', name: 'Independent Chair', chair: true },
      { ...seat, id: 'seat-2', personId: 'person-2', name: 'Director of Children’s Services', chair: false },
    ],
    plans: [
      {
        ...{ id: plan.id, title: plan.title, themes: plan.themes, rows },
        movement: {
          moved: rows.slice(0, 2).map((row) => ({ row, was: 'on_track' as const })),
          redated: rows.slice(2, 3).map((row) => ({ row, was: null })),
          added: rows.slice(3, 5),
          dropped: rows.slice(5, 6),
        },
      },
    ],
    support: [exampleRequest(3), exampleRequest(4)],
    challenged: [
      { risk: exampleRisk(), challenge: { ...exampleChallenge(), answer: null } },
      { risk: exampleRisk(), challenge: exampleChallenge() },
    ],
    challenges: chooseChallenges(rows, nothing, EXAMPLE_TODAY),
    people: [{ id: 'person-3', name: 'Programme Manager' }],
    ...{ since: '2026-10-22', may: { seat: true }, values: null },
    errors: [{ field: 'person', text: 'Choose who sits on the board' }],
  }
}
