import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { Unacceptable } from '../../../platform/http/errors.ts'
import { record } from '../../../platform/record/record.ts'
import {
  type ActionDraft,
  bringInPlan,
  type Created,
  changeThings,
  type FieldChange,
  findPlanTitled,
  lockPlan,
  type PlanDraft,
  planHash,
  readPlan,
} from '../../plans/index.ts'
import { type ComparedRow, type Comparison, type GoneRow, newActionKey } from '../domain/compare/compare.ts'
import { findingKey, milestoneKey } from '../domain/to-draft.ts'
import { getImport, lockImports, type Outcome, saveImport } from '../queries/imports.ts'
import { type Deed, insertJournal } from '../queries/journal.ts'
import { type RowKind, saveThings } from '../queries/rows.ts'
import { type Compared, compareNow } from './compare.ts'

export interface Confirmed {
  planId: string
  title: string
  /** Whether a plan was made, or one that was there was changed. */
  isNew: boolean
  outcome: Outcome
}

export interface Confirmation {
  /** Of a new plan; null takes the document's. */
  title: string | null
  documentOn: PlainDate | null
  reason: string
}

/**
 * Brings the document in, in the scope's transaction: all of it or nothing. It is held against the plan as it stands
 * at this moment, whatever it was when somebody looked. Everything that is done is written to the journal of the import,
 * so that it can be taken back. Errors: NotFound; Unacceptable when it was confirmed or set aside before, is still being
 * read, was refused, holds no milestones, or the area has a plan of this title.
 */
export async function confirmImport(scope: Scope, importId: string, asked: Confirmation): Promise<Confirmed> {
  await lockImports(scope)
  const target = await prepare(scope, importId, asked)
  if (target) await lockPlan(scope, target)
  const compared = await compareNow(scope, importId)
  await refuseWhatCannotBe(scope, compared)
  const { row } = compared
  const hashBefore = row.targetPlanId ? await planHash(scope, row.targetPlanId) : null
  const done = row.targetPlanId
    ? await changePlan(scope, compared, row.targetPlanId, asked.reason)
    : await makePlan(scope, compared)
  await insertJournal(scope, importId, done.deeds)
  await saveThings(scope, importId, thingsOf(compared, done.ids))
  const hashAfter = await planHash(scope, done.planId)
  const outcome = outcomeOf(compared, done)
  await saveImport(scope, importId, {
    ...{ state: 'confirmed', plan_id: done.planId, reason: asked.reason, outcome, confirmed_at: scope.now },
    ...(hashBefore && { hash_before: hashBefore }),
    hash_after: hashAfter,
  })
  await record(scope, {
    act: 'import.confirmed',
    thing: { kind: 'import', id: importId },
    detail: { planId: done.planId, hashBefore, hashAfter, ...outcome.created },
  })
  return { planId: done.planId, title: row.title, isNew: row.targetPlanId === null, outcome }
}

/** The last words on the form count for what is now brought in. Gives the plan that it is to change. */
async function prepare(
  scope: Scope,
  importId: string,
  { title, documentOn }: Confirmation,
): Promise<string | null> {
  const row = await getImport(scope, importId)
  if (row.state === 'reading') throw new Unacceptable('This document is still being read: wait a moment')
  if (row.state === 'refused') throw new Unacceptable(row.fault ?? 'This document was refused')
  if (row.state !== 'proposed') throw new Unacceptable(`This import was ${row.state} before`)
  await saveImport(scope, importId, {
    title: title ?? row.title,
    document_on: documentOn ?? row.documentOn ?? scope.today,
  })
  return row.targetPlanId
}

async function refuseWhatCannotBe(scope: Scope, { row, reading }: Compared): Promise<void> {
  if (reading.rows.length === 0) throw new Unacceptable('No milestones were found in this document')
  if (row.targetPlanId === null && (await findPlanTitled(scope, row.title))) {
    throw new Unacceptable(
      `This area has a plan "${row.title}" already: give this one another title, or let it change that plan`,
      'title',
    )
  }
}

interface Done {
  planId: string
  ids: ReadonlyMap<string, string>
  boardsMade: string[]
  deeds: Omit<Deed, 'position'>[]
  created: Created[]
  changes: FieldChange[]
}

async function makePlan(scope: Scope, { draft }: Compared): Promise<Done> {
  const brought = await bringInPlan(scope, draft, 'import')
  return { ...brought, changes: [], deeds: brought.created.map(creation) }
}

async function changePlan(
  scope: Scope,
  { row, draft, comparison }: Compared,
  planId: string,
  reason: string,
): Promise<Done> {
  const plan = await readPlan(scope, planId, scope.today)
  const documentOn = row.documentOn ?? scope.today
  const brought = await bringInPlan(scope, addition(draft, comparison, plan.tables), 'import', {
    planId,
    known: comparison.known,
    liveFrom: documentOn < scope.today ? documentOn : scope.today,
  })
  const changes = [
    ...changesOf(comparison, brought.ids),
    ...comparison.gone.flatMap((gone) => departure(gone, scope.today)),
  ]
  const kept = await changeThings(scope, plan, changes, {
    reason: `${reason} (${row.fileName})`,
    by: scope.actor.name,
  })
  const created = [...brought.created, ...kept]
  const deeds = [...brought.created.map(creation), ...changes.map(update), ...historyOf(kept, changes)]
  return { ...brought, created, changes, deeds }
}

