/** A document, as a draft, held against the plan that it is to change: new, changed, unchanged, gone. Pure. */
import {
  type ActionAsAt,
  type ActionDraft,
  type FindingDraft,
  isStatus,
  type MilestoneDraft,
  type PlanAsAt,
  type PlanDraft,
  type SaidOf,
  type UpdateDraft,
} from '../../../plans/index.ts'

import { headKey, wordKey } from '../words.ts'
import {
  actionDifferences,
  type Difference,
  differences,
  findingDifferences,
  newUpdates,
  type Place,
  placeDifference,
  type Told,
  type WasChanged,
} from './differences.ts'
import { type Candidate, type Match, matchRows } from './match.ts'

export interface Held {
  plan: PlanAsAt
  said: readonly SaidOf[]
  /** By thing: what a document last said of it. */
  bases: ReadonlyMap<string, unknown>
  /** Milestones that this document could speak of: those that came from documents, or the rows of a working copy. */
  spokenOf: ReadonlySet<string>
  /** A working copy of ours: it speaks of milestones, and what stands above them only helps its readers. */
  isCopy: boolean
  /** Whether somebody has changed a field of a thing since it came into the plan. */
  wasChanged: WasChanged
}

/** What a document last said of a milestone, and under which action of the plan it then stood. */
type MilestoneBase = Told & { updates?: UpdateDraft[]; under?: string }

export type Fate = 'new' | 'changed' | 'unchanged' | 'offered' | 'gone'

/** What a person said of one row. */
export interface Decision {
  /** An offered row is, or is not, the same. */
  same?: boolean
  /** By field: whose value counts, where it is not the obvious one. */
  take?: Record<string, 'document' | 'plan'>
  /** By field: what the plan said when that was decided. Once it says otherwise, the decision was about something else. */
  seen?: Record<string, string>
  /** What became of a row that is gone from the document; `keep` leaves it in the plan. */
  became?: 'keep' | 'completed' | 'merged' | 'moved' | 'dropped'
  words?: string
}

export interface ComparedRow {
  key: string
  fate: Exclude<Fate, 'gone'>
  thingId: string | null
  /** The thing that it may be. */
  offered: { id: string; ref: string | null; words: string } | null
  how: 'id' | 'same' | 'number' | 'yes' | null
  differences: (Difference & { take: 'document' | 'plan' })[]
  updates: UpdateDraft[]
}

export interface GoneRow {
  thingId: string
  ref: string | null
  words: string
  decision: Decision
}

export interface Comparison {
  milestones: ComparedRow[]
  findings: ComparedRow[]
  actions: ComparedRow[]
  gone: GoneRow[]
  /** Keys of the draft that the plan has already. */
  known: ReadonlyMap<string, string>
  /** Keys of new actions that nothing would stand under: they are not made. */
  empty: ReadonlySet<string>
}

export type Decisions = Readonly<Record<string, Decision>>

/** Everything is new where there is no plan to change. */
export function compareWithNothing(draft: PlanDraft): Comparison {
  const asNew = ({ key }: { key: string }): ComparedRow => ({
    ...{ key, fate: 'new', thingId: null, offered: null, how: null, differences: [], updates: [] },
  })
  return {
    milestones: draft.actions.flatMap(({ milestones }) => milestones).map(asNew),
    findings: draft.reviews.flatMap(({ findings }) => findings).map(asNew),
    actions: draft.actions.map(asNew),
    gone: [],
    known: new Map(),
    empty: new Set(),
  }
}

export function compare(draft: PlanDraft, held: Held, decisions: Decisions): Comparison {
  const named = matchActions(draft, held)
  const found = findMilestones(draft, held, decisions, named)
  const actions = byTheirMilestones(draft, held, named, found)
  const milestones = compareMilestones(found, held, actions)
  const findings = compareFindings(draft, held, decisions)
  const matched = new Set(milestones.flatMap(({ thingId }) => thingId ?? []))
  const live = new Map(held.plan.actions.map((action) => [action.id, action]))
  const themes = themeNames(held)
  const empty = emptyActions(draft, actions, milestones)
  return {
    milestones,
    findings,
    empty,
    actions: draft.actions.map((action) =>
      compareAction(action, held, live.get(actions.get(action.key) ?? ''), { themes, decisions }),
    ),
    gone: goneOf(held, matched, milestones, decisions),
    known: knownOf(draft, held, {
      actions: withEmpty(draft, held, { actions, empty, milestones }),
      milestones,
      findings,
    }),
  }
}

