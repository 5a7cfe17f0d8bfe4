import { date, number, type Table, tableOf, text } from '../../platform/office/table.ts'
import { findingName, type PlanAsAt, STATUS_KEY } from '../plans/index.ts'
import type { ReviewCoverage } from './domain/across.ts'
import type { FindingCoverage } from './domain/coverage.ts'
import { type CrosswalkLine, crosswalkOf, crosswalkWords } from './domain/crosswalk.ts'
import { VERDICT_WORDS } from './domain/verdict.ts'
import { answersNothing, type Why } from './domain/why.ts'
import { lateWords } from './pages/row.ts'

interface Line {
  plan: string
  covered: FindingCoverage
}

/** Findings of a plan with their thread to the proof, each once. */
export const toCoverageTable = (plan: PlanAsAt, list: readonly FindingCoverage[]): Table =>
  tableOfLines(
    `${plan.title}, coverage`,
    list.map((covered) => ({ plan: plan.title, covered })),
  )

/** A review's findings, once for each plan that answers its review. */
export const toReviewTable = ({ review, findings }: ReviewCoverage): Table =>
  tableOfLines(
    `${review.title}, coverage`,
    findings.flatMap(({ plans }) =>
      plans.map(({ plan, coverage }) => ({ plan: plan.title, covered: coverage })),
    ),
  )

const tableOfLines = (title: string, lines: readonly Line[]): Table =>
  tableOf(title, lines, [
    text('Plan', ({ plan }) => plan),
    text('Review', ({ covered }) => covered.finding.review.title),
    text('Group', ({ covered }) => covered.finding.group),
    text('Number', ({ covered }) => covered.finding.ref),
    text('Finding', ({ covered }) => covered.finding.words),
    text('Verdict', ({ covered }) => VERDICT_WORDS[covered.verdict]),
    text('Answered by', ({ covered }) => crosswalkWords(lineOf(covered))),
    text('Through the same finding of', ({ covered }) =>
      covered.answers.through.map(({ ref, review }) => `${review}, ${ref}`).join('; '),
    ),
    text('Status', ({ covered }) => covered.together && STATUS_KEY[covered.together].short),
    date(
      'Deadline',
      ({ covered }) => covered.finding.deadline?.on ?? covered.finding.deadline?.words ?? null,
    ),
    date('Last due', ({ covered }) => covered.lastDue),
    text('Late', ({ covered }) => lateWords(covered)),
    number('Milestones', ({ covered }) => covered.proof.steps),
    number('Completed', ({ covered }) => covered.proof.done),
    number('Verified', ({ covered }) => covered.proof.verified),
    number('Evidence in date', ({ covered }) => covered.proof.fresh),
    number('Evidence out of date', ({ covered }) => covered.proof.stale),
    number('Measures', ({ covered }) => covered.proof.measures),
    number('Measures met', ({ covered }) => covered.proof.met),
  ])

function lineOf(covered: FindingCoverage): CrosswalkLine {
  const [line] = crosswalkOf([covered])
  return line ?? { finding: covered.finding, throughout: false, answers: [], missing: [] }
}

/** Milestones with why they are there. */
export function toMilestonesTable(plan: PlanAsAt, list: readonly Why[]): Table {
  const phases = new Map(plan.phases.map(({ id, name }) => [id, name]))
  const names = new Map(plan.findings.map((finding) => [finding.id, findingName(finding)]))
  const named = (ids: readonly string[]): string => ids.map((id) => names.get(id) ?? 'A finding').join('; ')
  return tableOf(`${plan.title}, why each milestone is there`, list, [
    text('Action number', ({ action }) => action.ref),
    text('Action', ({ action }) => action.words),
    text('Phase', ({ action }) => phases.get(action.phaseId ?? '') ?? null),
    text('Outcome wanted', ({ action }) => action.outcome),
    text('Number', ({ milestone }) => milestone.ref),
    text('Milestone', ({ milestone }) => milestone.words),
    text('Answers', ({ own }) => named(own)),
    text('Answers through its action', ({ through }) => named(through)),
    text('Cited without a number', ({ loose }) => loose.join('; ')),
    text('Gap', (why) => (answersNothing(why) ? 'Answers nothing' : null)),
  ])
}

/** "Priority / Actions", as a plan prints it. */
export const toCrosswalkTable = (plan: PlanAsAt, lines: readonly CrosswalkLine[]): Table =>
  tableOf(`${plan.title}, crosswalk`, lines, [
    text('Review', ({ finding }) => finding.review.title),
    text('Group', ({ finding }) => finding.group),
    text('Number', ({ finding }) => finding.ref),
    text('Finding', ({ finding }) => finding.words),
    text('Actions', crosswalkWords),
  ])
