import type { MilestoneAsAt, PlanRow, Standing } from '../../plans/index.ts'

/** What became of a board's milestones between two days. */
export interface Movement {
  moved: { row: PlanRow; was: Standing }[]
  redated: { row: PlanRow; was: MilestoneAsAt['due'] }[]
  added: PlanRow[]
  dropped: PlanRow[]
}

/**
 * What moved from one day to another, in the order of the plan. A milestone that was re-dated and moved is told as both;
 * one that was added and dropped between the two days is not told at all.
 */
export function movementOf(before: readonly PlanRow[], after: readonly PlanRow[]): Movement {
  const held = new Map(before.map((row) => [row.milestone.id, row]))
  const pairs = after.map((row) => ({ row, was: held.get(row.milestone.id) ?? null }))
  const lives = pairs.filter(({ row }) => row.standing !== 'dropped')
  const stayed = lives.flatMap(({ row, was }) => (was && was.standing !== 'dropped' ? [{ row, was }] : []))
  return {
    moved: stayed
      .filter(({ row, was }) => row.standing !== was.standing)
      .map(({ row, was }) => ({ row, was: was.standing })),
    redated: stayed
      .filter(({ row, was }) => row.milestone.due?.on !== was.milestone.due?.on)
      .map(({ row, was }) => ({ row, was: was.milestone.due })),
    added: lives.filter(({ was }) => !was || was.standing === 'dropped').map(({ row }) => row),
    dropped: pairs.flatMap(({ row, was }) =>
      row.standing === 'dropped' && was && was.standing !== 'dropped' ? [row] : [],
    ),
  }
}
