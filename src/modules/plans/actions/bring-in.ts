import type { PlainDate } from '../../../platform/calendar.ts'
import { insertRows, type Row } from '../../../platform/db/rows.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { newId } from '../../../platform/ids.ts'
import { record } from '../../../platform/record/record.ts'
import type {
  ActionDraft,
  CitationDraft,
  CriterionDraft,
  FindingDraft,
  MeasureDraft,
  MilestoneDraft,
  PlanDraft,
  UpdateDraft,
} from '../domain/draft.ts'
import { precisionOf } from '../domain/stated.ts'
import { ensureBoards, leadRow, listOutcomes } from '../queries/save.ts'

/** A plan that is held already, and is to take what the draft has more. */
export interface Into {
  planId: string
  /** What keys of the draft are in the plan already: they are not made, and what hangs on them is left alone. */
  known: ReadonlyMap<string, string>
  /** The first day on which what is new is part of the plan. */
  liveFrom: PlainDate
}

/** A row that was made, so that it can be taken back. */
export interface Created {
  kind: string
  id: string
}

export interface BroughtIn {
  planId: string
  /** What each key of the draft became, or was. */
  ids: ReadonlyMap<string, string>
  boardsMade: string[]
  created: Created[]
}

/**
 * Saves a whole plan, with the reviews that it answers, in the scope's transaction: all of it or none. Given a plan
 * that is held, only what it does not know yet is added to it, and updates are added to what it knows.
 * The caller has made sure that keys are unique and every named key is there. Errors: a key that names nothing.
 */
export async function bringInPlan(
  scope: Scope,
  draft: PlanDraft,
  source: string,
  into: Into | null = null,
): Promise<BroughtIn> {
  const bringing = open(scope, draft, into)
  await insertReviews(bringing)
  await insertPlan(bringing)
  await insertGroups(bringing)
  await insertActions(bringing)
  await insertMilestones(bringing)
  await insertCriteria(bringing)
  const boardsMade = await insertConnections(bringing)
  await insertSaid(bringing)
  await insertOrigins(bringing)
  await record(scope, {
    act: into ? 'plan.added_to' : 'plan.brought_in',
    thing: { kind: 'plan', id: bringing.planId },
    detail: { source, ...countsOf(bringing) },
  })
  return { planId: bringing.planId, ids: bringing.ids, boardsMade, created: bringing.created }
}

function countsOf({ draft, isNew }: Bringing) {
  return {
    actions: draft.actions.filter(isNew).length,
    milestones: milestonesOf(draft).filter(isNew).length,
    findings: draft.reviews.flatMap((review) => review.findings).filter(isNew).length,
  }
}

/** One bringing in, and what it has made so far. */
interface Bringing {
  scope: Scope
  draft: PlanDraft
  planId: string
  isNewPlan: boolean
  isNew: (thing: { key: string }) => boolean
  ids: ReadonlyMap<string, string>
  liveFrom: PlainDate
  created: Created[]
}

function open(scope: Scope, draft: PlanDraft, into: Into | null): Bringing {
  const known = into?.known ?? new Map<string, string>()
  return {
    scope,
    draft,
    planId: into?.planId ?? newId(),
    isNewPlan: into === null,
    isNew: ({ key }) => !known.has(key),
    ids: keysToIds(draft, known),
    liveFrom: into?.liveFrom ?? draft.inForceFrom,
    created: [],
  }
}

function keysToIds(draft: PlanDraft, known: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const keyed = [
    ...draft.reviews.flatMap((review) => [review, ...review.findings]),
    ...draft.themes,
    ...draft.phases,
    ...draft.actions.flatMap((action) => [action, ...action.milestones]),
  ]
  return new Map(keyed.map(({ key }) => [key, known.get(key) ?? newId()]))
}

function idOf(ids: ReadonlyMap<string, string>, key: string): string {
  const id = ids.get(key)
  if (!id) throw new Error(`The draft names "${key}", which is not in it`)
  return id
}

const idOrNull = ({ ids }: Bringing, key: string | null): string | null =>
  key === null ? null : idOf(ids, key)

const milestonesOf = (draft: PlanDraft): MilestoneDraft[] =>
  draft.actions.flatMap((action) => action.milestones)

type MadeTable =
  | 'review'
  | 'finding'
  | 'plan'
  | 'edition'
  | 'theme'
  | 'phase'
  | 'outcome'
  | 'action'
  | 'milestone'
  | 'progress'
  | 'plan_change'
  | 'plan_table'

