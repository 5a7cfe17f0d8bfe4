import {
  type ActionAsAt,
  type CitationFacts,
  type MilestoneAsAt,
  type PlanAsAt,
  planRows,
} from '../../plans/index.ts'

/** A citation whose words name no finding that is held. */
export interface Loose {
  words: string
  of: { kind: 'plan' | 'action' | 'milestone'; id: string; ref: string | null; words: string }
}

/** Why a milestone is there. */
export interface Why {
  milestone: MilestoneAsAt
  action: ActionAsAt
  /** Findings that it cites itself, and those that only its action cites. */
  own: string[]
  through: string[]
  /** Words that name no finding, its own and its action's. */
  loose: string[]
}

/** Every live milestone of a plan, in its order, with the findings that it answers by itself and through its action. */
export const whyOf = (plan: PlanAsAt): Why[] =>
  planRows(plan)
    .filter(({ standing }) => standing !== 'dropped')
    .map(({ milestone, action }) => {
      const own = idsOf(milestone.cites)
      return {
        ...{ milestone, action, own },
        through: idsOf(action.cites).filter((id) => !own.includes(id)),
        loose: [...milestone.cites, ...action.cites].filter(isLoose).map(({ words }) => words),
      }
    })

/** Cites nothing, not through its action either: at most the plan as a whole says why it is there. */
export const answersNothing = ({ own, through, loose }: Why): boolean =>
  own.length + through.length + loose.length === 0

/** All that a plan cites without saying which finding: the plan itself, then by action and its milestones. */
export function looseIn(plan: PlanAsAt): Loose[] {
  const milestones = Map.groupBy(plan.milestones, ({ actionId }) => actionId)
  const whole = { id: plan.id, ref: null, words: plan.title, cites: plan.cites }
  return [
    ...looseOf('plan', whole),
    ...plan.actions
      .filter(({ dropped }) => !dropped)
      .flatMap((action) => [
        ...looseOf('action', action),
        ...(milestones.get(action.id) ?? [])
          .filter(({ dropped }) => !dropped)
          .flatMap((milestone) => looseOf('milestone', milestone)),
      ]),
  ]
}

const looseOf = (
  kind: Loose['of']['kind'],
  { id, ref, words, cites }: { id: string; ref: string | null; words: string; cites: CitationFacts[] },
): Loose[] => cites.filter(isLoose).map((cite) => ({ words: cite.words, of: { kind, id, ref, words } }))

const isLoose = ({ findingId }: CitationFacts): boolean => findingId === null

const idsOf = (cites: readonly CitationFacts[]): string[] => [
  ...new Set(cites.flatMap(({ findingId }) => findingId ?? [])),
]
