import {
  type ActionAsAt,
  type CitationFacts,
  type FindingFacts,
  type MilestoneAsAt,
  type PlanAsAt,
  STATUS_KEY,
} from './plan.ts'
import { openingWords, printedDate } from './printed.ts'
import type { ReportAnswer, ReportFinding } from './report-facts.ts'
import { statusText } from './standing.ts'

/** A finding with all that answers it in the whole plan, live and dropped. */
export function findingOf(finding: FindingFacts, facts: PlanAsAt): ReportFinding {
  const { id, review, group, ref, words, deadline } = finding
  const droppedActions = new Set(facts.actions.filter((action) => action.dropped).map((action) => action.id))
  const isGone = (milestone: MilestoneAsAt) =>
    milestone.dropped !== null || droppedActions.has(milestone.actionId)
  const actions = facts.actions.filter((action) => citesFinding(action, id))
  const milestones = facts.milestones.filter((milestone) => citesFinding(milestone, id))
  return {
    id,
    review,
    group,
    ref,
    words,
    deadline: deadline && printedDate(deadline),
    answers: [
      ...facts.cites.filter((cite) => cite.findingId === id).map(answerOfPlan),
      ...actions.filter((action) => !action.dropped).map(answerOfAction),
      ...milestones.filter((milestone) => !isGone(milestone)).map(answerOfMilestone),
    ],
    droppedAnswers: [
      ...actions.filter((action) => action.dropped).map(answerOfAction),
      ...milestones.filter(isGone).map(answerOfMilestone),
    ],
  }
}

const citesFinding = (thing: ActionAsAt | MilestoneAsAt, findingId: string): boolean =>
  thing.cites.some((cite) => cite.findingId === findingId)

/** "Throughout": the plan as a whole, which has no status of its own. */
const answerOfPlan = ({ words }: CitationFacts): ReportAnswer => ({
  kind: 'plan',
  id: '',
  label: `the whole plan (“${words}”)`,
  statusText: null,
})

function answerOfAction({ id, ref, words, judgement }: ActionAsAt): ReportAnswer {
  const statusText = judgement ? STATUS_KEY[judgement.status].short : null
  return { kind: 'action', id, label: labelOf(ref, words), statusText }
}

function answerOfMilestone({ id, ref, words, latest }: MilestoneAsAt): ReportAnswer {
  return { kind: 'milestone', id, label: labelOf(ref, words), statusText: statusText(latest) }
}

const labelOf = (ref: string | null, words: string): string => ref ?? `“${openingWords(words)}”`
