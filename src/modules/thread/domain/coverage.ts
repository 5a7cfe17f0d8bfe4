import type { PlainDate } from '../../../platform/calendar.ts'
import { ageOf } from '../../evidence/index.ts'
import {
  type ActionAsAt,
  type CriterionFacts,
  type FindingFacts,
  isUnverified,
  type MilestoneAsAt,
  type PlanAsAt,
  planRows,
  rollUp,
  type Standing,
  type Status,
} from '../../plans/index.ts'
import type { SameFinding, Shown, ThreadFacts } from './facts.ts'
import { type Step, type Verdict, verdictOf } from './verdict.ts'

/** What of a plan answers a finding, of what is not dropped. */
export interface Answers {
  /** Words by which the plan as a whole answers it; empty where it does not. */
  whole: string[]
  actions: ActionAsAt[]
  /** Those that cite it by themselves, and not already through their action. */
  milestones: MilestoneAsAt[]
  /** Findings that are the same, where something answers it through them. */
  through: SameFinding[]
  /** Numbers that a document names as the answer, and that the plan has not. They answer nothing. */
  missing: readonly string[]
}

export interface Proof {
  /** Milestones, and actions that have none. */
  steps: number
  done: number
  verified: number
  /** Pieces of evidence in date, on milestones and criteria; and those that ran out. */
  fresh: number
  stale: number
  measures: number
  met: number
}

/** A finding and its thread to the proof, within one plan as at a day. */
export interface FindingCoverage {
  finding: FindingFacts
  answers: Answers
  verdict: Verdict
  /** What the steps say together; null while that cannot be said. */
  together: Status | null
  /** The latest day on which a step is due; null where none has a date. */
  lastDue: PlainDate | null
  undated: number
  /** An open step is due after the finding's deadline: late by design. */
  lateByDesign: boolean
  /** The deadline has passed, and not every step is completed. */
  overdue: boolean
  proof: Proof
}

/** A step with what only its dates and its proof need. */
interface DatedStep extends Step {
  id: string
  due: PlainDate | null
  stale: number
}

/**
 * Findings in the order in which they come, each with its thread to the proof within one plan; all those of the reviews
 * that the plan answers, unless others are given.
 */
export function coverageOf(
  facts: ThreadFacts,
  findings: readonly FindingFacts[] = facts.plan.findings,
): FindingCoverage[] {
  const index = indexOf(facts.plan)
  return findings.map((finding) => coverageOfOne(finding, facts, index))
}

/** Answered by something, and no milestone verified, no evidence in date, no measure met. */
export const isUnproved = ({ verdict, proof }: Pick<FindingCoverage, 'verdict' | 'proof'>): boolean =>
  verdict !== 'unanswered' && proof.verified + proof.fresh + proof.met === 0

/** Late for its deadline: by design, or because it has passed. */
export const isLate = ({ lateByDesign, overdue }: Pick<FindingCoverage, 'lateByDesign' | 'overdue'>) =>
  lateByDesign || overdue

interface Index {
  whole: ReadonlyMap<string, string[]>
  actions: ReadonlyMap<string, ActionAsAt[]>
  milestones: ReadonlyMap<string, MilestoneAsAt[]>
  /** By the id of the action. */
  steps: ReadonlyMap<string, DatedStep[]>
  all: DatedStep[]
}

function indexOf(plan: PlanAsAt): Index {
  const live = planRows(plan).filter(({ standing }) => standing !== 'dropped')
  const actions = plan.actions.filter(({ dropped }) => !dropped)
  const byAction = Map.groupBy(live, ({ action }) => action.id)
  const steps = new Map(
    actions.map((action) => [
      action.id,
      (byAction.get(action.id) ?? []).map(({ milestone, standing }) =>
        stepOf(milestone, standing, plan.asAt),
      ),
    ]),
  )
  for (const action of actions) if (steps.get(action.id)?.length === 0) steps.set(action.id, [judged(action)])
  return {
    whole: byFinding(plan.cites.map((cite) => ({ cites: [cite], of: cite.words }))),
    actions: byFinding(actions.map((of) => ({ cites: of.cites, of }))),
    milestones: byFinding(live.map(({ milestone: of }) => ({ cites: of.cites, of }))),
    steps,
    all: [...steps.values()].flat(),
  }
}

function byFinding<T>(
  things: readonly { cites: readonly { findingId: string | null }[]; of: T }[],
): Map<string, T[]> {
  const found = new Map<string, Set<T>>()
  for (const { cites, of } of things)
    for (const { findingId } of cites)
      if (findingId) found.set(findingId, (found.get(findingId) ?? new Set()).add(of))
  return new Map([...found].map(([id, set]) => [id, [...set]]))
}

