import type { Scope } from '../../../platform/db/scope.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { type PlanAsAt, readPlan } from '../../plans/index.ts'
import { type Crosswalk, toCrosswalk } from '../domain/crosswalk.ts'
import { type Disposition, lastOf } from '../domain/disposition.ts'
import { type FrontMatter, frontMatterOn } from '../domain/front-matter.ts'
import { type Missing, missingIn } from '../domain/missing.ts'
import type { DraftAction } from '../domain/new-action.ts'
import { endsOf, type PresentState, presentState } from '../domain/present-state.ts'
import { listApproved, listDispositions } from '../queries/dispositions.ts'
import { type EditionRow, findFacts, listEditions } from '../queries/editions.ts'
import { getFrontMatter, listFrontMatterChanges } from '../queries/front-matter.ts'
import { listDrafts } from '../queries/new-actions.ts'
import { getRefresh, listRefreshes, type RefreshRow } from '../queries/refreshes.ts'
import { hashOf } from './hash.ts'

/** A plan as an edition ended: with what it said of itself. */
export interface EditionFrozen extends FrontMatter {
  plan: PlanAsAt
}

export interface Refreshing {
  refresh: RefreshRow
  /** As it stands today; of a refresh that has ended, as the old edition ended. */
  plan: PlanAsAt
  /** The old edition; null where the plan had none. */
  from: EditionRow | null
  /** Every decision, oldest first, and the last on each action. */
  decisions: Disposition[]
  last: ReadonlyMap<string, Disposition>
  added: DraftAction[]
  missing: Missing[]
}

/** A refresh with all that was decided. Errors: NotFound; an Error when kept facts no longer fit their hash. */
export async function readRefresh(scope: Scope, refreshId: string): Promise<Refreshing> {
  const refresh = await getRefresh(scope, refreshId)
  const editions = await listEditions(scope, refresh.planId)
  const from = editions.find(({ id }) => id === refresh.fromEditionId) ?? null
  const plan = await readOldPlan(scope, refresh, from)
  const decisions = await listDispositions(scope, refreshId)
  const added = await listDrafts(scope, refreshId)
  const last = lastOf(decisions)
  const live = plan.actions.filter(({ dropped }) => !dropped).map(({ id }) => id)
  const missing = missingIn({ live, added: added.map(({ id }) => id), decisions: last })
  return { refresh, plan, from, decisions, last, added, missing }
}

async function readOldPlan(scope: Scope, refresh: RefreshRow, from: EditionRow | null): Promise<PlanAsAt> {
  if (refresh.state === 'approved' && from) return (await readFrozen(scope, from)).plan
  return readPlan(scope, refresh.planId, refresh.endedOn ?? scope.today)
}

/** From the old edition to the next: see `toCrosswalk`. Errors: as `readRefresh`. */
export async function readCrosswalk(
  scope: Scope,
  refreshId: string,
): Promise<{ refreshing: Refreshing; crosswalk: Crosswalk }> {
  const refreshing = await readRefresh(scope, refreshId)
  const { plan, last, added, from } = refreshing
  const crosswalk = toCrosswalk({ plan, decisions: last, added, since: from?.inForceFrom ?? null })
  return { refreshing, crosswalk }
}

async function readFrozen(scope: Scope, { id, sha256 }: EditionRow): Promise<EditionFrozen> {
  const text = await findFacts(scope, id)
  if (text === null) throw new NotFound('facts of this edition')
  if (hashOf(text) !== sha256) throw new Error('An edition was altered in the database')
  return JSON.parse(text)
}

export interface Editions {
  plan: PlanAsAt
  editions: EditionRow[]
  refreshes: RefreshRow[]
  /** The last decision on each action of every approved refresh. */
  decided: Disposition[]
  front: FrontMatter
}

/** The editions of a plan, and how each led to the next. Errors: NotFound. */
export async function readEditions(scope: Scope, planId: string): Promise<Editions> {
  return {
    plan: await readPlan(scope, planId, scope.today),
    editions: await listEditions(scope, planId),
    refreshes: await listRefreshes(scope, planId),
    decided: await listApproved(scope, planId),
    front: await getFrontMatter(scope, planId),
  }
}

/** What a plan said of itself at the end of a day. Errors: NotFound. */
export async function readFrontMatter(scope: Scope, planId: string, day = scope.today): Promise<FrontMatter> {
  const held = await getFrontMatter(scope, planId)
  return frontMatterOn(held, await listFrontMatterChanges(scope, planId), day)
}

export interface OneEdition {
  edition: EditionRow
  /** The plan as it stands today. */
  now: PlanAsAt
  /** Null for one that has not ended. */
  frozen: EditionFrozen | null
  states: ReadonlyMap<string, PresentState>
}

/** One edition by its number, as it ended, and where its actions have come to. Errors: NotFound. */
export async function readEdition(scope: Scope, planId: string, number: number): Promise<OneEdition> {
  const now = await readPlan(scope, planId, scope.today)
  const edition = (await listEditions(scope, planId)).find((one) => one.number === number)
  if (!edition) throw new NotFound('edition')
  const frozen = edition.sha256 === null ? null : await readFrozen(scope, edition)
  return { edition, now, frozen, states: await statesOf(scope, now) }
}

/**
 * Where every action that a plan ever had has come to: live, completed, moved, dropped, or become others, over all
 * approved refreshes. Two queries beside those of the plan. Errors: NotFound.
 */
export async function readPresentStates(
  scope: Scope,
  planId: string,
): Promise<ReadonlyMap<string, PresentState>> {
  return statesOf(scope, await readPlan(scope, planId, scope.today))
}

async function statesOf(scope: Scope, plan: PlanAsAt): Promise<ReadonlyMap<string, PresentState>> {
  const dropped = plan.actions.filter((action) => action.dropped).map(({ id }) => id)
  const ends = endsOf(await listApproved(scope, plan.id), dropped)
  return new Map(plan.actions.map(({ id }) => [id, presentState(id, ends)]))
}
