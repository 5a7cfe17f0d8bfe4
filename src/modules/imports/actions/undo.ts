import type { Scope } from '../../../platform/db/scope.ts'
import { Unacceptable } from '../../../platform/http/errors.ts'
import { record } from '../../../platform/record/record.ts'
import {
  type FieldChange,
  listNeeds,
  type PlanAsAt,
  planHash,
  readPlan,
  restoreThings,
} from '../../plans/index.ts'
import { isUntouched, whatStays } from '../domain/undo.ts'
import { getImport, type ImportRow, lockImports, type Outcome, saveImport } from '../queries/imports.ts'
import { type Deed, isPlanUsed, listJournal, takeBack } from '../queries/journal.ts'

export type Stayed = NonNullable<Outcome['stayed']>

/**
 * Takes a confirmed import back: rows that it made go, fields that it changed are what they were. What somebody has
 * touched since stays, and is named. Where nothing stays, the plan's hash is what it was. The import and its journal
 * are kept. Errors: NotFound; Unacceptable when it is not in the plan.
 */
export async function undoImport(
  scope: Scope,
  importId: string,
): Promise<{ planId: string | null; stayed: Stayed }> {
  await lockImports(scope)
  const row = await getImport(scope, importId)
  if (row.state !== 'confirmed' || row.planId === null)
    throw new Unacceptable(`This import was ${row.state}: there is nothing to take back`)
  const { planId } = row
  const plan = await readPlan(scope, planId, scope.today)
  const journal = await listJournal(scope, importId)
  const changed = restorable(plan, journal)
  await restoreThings(scope, plan, changed.back)
  const made = await sortOut(scope, { importId, planId, plan }, journal, changed.stayed)
  const planGoes = made.goes.includes(planId)
  const stayed = [...changed.stayed.map(({ named }) => named), ...made.stayed]
  await saveImport(scope, importId, {
    ...{ state: 'undone', undone_at: scope.now },
    ...(planGoes && { plan_id: null, target_plan_id: null }),
    outcome: { ...(row.outcome ?? NO_OUTCOME), stayed },
  })
  await takeBack(scope, importId, made.goes)
  const hash = planGoes ? null : await planHash(scope, planId)
  await saveImport(scope, importId, { hash_after: hash })
  await record(scope, {
    act: 'import.undone',
    thing: { kind: 'import', id: importId },
    detail: { planId, stayed: stayed.length, hash, same: isAsBefore(row, hash) },
  })
  return { planId: planGoes ? null : planId, stayed }
}

const NO_OUTCOME: Outcome = { created: {}, changed: 0, updates: 0, dropped: 0, boardsMade: [], doubts: 0 }

const isAsBefore = ({ hashBefore }: ImportRow, hash: string | null): boolean => hashBefore === hash

interface StayedField {
  thingId: string
  field: string
  named: Stayed[number]
}

/** Fields that still say what the import made them say can go back; the others stay as somebody has put them since. */
function restorable(
  plan: PlanAsAt,
  journal: readonly Deed[],
): { back: FieldChange[]; stayed: StayedField[] } {
  const things = thingsOf(plan)
  const updated = journal.filter(({ done }) => done === 'updated')
  const sorted = updated.map((deed) => {
    const thing = things.get(deed.thingId)
    const field = deed.field ?? ''
    const live = thing ? Reflect.get(thing.facts, field) : undefined
    return { deed, thing, field, live, back: thing !== undefined && isUntouched(field, live, deed.now) }
  })
  return {
    back: sorted.flatMap(({ deed, thing, field, live, back }) =>
      back && thing ? [{ kind: thing.kind, id: deed.thingId, field, was: live, now: deed.was }] : [],
    ),
    stayed: sorted.flatMap(({ deed, thing, field, back }) =>
      back || !thing
        ? []
        : [
            {
              thingId: deed.thingId,
              field,
              named: { ...thing.named, why: `its ${field} was changed since` },
            },
          ],
    ),
  }
}

interface Thing {
  kind: FieldChange['kind']
  facts: object
  named: Omit<Stayed[number], 'why'>
}

function thingsOf(plan: PlanAsAt): ReadonlyMap<string, Thing> {
  const of = (
    kind: FieldChange['kind'],
    things: readonly { id: string; ref: string | null; words: string }[],
  ) =>
    things.map((facts): [string, Thing] => [
      facts.id,
      { kind, facts, named: { kind, ref: facts.ref, words: facts.words } },
    ])
  return new Map([
    ...of('finding', plan.findings),
    ...of('action', plan.actions),
    ...of('milestone', plan.milestones),
  ])
}

/** Which of the things that were made go, and which stay because of what has happened since. */
async function sortOut(
  scope: Scope,
  { importId, planId, plan }: { importId: string; planId: string; plan: PlanAsAt },
  journal: readonly Deed[],
  fields: readonly StayedField[],
): Promise<{ goes: string[]; stayed: Stayed }> {
  const made = journal.filter(({ done }) => done === 'created')
  const ids = made.map(({ thingId }) => thingId)
  const { needs, touched } = await listNeeds(scope, ids)
  const history = new Set(fields.map(({ thingId, field }) => `${thingId} ${field}`))
  const kept = [
    ...touched.map(({ id }) => id),
    ...made.filter(({ field }) => field !== null && history.has(field)).map(({ thingId }) => thingId),
    ...((await isPlanUsed(scope, planId, importId)) ? [planId] : []),
  ]
  const stays = whatStays(ids, kept, needs)
  const things = thingsOf(plan)
  const by = new Map(touched.map((one) => [one.id, one.by]))
  const stayed = [...stays].flatMap((id) => {
    const thing = things.get(id)
    if (!thing) return []
    const who = by.get(id)
    return [{ ...thing.named, why: who ? `${who} has worked on it since` : 'something that stays needs it' }]
  })
  return { goes: ids.filter((id) => !stays.has(id)), stayed }
}