/** Saves rows that an undo has to know of one by one; what hangs on them goes with them. */
async function make<T extends MadeTable>(
  { scope, created }: Bringing,
  table: T,
  rows: readonly (Row<T> & { id: string })[],
): Promise<void> {
  await insertRows(scope, table, rows)
  created.push(...rows.map(({ id }) => ({ kind: table, id })))
}

async function insertReviews(bringing: Bringing): Promise<void> {
  const { draft, ids, isNew } = bringing
  const reviews = draft.reviews.filter(isNew).map((review) => ({
    id: idOf(ids, review.key),
    kind: review.kind,
    title: review.title,
    body: review.body,
    published_on: review.publishedOn,
    judgement: review.judgement,
  }))
  await make(bringing, 'review', reviews)
  const findings = draft.reviews.flatMap((review) =>
    review.findings.map((finding, position) => ({
      finding,
      row: findingRow(bringing, review.key, finding, position),
    })),
  )
  await make(
    bringing,
    'finding',
    findings.filter(({ finding }) => isNew(finding)).map(({ row }) => row),
  )
}

function findingRow({ ids }: Bringing, review: string, finding: FindingDraft, position: number) {
  return {
    id: idOf(ids, finding.key),
    review_id: idOf(ids, review),
    position,
    ref: finding.ref,
    group_name: finding.group,
    words: finding.words,
    remark: finding.remark,
    deadline_words: finding.deadline?.words ?? null,
    deadline_on: finding.deadline?.on ?? null,
    deadline_precision: finding.deadline?.precision ?? null,
  }
}

async function insertPlan(bringing: Bringing): Promise<void> {
  const { scope, draft, planId } = bringing
  if (!bringing.isNewPlan) return
  const { title, commitment, headings, inForceFrom, edition } = draft
  await make(bringing, 'plan', [
    {
      id: planId,
      title,
      commitment,
      headings: JSON.stringify(headings),
      in_force_from: inForceFrom,
      created_at: scope.now,
    },
  ])
  if (!edition) return
  const { number, label, state, approvedBy, approvedOn } = edition
  await make(bringing, 'edition', [
    {
      id: newId(),
      plan_id: planId,
      number,
      label,
      state,
      approved_by: approvedBy,
      approved_on: approvedOn,
      in_force_from: inForceFrom,
    },
  ])
}

async function insertGroups(bringing: Bringing): Promise<void> {
  const { scope, draft, planId, ids, isNew } = bringing
  const reviews = draft.reviews.filter(isNew)
  await insertRows(
    scope,
    'plan_review',
    reviews.map((review) => ({ plan_id: planId, review_id: idOf(ids, review.key) })),
  )
  const themes = draft.themes.map(({ key, name, outcome }, position) => ({ key, name, outcome, position }))
  await make(
    bringing,
    'theme',
    themes.filter(isNew).map(({ key, ...theme }) => ({ id: idOf(ids, key), plan_id: planId, ...theme })),
  )
  const phases = draft.phases.map(({ key, name, endsOn, outcome }, position) => ({
    key,
    ...{ name, ends_on: endsOn, outcome, position },
  }))
  await make(
    bringing,
    'phase',
    phases.filter(isNew).map(({ key, ...phase }) => ({ id: idOf(ids, key), plan_id: planId, ...phase })),
  )
  await insertTables(bringing)
}

async function insertTables(bringing: Bringing): Promise<void> {
  const rows = bringing.draft.tables.map(({ kind, title, headings, rows, descriptors }, position) => ({
    id: newId(),
    plan_id: bringing.planId,
    ...{ position, kind, title },
    headings: JSON.stringify(headings),
    rows: JSON.stringify(rows),
    descriptors: JSON.stringify(descriptors),
  }))
  await make(bringing, 'plan_table', rows)
}

async function insertActions(bringing: Bringing): Promise<void> {
  const { draft, planId, ids, isNew, liveFrom } = bringing
  const outcomeIds = await insertOutcomes(bringing)
  const rows = draft.actions.map((action, position) => ({
    key: action.key,
    row: {
      id: idOf(ids, action.key),
      plan_id: planId,
      theme_id: idOrNull(bringing, action.theme),
      phase_id: idOrNull(bringing, action.phase),
      outcome_id: action.outcome === null ? null : (outcomeIds.get(action.outcome) ?? null),
      position,
      ref: action.ref,
      words: action.words,
      live_from: liveFrom,
      extra: JSON.stringify(action.extra),
    },
  }))
  await make(
    bringing,
    'action',
    rows.filter(isNew).map(({ row }) => row),
  )
}

