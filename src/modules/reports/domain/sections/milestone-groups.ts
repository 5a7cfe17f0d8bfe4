import { counted } from '../../../../platform/words.ts'
import type { SectionOf } from '../layout.ts'
import type { PaperFacts } from '../paper-facts.ts'
import type { ActionAsAt, MilestoneAsAt } from '../plan.ts'
import type { ReportAction, ReportRow } from '../report-facts.ts'

/** Actions that stand together in a report, and what is said above them. */
export interface Group {
  /** Null where there is one group without a name. */
  name: string | null
  words: { label: string; words: string }[]
  caption: string
  /** What is said where it has no action. */
  empty: string
  actions: ReportAction[]
  rowsOf(action: ReportAction): ReportRow[]
  theme(action: ReportAction): string | null
  phase(action: ReportAction): string | null
  of(row: ReportRow): { milestone: MilestoneAsAt | undefined }
  criteria: { words: string; measures: string[] }[]
}

type Milestones = SectionOf<'milestones'>

/** The groups of a section in the plan's order; a narrowed list leaves out what has nothing to show. */
export function groupsOf(section: Milestones, facts: PaperFacts): Group[] {
  const { report, plan } = facts
  const rows = report.rows.filter((row) => isWanted(row, section.only))
  const byAction = Map.groupBy(rows, (row) => row.actionId)
  const held = new Map(plan.actions.map((action) => [action.id, action]))
  const milestones = new Map(plan.milestones.map((milestone) => [milestone.id, milestone]))
  const shown = section.only ? report.actions.filter(({ id }) => byAction.has(id)) : report.actions
  const nameOf = (list: readonly { id: string; name: string }[], id: string | null | undefined) =>
    list.find((one) => one.id === id)?.name ?? null
  const heldOf = ({ id }: ReportAction): ActionAsAt | undefined => (id === null ? undefined : held.get(id))
  const common = {
    rowsOf: ({ id }: ReportAction) => byAction.get(id) ?? [],
    theme: (action: ReportAction) => nameOf(plan.themes, action.themeId),
    phase: (action: ReportAction) => nameOf(plan.phases, heldOf(action)?.phaseId),
    of: (row: ReportRow) => ({ milestone: milestones.get(row.id) }),
  }
  const group = (name: string | null, actions: ReportAction[], more: Partial<Group> = {}): Group => ({
    ...common,
    ...{ name, words: [], actions, empty: 'No action stands here.' },
    caption: section.only
      ? narrowedCaption(name ?? section.heading, actions, byAction)
      : captionOf(name ?? section.heading, actions, byAction),
    criteria: actions.flatMap((action) => criteriaOf(heldOf(action))),
    ...more,
  })
  const groups = parted(section, facts, shown, heldOf, group)
  return section.only ? groups.filter(({ actions }) => actions.length > 0) : groups
}

const isWanted = (row: ReportRow, only: Milestones['only']): boolean => {
  switch (only) {
    case undefined:
      return true
    case 'overdue':
      return row.overdue
    case 'achieved':
      return row.standing === 'achieved'
    case 'support':
      return row.standing === 'not_achieved' || Boolean(row.note?.support)
    case 'redated':
      return row.earlierDue.length > 0
    case 'exceptions':
      return row.overdue || row.standing === 'off_track' || row.standing === 'not_achieved'
  }
}

type Make = (name: string | null, actions: ReportAction[], more?: Partial<Group>) => Group

function parted(
  { group: by, only }: Milestones,
  { report, plan }: PaperFacts,
  actions: ReportAction[],
  heldOf: (action: ReportAction) => ActionAsAt | undefined,
  make: Make,
): Group[] {
  switch (by) {
    case 'none':
      return [make(null, actions)]
    case 'theme':
      return report.themes.map((theme) => {
        const own = actions.filter(({ themeId }) => themeId === theme.id)
        const words = theme.outcome ? [{ label: 'Outcome', words: theme.outcome }] : []
        const name = theme.id ? `Theme: ${theme.name}` : theme.name
        const empty = 'No action stands under this theme.'
        const done = only ? null : theme.counts.byStanding.achieved
        return make(name, own, {
          words,
          empty,
          caption: captionOf(theme.name, own, null, theme.counts.milestones, done),
        })
      })
    case 'phase':
      return [
        ...plan.phases.map(({ id, name, outcome }) =>
          make(
            name,
            actions.filter((action) => heldOf(action)?.phaseId === id),
            {
              words: outcome ? [{ label: 'Outcome', words: outcome }] : [],
            },
          ),
        ),
        ...rest(
          'Not in a phase',
          actions.filter((action) => !heldOf(action)?.phaseId),
          make,
        ),
      ]
    case 'outcome': {
      const outcomes = [...Map.groupBy(actions, ({ outcome }) => outcome)]
      return outcomes.map(([outcome, own]) => make(outcome ?? 'No outcome given', own))
    }
    case 'finding': {
      const answering = (id: string) =>
        actions.filter((action) => {
          const held = heldOf(action)
          const own = plan.milestones.filter((milestone) => milestone.actionId === action.id)
          return [held, ...own].some((thing) => thing?.cites.some(({ findingId }) => findingId === id))
        })
      const found = plan.findings.map((finding) => ({ finding, own: answering(finding.id) }))
      const answered = new Set(found.flatMap(({ own }) => own))
      return [
        ...found.map(({ finding, own }) =>
          make(`Recommendation ${finding.ref}`, own, {
            words: [{ label: finding.deadline?.words ?? 'Recommendation', words: finding.words }],
            empty: 'Answered by nothing.',
            criteria: criteriaOf(finding),
          }),
        ),
        ...rest(
          'Answers no recommendation',
          actions.filter((action) => !answered.has(action)),
          make,
        ),
      ]
    }
  }
}

const rest = (name: string, actions: ReportAction[], make: Make): Group[] =>
  actions.length === 0 ? [] : [make(name, actions)]

function narrowedCaption(
  name: string | null,
  actions: readonly ReportAction[],
  byAction: ReadonlyMap<string | null, ReportRow[]>,
): string {
  const rows = actions.reduce((sum, { id }) => sum + (byAction.get(id)?.length ?? 0), 0)
  return `${name ?? 'Milestones'}: ${counted(rows, 'milestone')}`
}

function captionOf(
  name: string | null,
  actions: readonly ReportAction[],
  byAction: ReadonlyMap<string | null, ReportRow[]> | null,
  milestones = actions.reduce((sum, { id }) => sum + (byAction?.get(id)?.length ?? 0), 0),
  done: number | null = null,
): string {
  const size = `${counted(actions.length, 'action')}, ${counted(milestones, 'milestone')}`
  const finished = done !== null && milestones > 0 ? `, ${done} completed` : ''
  return `${name ?? 'Milestones'}: ${size}${finished}`
}

const criteriaOf = (
  thing:
    | { criteria: { words: string; measures: { words: string }[] }[]; measures: { words: string }[] }
    | undefined,
): Group['criteria'] => [
  ...(thing?.criteria ?? []).map(({ words, measures }) => ({
    words,
    measures: measures.map((one) => one.words),
  })),
  ...(thing?.measures ?? []).map(({ words }) => ({ words, measures: [words] })),
]
