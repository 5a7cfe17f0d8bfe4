import type { Scope } from '../../platform/db/scope.ts'
import { boardIdsOf, listPlans } from '../plans/index.ts'
import type { HitFacts } from './domain/facts.ts'
import type { Kind } from './domain/kinds.ts'
import type { Typed } from './domain/typed.ts'
import { kindsFor, ownersFor, seesEveryBoard, seesOwnRisksOnly } from './policy.ts'
import { findThings, type Wish } from './queries/find.ts'
import { readHits } from './queries/hits.ts'

export const PAGE_SIZE = 25

export interface Asked {
  typed: Typed
  kind: Kind | null
  planId: string | null
  /** From 1. */
  page: number
}

export interface Results {
  /** Kinds that this reader may open. */
  kinds: Kind[]
  hits: HitFacts[]
  totals: ReadonlyMap<Kind, number>
  plans: { id: string; title: string }[]
}

/** Everything that was asked for, as far as this reader may see it. Rows of kinds that they may not open are not counted. */
export async function search(scope: Scope, { typed, kind, planId, page }: Asked): Promise<Results> {
  const kinds = kindsFor(scope.actor)
  const plans = (await listPlans(scope)).map(({ id, title }) => ({ id, title }))
  if (typed.terms.length === 0) return { kinds, plans, hits: [], totals: new Map() }
  const wish = { ...(await reachOf(scope)), from: (page - 1) * PAGE_SIZE, most: PAGE_SIZE }
  const { hits, totals } = await findThings(scope, { ...wish, typed, kinds, shown: kind, planId })
  return { kinds, plans, totals, hits: await readHits(scope, hits, typed.terms) }
}

async function reachOf(scope: Scope): Promise<Pick<Wish, 'owners' | 'raiser' | 'boards'>> {
  const { actor } = scope
  return {
    owners: seesOwnRisksOnly(actor) ? ownersFor(actor) : null,
    raiser: actor.personId,
    boards: seesEveryBoard(actor) ? null : await boardIdsOf(scope),
  }
}