function compareAction(
  action: ActionDraft,
  { bases, wasChanged, isCopy }: Held,
  live: ActionAsAt | undefined,
  { themes, decisions }: { themes: ThemeNames; decisions: Decisions },
): ComparedRow {
  if (!live || isCopy) return asThing(action.key, live?.id ?? null)
  const base = (bases.get(live.id) ?? null) as ActionDraft | null
  const found = [
    ...actionDifferences(action, live, base, (field) => wasChanged(live.id, field)),
    ...placeDifference(
      'themeId',
      [themes.placeOf(action.theme), themes.placeOfId(live.themeId)],
      base && themes.placeOf(base.theme).key,
    ),
  ].map((one) => taken(one, decisions[actionDecisionKey(live.id)]))
  return {
    ...asThing(action.key, live.id),
    fate: found.length > 0 ? 'changed' : 'unchanged',
    differences: found,
  }
}

export const actionDecisionKey = (actionId: string): string => `action ${actionId}`
export const findingDecisionKey = (findingId: string): string => `finding ${findingId}`

/**
 * Whose value counts: as was decided, else the side that moved, else the plan. A conflict that was not there when
 * somebody decided is none that they decided.
 */
function taken(one: Difference, decision: Decision | undefined): Difference & { take: 'document' | 'plan' } {
  const said = decision?.take?.[one.field]
  const known = one.kind === 'changed' || decision?.seen?.[one.field] === one.plan
  if (said && (known || said === 'plan')) return { ...one, take: said }
  return { ...one, take: one.kind === 'changed' ? 'document' : 'plan' }
}

interface ThemeNames {
  placeOf: (theme: string | null) => Place
  placeOfId: (id: string | null) => Place
}

/** Themes of draft and plan alike, told apart by their names; a theme of the draft is keyed by its own. */
function themeNames({ plan }: Held): ThemeNames {
  const ids = new Map(plan.themes.map(({ id, name }) => [wordKey(name), id]))
  const names = new Map(plan.themes.map(({ id, name }) => [id, name]))
  const placeOf = (theme: string | null): Place => {
    const name = theme?.replace(/^theme /, '') ?? ''
    const key = wordKey(name)
    return { key, name: name || 'No theme', value: theme === null ? null : (ids.get(key) ?? theme) }
  }
  return {
    placeOf,
    placeOfId: (id) => ({ ...placeOf(id === null ? null : `theme ${names.get(id) ?? ''}`), value: id }),
  }
}

/**
 * An action that was not found by its own number and words is the one that most of its milestones stand under,
 * reworded and not another; unless that one is in the document under its own words, or by another that has more of
 * them: then the milestones have moved.
 */
function byTheirMilestones(
  draft: PlanDraft,
  { plan }: Held,
  named: ReadonlyMap<string, string>,
  rows: readonly FoundMilestone[],
): ReadonlyMap<string, string> {
  const above = new Map(plan.milestones.map(({ id, actionId }) => [id, actionId]))
  const found = new Map(rows.map(({ milestone, settled }) => [milestone.key, settled.id]))
  const all = new Map(named)
  const taken = new Set(named.values())
  const claims = draft.actions
    .filter(({ key }) => !named.has(key))
    .flatMap(({ key, milestones }) => {
      const ids = milestones.flatMap((one) => above.get(found.get(one.key) ?? '') ?? [])
      return [...Map.groupBy(ids, (id) => id)].map(([id, list]) => ({ key, id, count: list.length }))
    })
  for (const { key, id } of claims.sort((a, b) => b.count - a.count)) {
    if (all.has(key) || taken.has(id)) continue
    all.set(key, id)
    taken.add(id)
  }
  return all
}

