import { formatMonth } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { record } from '../../../platform/record/record.ts'
import { listManagers, readMilestone, tell } from '../../plans/index.ts'
import { cyclePaths } from '../paths.ts'
import { type CycleRow, getCycle } from '../queries/cycles.ts'
import { insertNotMine, listAskedOf, listNotMine } from '../queries/not-mine.ts'

export interface SaidNotMine {
  once: string
  words: string
  whose: string | null
}

/** The ask by which a lead is asked about a milestone, and its month. */
export interface AskedAbout {
  askId: string
  milestoneId: string
  cycle: CycleRow
}

/**
 * Keeps that a milestone is not its lead's, and tells whoever runs the plans. Nothing changes hands by it: that is theirs
 * to do. Sent twice it is said once.
 */
export async function sayNotMine(
  scope: Scope,
  { askId, milestoneId, cycle }: AskedAbout,
  said: SaidNotMine,
): Promise<void> {
  if (!(await insertNotMine(scope, { ...said, askId, milestoneId }))) return
  const { milestone } = await readMilestone(scope, milestoneId, scope.today)
  const name = milestone.ref ? `milestone ${milestone.ref}` : 'a milestone'
  await record(scope, {
    act: 'milestone.not_mine',
    thing: { kind: 'milestone', id: milestoneId },
    detail: { ask: askId },
  })
  await tell(scope, await listManagers(scope), {
    kind: 'not_mine',
    words: `${scope.actor.name} says that ${name} is not theirs, when asked for ${formatMonth(cycle.period)}`,
    href: `${cyclePaths.month(cycle.id)}#not-mine`,
    once: `not mine ${said.once}`,
  })
}

/** How the actor, or somebody whom they stand in for, is asked about a milestone; undefined when nobody is. */
export async function findAskedAbout(scope: Scope, milestoneId: string): Promise<AskedAbout | undefined> {
  const found = (await listAskedOf(scope, peopleOf(scope))).find((one) => one.milestoneId === milestoneId)
  return found && { ...found, cycle: await getCycle(scope, found.cycleId) }
}

/** What the actor is asked about in open months, each with the day on which they said that it is not theirs. */
export async function listOwnAsked(scope: Scope): Promise<Map<string, string | null>> {
  const asked = await listAskedOf(scope, peopleOf(scope))
  const said = new Map<string, string>()
  for (const cycleId of new Set(asked.map((one) => one.cycleId)))
    for (const { askId, milestoneId, saidOn } of await listNotMine(scope, cycleId))
      said.set(`${askId} ${milestoneId}`, saidOn)
  return new Map(
    asked.map(({ askId, milestoneId }) => [milestoneId, said.get(`${askId} ${milestoneId}`) ?? null]),
  )
}

const peopleOf = ({ actor }: Scope): string[] =>
  [actor, ...actor.standsInFor].flatMap(({ personId }) => personId ?? [])
