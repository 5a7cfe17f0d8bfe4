/** What an action or a milestone leans on and refers to: kept links, those that words hold, rings, dates that clash. */
import type { PlainDate } from '../../../platform/calendar.ts'
import type { ActionAsAt, LinkEnd, LinkFacts, MilestoneAsAt, PlanAsAt, StatedDate } from './facts.ts'
import { reported, rollUp, type Standing, standingOf } from './roll-up.ts'
import { linksCited } from './xray/citing.ts'
import { lastDayOf } from './xray/days.ts'

/** A reference in the words of a plan that nobody has kept as a link yet. */
export interface FoundLink {
  kind: LinkFacts['kind']
  from: LinkEnd
  /** Null where the plan has no such number. */
  to: LinkEnd | null
  ref: string
  /** The words that refer: "also see 2.02". */
  words: string
}

type Things = Pick<PlanAsAt, 'actions' | 'milestones'>
type Linked = Things & Pick<PlanAsAt, 'links'>

/** The two ends alike, whatever is said of them. */
export const sameEnd = (a: LinkEnd | null, b: LinkEnd | null): boolean => a?.id === b?.id

/** The live actions and milestones of a plan, action by action, as the ends that a link can have. */
export function endsOf({ actions, milestones }: Things): LinkEnd[] {
  const under = Map.groupBy(
    milestones.filter(({ dropped }) => !dropped),
    ({ actionId }) => actionId,
  )
  return actions
    .filter(({ dropped }) => !dropped)
    .flatMap(({ id }) => [
      { kind: 'action' as const, id },
      ...(under.get(id) ?? []).map((one) => ({ kind: 'milestone' as const, id: one.id })),
    ])
}

/** What the words of live actions and milestones refer to, without what is kept as a link: in the plan's order. */
export function linksInWords(plan: Linked): FoundLink[] {
  const numbers = numbersOf(plan)
  const words = wordsOf(plan)
  const kept = new Set(plan.links.map(({ from, to, words }) => markOf(from, to, words)))
  return endsOf(plan).flatMap((from) =>
    linksCited(words.get(from.id) ?? '')
      .map((cited) => ({ ...cited, from, to: numbers.find(cited) }))
      .filter(({ to, ...found }) => !sameEnd(to, from) && !kept.has(markOf(from, to, found.words)))
      .map(({ kind, to, ref, words }) => ({ kind, from, to, ref, words })),
  )
}

/** One reference is kept once, whichever kind it was kept as; one that leads nowhere is known by its words. */
const markOf = (from: LinkEnd, to: LinkEnd | null, words: string): string => `${from.id} ${to?.id ?? words}`

const wordsOf = ({ actions, milestones }: Things): Map<string, string> =>
  new Map([...actions, ...milestones].map(({ id, words }) => [id, words]))

/** Finds what a number stands for: a live thing before a dropped one, an action before a milestone. */
function numbersOf({ actions, milestones }: Things) {
  const held = [
    ...actions.map((one) => ({ end: { kind: 'action' as const, id: one.id }, ...one })),
    ...milestones.map((one) => ({ end: { kind: 'milestone' as const, id: one.id }, ...one })),
  ].sort((a, b) => Number(a.dropped !== null) - Number(b.dropped !== null))
  const of = (ref: string, kind: LinkEnd['kind'] | null) =>
    held.find((one) => one.ref?.toLowerCase() === ref.toLowerCase() && (!kind || one.end.kind === kind))?.end
  return {
    find: ({ ref, of: kind }: { ref: string; of: LinkEnd['kind'] | null }): LinkEnd | null => {
      const plain = ref.replace(/[a-z]$/i, '')
      return of(ref, kind) ?? of(ref, null) ?? of(plain, kind) ?? of(plain, null) ?? null
    },
  }
}

/**
 * The ring that a new dependency would close: the things in it, each waiting for the next, the last for the first.
 * Null where there is none. An action waits for its milestones as well as for what it is linked to.
 */
export function ringOf(plan: Linked, from: LinkEnd, to: LinkEnd): LinkEnd[] | null {
  if (sameEnd(from, to)) return [from]
  const waits = waitingFor(plan)
  const came = new Map<string, LinkEnd | null>([[to.id, null]])
  const queue = [to]
  for (const here of queue) {
    if (sameEnd(here, from)) return wayBack(here, came)
    for (const next of waits(here)) {
      if (came.has(next.id)) continue
      came.set(next.id, here)
      queue.push(next)
    }
  }
  return null
}