const asThing = (key: string, id: string | null): ComparedRow => ({
  ...{ key, fate: id === null ? 'new' : 'unchanged', thingId: id, offered: null },
  ...{ how: id === null ? null : 'same', differences: [], updates: [] },
})

// ── Actions ──────────────────────────────────────────────────────────────────────────────────────────────

/** An action is the same by its milestones first (they carry our marks), then by number and words. */
function matchActions(draft: PlanDraft, { plan, bases }: Held): ReadonlyMap<string, string> {
  const milestones = new Map(plan.milestones.map(({ id, actionId }) => [id, actionId]))
  const themes = new Map(plan.themes.map(({ id, name }) => [id, name]))
  const held = plan.actions.map(
    ({ id, ref, words, themeId }): Candidate => ({
      ...{ id, ref, words, under: wordKey(themes.get(themeId ?? '') ?? '') },
      before: beforeOf(bases.get(id)),
    }),
  )
  const wanted = draft.actions.map((action) => ({
    id:
      action.milestones.map((one) => milestones.get(idOf(one) ?? '')).find((id) => id !== undefined) ?? null,
    ...{ ref: action.ref, words: action.words, under: wordKey(action.theme?.replace(/^theme /, '') ?? '') },
  }))
  const matches = matchRows(wanted, held)
  return new Map(
    draft.actions.flatMap(({ key }, index) => {
      const match = matches[index]
      return match && match.how !== 'offered' ? [[key, match.id] as const] : []
    }),
  )
}

/** Rows of our own exports bring their identity along. */
const idOf = (thing: MilestoneDraft): string | null => thing.id

function beforeOf(base: unknown): Candidate['before'] {
  const { ref, words } = (base ?? {}) as { ref?: string | null; words?: string }
  return words === undefined ? null : { ref: ref ?? null, words }
}

// ── Milestones ───────────────────────────────────────────────────────────────────────────────────────────

interface FoundMilestone {
  milestone: MilestoneDraft
  action: ActionDraft
  match: Match
  decision: Decision
  settled: SettledMatch
}

/** Which milestone of the plan each of the document is, as far as that is certain or was said. */
function findMilestones(
  draft: PlanDraft,
  { plan, bases }: Held,
  decisions: Decisions,
  actions: ReadonlyMap<string, string>,
): FoundMilestone[] {
  const rows = draft.actions.flatMap((action) =>
    action.milestones.map((milestone) => ({ milestone, action })),
  )
  const wanted = rows.map(({ milestone, action }) => ({
    ...{ id: idOf(milestone), ref: milestone.ref, words: milestone.words },
    under: actions.get(action.key) ?? action.key,
  }))
  const candidates = plan.milestones.map(
    ({ id, ref, words, actionId }): Candidate => ({
      ...{ id, ref, words, under: actionId, before: beforeOf(bases.get(id)) },
    }),
  )
  const matches = matchRows(wanted, candidates)
  return rows.map((row, index) => {
    const match = matches[index] ?? null
    const decision = decisions[stableKey(row.milestone, row.action)] ?? {}
    return { ...row, match, decision, settled: settle(match, decision) }
  })
}

function compareMilestones(
  rows: readonly FoundMilestone[],
  { plan, bases, said, wasChanged, isCopy }: Held,
  actions: ReadonlyMap<string, string>,
): ComparedRow[] {
  const live = new Map(plan.milestones.map((one) => [one.id, one]))
  const above = new Map(plan.actions.map((action) => [action.id, action]))
  const spoken = Map.groupBy(said, ({ thingId }) => thingId)
  return rows.map(({ milestone: row, action, match, decision, settled }) => {
    const milestone = settled.id === null ? undefined : live.get(settled.id)
    if (!milestone) return asNew(row, match, settled.offered, live)
    const base = (bases.get(milestone.id) ?? null) as MilestoneBase | null
    const under = actions.get(action.key)
    const place = isCopy
      ? []
      : placeDifference(
          'actionId',
          [
            { key: under ?? newActionKey(action), name: action.words, value: under ?? action.key },
            placeOfAction(milestone.actionId, above),
          ],
          base?.under ?? null,
        )
    const found = [...differences(row, milestone, base, wasChanged), ...place].map((one) =>
      taken(one, decision),
    )
    const before = spoken.get(milestone.id) ?? []
    const updates = newUpdates(row.updates, before, base?.updates ?? null)
    return {
      key: row.key,
      fate: found.length + updates.length > 0 ? 'changed' : 'unchanged',
      thingId: milestone.id,
      offered: null,
      how: settled.how,
      differences: found,
      updates: isCopy ? updates.map((update) => goingOn(update, before)) : updates,
    }
  })
}

