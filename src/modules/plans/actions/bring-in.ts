import type { Scope } from '../../../platform/db/scope.ts'
import { newId } from '../../../platform/ids.ts'
import { record } from '../../../platform/record/record.ts'
import type { ActionDraft, CitationDraft, MilestoneDraft, PlanDraft, UpdateDraft } from '../domain/draft.ts'
import type { StatedDate } from '../domain/facts.ts'
import { ensureBoards, insertRows, leadRow } from '../queries/save.ts'

export interface BroughtIn {
  planId: string
  /** What each key of the draft became. */
  ids: ReadonlyMap<string, string>
  boardsMade: string[]
}

/**
 * Saves a whole plan, with the reviews that it answers, in the scope's transaction: all of it or none.
 * The caller has made sure that keys are unique and every named key is there. Errors: a key that names nothing.
 */
export async function bringInPlan(scope: Scope, draft: PlanDraft, source: string): Promise<BroughtIn> {
  const planId = newId()
  const ids = keysToIds(draft)
  await insertReviews(scope, draft, ids)
  await insertPlan(scope, planId, draft)
  await insertGroups(scope, planId, draft, ids)
  await insertActions(scope, planId, draft, ids)
  await insertMilestones(scope, planId, draft, ids)
  const boardsMade = await insertConnections(scope, planId, draft, ids)
  await insertSaid(scope, planId, draft, ids)
  await record(scope, {
    act: 'plan.brought_in',
    thing: { kind: 'plan', id: planId },
    detail: {
      source,
      actions: draft.actions.length,
      milestones: milestonesOf(draft).length,
      findings: draft.reviews.reduce((sum, review) => sum + review.findings.length, 0),
    },
  })
  return { planId, ids, boardsMade }
}

type Ids = ReadonlyMap<string, string>

function keysToIds(draft: PlanDraft): Ids {
  const keyed = [
    ...draft.reviews.flatMap((review) => [review, ...review.findings]),
    ...draft.themes,
    ...draft.phases,
    ...draft.actions.flatMap((action) => [action, ...action.milestones]),
  ]
  return new Map(keyed.map(({ key }) => [key, newId()]))
}

function idOf(ids: Ids, key: string): string {
  const id = ids.get(key)
  if (!id) throw new Error(`The draft names "${key}", which is not in it`)
  return id
}

const idOrNull = (ids: Ids, key: string | null): string | null => (key === null ? null : idOf(ids, key))

const milestonesOf = (draft: PlanDraft): MilestoneDraft[] =>
  draft.actions.flatMap((action) => action.milestones)

async function insertReviews(scope: Scope, draft: PlanDraft, ids: Ids): Promise<void> {
  await insertRows(
    scope,
    'review',
    draft.reviews.map((review) => ({
      id: idOf(ids, review.key),
      kind: review.kind,
      title: review.title,
      body: review.body,
      published_on: review.publishedOn,
      judgement: review.judgement,
    })),
  )
  const findings = draft.reviews.flatMap((review) =>
    review.findings.map((finding, position) => ({
      id: idOf(ids, finding.key),
      review_id: idOf(ids, review.key),
      position,
      ref: finding.ref,
      group_name: finding.group,
      words: finding.words,
      remark: finding.remark,
      deadline_words: finding.deadline?.words ?? null,
      deadline_on: finding.deadline?.on ?? null,
      deadline_precision: finding.deadline?.precision ?? null,
    })),
  )
  await insertRows(scope, 'finding', findings)
}

async function insertPlan(scope: Scope, planId: string, draft: PlanDraft): Promise<void> {
  await insertRows(scope, 'plan', [
    {
      id: planId,
      title: draft.title,
      commitment: draft.commitment,
      headings: JSON.stringify(draft.headings),
      in_force_from: draft.inForceFrom,
      created_at: scope.now,
    },
  ])
  if (!draft.edition) return
  const { number, label, state, approvedBy, approvedOn } = draft.edition
  await insertRows(scope, 'edition', [
    {
      id: newId(),
      plan_id: planId,
      number,
      label,
      state,
      approved_by: approvedBy,
      approved_on: approvedOn,
      in_force_from: draft.inForceFrom,
    },
  ])
}

async function insertGroups(scope: Scope, planId: string, draft: PlanDraft, ids: Ids): Promise<void> {
  await insertRows(
    scope,
    'plan_review',
    draft.reviews.map((review) => ({ plan_id: planId, review_id: idOf(ids, review.key) })),
  )
  await insertRows(
    scope,
    'theme',
    draft.themes.map(({ key, name, outcome }, position) => ({
      id: idOf(ids, key),
      plan_id: planId,
      position,
      name,
      outcome,
    })),
  )
  await insertRows(
    scope,
    'phase',
    draft.phases.map(({ key, name, endsOn, outcome }, position) => ({
      id: idOf(ids, key),
      plan_id: planId,
      position,
      name,
      ends_on: endsOn,
      outcome,
    })),
  )
}