function stepOf(milestone: MilestoneAsAt, standing: Standing, day: PlainDate): DatedStep {
  const stale = milestone.evidence.filter((one) => ageOf(one, day) === 'out_of_date').length
  return {
    ...{ id: milestone.id, standing, stale, due: milestone.due?.on ?? null },
    verified: standing === 'achieved' && !isUnverified(milestone.latest),
    fresh: milestone.evidence.length - stale,
  }
}

/** An action without milestones stands where its lead puts it; nobody verifies a judgement. */
const judged = ({ id, judgement }: ActionAsAt): DatedStep => ({
  ...{ id, due: null, verified: false, fresh: 0, stale: 0 },
  standing: judgement?.status ?? 'not_reported',
})

function coverageOfOne(finding: FindingFacts, facts: ThreadFacts, index: Index): FindingCoverage {
  const answers = {
    ...answersOf(finding.id, facts.same.get(finding.id) ?? [], index),
    missing: facts.missing.get(finding.id) ?? [],
  }
  const steps = stepsOf(answers, index)
  const together = rollUp(steps.map(({ standing }) => standing))
  const deadline = finding.deadline?.on ?? null
  const answered = answers.whole.length + answers.actions.length + answers.milestones.length > 0
  return {
    ...{ finding, answers, together },
    verdict: verdictOf(answered, steps),
    ...datesOf(steps),
    lateByDesign: deadline !== null && steps.some((step) => isOpen(step) && (step.due ?? '') > deadline),
    overdue: deadline !== null && deadline < facts.plan.asAt && together !== 'achieved',
    proof: proofOf(finding, answers, steps, facts),
  }
}

const isOpen = ({ standing }: Step): boolean => standing !== 'achieved'

function answersOf(findingId: string, same: readonly SameFinding[], index: Index): Omit<Answers, 'missing'> {
  const ids = [findingId, ...same.map(({ id }) => id)]
  const of = <T>(map: ReadonlyMap<string, T[]>): T[] => [...new Set(ids.flatMap((id) => map.get(id) ?? []))]
  const actions = of(index.actions)
  const through = new Set(actions.map(({ id }) => id))
  return {
    ...{ whole: of(index.whole), actions },
    milestones: of(index.milestones).filter(({ actionId }) => !through.has(actionId)),
    through: same.filter(({ id }) =>
      [index.whole, index.actions, index.milestones].some((map) => map.has(id)),
    ),
  }
}

/** The plan as a whole answers by everything in it. */
function stepsOf({ whole, actions, milestones }: Answers, { steps, all }: Index): DatedStep[] {
  if (whole.length > 0) return all
  const alone = new Set(milestones.map(({ id }) => id))
  const own = milestones.flatMap(({ actionId }) => steps.get(actionId) ?? [])
  return [
    ...actions.flatMap(({ id }) => steps.get(id) ?? []),
    ...new Set(own.filter(({ id }) => alone.has(id))),
  ]
}

function datesOf(steps: readonly DatedStep[]): Pick<FindingCoverage, 'lastDue' | 'undated'> {
  const dated = steps.flatMap(({ due }) => due ?? [])
  return {
    lastDue: dated.reduce<PlainDate | null>((last, due) => (last && last > due ? last : due), null),
    undated: steps.length - dated.length,
  }
}

function proofOf(
  finding: FindingFacts,
  { actions }: Answers,
  steps: readonly DatedStep[],
  { plan, measures, evidence }: ThreadFacts,
): Proof {
  const shown = [finding.id, ...actions.map(({ id }) => id)].flatMap(
    (id): readonly Shown[] => measures.get(id) ?? [],
  )
  const behind = criteriaOf(finding, actions).flatMap(({ id }) => evidence.get(id) ?? [])
  const stale = behind.filter((one) => ageOf(one, plan.asAt) === 'out_of_date').length
  return {
    steps: steps.length,
    done: steps.filter(({ standing }) => standing === 'achieved').length,
    verified: steps.filter(({ verified }) => verified).length,
    fresh: sum(steps, ({ fresh }) => fresh) + behind.length - stale,
    stale: sum(steps, (step) => step.stale) + stale,
    measures: shown.length,
    met: shown.filter((one) => one === 'met').length,
  }
}

const criteriaOf = (finding: FindingFacts, actions: readonly ActionAsAt[]): CriterionFacts[] => [
  ...finding.criteria,
  ...actions.flatMap(({ criteria }) => criteria),
]

const sum = <T>(list: readonly T[], of: (one: T) => number): number =>
  list.reduce((total, one) => total + of(one), 0)
