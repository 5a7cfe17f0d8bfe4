import { sql } from 'kysely'
import type { PlainDate } from '../../../platform/calendar.ts'
import type { Db, Scope } from '../../../platform/db/scope.ts'
import { NotFound } from '../../../platform/http/errors.ts'

export interface IntegrationRow {
  id: string
  name: string
  scopes: string[]
  expires: PlainDate
  madeBy: string
  /** Whether whoever made it has no access any more. */
  makerGone: boolean
  madeAt: Date
  endedAt: Date | null
  lastUsed: PlainDate | null
}

/** All that ever were, the newest first. */
export const listIntegrations = ({ db, areaId, today }: Scope): Promise<IntegrationRow[]> =>
  db
    .selectFrom('integration as i')
    .select(['id', 'name', 'scopes', 'expires_on as expires', 'made_by as madeBy', 'made_at as madeAt'])
    .select(['ended_at as endedAt', 'last_used_on as lastUsed'])
    .select(
      sql<boolean>`i.made_by_id is not null and not exists (
        select from role_grant g
         where g.area_id = i.area_id and g.person_id = i.made_by_id and g.ended_at is null
           and g.from_on <= ${today}::date and (g.to_on is null or g.to_on >= ${today}::date))`.as(
        'makerGone',
      ),
    )
    .where('area_id', '=', areaId)
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .execute()

/** How many that somebody made still open anything today. */
export async function countIntegrationsBy({ db, areaId, today }: Scope, personId: string): Promise<number> {
  const { count } = await db
    .selectFrom('integration')
    .select((of) => of.fn.countAll().as('count'))
    .where('area_id', '=', areaId)
    .where('made_by_id', '=', personId)
    .where('ended_at', 'is', null)
    .where('expires_on', '>=', today)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Whether one of that name opens anything today. */
export async function isIntegrationLive({ db, areaId, today }: Scope, name: string): Promise<boolean> {
  const found = await db
    .selectFrom('integration')
    .select('id')
    .where('area_id', '=', areaId)
    .where((where) => where(where.fn<string>('lower', ['name']), '=', name.toLowerCase()))
    .where('ended_at', 'is', null)
    .where('expires_on', '>=', today)
    .executeTakeFirst()
  return found !== undefined
}

export const insertIntegration = (
  { db, areaId, actor, now }: Scope,
  made: { id: string; name: string; scopes: readonly string[]; expires: PlainDate; tokenHash: string },
) =>
  db
    .insertInto('integration')
    .values({
      ...{ area_id: areaId, id: made.id, name: made.name, token_hash: made.tokenHash },
      ...{ scopes: [...made.scopes], expires_on: made.expires, made_by: actor.name, made_at: now },
      made_by_id: actor.personId,
    })
    .execute()

/** Ends one that had not ended, and gives its name. Errors: NotFound. */
export async function endIntegrationRow({ db, areaId, now }: Scope, id: string): Promise<string> {
  const { name } = await db
    .updateTable('integration')
    .set({ ended_at: now })
    .where('area_id', '=', areaId)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .returning('name')
    .executeTakeFirstOrThrow(() => new NotFound('integration'))
  return name
}

/** Whose token it is, where it still opens anything on that day. */
export const findIntegration = (db: Db, areaId: string, tokenHash: string, today: PlainDate) =>
  db
    .selectFrom('integration')
    .innerJoin('area', 'area.id', 'integration.area_id')
    .select(['integration.id', 'integration.name', 'integration.scopes', 'integration.last_used_on'])
    .select('area.name as area_name')
    .where('integration.area_id', '=', areaId)
    .where('integration.token_hash', '=', tokenHash)
    .where('integration.ended_at', 'is', null)
    .where('integration.expires_on', '>=', today)
    .executeTakeFirst()

export const touchIntegration = (db: Db, areaId: string, id: string, today: PlainDate) =>
  db
    .updateTable('integration')
    .set({ last_used_on: today })
    .where('area_id', '=', areaId)
    .where('id', '=', id)
    .execute()
