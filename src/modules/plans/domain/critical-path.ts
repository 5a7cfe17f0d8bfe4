import type { PlanAsAt } from './facts.ts'

/** Why an action is on the critical path. */
export interface OnPath {
  /** The findings that it answers, itself or through its milestones: by their ids. */
  answers: string[]
  /** The actions on the path that wait for it, or for a milestone of it: by their ids. */
  neededBy: string[]
}

type Answering = Pick<PlanAsAt, 'actions' | 'milestones' | 'links'>

/**
 * The live actions of a plan that are on its critical path, by id, in the plan's order. An action is on it when it
 * answers a finding that is held, itself or through a live milestone; or when an action that is on it waits for it.
 * What the plan as a whole answers ("Throughout") puts no single action on it, nor does a citation that names no
 * finding, nor a reference that nobody has kept as a dependency.
 */
export function criticalPath(plan: Answering): Map<string, OnPath> {
  const answers = answersOf(plan)
  const needs = needsOf(plan)
  const on = new Map<string, OnPath>()
  const queue = [...answers.keys()]
  for (const id of queue) on.set(id, { answers: [...(answers.get(id) ?? [])], neededBy: [] })
  for (const id of queue) {
    for (const needed of needs.get(id) ?? []) {
      const known = on.get(needed)
      if (known) known.neededBy.push(id)
      else {
        on.set(needed, { answers: [], neededBy: [id] })
        queue.push(needed)
      }
    }
  }
  return new Map(
    plan.actions.flatMap(({ id }): [string, OnPath][] => {
      const found = on.get(id)
      return found ? [[id, found]] : []
    }),
  )
}

function answersOf({ actions, milestones }: Answering): Map<string, Set<string>> {
  const live = new Set(actions.filter(({ dropped }) => !dropped).map(({ id }) => id))
  const citing = [
    ...actions.map(({ id, cites }) => ({ id, cites })),
    ...milestones.filter(({ dropped }) => !dropped).map(({ actionId, cites }) => ({ id: actionId, cites })),
  ]
  const answers = new Map<string, Set<string>>()
  for (const { id, cites } of citing) {
    const findings = cites.flatMap(({ findingId }) => (findingId === null ? [] : [findingId]))
    if (live.has(id) && findings.length > 0)
      answers.set(id, new Set([...(answers.get(id) ?? []), ...findings]))
  }
  return answers
}

/** Which live actions each action waits for; a milestone waits, and is waited for, as a part of its action. */
function needsOf({ actions, milestones, links }: Answering): Map<string, Set<string>> {
  const live = new Set(actions.filter(({ dropped }) => !dropped).map(({ id }) => id))
  const home = new Map([
    ...[...live].map((id): [string, string] => [id, id]),
    ...milestones
      .filter(({ dropped, actionId }) => !dropped && live.has(actionId))
      .map(({ id, actionId }): [string, string] => [id, actionId]),
  ])
  const needs = new Map<string, Set<string>>()
  for (const { kind, from, to } of links) {
    const [waits, needed] = [home.get(from.id), to && home.get(to.id)]
    if (kind !== 'depends_on' || !waits || !needed || waits === needed) continue
    needs.set(waits, new Set([...(needs.get(waits) ?? []), needed]))
  }
  return needs
}
