import { formatDay } from '../../../platform/calendar.ts'
import type { ActionAsAt, MilestoneAsAt, PlanAsAt } from '../domain/facts.ts'
import { type Standing, standingOf } from '../domain/roll-up.ts'
import { paths } from '../paths.ts'
import { type ActionStanding, type MilestoneRow, toActionStanding, toMilestoneRow } from './milestone-row.ts'
import { boardsOf, type Grouping, leadKey, NONE, type PlanRow } from './plan-query.ts'
import {
  type BarPart,
  BY_NAME,
  isWhole,
  type Reading,
  tallyOf,
  tallyWords,
  toBar,
  unverifiedOf,
} from './plan-reading.ts'
import { count } from './words.ts'

export interface GroupView {
  id: string
  name: string
  /** What children will notice, or the result wanted of a phase. */
  outcome: string | null
  counts: string
  bar: BarPart[]
  total: number
  actions: ActionView[]
}

export interface ActionView {
  href: string
  ref: string
  words: string
  standing: ActionStanding
  milestones: MilestoneRow[]
  /** Said in place of milestones where none are shown. */
  gap: string | null
}

interface GroupName {
  key: string
  name: string
  outcome: string | null
}

interface Gathered {
  group: GroupName
  actions: Map<ActionAsAt, PlanRow[]>
}

export function toGroups(reading: Reading, matches: readonly PlanRow[]): GroupView[] {
  const namesOf = grouper(reading.facts, reading.query.by)
  const gathered = new Map<string, Gathered>()
  const rowsUnder = (group: GroupName, action: ActionAsAt): PlanRow[] => {
    const found = gathered.get(group.key) ?? { group, actions: new Map<ActionAsAt, PlanRow[]>() }
    gathered.set(group.key, found)
    const rows = found.actions.get(action) ?? []
    found.actions.set(action, rows)
    return rows
  }
  const byAction = Map.groupBy(matches, (row) => row.action)
  const whole = isWhole(reading.query)
  for (const action of reading.facts.actions) {
    const rows = byAction.get(action) ?? []
    for (const row of rows) for (const group of namesOf(row)) rowsUnder(group, action).push(row)
    // An action without milestones is part of the plan, and a gap in it: only a filter takes it away.
    if (rows.length === 0 && whole && !action.dropped)
      for (const group of namesOf({ action })) rowsUnder(group, action)
  }
  const standings = standingsByAction(reading.facts)
  return inOrder(reading, [...gathered.values()]).map((found, at) => toGroup(reading, found, at, standings))
}

/** Themes and phases stand in the plan's order, the rest by name; what has none comes last. */
function inOrder({ facts, query }: Reading, gathered: Gathered[]): Gathered[] {
  const planned = [...facts.themes, ...facts.phases].map((item) => item.id)
  const place = ({ group }: Gathered): number =>
    group.key === NONE ? planned.length : planned.indexOf(group.key)
  return gathered.sort(
    (a, b) =>
      place(a) - place(b) || (BY_NAME.has(query.by) ? a.group.name.localeCompare(b.group.name, 'en-GB') : 0),
  )
}

type Grouped = Pick<PlanRow, 'action'> & { milestone?: MilestoneAsAt }

/** The groups that a milestone (or an action without any) stands in: one, or one for each of several leads. */
function grouper(facts: PlanAsAt, by: Grouping): (row: Grouped) => GroupName[] {
  const none = (name: string): GroupName[] => [{ key: NONE, name, outcome: null }]
  const named = (names: readonly string[], without: string): GroupName[] => {
    const once = [...new Set(names)]
    return once.length === 0 ? none(without) : once.map((name) => ({ key: name, name, outcome: null }))
  }
  const leads = (row: Grouped) => row.milestone?.leads ?? row.action.leads
  if (by === 'theme') {
    const themes = new Map(facts.themes.map(({ id, name, outcome }) => [id, [{ key: id, name, outcome }]]))
    return ({ action }) => themes.get(action.themeId ?? NONE) ?? none('No theme')
  }
  if (by === 'phase') {
    const phases = new Map(facts.phases.map((phase) => [phase.id, [phaseName(phase)]]))
    return ({ action }) => phases.get(action.phaseId ?? NONE) ?? none('No phase')
  }
  if (by === 'outcome')
    return ({ action }) => named(action.outcome ? [action.outcome] : [], 'No outcome stated')
  if (by === 'board') {
    return ({ milestone, action }) =>
      named(milestone ? boardsOf(milestone, action) : action.boards, 'Watched by no board')
  }
  if (by === 'partner') {
    return (row) =>
      named(
        leads(row).flatMap((lead) => lead.partner ?? []),
        'No partner named',
      )
  }
  return (row) => {
    const once = new Map(leads(row).map((lead) => [leadKey(lead), lead.name]))
    return once.size === 0 ? none('No lead') : [...once].map(([key, name]) => ({ key, name, outcome: null }))
  }
}

function phaseName(phase: PlanAsAt['phases'][number]): GroupName {
  const ends = phase.endsOn ? `, by ${formatDay(phase.endsOn)}` : ''
  return { key: phase.id, name: `${phase.name}${ends}`, outcome: phase.outcome }
}

function toGroup(
  reading: Reading,
  { group, actions }: Gathered,
  at: number,
  standings: ReadonlyMap<string, Standing[]>,
): GroupView {
  const rows = [...actions.values()].flat()
  const tally = tallyOf(rows)
  const states = tallyWords(tally, unverifiedOf(rows))
  const sums = `${count(actions.size, 'action')}, ${count(rows.length, 'milestone')}`
  return {
    id: `group-${at + 1}`,
    name: group.name,
    outcome: group.outcome,
    counts: states ? `${sums}: ${states}` : sums,
    bar: toBar(tally),
    total: rows.length,
    actions: [...actions].map(([action, shown]) =>
      toAction(reading, action, shown, standings.get(action.id) ?? []),
    ),
  }
}

function standingsByAction(facts: PlanAsAt): Map<string, Standing[]> {
  const byAction = new Map<string, Standing[]>()
  const actions = new Map(facts.actions.map((action) => [action.id, action]))
  for (const milestone of facts.milestones) {
    const standings = byAction.get(milestone.actionId) ?? []
    standings.push(standingOf(milestone, actions.get(milestone.actionId) ?? null))
    byAction.set(milestone.actionId, standings)
  }
  return byAction
}

function toAction(
  reading: Reading,
  action: ActionAsAt,
  shown: readonly PlanRow[],
  standings: readonly Standing[],
): ActionView {
  return {
    href: paths.action(action.id, reading.past),
    ref: action.ref ?? '',
    words: action.words,
    standing: toActionStanding(action, standings),
    milestones: shown.map((row) => toMilestoneRow(row, reading)),
    gap: shown.length > 0 ? null : 'No milestones: nothing says how this will be done.',
  }
}
