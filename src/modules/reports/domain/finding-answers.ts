import type { FindingCoverage } from '../../thread/index.ts'
import { type ActionAsAt, type MilestoneAsAt, type PlanAsAt, STATUS_KEY } from './plan.ts'
import { openingWords, printedDate } from './printed.ts'
import type { ReportAnswer, ReportFinding } from './report-facts.ts'
import { statusText } from './standing.ts'

/** A finding with all that answers it in the whole plan, as the thread tells it, and what was dropped. */
export function findingOf({ finding, answers }: FindingCoverage, facts: PlanAsAt): ReportFinding {
  const { id, review, group, ref, words, deadline } = finding
  return {
    ...{ id, review, group, ref, words },
    deadline: deadline && printedDate(deadline),
    answers: [
      ...answers.whole.map(answerOfPlan),
      ...answers.actions.map(answerOfAction),
      ...answers.milestones.map(answerOfMilestone),
    ],
    droppedAnswers: droppedAnswers(id, facts),
  }
}

function droppedAnswers(findingId: string, { actions, milestones }: PlanAsAt): ReportAnswer[] {
  const gone = new Set(actions.filter(({ dropped }) => dropped).map(({ id }) => id))
  const isGone = ({ dropped, actionId }: MilestoneAsAt) => dropped !== null || gone.has(actionId)
  return [
    ...actions.filter((one) => one.dropped && citesFinding(one, findingId)).map(answerOfAction),
    ...milestones.filter((one) => isGone(one) && citesFinding(one, findingId)).map(answerOfMilestone),
  ]
}

const citesFinding = (thing: ActionAsAt | MilestoneAsAt, findingId: string): boolean =>
  thing.cites.some((cite) => cite.findingId === findingId)

/** "Throughout": the plan as a whole, which has no status of its own. */
const answerOfPlan = (words: string): ReportAnswer => ({
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