/** Outcomes of new actions by their words; those that the plan has are used again. */
async function insertOutcomes(bringing: Bringing): Promise<ReadonlyMap<string, string>> {
  const { scope, draft, planId, isNew, isNewPlan } = bringing
  const held = isNewPlan ? [] : await listOutcomes(scope, planId)
  const ids = new Map(held.map(({ id, words }) => [words, id]))
  const named = draft.actions.filter(isNew).flatMap(({ outcome }) => outcome ?? [])
  const missing = [...new Set(named)].filter((words) => !ids.has(words))
  const rows = missing.map((words, index) => ({
    id: newId(),
    plan_id: planId,
    position: held.length + index,
    words,
  }))
  for (const { words, id } of rows) ids.set(words, id)
  await make(bringing, 'outcome', rows)
  return ids
}

async function insertMilestones(bringing: Bringing): Promise<void> {
  const { draft, planId, ids, isNew, liveFrom } = bringing
  const rows = draft.actions.flatMap((action) =>
    action.milestones.map((milestone, position) => ({
      key: milestone.key,
      row: {
        id: idOf(ids, milestone.key),
        plan_id: planId,
        action_id: idOf(ids, action.key),
        position,
        ref: milestone.ref,
        words: milestone.words,
        start_on: milestone.start?.on ?? null,
        start_precision: precisionOf(milestone.start),
        start_words: milestone.start?.words ?? null,
        due_on: milestone.due?.on ?? null,
        due_precision: precisionOf(milestone.due),
        due_words: milestone.due?.words ?? null,
        live_from: liveFrom,
        extra: JSON.stringify(milestone.extra),
      },
    })),
  )
  await make(
    bringing,
    'milestone',
    rows.filter(isNew).map(({ row }) => row),
  )
  await insertRedatings(bringing)
}

async function insertRedatings(bringing: Bringing): Promise<void> {
  const { scope, draft, planId, ids, isNew } = bringing
  const rows = milestonesOf(draft)
    .filter(isNew)
    .flatMap((milestone) =>
      milestone.redated.map(({ was, now, on, reason, by }) => ({
        id: newId(),
        plan_id: planId,
        thing_kind: 'milestone',
        thing_id: idOf(ids, milestone.key),
        field: 'due',
        was: JSON.stringify(was),
        now: JSON.stringify(now),
        reason,
        changed_on: on,
        changed_by: by,
        changed_at: scope.now,
      })),
    )
  await make(bringing, 'plan_change', rows)
}

/** What success looks like and how it is measured, of new actions and new findings. */
async function insertCriteria(bringing: Bringing): Promise<void> {
  const { scope, draft, planId, ids, isNew } = bringing
  const findings = draft.reviews.flatMap((review) => review.findings).filter(isNew)
  const things = [
    ...draft.actions.filter(isNew).map((thing) => ({ of: { action_id: idOf(ids, thing.key) }, thing })),
    ...findings.map((thing) => ({ of: { finding_id: idOf(ids, thing.key) }, thing })),
  ]
  const criteria = things.flatMap(({ of, thing }) =>
    thing.criteria.map((criterion: CriterionDraft, position) => ({
      id: newId(),
      of,
      position,
      ...criterion,
    })),
  )
  await insertRows(
    scope,
    'success_criterion',
    criteria.map(({ id, of, position, words }) => ({ id, plan_id: planId, ...of, position, words })),
  )
  const measures = [
    ...criteria.map(({ id, measures }) => ({ of: { criterion_id: id }, measures })),
    ...things.map(({ of, thing }) => ({ of, measures: thing.measures })),
  ]
  await insertRows(
    scope,
    'measure',
    measures.flatMap(({ of, measures }) =>
      measures.map(({ kind, words }: MeasureDraft, position) => ({
        ...{ id: newId(), plan_id: planId, position, kind, words },
        ...of,
      })),
    ),
  )
}