/** Words that a lead wrote without choosing a status: it stands as it stood. */
function goingOn(update: UpdateDraft, before: readonly SaidOf[]): UpdateDraft {
  const status = before.at(-1)?.status ?? null
  if (update.status !== null || update.statusWords !== null || status === null || !isStatus(status))
    return update
  return { ...update, status }
}
const placeOfAction = (id: string, actions: ReadonlyMap<string, ActionAsAt>): Place => ({
  ...{ key: id, value: id, name: actions.get(id)?.words ?? '' },
})

interface SettledMatch {
  id: string | null
  how: ComparedRow['how']
  offered: boolean
}

function settle(match: Match, { same }: Decision): SettledMatch {
  if (match === null) return { id: null, how: null, offered: false }
  if (match.how !== 'offered') return { id: match.id, how: match.how, offered: false }
  if (same === true) return { id: match.id, how: 'yes', offered: false }
  return { id: null, how: null, offered: same === undefined }
}

function asNew(
  { key, updates }: MilestoneDraft,
  match: Match,
  offered: boolean,
  live: ReadonlyMap<string, { id: string; ref: string | null; words: string }>,
): ComparedRow {
  const thing = offered && match ? live.get(match.id) : undefined
  return {
    key,
    fate: thing ? 'offered' : 'new',
    thingId: null,
    offered: thing ? { id: thing.id, ref: thing.ref, words: thing.words } : null,
    how: null,
    differences: [],
    updates,
  }
}

/** By this a decision is kept: it holds when the document is read again, wherever the row then stands. */
export const stableKey = (
  milestone: Pick<MilestoneDraft, 'ref' | 'words'>,
  action: Pick<ActionDraft, 'words'>,
): string => `${wordKey(milestone.ref ?? '')}|${headKey(milestone.words)}|${headKey(action.words)}`

export const goneKey = (thingId: string): string => `gone ${thingId}`

/** Live milestones that documents have named, and this one does not. One that is offered to a row is not gone yet. */
function goneOf(
  { plan, spokenOf }: Held,
  matched: ReadonlySet<string>,
  rows: readonly ComparedRow[],
  decisions: Decisions,
): GoneRow[] {
  const offered = new Set(rows.flatMap((row) => row.offered?.id ?? []))
  const dropped = new Set(plan.actions.filter((action) => action.dropped).map(({ id }) => id))
  return plan.milestones
    .filter((one) => spokenOf.has(one.id) && !one.dropped && !dropped.has(one.actionId))
    .filter(({ id }) => !matched.has(id) && !offered.has(id))
    .map(({ id, ref, words }) => ({ thingId: id, ref, words, decision: decisions[goneKey(id)] ?? {} }))
}

// ── Findings ─────────────────────────────────────────────────────────────────────────────────────────────

function compareFindings(draft: PlanDraft, { plan, bases }: Held, decisions: Decisions): ComparedRow[] {
  const findings = draft.reviews.flatMap((review) => review.findings)
  const held = plan.findings.map(
    ({ id, ref, words }): Candidate => ({
      ...{ id, ref, words, under: '' },
      before: beforeOf(bases.get(id)),
    }),
  )
  const live = new Map(plan.findings.map((finding) => [finding.id, finding]))
  const matches = matchRows(
    findings.map(({ ref, words }) => ({ id: null, ref, words, under: '' })),
    held,
  )
  return findings.map((finding, index) => {
    const match = matches[index] ?? null
    const found = match && match.how !== 'offered' ? live.get(match.id) : undefined
    if (!found) return asThing(finding.key, null)
    const base = (bases.get(found.id) ?? null) as FindingDraft | null
    const decision = decisions[findingDecisionKey(found.id)]
    const diffs = findingDifferences(finding, found, base).map((one) => taken(one, decision))
    return {
      ...asThing(finding.key, found.id),
      fate: diffs.length > 0 ? ('changed' as const) : ('unchanged' as const),
      differences: diffs,
    }
  })
}

