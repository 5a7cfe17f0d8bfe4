import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'

/** The inspection that is expected next, from a day on; undefined where none is. */
export const findNextInspection = (
  { db, areaId }: Pick<Scope, 'db' | 'areaId'>,
  day: PlainDate,
): Promise<{ title: string; on: PlainDate } | undefined> =>
  db
    .selectFrom('review')
    .select(['title', 'expected_on as on'])
    .where('area_id', '=', areaId)
    .where('state', '=', 'expected')
    .where('kind', 'like', '%inspection%')
    .where('expected_on', '>=', day)
    .orderBy('expected_on')
    .orderBy('id')
    .$narrowType<{ on: PlainDate }>()
    .executeTakeFirst()