/** Leads, citations and monitoring boards of actions and milestones alike. Says which boards had to be made. */
async function insertConnections(bringing: Bringing): Promise<string[]> {
  const { scope, draft, planId, ids, isNew, created } = bringing
  const things = draft.actions.flatMap((action) => [
    { of: { action_id: idOf(ids, action.key) }, thing: action as ActionDraft | MilestoneDraft },
    ...action.milestones.map((thing) => ({ of: { milestone_id: idOf(ids, thing.key) }, thing })),
  ])
  const fresh = things.filter(({ thing }) => isNew(thing))
  const leads = fresh.flatMap(({ of, thing }) =>
    thing.leads.map((lead, position) => leadRow(planId, of, { ...lead, name: lead.words }, position)),
  )
  await insertRows(scope, 'lead', leads)
  await insertCitations(bringing, things)
  const boards = await ensureBoards(
    scope,
    fresh.flatMap(({ thing }) => thing.boards),
  )
  created.push(...boards.made.map((name) => ({ kind: 'board', id: idOf(boards.ids, name) })))
  const monitoring = fresh.flatMap(({ of, thing }) =>
    thing.boards.map((name) => ({ id: newId(), plan_id: planId, board_id: idOf(boards.ids, name), ...of })),
  )
  await insertRows(scope, 'monitoring', monitoring)
  return boards.made
}

type Cited = { milestone_id: string } | { action_id: string }

/** What new things cite, and what things that were there cite of findings that are new. */
async function insertCitations(
  bringing: Bringing,
  things: readonly { of: Cited; thing: { key: string; cites: CitationDraft[] } }[],
): Promise<void> {
  const { scope, draft, isNew, isNewPlan, created } = bringing
  const ofPlan = draft.cites.filter((cite) => isNewPlan || namesNew(bringing, cite))
  const rows = things.flatMap(({ of, thing }) => {
    const cites = isNew(thing) ? thing.cites : thing.cites.filter((cite) => namesNew(bringing, cite))
    return cites.map((cite, position) => citationRow(bringing, of, cite, position))
  })
  const all = [...ofPlan.map((cite, position) => citationRow(bringing, {}, cite, position)), ...rows]
  await insertRows(scope, 'citation', all)
  created.push(...all.map(({ id }) => ({ kind: 'citation', id })))
}

const namesNew = ({ isNew }: Bringing, { finding }: CitationDraft): boolean =>
  finding !== null && isNew({ key: finding })

function citationRow(bringing: Bringing, of: Cited | object, cite: CitationDraft, position: number) {
  return {
    id: newId(),
    plan_id: bringing.planId,
    ...of,
    finding_id: idOrNull(bringing, cite.finding),
    position,
    words: cite.words,
    missing_ref: cite.missingRef ?? null,
  }
}

async function insertSaid(bringing: Bringing): Promise<void> {
  const { scope, draft, planId, ids } = bringing
  const rows = draft.actions.flatMap((action) => [
    ...action.judgements.map((said) => progressRow(planId, { action_id: idOf(ids, action.key) }, said)),
    ...action.milestones.flatMap((milestone) =>
      milestone.updates.map((said) => progressRow(planId, { milestone_id: idOf(ids, milestone.key) }, said)),
    ),
  ])
  // A millisecond apart, so that of two notes of one day the later in the document stays the later.
  const at = (index: number) => new Date(scope.now.getTime() + index)
  await make(
    bringing,
    'progress',
    rows.map((row, index) => ({ ...row, recorded_at: at(index) })),
  )
}

function progressRow(planId: string, of: Cited, said: UpdateDraft) {
  return {
    id: newId(),
    plan_id: planId,
    ...of,
    period: said.period,
    said_on: said.saidOn,
    status: said.status,
    status_words: said.statusWords,
    done: said.done,
    next: said.next,
    support: said.support,
    evidence: said.evidence,
    author_id: said.author.id,
    author_words: said.author.words,
    once: newId(),
  }
}

/** Where in the document each thing is printed, of what was there before as well. */
async function insertOrigins({ scope, draft, planId, ids }: Bringing): Promise<void> {
  const { document } = draft
  if (!document) return
  const things = [
    ...draft.reviews.flatMap(({ findings }) => findings.map((thing) => ({ kind: 'finding', thing }))),
    ...draft.actions.map((thing) => ({ kind: 'action', thing })),
    ...milestonesOf(draft).map((thing) => ({ kind: 'milestone', thing })),
  ]
  const rows = things.flatMap(({ kind, thing: { key, origin } }) =>
    origin === null
      ? []
      : [
          {
            document_id: document.id,
            document_name: document.name,
            thing_id: idOf(ids, key),
            thing_kind: kind,
            plan_id: planId,
            line: origin.line,
            place: origin.place,
          },
        ],
  )
  await insertRows(scope, 'origin', rows)
}