/** New actions whose milestones are all in the plan, and all stay where they are in it. */
function emptyActions(
  draft: PlanDraft,
  actions: ReadonlyMap<string, string>,
  rows: readonly ComparedRow[],
): ReadonlySet<string> {
  const byKey = new Map(rows.map((row) => [row.key, row]))
  const comes = ({ key }: { key: string }) => {
    const row = byKey.get(key)
    const moves = row?.differences.some(({ field, take }) => field === 'actionId' && take === 'document')
    return !row?.thingId || moves
  }
  return new Set(
    draft.actions
      .filter(({ key, milestones }) => !actions.has(key) && milestones.length > 0 && !milestones.some(comes))
      .map(({ key }) => key),
  )
}

/** What would be empty is not made: it stands for the action that its milestones stay under. */
function withEmpty(
  draft: PlanDraft,
  { plan }: Held,
  found: {
    actions: ReadonlyMap<string, string>
    empty: ReadonlySet<string>
    milestones: readonly ComparedRow[]
  },
): ReadonlyMap<string, string> {
  const above = new Map(plan.milestones.map(({ id, actionId }) => [id, actionId]))
  const things = new Map(found.milestones.map(({ key, thingId }) => [key, thingId]))
  const stands = draft.actions.flatMap(({ key, milestones }) => {
    const id = found.empty.has(key) ? above.get(things.get(milestones[0]?.key ?? '') ?? '') : undefined
    return id ? [[key, id] as const] : []
  })
  return new Map([...found.actions, ...stands])
}

/** How an action that is not in the plan is told apart, wherever it stands in the document. */
export const newActionKey = ({ words }: Pick<ActionDraft, 'words'>): string => `new ${headKey(words)}`

// ── What is there already ────────────────────────────────────────────────────────────────────────────────

function knownOf(
  draft: PlanDraft,
  { plan }: Held,
  found: { actions: ReadonlyMap<string, string>; milestones: ComparedRow[]; findings: ComparedRow[] },
): ReadonlyMap<string, string> {
  const named = <T extends { id: string; name: string }>(things: readonly T[]) =>
    new Map(things.map(({ id, name }) => [wordKey(name), id]))
  const pairs = <T extends { key: string; name: string }>(
    drafts: readonly T[],
    held: ReadonlyMap<string, string>,
  ) =>
    drafts.flatMap(({ key, name }) => {
      const id = held.get(wordKey(name))
      return id ? [[key, id] as const] : []
    })
  const things = [...found.milestones, ...found.findings].flatMap(({ key, thingId }) =>
    thingId ? [[key, thingId] as const] : [],
  )
  return new Map([
    ...found.actions,
    ...things,
    ...pairs(draft.themes, named(plan.themes)),
    ...pairs(draft.phases, named(plan.phases)),
    ...reviewOf(draft, plan, found.findings),
  ])
}

/** The review is the one whose findings it has in common with the plan; new findings of it are added to that one. */
function reviewOf(
  draft: PlanDraft,
  plan: PlanAsAt,
  rows: readonly ComparedRow[],
): (readonly [string, string])[] {
  const held = new Map(plan.findings.map(({ id, review }) => [id, review.id]))
  const ids = new Map(rows.map(({ key, thingId }) => [key, held.get(thingId ?? '')]))
  return draft.reviews.flatMap(({ key, findings }) => {
    const reviews = findings.flatMap((finding) => ids.get(finding.key) ?? [])
    const [first] = [...Map.groupBy(reviews, (id) => id)].sort((a, b) => b[1].length - a[1].length)
    return first ? [[key, first[0]] as const] : []
  })
}
