import type { Scope } from '../../../platform/db/scope.ts'

/** The newest entries of the record, for the page that shows it. */
export const listRecord = ({ db, areaId }: Scope, before: number | null, count: number) =>
  db
    .selectFrom('record_entry')
    .select(['seq', 'at', 'actor_name', 'act', 'thing_kind', 'thing_id', 'detail', 'hash'])
    .where('area_id', '=', areaId)
    .$if(before !== null, (query) => query.where('seq', '<', String(before)))
    .orderBy('seq', 'desc')
    .limit(count)
    .execute()
