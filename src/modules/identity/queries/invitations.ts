import type { Db, Scope } from '../../../platform/db/scope.ts'

export const insertInvitation = (
  { db, areaId }: Scope,
  invitation: { tokenHash: string; personId: string; expiresAt: Date },
) =>
  db
    .insertInto('invitation')
    .values({
      area_id: areaId,
      token_hash: invitation.tokenHash,
      person_id: invitation.personId,
      expires_at: invitation.expiresAt,
    })
    .execute()

export const findInvitation = (db: Db, areaId: string, tokenHash: string, now: Date) =>
  db
    .selectFrom('invitation')
    .innerJoin('person', (join) =>
      join.onRef('person.area_id', '=', 'invitation.area_id').onRef('person.id', '=', 'invitation.person_id'),
    )
    .innerJoin('area', 'area.id', 'invitation.area_id')
    .select(['person.id as personId', 'person.name', 'person.email', 'area.name as areaName'])
    .where('invitation.area_id', '=', areaId)
    .where('invitation.token_hash', '=', tokenHash)
    .where('invitation.used_at', 'is', null)
    .where('invitation.expires_at', '>', now)
    .executeTakeFirst()

/** False when somebody used it a moment ago. */
export async function useInvitation({ db, areaId, now }: Scope, tokenHash: string): Promise<boolean> {
  const done = await db
    .updateTable('invitation')
    .set({ used_at: now })
    .where('area_id', '=', areaId)
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

/** Links that a person has not used yet open nothing any more. */
export const endInvitations = ({ db, areaId, now }: Scope, personId: string) =>
  db
    .updateTable('invitation')
    .set({ expires_at: now })
    .where('area_id', '=', areaId)
    .where('person_id', '=', personId)
    .where('used_at', 'is', null)
    .execute()
