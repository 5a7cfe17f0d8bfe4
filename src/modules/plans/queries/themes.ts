import { insertRows } from '../../../platform/db/rows.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import type { LeadFacts } from '../domain/facts.ts'
import { leadRow } from './save.ts'

export interface ThemeLead {
  themeId: string
  personId: string | null
  postId: string | null
  name: string
}

/** Who leads each theme of a plan, in the plan's order. */
export const listThemeLeads = (
  { db, areaId }: Pick<Scope, 'db' | 'areaId'>,
  planId: string,
): Promise<ThemeLead[]> =>
  db
    .selectFrom('lead')
    .select(['theme_id as themeId', 'person_id as personId', 'post_id as postId', 'words as name'])
    .where('area_id', '=', areaId)
    .where('plan_id', '=', planId)
    .where('theme_id', 'is not', null)
    .orderBy('position')
    .execute()
    .then((rows) => rows.flatMap(({ themeId, ...row }) => (themeId === null ? [] : [{ themeId, ...row }])))

/** Puts one lead for each of these themes in the place of those that they had. */
export async function replaceThemeLeads(
  scope: Scope,
  planId: string,
  leads: readonly { themeId: string; lead: Pick<LeadFacts, 'holder' | 'name' | 'part'> | null }[],
): Promise<void> {
  const { db, areaId } = scope
  const themeIds = leads.map((one) => one.themeId)
  if (themeIds.length === 0) return
  await db.deleteFrom('lead').where('area_id', '=', areaId).where('theme_id', 'in', themeIds).execute()
  const rows = leads.flatMap(({ themeId, lead }) =>
    lead ? [leadRow(planId, { theme_id: themeId }, lead, 0)] : [],
  )
  await insertRows(scope, 'lead', rows)
}
