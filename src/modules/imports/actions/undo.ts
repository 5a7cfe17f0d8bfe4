import type { Scope } from '../../../platform/db/scope.ts'
import { Unacceptable } from '../../../platform/http/errors.ts'
import { record } from '../../../platform/record/record.ts'
import {
  type FieldChange,
  listBoards,
  listNeeds,
  lockPlan,
  type PlanAsAt,
  planHash,
  readPlan,
  restoreThings,
  type Touched,
} from '../../plans/index.ts'
import { isUntouched, whatStays } from '../domain/undo.ts'
import { getImport, type ImportRow, lockImports, type Outcome, saveImport } from '../queries/imports.ts'
import {
  type Deed,
  listJournal,
  listPlanUses,
  type PlanUses,
  releasePlan,
  takeBack,
} from '../queries/journal.ts'

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
  await lockPlan(scope, planId)
  const plan = await readPlan(scope, planId, scope.today)
  const journal = await listJournal(scope, importId)
  const changed = restorable(plan, journal)
  await restoreThings(scope, plan, changed.back)
  const uses = await listPlanUses(scope, planId, importId)
  const made = await sortOut(scope, { importId, plan, uses, fields: changed.stayed }, journal)
  const planGoes = made.goes.includes(planId)
  if (planGoes) await letGoOf(scope, planId, uses)
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

/** A plan does not go from under a document that is being brought into it. */
async function letGoOf(scope: Scope, planId: string, { open: [document] }: PlanUses): Promise<void> {
  if (document)
    throw new Unacceptable(
      `“${document}” is being brought into this plan: confirm it or set it aside first, then take this one back`,
    )
  await releasePlan(scope, planId)
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

interface Undoing {
  importId: string
  plan: PlanAsAt
  uses: PlanUses
  fields: readonly StayedField[]
}

/** Which of the things that were made go, and which stay because of what has happened since. */
async function sortOut(
  scope: Scope,
  { importId, plan, uses, fields }: Undoing,
  journal: readonly Deed[],
): Promise<{ goes: string[]; stayed: Stayed }> {
  const made = journal.filter(({ done }) => done === 'created')
  const ids = made.map(({ thingId }) => thingId)
  const { needs, touched } = await listNeeds(scope, ids, importId)
  const history = new Set(fields.map(({ thingId, field }) => `${thingId} ${field}`))
  const kept = [
    ...touched.map(({ id }) => id),
    ...made.filter(({ field }) => field !== null && history.has(field)).map(({ thingId }) => thingId),
    ...(uses.confirmed.length + uses.copies > 0 ? [plan.id] : []),
  ]
  const stays = whatStays(ids, kept, needs)
  const names = await namesOf(scope, plan)
  const why = new Map([
    ...whyUsed(plan.id, uses),
    ...touched.map((one) => [one.id, whyTouched(one)] as const),
  ])
  const stayed = [...stays].flatMap((id) => {
    const named = names.get(id)
    return named ? [{ ...named, why: why.get(id) ?? 'something that stays needs it' }] : []
  })
  return { goes: ids.filter((id) => !stays.has(id)), stayed }
}

const whyTouched = ({ by, how }: Touched): string =>
  how === 'named' ? `the document “${by}” names it too` : `${by} has worked on it since`

function whyUsed(planId: string, { confirmed, copies }: PlanUses): (readonly [string, string])[] {
  const [document] = confirmed
  if (document) return [[planId, `“${document}” was brought into it since`]]
  return copies > 0 ? [[planId, 'a working copy of it has been handed out']] : []
}

/** Everything of the plan that a person calls by a name. */
async function namesOf(
  scope: Scope,
  plan: PlanAsAt,
): Promise<ReadonlyMap<string, Omit<Stayed[number], 'why'>>> {
  const of = (kind: string, things: readonly { id: string; name: string }[]) =>
    things.map(({ id, name }) => [id, { kind, ref: null, words: name }] as const)
  return new Map([
    ...[...thingsOf(plan)].map(([id, { named }]) => [id, named] as const),
    ...of('plan', [{ id: plan.id, name: plan.title }]),
    ...of('theme', plan.themes),
    ...of('phase', plan.phases),
    ...of('board', await listBoards(scope)),
  ])
}
