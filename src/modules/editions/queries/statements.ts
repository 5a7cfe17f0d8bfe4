import { insertRows } from '../../../platform/db/rows.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { newId } from '../../../platform/ids.ts'
import type { Heir } from '../../plans/index.ts'

/** What an action shows of a judgement framework its heirs show from today, but for what they show already. */
export async function copyStatementLinks(
  scope: Scope,
  planId: string,
  heirs: readonly Heir[],
): Promise<void> {
  const ids = [...new Set(heirs.flatMap(({ from, to }) => [from, to]))]
  if (ids.length === 0) return
  const { db, areaId, today, actor } = scope
  const held = await db
    .selectFrom('descriptor_link')
    .select(['action_id', 'framework', 'version', 'descriptor'])
    .where('area_id', '=', areaId)
    .where('action_id', 'in', ids)
    .where('from_on', '<=', today)
    .where((either) => either.or([either('to_on', 'is', null), either('to_on', '>', today)]))
    .execute()
  const keyOf = (actionId: string | null, { framework, version, descriptor }: (typeof held)[number]) =>
    JSON.stringify([actionId, framework, version, descriptor])
  const wanted = heirs.flatMap(({ from, to }) =>
    held
      .filter(({ action_id }) => action_id === from)
      .map((link) => [keyOf(to, link), { ...link, action_id: to }] as const),
  )
  const known = new Set(held.map((link) => keyOf(link.action_id, link)))
  const rows = [...new Map(wanted)].filter(([key]) => !known.has(key))
  await insertRows(
    scope,
    'descriptor_link',
    rows.map(([, link]) => ({ id: newId(), plan_id: planId, ...link, from_on: today, made_by: actor.name })),
  )
}