async function insertActions(scope: Scope, planId: string, draft: PlanDraft, ids: Ids): Promise<void> {
  const outcomes = [...new Set(draft.actions.flatMap(({ outcome }) => (outcome === null ? [] : [outcome])))]
  const outcomeIds = new Map(outcomes.map((words) => [words, newId()]))
  await insertRows(
    scope,
    'outcome',
    outcomes.map((words, position) => ({
      id: outcomeIds.get(words) ?? '',
      plan_id: planId,
      position,
      words,
    })),
  )
  await insertRows(
    scope,
    'action',
    draft.actions.map((action, position) => ({
      id: idOf(ids, action.key),
      plan_id: planId,
      theme_id: idOrNull(ids, action.theme),
      phase_id: idOrNull(ids, action.phase),
      outcome_id: action.outcome === null ? null : (outcomeIds.get(action.outcome) ?? null),
      position,
      ref: action.ref,
      words: action.words,
      live_from: draft.inForceFrom,
      extra: JSON.stringify(action.extra),
    })),
  )
  await insertCriteria(scope, planId, draft, ids)
}

async function insertCriteria(scope: Scope, planId: string, draft: PlanDraft, ids: Ids): Promise<void> {
  const criteria = draft.actions.flatMap((action) =>
    action.criteria.map((criterion, position) => ({
      id: newId(),
      action: action.key,
      position,
      ...criterion,
    })),
  )
  await insertRows(
    scope,
    'success_criterion',
    criteria.map(({ id, action, position, words }) => ({
      id,
      plan_id: planId,
      action_id: idOf(ids, action),
      position,
      words,
    })),
  )
  const measures = criteria.flatMap(({ id, measures }) =>
    measures.map(({ kind, words }, position) => ({
      id: newId(),
      plan_id: planId,
      criterion_id: id,
      position,
      kind,
      words,
    })),
  )
  await insertRows(scope, 'measure', measures)
}

async function insertMilestones(scope: Scope, planId: string, draft: PlanDraft, ids: Ids): Promise<void> {
  const rows = draft.actions.flatMap((action) =>
    action.milestones.map((milestone, position) => ({
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
      live_from: draft.inForceFrom,
      extra: JSON.stringify(milestone.extra),
    })),
  )
  await insertRows(scope, 'milestone', rows)
  await insertRedatings(scope, planId, draft, ids)
}

const precisionOf = (date: StatedDate | null) => (date?.on ? (date.precision ?? 'day') : null)

async function insertRedatings(scope: Scope, planId: string, draft: PlanDraft, ids: Ids): Promise<void> {
  const rows = milestonesOf(draft).flatMap((milestone) =>
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
  await insertRows(scope, 'plan_change', rows)
}

/** Leads, citations and monitoring boards of actions and milestones alike. Says which boards had to be made. */
async function insertConnections(
  scope: Scope,
  planId: string,
  draft: PlanDraft,
  ids: Ids,
): Promise<string[]> {
  const things = draft.actions.flatMap((action) => [
    { of: { action_id: idOf(ids, action.key) }, thing: action as ActionDraft | MilestoneDraft },
    ...action.milestones.map((thing) => ({ of: { milestone_id: idOf(ids, thing.key) }, thing })),
  ])
  const leads = things.flatMap(({ of, thing }) =>
    thing.leads.map((lead, position) => leadRow(planId, of, { ...lead, name: lead.words }, position)),
  )
  await insertRows(scope, 'lead', leads)
  const cites = things.flatMap(({ of, thing }) =>
    thing.cites.map((cite, position) => citationRow(planId, of, cite, position, ids)),
  )
  await insertRows(scope, 'citation', cites)
  const boards = await ensureBoards(
    scope,
    things.flatMap(({ thing }) => thing.boards),
  )
  const monitoring = things.flatMap(({ of, thing }) =>
    thing.boards.map((name) => ({ id: newId(), plan_id: planId, board_id: idOf(boards.ids, name), ...of })),
  )
  await insertRows(scope, 'monitoring', monitoring)
  return boards.made
}

function citationRow(
  planId: string,
  of: { milestone_id: string } | { action_id: string },
  cite: CitationDraft,
  position: number,
  ids: Ids,
) {
  return {
    id: newId(),
    plan_id: planId,
    ...of,
    finding_id: idOrNull(ids, cite.finding),
    position,
    words: cite.words,
  }
}

async function insertSaid(scope: Scope, planId: string, draft: PlanDraft, ids: Ids): Promise<void> {
  const rows = draft.actions.flatMap((action) => [
    ...action.judgements.map((said) => progressRow(planId, { action_id: idOf(ids, action.key) }, said)),
    ...action.milestones.flatMap((milestone) =>
      milestone.updates.map((said) => progressRow(planId, { milestone_id: idOf(ids, milestone.key) }, said)),
    ),
  ])
  // A millisecond apart, so that of two notes of one day the later in the document stays the later.
  const at = (index: number) => new Date(scope.now.getTime() + index)
  await insertRows(
    scope,
    'progress',
    rows.map((row, index) => ({ ...row, recorded_at: at(index) })),
  )
}

function progressRow(
  planId: string,
  of: { milestone_id: string } | { action_id: string },
  said: UpdateDraft,
) {
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
