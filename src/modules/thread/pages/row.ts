import { formatDay, type PlainDate } from '../../../platform/calendar.ts'
import { counted } from '../../../platform/words.ts'
import {
  type ActionAsAt,
  type FindingFacts,
  type MilestoneAsAt,
  planPaths,
  STATUS_KEY,
  type StatusView,
  statedDate,
} from '../../plans/index.ts'
import type { FindingCoverage, Proof } from '../domain/coverage.ts'
import { labelOf } from '../domain/crosswalk.ts'
import { VERDICT_WORDS, type Verdict } from '../domain/verdict.ts'

/** One finding with its thread to the proof, as a table shows it. */
export interface CoverageRow {
  ref: string
  words: string
  href: string
  deadline: string
  verdict: { code: Verdict; words: string }
  answers: AnswerView[]
  /** Findings that are the same, through which something answers it. */
  through: string[]
  /** Numbers that a document names, and the plan has not; null where there are none. */
  missing: string | null
  status: StatusView | null
  due: string
  late: string | null
  proof: string[]
  /** Where somebody says what answers it; null for whoever may not. */
  change: string | null
}

export interface AnswerView {
  text: string
  href: string | null
  judged: string | null
}

export interface RowReading {
  planId: string
  past: PlainDate | null
  /** Whether the reader may say what answers what. */
  change: boolean
}

export function toCoverageRow(covered: FindingCoverage, reading: RowReading): CoverageRow {
  const { finding, verdict, together } = covered
  const { planId, past } = reading
  return {
    ref: finding.ref,
    words: finding.words,
    href: planPaths.finding(planId, finding.id, past),
    deadline: deadlineWords(finding),
    verdict: { code: verdict, words: VERDICT_WORDS[verdict] },
    answers: toAnswers(covered, reading),
    through: covered.answers.through.map(({ ref, review }) => `${ref} of ${review}`),
    missing: covered.answers.missing.length > 0 ? missingWords(covered.answers.missing) : null,
    status: together && { code: together, words: STATUS_KEY[together].short },
    due: dueWords(covered),
    late: lateWords(covered),
    proof: verdict === 'unanswered' ? [] : proofWords(covered.proof),
    change: reading.change && past === null ? planPaths.answering(planId, finding.id) : null,
  }
}

export const missingWords = (refs: readonly string[]): string =>
  `${refs.join(', ')} named, and not in the plan`

export function deadlineWords({ deadline }: Pick<FindingFacts, 'deadline'>): string {
  const day = statedDate(deadline)
  if (!day) return 'No deadline'
  return deadline?.words && deadline.on ? `${deadline.words}: ${day}` : day
}

function toAnswers({ answers }: FindingCoverage, { planId, past }: RowReading): AnswerView[] {
  return [
    ...(answers.whole.length > 0
      ? [
          {
            text: 'Throughout (the plan as a whole)',
            href: planPaths.plan(planId, { asAt: past }),
            judged: null,
          },
        ]
      : []),
    ...answers.actions.map((action) => ({
      text: `Action ${labelOf(action)}`,
      href: planPaths.action(action.id, past),
      judged: judgedWords(action),
    })),
    ...answers.milestones.map((milestone: MilestoneAsAt) => ({
      text: `Milestone ${labelOf(milestone)}`,
      href: planPaths.milestone(milestone.id, past),
      judged: null,
    })),
  ]
}

const judgedWords = ({ judgement }: ActionAsAt): string | null =>
  judgement && `judged ${STATUS_KEY[judgement.status].short.toLowerCase()}`

export function dueWords({ lastDue, undated, verdict }: FindingCoverage): string {
  if (verdict === 'unanswered') return ''
  const without = undated > 0 ? `${undated} without a date` : ''
  if (!lastDue) return without || 'No dates'
  return `${formatDay(lastDue)}${without ? `, and ${without}` : ''}`
}

/** Why it is late for its deadline; null when it is not. */
export function lateWords({ lateByDesign, overdue }: FindingCoverage): string | null {
  if (overdue && lateByDesign) return 'The deadline has passed, and work is due after it'
  if (overdue) return 'The deadline has passed'
  return lateByDesign ? 'Late by design: due after the deadline' : null
}

/** "3 of 5 completed, 2 verified"; "2 pieces of evidence, 1 out of date"; "1 of 3 measures met". */
export function proofWords(proof: Proof): string[] {
  const { steps, done, verified, fresh, stale, measures, met } = proof
  const evidence =
    fresh + stale === 0 ? 'No evidence' : counted(fresh + stale, 'piece of evidence', 'pieces of evidence')
  return [
    steps === 0 ? 'No milestones' : `${done} of ${steps} completed, ${verified} verified`,
    `${evidence}${stale > 0 ? `, ${stale} out of date` : ''}`,
    measures === 0 ? 'No measures of success' : `${met} of ${counted(measures, 'measure')} met`,
  ]
}
