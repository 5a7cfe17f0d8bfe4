import { type RawBuilder, sql } from 'kysely'
import { insertRows, type Row } from '../../../platform/db/rows.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { newId } from '../../../platform/ids.ts'
import { holdsOn } from './facts.ts'
import { listOutcomes } from './save.ts'

/** The first place after the last theme and after the last action of a plan. */
export async function nextPlaces(
  { db, areaId }: Scope,
  planId: string,
): Promise<{ theme: number; action: number }> {
  const after = (table: 'theme' | 'action'): RawBuilder<number> =>
    sql`(select coalesce(max(position) + 1, 0) from ${sql.table(table)} where area_id = ${areaId} and plan_id = ${planId})`
  const { rows } = await sql<{ theme: number; action: number }>`
    select ${after('theme')} as theme, ${after('action')} as action`.execute(db)
  return rows[0] ?? { theme: 0, action: 0 }
}

/** Outcomes by their words; those that the plan lacks are made. */
export async function ensureOutcomes(
  scope: Scope,
  planId: string,
  words: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const held = await listOutcomes(scope, planId)
  const ids = new Map(held.map((one) => [one.words, one.id]))
  const rows = [...new Set(words)]
    .filter((one) => !ids.has(one))
    .map((one, at) => ({ id: newId(), plan_id: planId, position: held.length + at, words: one }))
  for (const row of rows) ids.set(row.words, row.id)
  await insertRows(scope, 'outcome', rows)
  return ids
}

/** What an action answers and what success looks like for it goes to another action as well. */
export interface Heir {
  from: string
  to: string
}

/** Copies the citations that stand today from each action to its heir, but for those that the heir has already. */
export async function copyCitations(scope: Scope, planId: string, heirs: readonly Heir[]): Promise<void> {
  const ids = [...new Set(heirs.flatMap(({ from, to }) => [from, to]))]
  if (ids.length === 0) return
  const held = await scope.db
    .selectFrom('citation')
    .select(['action_id', 'finding_id', 'words', 'position'])
    .where('area_id', '=', scope.areaId)
    .where('action_id', 'in', ids)
    .where(holdsOn('citation', scope.today))
    .orderBy('position')
    .orderBy('id')
    .execute()
  const keyOf = (to: string | null, cite: (typeof held)[number]) => `${to} ${cite.finding_id ?? cite.words}`
  const known = new Set(held.map((cite) => keyOf(cite.action_id, cite)))
  const rows = heirs.flatMap(({ from, to }) =>
    held
      .filter((cite) => cite.action_id === from && !known.has(keyOf(to, cite)))
      .map((cite) => {
        known.add(keyOf(to, cite))
        return citationRow(scope, planId, to, cite)
      }),
  )
  await insertRows(scope, 'citation', rows)
}

const citationRow = (
  { today, actor }: Scope,
  planId: string,
  actionId: string,
  cite: { finding_id: string | null; words: string; position: number },
): Row<'citation'> => ({
  ...{ id: newId(), plan_id: planId, action_id: actionId, finding_id: cite.finding_id },
  ...{ position: cite.position, words: cite.words, from_on: today, made_by: actor.name },
})

/** Copies success criteria with their measures from each action to its heir, but for words that the heir has already. */
export async function copyCriteria(scope: Scope, planId: string, heirs: readonly Heir[]): Promise<void> {
  const ids = [...new Set(heirs.flatMap(({ from, to }) => [from, to]))]
  if (ids.length === 0) return
  const criteria = await ofActions(scope, 'success_criterion', ids)
  const measures = await ofActions(scope, 'measure', ids)
  const under = Map.groupBy(await measuresOf(scope, criteria), ({ criterion_id }) => criterion_id)
  const copies = inherited(heirs, criteria).map(({ to, thing }) => ({ id: newId(), to, thing }))
  const place = { plan_id: planId, from_on: scope.today }
  await insertRows(
    scope,
    'success_criterion',
    copies.map(({ id, to, thing: { words, position } }) => ({
      ...place,
      id,
      action_id: to,
      words,
      position,
    })),
  )
  await insertRows(scope, 'measure', [
    ...copies.flatMap(({ id, thing }) =>
      (under.get(thing.id) ?? []).map(({ kind, words, position }) => ({
        ...{ ...place, id: newId(), criterion_id: id, kind, words, position },
      })),
    ),
    ...inherited(heirs, measures).map(({ to, thing: { kind, words, position } }) => ({
      ...{ ...place, id: newId(), action_id: to, kind, words, position },
    })),
  ])
}

interface Hung {
  id: string
  action_id: string | null
  kind: string
  words: string
  position: number
}

/** Which of these things each heir takes: those whose words it has not already. */
function inherited(heirs: readonly Heir[], things: readonly Hung[]): { to: string; thing: Hung }[] {
  const known = new Set(things.map(({ action_id, words }) => `${action_id} ${words}`))
  return heirs.flatMap(({ from, to }) =>
    things.flatMap((thing) => {
      const key = `${to} ${thing.words}`
      if (thing.action_id !== from || known.has(key)) return []
      known.add(key)
      return [{ to, thing }]
    }),
  )
}

async function ofActions(
  { db, areaId, today }: Scope,
  table: 'success_criterion' | 'measure',
  ids: readonly string[],
): Promise<Hung[]> {
  const kind = table === 'measure' ? sql.ref('x.kind') : sql`''`
  const { rows } = await sql<Hung>`
    select coalesce(x.first_id, x.id) as id, x.action_id, ${kind} as kind, x.words, x.position from ${sql.table(table)} x
     where x.area_id = ${areaId} and x.action_id = any (${ids}::uuid[]) and ${holdsOn('x', today)}
     order by x.position, x.id`.execute(db)
  return rows
}

const measuresOf = ({ db, areaId, today }: Scope, criteria: readonly Hung[]) =>
  db
    .selectFrom('measure')
    .select(['criterion_id', 'kind', 'words', 'position'])
    .where('area_id', '=', areaId)
    .where('criterion_id', '=', sql<string>`any (${criteria.map(({ id }) => id)}::uuid[])`)
    .where(holdsOn('measure', today))
    .orderBy('position')
    .execute()
