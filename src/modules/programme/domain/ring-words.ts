import type { LinkEnd, PlanAsAt } from '../../plans/index.ts'

type Things = Pick<PlanAsAt, 'actions' | 'milestones'>

/** "action 1.03", or "the milestone “Rota published”" where it has no number. */
export function shortName({ actions, milestones }: Things, { kind, id }: LinkEnd): string {
  const found = (kind === 'action' ? actions : milestones).find((one) => one.id === id)
  return found?.ref ? `${kind} ${found.ref}` : `the ${kind} “${found?.words ?? 'that is not held'}”`
}

/** Why a dependency is refused: the ring that it would close, named thing by thing. */
export function ringWords(plan: Things, ring: readonly LinkEnd[]): string {
  const [first, ...rest] = ring.map((end) => shortName(plan, end))
  if (rest.length === 0) return `It would wait for itself: choose something else than ${first}`
  const way = [...rest, first].map((name) => `waits for ${name}`).join(', which ')
  return `This would close a ring, and nothing in it could begin: ${first} ${way}. End one of these links first, or choose another`
}
