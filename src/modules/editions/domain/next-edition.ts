import type { PlainDate } from '../../../platform/calendar.ts'
import type {
  ActionAsAt,
  FieldChange,
  Heir,
  LeadFacts,
  MilestoneAsAt,
  NewAction,
  PlanAsAt,
  StatedDate,
} from '../../plans/index.ts'
import { type Disposition, KIND_WORDS, wayOf } from './disposition.ts'
import type { DraftAction } from './new-action.ts'

/** All that approving a refresh makes of a plan. */
export interface NextEdition {
  themes: { id: string; name: string }[]
  actions: NewAction[]
  /** Each with why: what the history of the thing says. */
  changes: FieldChange[]
  /** Who answers for what an action answered that is no more. */
  heirs: Heir[]
}

interface Refreshed {
  /** As it stands on the day of the approval. */
  plan: PlanAsAt
  decisions: readonly Disposition[]
  added: readonly DraftAction[]
}

/** What the decisions make of a plan. They are complete, and no target of one is gone: see `missingIn`. */
export function toNextEdition({ plan, decisions, added }: Refreshed, newId: () => string): NextEdition {
  const themes = newThemes(plan, { decisions, added }, newId)
  const find = finder(plan)
  const heirs = decisions.flatMap(({ actionId, intoIds }) => intoIds.map((to) => ({ from: actionId, to })))
  return {
    themes: [...themes.values()],
    actions: added.map((draft) => toNewAction(draft, themes, sourcesOf(draft, heirs, find))),
    changes: decisions.flatMap((one) =>
      changesOf(one, find, themes, plan.asAt).map((change) => ({ ...change, reason: reasonOf(one) })),
    ),
    heirs,
  }
}

type Themes = ReadonlyMap<string, { id: string; name: string }>

const sameName = (name: string): string => name.trim().toLowerCase()

/** Themes that the plan has not yet, each once, by their names. */
function newThemes(
  plan: PlanAsAt,
  { decisions, added }: Pick<Refreshed, 'decisions' | 'added'>,
  newId: () => string,
): Themes {
  const names = [
    ...decisions.map(({ changes }) => changes.themeName),
    ...added.map(({ themeName }) => themeName),
  ]
  const held = new Set(plan.themes.map(({ name }) => sameName(name)))
  const made = new Map<string, { id: string; name: string }>()
  for (const name of names)
    if (name && !held.has(sameName(name)) && !made.has(sameName(name)))
      made.set(sameName(name), { id: newId(), name: name.trim() })
  return made
}

interface Finder {
  action: (id: string) => ActionAsAt | undefined
  milestones: (actionId: string) => MilestoneAsAt[]
  theme: (name: string) => string | null
}

function finder(plan: PlanAsAt): Finder {
  const actions = new Map(plan.actions.map((action) => [action.id, action]))
  const milestones = Map.groupBy(plan.milestones, ({ actionId }) => actionId)
  const themes = new Map(plan.themes.map(({ id, name }) => [sameName(name), id]))
  return {
    action: (id) => actions.get(id),
    milestones: (id) => milestones.get(id) ?? [],
    theme: (name) => themes.get(sameName(name)) ?? null,
  }
}

const sourcesOf = ({ id }: DraftAction, heirs: readonly Heir[], find: Finder): ActionAsAt[] =>
  heirs.filter(({ to }) => to === id).flatMap(({ from }) => find.action(from) ?? [])

/** What a new action does not say of itself it takes from those that it comes of. */
function toNewAction(draft: DraftAction, themes: Themes, sources: readonly ActionAsAt[]): NewAction {
  const first = sources[0]
  const { id, ref, words, outcome, leads, milestones } = draft
  const named = draft.themeName ? themes.get(sameName(draft.themeName))?.id : undefined
  return {
    ...{ id, ref, words },
    themeId: named ?? draft.themeId ?? first?.themeId ?? null,
    phaseId: draft.phaseId ?? first?.phaseId ?? null,
    outcome: outcome ?? first?.outcome ?? null,
    leads: leads.length > 0 ? leads : together(sources.flatMap((one) => one.leads)),
    boards: [...new Set(sources.flatMap(({ boards }) => boards))],
    milestones: milestones.map((one) => ({ words: one.words, due: dayOf(one.due) })),
  }
}

const leadKey = ({ holder, name }: LeadFacts): string => holder?.id ?? name

/** Leads of several actions as leads of one: each once, and one of them accountable. */
function together(leads: readonly LeadFacts[]): LeadFacts[] {
  const once = [...new Map(leads.toReversed().map((lead) => [leadKey(lead), lead])).values()].toReversed()
  const accountable = once.find(({ part }) => part === 'accountable')
  return once.map((lead) =>
    lead.part === 'accountable' && lead !== accountable ? { ...lead, part: 'lead' as const } : lead,
  )
}

const dayOf = (on: PlainDate | null): StatedDate | null =>
  on === null ? null : { on, precision: 'day', words: null }

/** "Merged into another action: one team now does both". */
function reasonOf({ kind, because, movedTo }: Disposition): string {
  const to = kind === 'moved' && movedTo ? `Moved to ${movedTo}` : KIND_WORDS[kind]
  return because ? `${to}: ${because}` : to
}

function changesOf(decision: Disposition, find: Finder, themes: Themes, day: PlainDate): FieldChange[] {
  const action = find.action(decision.actionId)
  if (!action) return []
  if (decision.kind === 'carried') return carriedChanges(decision, action, find, themes)
  const dropped = { on: day, reason: reasonOf(decision) }
  const moves = find.milestones(action.id).flatMap((one) => moved(one, action, wayOf(decision, one.id)))
  return [...change('action', action, 'dropped', dropped), ...moves]
}

function carriedChanges(
  { changes }: Disposition,
  action: ActionAsAt,
  find: Finder,
  themes: Themes,
): FieldChange[] {
  const { themeName, themeId, phaseId, due = {} } = changes
  const theme = themeName ? (find.theme(themeName) ?? themes.get(sameName(themeName))?.id) : themeId
  return [
    ...change('action', action, 'themeId', theme ?? action.themeId),
    ...change('action', action, 'phaseId', phaseId ?? action.phaseId),
    ...find.milestones(action.id).flatMap((one) => redated(one, due[one.id])),
  ]
}

function redated(milestone: MilestoneAsAt, on: PlainDate | undefined): FieldChange[] {
  if (!on || milestone.due?.on === on) return []
  return change('milestone', milestone, 'due', dayOf(on))
}

/** A milestone that goes elsewhere takes along who leads it and who watches it, also where its action said so for it. */
function moved(milestone: MilestoneAsAt, action: ActionAsAt, to: string | null): FieldChange[] {
  if (!to || milestone.dropped) return []
  const { leads, boards } = milestone
  return [
    ...change('milestone', milestone, 'actionId', to),
    ...change('milestone', milestone, 'leads', leads.length > 0 ? leads : action.leads),
    ...change('milestone', milestone, 'boards', boards.length > 0 ? boards : action.boards),
  ]
}

/** One field as it was and is to be; nothing where it is so already. */
function change<T extends ActionAsAt | MilestoneAsAt, F extends keyof T & string>(
  kind: 'action' | 'milestone',
  thing: T,
  field: F,
  now: T[F],
): FieldChange[] {
  const was = thing[field]
  if (JSON.stringify(was) === JSON.stringify(now)) return []
  return [{ kind, id: thing.id, field, was, now }]
}