/** What the plan does not have yet: known things bring only what was newly said of them. */
function addition(draft: PlanDraft, comparison: Comparison, tables: PlanDraft['tables']): PlanDraft {
  const rows = new Map(comparison.milestones.map((row) => [row.key, row]))
  const held = new Set(tables.map(tableKey))
  const themes = themesNeeded(draft, comparison)
  return {
    ...draft,
    themes: draft.themes.filter(({ key }) => comparison.known.has(key) || themes.has(key)),
    tables: draft.tables.filter((table) => !held.has(tableKey(table))),
    actions: draft.actions.map((action) => ({
      ...action,
      // Of an action that is there, the theme may be one that is not made.
      theme: comparison.known.has(action.key) ? null : action.theme,
      milestones: action.milestones.map((milestone) => {
        const row = rows.get(milestone.key)
        return row?.thingId ? { ...milestone, updates: row.updates } : milestone
      }),
    })),
  }
}

/** Themes that a new action stands in, or that one is moved to: no other is made. */
function themesNeeded(draft: PlanDraft, { known, actions }: Comparison): ReadonlySet<unknown> {
  const ofNew = draft.actions.filter(({ key }) => !known.has(key)).map(({ theme }) => theme)
  const moved = actions.flatMap(({ differences }) =>
    differences
      .filter(({ field, take }) => field === 'themeId' && take === 'document')
      .map(({ value }) => value),
  )
  return new Set<unknown>([...ofNew, ...moved])
}

const tableKey = ({ kind, title, headings, rows }: PlanDraft['tables'][number]): string =>
  JSON.stringify([kind, title, headings, rows])

function changesOf(
  { milestones, findings, actions }: Comparison,
  ids: ReadonlyMap<string, string>,
): FieldChange[] {
  const placed = (field: string, value: unknown) =>
    field === 'actionId' || field === 'themeId' ? (ids.get(String(value)) ?? value) : value

  const of = (kind: FieldChange['kind'], rows: readonly ComparedRow[]): FieldChange[] =>
    rows.flatMap(({ thingId, differences }) =>
      thingId === null
        ? []
        : differences
            .filter(({ take }) => take === 'document')
            .map(({ field, was, value }) => ({ kind, id: thingId, field, was, now: placed(field, value) })),
    )
  return [...of('finding', findings), ...of('action', actions), ...of('milestone', milestones)]
}

const BECAME = {
  completed: 'Completed and evidenced',
  merged: 'Merged into another',
  moved: 'Moved to another plan',
  dropped: 'Dropped',
} as const

/** A row that is gone leaves the plan only when somebody said what became of it; it is never deleted. */
function departure({ thingId, decision }: GoneRow, today: PlainDate): FieldChange[] {
  const { became = 'keep', words } = decision
  if (became === 'keep') return []
  const reason = words ? `${BECAME[became]}: ${words}` : BECAME[became]
  return [{ kind: 'milestone', id: thingId, field: 'dropped', was: null, now: { on: today, reason } }]
}

const creation = ({ kind, id }: Created): Omit<Deed, 'position'> => ({
  ...{ done: 'created', thingKind: kind, thingId: id, field: null, was: undefined, now: undefined },
})

const update = ({ kind, id, field, was, now }: FieldChange): Omit<Deed, 'position'> => ({
  ...{ done: 'updated', thingKind: kind, thingId: id, field, was, now },
})

/** The history that the changes made, each with the field that it tells of: it goes when that field is restored. */
function historyOf(kept: readonly Created[], changes: readonly FieldChange[]): Omit<Deed, 'position'>[] {
  const inHistory = changes.filter(({ kind }) => kind !== 'finding')
  const history = kept.filter(({ kind }) => kind === 'plan_change')
  return [
    ...kept.filter(({ kind }) => kind !== 'plan_change').map(creation),
    ...history.map((one, index) => ({
      ...creation(one),
      field: `${inHistory[index]?.id} ${inHistory[index]?.field}`,
    })),
  ]
}

/** What each row became, as the document has it: the ground on which the next edition is compared. */
function thingsOf({ draft, reading, comparison }: Compared, ids: ReadonlyMap<string, string>) {
  const under = (action: ActionDraft) =>
    comparison.empty.has(action.key) ? newActionKey(action) : ids.get(action.key)
  const milestones = new Map(
    draft.actions.flatMap((action) =>
      action.milestones.map((one) => [one.key, { ...one, under: under(action) }] as const),
    ),
  )
  const findings = new Map(draft.reviews.flatMap((review) => review.findings).map((one) => [one.key, one]))
  const thing = (kind: RowKind, key: string, position: number, one: unknown) => {
    const thingId = ids.get(key)
    return thingId ? [{ kind, position, thingId, draft: one ?? null }] : []
  }
  return [
    ...reading.rows.flatMap((_, at) =>
      thing('milestone', milestoneKey(at), at, milestones.get(milestoneKey(at))),
    ),
    ...reading.findings.flatMap((_, at) =>
      thing('finding', findingKey(at), at, findings.get(findingKey(at))),
    ),
    ...draft.actions.flatMap(({ milestones: _, ...action }, at) =>
      comparison.empty.has(action.key) ? [] : thing('action', action.key, at, action),
    ),
  ]
}

function outcomeOf({ reading, comparison }: Compared, { created, changes, boardsMade }: Done): Outcome {
  const counts = Map.groupBy(created, ({ kind }) => kind)
  const within = [...reading.rows, ...reading.findings].reduce((sum, item) => sum + item.doubts.length, 0)
  return {
    created: Object.fromEntries([...counts].map(([kind, list]) => [kind, list.length])),
    changed: new Set(changes.filter(({ field }) => field !== 'dropped').map(({ id }) => id)).size,
    updates: comparison.milestones.reduce((sum, row) => sum + (row.thingId ? row.updates.length : 0), 0),
    dropped: changes.filter(({ field }) => field === 'dropped').length,
    boardsMade,
    doubts: reading.doubts.length + within,
  }
}
