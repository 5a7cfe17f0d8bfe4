/** Plans of others as a tree, and how an action or a milestone is carried down it. */
import type { PlainDate } from '../../../platform/calendar.ts'
import type { HostLevel } from '../../plans/index.ts'

export interface HostPlan {
  id: string
  level: HostLevel
  title: string
  partner: { id: string; name: string } | null
  parentId: string | null
  /** The post that owns it, or who does in words. */
  owner: string
  ownerPostId: string | null
  /** By when it is to be reviewed next; null where nobody has said. */
  reviewDueOn: PlainDate | null
  endedOn: PlainDate | null
  lastReviewedOn: PlainDate | null
  /** How many actions and milestones it carries today. */
  carries: number
}

/** A plan in its place in the tree. */
export type Placed<T> = T & { depth: number }

type Node = Pick<HostPlan, 'id' | 'parentId'>

/** Each plan after the one that it stands under, with how deep it stands; the order among equals is kept. */
export function treeOf<T extends Node>(hosts: readonly T[]): Placed<T>[] {
  const held = new Set(hosts.map(({ id }) => id))
  const under = Map.groupBy(hosts, ({ parentId }) => (parentId && held.has(parentId) ? parentId : null))
  const placed = (parent: string | null, depth: number): Placed<T>[] =>
    (under.get(parent) ?? []).flatMap((host) => [{ ...host, depth }, ...placed(host.id, depth + 1)])
  return placed(null, 0)
}

/** A plan with all that stand above it, nearest first, itself among them. */
export function chainOf<T extends Node>(hosts: readonly T[], id: string): T[] {
  const host = hosts.find((one) => one.id === id)
  if (!host) return []
  const above = host.parentId
    ? chainOf(
        hosts.filter((one) => one.id !== id),
        host.parentId,
      )
    : []
  return [host, ...above]
}

/** Whether a plan would stand under itself if it stood under `parentId`. */
export const wouldStandUnderItself = (hosts: readonly Node[], id: string, parentId: string): boolean =>
  chainOf(hosts, parentId).some((one) => one.id === id)

/** Whether its review was due before a day; one that has ended owes none. */
export const isReviewOverdue = (
  { reviewDueOn, endedOn }: Pick<HostPlan, 'reviewDueOn' | 'endedOn'>,
  day: PlainDate,
): boolean => endedOn === null && reviewDueOn !== null && reviewDueOn < day

/** The part of the tree that has to do with what is carried: the plans that carry it, all above and all below them. */
export function cascadeOf<T extends Node & Pick<HostPlan, 'endedOn'>>(
  hosts: readonly T[],
  carrying: ReadonlySet<string>,
): Placed<T>[] {
  const chains = new Map(hosts.map(({ id }) => [id, chainOf(hosts, id).map((one) => one.id)]))
  const above = new Set([...carrying].flatMap((id) => chains.get(id) ?? []))
  return treeOf(
    hosts.filter(
      ({ id, endedOn }) =>
        above.has(id) || (endedOn === null && (chains.get(id) ?? []).some((one) => carrying.has(one))),
    ),
  )
}

/** How one partner carries a thing that it leads, or helps with. */
export interface PartnerCarrying {
  partner: string
  /** `carries`: a plan of its own does; `lacks`: it has plans that are held, and none does; `unknown`: none is held. */
  state: 'carries' | 'lacks' | 'unknown'
}

/**
 * For each partner among the leads, by name and once, whether a plan of its own carries the thing. A plan belongs to
 * the partner that it names, or that the nearest plan above it names.
 */
export function partnersOf(
  partners: readonly (string | null)[],
  hosts: readonly HostPlan[],
  carrying: ReadonlySet<string>,
): PartnerCarrying[] {
  const owned = hosts
    .filter(({ endedOn }) => endedOn === null)
    .map(({ id }) => ({ id, partner: chainOf(hosts, id).find((one) => one.partner)?.partner?.name ?? null }))
  return [...new Set(partners)].flatMap((partner): PartnerCarrying[] => {
    if (partner === null) return []
    const own = owned.filter((one) => one.partner === partner)
    if (own.some(({ id }) => carrying.has(id))) return [{ partner, state: 'carries' }]
    return [{ partner, state: own.length > 0 ? 'lacks' : 'unknown' }]
  })
}
