import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { NotFound, Unacceptable } from '../../../platform/http/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { record, recordAll } from '../../../platform/record/record.ts'
import {
  endsOf,
  type FoundLink,
  linksInWords,
  lockPlan,
  type PlanAsAt,
  readPlan,
  ringOf,
} from '../../plans/index.ts'
import { ringWords } from '../domain/ring-words.ts'
import {
  endLinkRow,
  insertLinks,
  isLinkSaved,
  type LinkHistoryRow,
  type LinkWish,
  listLinkHistory,
} from '../queries/links.ts'

/** A plan as at a day, with who kept its links. Errors: NotFound. */
export async function readLinks(
  scope: Scope,
  planId: string,
  day: PlainDate,
): Promise<{ plan: PlanAsAt; kept: ReadonlyMap<string, LinkHistoryRow> }> {
  return { plan: await readPlan(scope, planId, day), kept: await listLinkHistory(scope, planId) }
}

/**
 * Keeps a link by hand, from today on. Errors: NotFound; Unacceptable when an end is no live part of the plan, when
 * they are linked so already, or when it would close a ring.
 */
export async function addLink(scope: Scope, planId: string, wish: LinkWish): Promise<void> {
  await lockPlan(scope, planId)
  const plan = await readPlan(scope, planId, scope.today)
  if (await isLinkSaved(scope, wish.once)) return
  const same = plan.links.some(
    ({ kind, from, to }) => kind === wish.kind && from.id === wish.from.id && to?.id === wish.to?.id,
  )
  if (same && wish.to) throw new Unacceptable('They are linked so already', 'to')
  await keepLinks(scope, plan, [wish])
}

/** What marks a reference that was found in words. */
export const markOfFound = ({ from, ref }: FoundLink): string => `${from.id} ${ref}`

/**
 * Keeps references that were found in the plan's words, by their marks. Gives how many; one that somebody else kept
 * meanwhile stays theirs. Errors: NotFound; Unacceptable when one of them would close a ring.
 */
export async function keepFound(scope: Scope, planId: string, marks: readonly string[]): Promise<number> {
  await lockPlan(scope, planId)
  const plan = await readPlan(scope, planId, scope.today)
  const chosen = linksInWords(plan).filter((found) => marks.includes(markOfFound(found)))
  return keepLinks(
    scope,
    plan,
    chosen.map(({ kind, from, to, words }) => ({ kind, from, to, words, once: newId() })),
  )
}

/** Keeps every reference that the plan's words hold, whether or not it leads anywhere: for a seed. Gives how many. */
export async function keepAllFound(scope: Scope, planId: string): Promise<number> {
  const found = linksInWords(await readPlan(scope, planId, scope.today))
  return keepFound(scope, planId, found.map(markOfFound))
}

async function keepLinks(scope: Scope, plan: PlanAsAt, wishes: readonly LinkWish[]): Promise<number> {
  refuseStrangers(plan, wishes)
  refuseRings(plan, wishes)
  const made = await insertLinks(scope, plan.id, wishes)
  await recordAll(
    scope,
    made.map((id) => ({ act: 'link.kept', thing: { kind: 'plan', id: plan.id }, detail: { link: id } })),
  )
  return made.length
}

function refuseStrangers(plan: PlanAsAt, wishes: readonly LinkWish[]): void {
  const live = new Set(endsOf(plan).map(({ id }) => id))
  const held = new Set([...plan.actions, ...plan.milestones].map(({ id }) => id))
  for (const { from, to } of wishes) {
    if (!live.has(from.id)) throw new Unacceptable('Choose something of this plan', 'from')
    // What is found in words may lead to something that was dropped: the X-ray then says so.
    if (to && !held.has(to.id)) throw new Unacceptable('Choose something of this plan', 'to')
  }
}

function refuseRings(plan: PlanAsAt, wishes: readonly LinkWish[]): void {
  const links = [...plan.links]
  for (const wish of wishes) {
    if (wish.kind !== 'depends_on' || !wish.to) continue
    const ring = ringOf({ ...plan, links }, wish.from, wish.to)
    if (ring) throw new Unacceptable(ringWords(plan, ring), 'to')
    links.push({ ...wish, id: wish.once })
  }
}

/** Ends a link: it holds until yesterday. Errors: NotFound, also when it has ended. */
export async function endLink(scope: Scope, planId: string, id: string): Promise<void> {
  if (!(await endLinkRow(scope, planId, id))) throw new NotFound('link')
  await record(scope, { act: 'link.ended', thing: { kind: 'plan', id: planId }, detail: { link: id } })
}
