import { counted } from '../../../../platform/words.ts'
import type { FindingCoverage } from '../../../thread/index.ts'
import type { SectionOf } from '../layout.ts'
import type { PaperFacts } from '../paper-facts.ts'
import type { ActionAsAt, MilestoneAsAt } from '../plan.ts'
import type { ReportAction, ReportRow } from '../report-facts.ts'
import { coverageIn } from '../thread-facts.ts'

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
  of(row: ReportRow): { milestone: MilestoneAsAt | undefined; action: ActionAsAt | undefined }
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
    of: (row: ReportRow) => ({
      milestone: milestones.get(row.id),
      action: held.get(row.actionId ?? ''),
    }),
  }
  const group = (name: string | null, actions: ReportAction[], more: Partial<Group> = {}): Group => ({
    ...common,
    ...{ name, words: [], actions, empty: 'No action stands here.' },
    caption: section.only ? narrowedCaption(name, actions, byAction) : captionOf(name, actions, byAction),
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
  { report, plan, thread }: PaperFacts,
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
      const ofTheme = new Map(report.themes.map(({ id, outcome }) => [id, outcome]))
      const outcomes = [...Map.groupBy(actions, (one) => one.outcome ?? ofTheme.get(one.themeId) ?? null)]
      const named = outcomes.filter(([outcome]) => outcome !== null)
      return [
        ...named.map(([outcome, own]) => make(outcome, own)),
        ...rest('No outcome given', outcomes.find(([outcome]) => outcome === null)?.[1] ?? [], make),
      ]
    }
    case 'finding': {
      const found = coverageIn(plan, thread).map((coverage) => ({
        coverage,
        own: answering(coverage, actions),
      }))
      const answered = new Set(found.flatMap(({ own }) => own))
      const several = new Set(plan.findings.map(({ review }) => review.id)).size > 1
      return [
        ...found.map(({ coverage, own }) => make(findingName(coverage, several), own, saidOf(coverage))),
        ...rest(
          'Answers no recommendation',
          actions.filter((action) => !answered.has(action)),
          make,
        ),
      ]
    }
  }
}

/** Actions that answer a finding, by themselves or through a milestone. */
function answering({ answers }: FindingCoverage, actions: readonly ReportAction[]): ReportAction[] {
  const ids = new Set([
    ...answers.actions.map(({ id }) => id),
    ...answers.milestones.map(({ actionId }) => actionId),
  ])
  return actions.filter(({ id }) => id !== null && ids.has(id))
}

/** "Recommendation 3 of the inspection": the number alone, where all are of one review. */
const findingName = ({ finding: { ref, review } }: FindingCoverage, several: boolean): string =>
  several ? `Recommendation ${ref}, ${review.title}` : `Recommendation ${ref}`

const saidOf = ({ finding, answers }: FindingCoverage): Partial<Group> => ({
  words: [{ label: finding.deadline?.words ?? 'Recommendation', words: finding.words }],
  empty:
    answers.whole.length > 0 ? `Answered by the whole plan (“${answers.whole[0]}”).` : 'Answered by nothing.',
  criteria: criteriaOf(finding),
})

const rest = (name: string, actions: ReportAction[], make: Make): Group[] =>
  actions.length === 0 ? [] : [make(name, actions)]

function narrowedCaption(
  name: string | null,
  actions: readonly ReportAction[],
  byAction: ReadonlyMap<string | null, ReportRow[]>,
): string {
  const rows = actions.reduce((sum, { id }) => sum + (byAction.get(id)?.length ?? 0), 0)
  return underName(name, counted(rows, 'milestone'))
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
  return underName(name, `${size}${finished}`)
}

/** Under the heading of its part a table says its size alone: it would repeat the heading. */
const underName = (name: string | null, size: string): string => (name === null ? size : `${name}: ${size}`)

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
