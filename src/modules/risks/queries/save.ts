import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { newId } from '../../../platform/ids.ts'
import type { RiskKind, RiskState, RiskWords, Target } from '../domain/facts.ts'

/** Holds a plan until the transaction ends, so that no number is given twice. Errors: NotFound. */
export const lockPlan = ({ db, areaId }: Scope, planId: string) =>
  db
    .selectFrom('plan')
    .select('id')
    .where('area_id', '=', areaId)
    .where('id', '=', planId)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new NotFound('plan'))

/** Holds a risk until the transaction ends: of two who change it at once, the second sees the first. Errors: NotFound. */
export const lockRisk = ({ db, areaId }: Scope, id: string) =>
  db
    .selectFrom('risk')
    .select('id')
    .where('area_id', '=', areaId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new NotFound('risk'))

export async function nextNumber({ db, areaId }: Scope, planId: string): Promise<number> {
  const row = await db
    .selectFrom('risk')
    .select((of) => of.fn.max('number').as('last'))
    .where('area_id', '=', areaId)
    .where('plan_id', '=', planId)
    .executeTakeFirst()
  return (row?.last ?? 0) + 1
}

export const findRaised = async ({ db, areaId }: Scope, once: string): Promise<string | null> => {
  const row = await db
    .selectFrom('risk')
    .select('id')
    .where('area_id', '=', areaId)
    .where('once', '=', once)
    .executeTakeFirst()
  return row?.id ?? null
}

export const isSaid = async ({ db, areaId }: Scope, once: string): Promise<boolean> => {
  const row = await db
    .selectFrom('risk_state')
    .select('id')
    .where('area_id', '=', areaId)
    .where('once', '=', once)
    .executeTakeFirst()
  return row !== undefined
}

export async function insertRisk(
  { db, areaId, actor }: Scope,
  risk: { planId: string; kind: RiskKind; number: number; on: PlainDate; once: string },
): Promise<string> {
  const id = newId()
  await db
    .insertInto('risk')
    .values({
      ...{ area_id: areaId, id, plan_id: risk.planId, kind: risk.kind, number: risk.number },
      ...{ raised_on: risk.on, raised_by_id: actor.personId, raised_by: actor.name, once: risk.once },
    })
    .execute()
  return id
}

export async function insertState(
  { db, areaId, actor, now }: Scope,
  of: { id: string; planId: string },
  said: RiskWords & Pick<RiskState, 'state' | 'because'> & { on: PlainDate; once: string },
): Promise<void> {
  const { before, after, owner } = said
  await db
    .insertInto('risk_state')
    .values({
      ...{ area_id: areaId, id: newId(), risk_id: of.id, plan_id: of.planId, once: said.once },
      ...{ title: said.title, cause: said.cause, effect: said.effect },
      ...{ likelihood_before: before.likelihood, impact_before: before.impact },
      ...{ likelihood_after: after.likelihood, impact_after: after.impact },
      ...{ response: said.response, response_words: said.responseWords, review_on: said.reviewOn },
      ...{ owner_words: owner.words, owner_person_id: owner.personId, owner_post_id: owner.postId },
      ...{ state: said.state, because: said.because, author_id: actor.personId, author_words: actor.name },
      ...{ said_on: said.on, recorded_at: now },
    })
    .execute()
}

export async function insertLink(
  { db, areaId, actor }: Scope,
  of: { id: string; planId: string },
  { kind, id }: Target,
  from: PlainDate,
): Promise<void> {
  await db
    .insertInto('risk_link')
    .values({
      ...{ area_id: areaId, id: newId(), risk_id: of.id, plan_id: of.planId, from_on: from },
      ...{ [`${kind}_id`]: id, made_by: actor.name },
    })
    .execute()
}

export const endLink = ({ db, areaId, today }: Scope, linkId: string) =>
  db
    .updateTable('risk_link')
    .set({ to_on: today })
    .where('area_id', '=', areaId)
    .where('id', '=', linkId)
    .where('to_on', 'is', null)
    .execute()