/** From the thing that waits to the one that it would wait for, and on to itself. */
function wayBack(from: LinkEnd, came: ReadonlyMap<string, LinkEnd | null>): LinkEnd[] {
  const way: LinkEnd[] = []
  for (let at: LinkEnd | null = from; at; at = came.get(at.id) ?? null) way.push(at)
  return [from, ...way.slice(1).toReversed()]
}

function waitingFor({ links, milestones }: Linked): (end: LinkEnd) => LinkEnd[] {
  const linked = Map.groupBy(
    links.filter(({ kind }) => kind === 'depends_on'),
    ({ from }) => from.id,
  )
  const own = Map.groupBy(milestones, ({ actionId }) => actionId)
  return ({ id }) => [
    ...(linked.get(id) ?? []).flatMap(({ to }) => (to ? [to] : [])),
    ...(own.get(id) ?? []).map((one) => ({ kind: 'milestone' as const, id: one.id })),
  ]
}

interface Dated {
  actions: readonly Pick<ActionAsAt, 'id' | 'dropped'>[]
  milestones: readonly Pick<MilestoneAsAt, 'id' | 'actionId' | 'dropped' | 'due'>[]
}

/** When a thing is due: a milestone by its own date, an action by the last date of its live milestones. Null without one. */
export function dueOf({ milestones }: Dated, { id }: LinkEnd): StatedDate | null {
  const dated = milestones.filter(
    (one) => !one.dropped && (one.id === id || one.actionId === id) && lastDayOf(one.due),
  )
  return dated.reduce<StatedDate | null>(
    (last, { due }) => ((lastDayOf(last) ?? '') >= (lastDayOf(due) ?? '') ? last : due),
    null,
  )
}

/** Whether a thing was dropped, by itself or with its action; null where it is no part of the plan. */
export function dropOf({ actions, milestones }: Dated, { id }: LinkEnd): ActionAsAt['dropped'] {
  const milestone = milestones.find((one) => one.id === id)
  const action = actions.find((one) => one.id === (milestone?.actionId ?? id))
  return milestone?.dropped ?? action?.dropped ?? null
}

/** What is wrong with waiting for a thing: it is due later than what waits, or it is off track. */
export interface Clash {
  /** The last days that the two dates can mean; null where that is not what is wrong. */
  dates: { from: PlainDate; to: PlainDate } | null
  /** How the awaited thing stands, where that is off track or not achieved. */
  standing: 'off_track' | 'not_achieved' | null
}

/** What is wrong with a dependency; null when nothing is, when it leads nowhere, and when either of the two is done. */
export function clashOf(
  plan: Things,
  { kind, from, to }: Pick<LinkFacts, 'kind' | 'from' | 'to'>,
): Clash | null {
  if (kind !== 'depends_on' || !to || dropOf(plan, from) || dropOf(plan, to)) return null
  const standing = standingOfEnd(plan, to)
  if (standing === 'achieved' || standingOfEnd(plan, from) === 'achieved') return null
  const dates = datesThatClash(plan, from, to)
  const off = standing === 'off_track' || standing === 'not_achieved' ? standing : null
  return dates || off ? { dates, standing: off } : null
}

/** The two days, where what is awaited is due after what waits for it; null where either has none. */
export function datesThatClash(plan: Dated, from: LinkEnd, to: LinkEnd): Clash['dates'] {
  const [waits, awaited] = [lastDayOf(dueOf(plan, from)), lastDayOf(dueOf(plan, to))]
  return waits && awaited && awaited > waits ? { from: waits, to: awaited } : null
}

/** How a thing stands: an action by its lead's judgement, and without one by its milestones. */
export function standingOfEnd({ actions, milestones }: Things, { kind, id }: LinkEnd): Standing | null {
  if (kind === 'milestone') {
    const found = milestones.find((one) => one.id === id)
    return found ? reported(found.latest) : null
  }
  const action = actions.find((one) => one.id === id)
  if (!action) return null
  const under = milestones.filter(({ actionId }) => actionId === id)
  return action.judgement?.status ?? rollUp(under.map((one) => standingOf(one, action)))
}
