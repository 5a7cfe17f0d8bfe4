import type { PlainDate } from '../../../platform/calendar.ts'
import { counted } from '../../../platform/words.ts'
import type { Marker, Piece } from '../../library/index.ts'
import { planPaths } from '../../plans/index.ts'
import type { AnswerFacts, FindingEntry, ReviewFacts, SameFindings } from '../domain/facts.ts'
import { paths } from '../paths.ts'
import { type DeadlineView, deadlineView } from './words.ts'

/** A finding on the page of its review, and where it is answered. */
export interface FindingView {
  id: string
  ref: string
  /** Its words, in pieces: the first use of a term leads to its meaning. */
  marked: Piece[]
  /** Said of a headline that has no text yet. */
  theme: string | null
  provenance: string | null
  remark: string | null
  deadline: DeadlineView | null
  same: { text: string; href: string } | null
  answers: { plan: string; href: string; sum: string }[]
  /** Said out loud. */
  gap: string | null
  change: string | null
  group: string | null
}

interface Around {
  review: ReviewFacts
  same: ReadonlyMap<string, SameFindings>
  answers: readonly AnswerFacts[]
  day: PlainDate
  past: PlainDate | null
  keeps: boolean
  mark: Marker
}

export function toFindingView(finding: FindingEntry, around: Around): FindingView {
  const { review, day, keeps } = around
  const same = around.same.get(finding.id)
  const answers = answersOf(finding.id, around)
  return {
    ...{ id: finding.id, ref: finding.ref, marked: around.mark(finding.words), remark: finding.remark },
    theme: finding.kind === 'theme' ? 'A headline: its text is not known yet' : null,
    provenance: finding.provenance,
    deadline: deadlineView(finding, review, day),
    same: same
      ? {
          text: `The same as ${counted(same.memberIds.length - 1, 'other finding')}: ${same.words}`,
          href: paths.group(same.groupId),
        }
      : null,
    answers,
    gap: gapOf(answers, same, around),
    change: keeps ? paths.changeFinding(finding.id) : null,
    group: keeps && !same ? `${paths.newGroup()}?finding=${finding.id}` : null,
  }
}

function answersOf(findingId: string, { review, answers, past }: Around): FindingView['answers'] {
  const own = Map.groupBy(
    answers.filter((answer) => answer.findingId === findingId),
    ({ plan }) => plan.id,
  )
  return [...own].flatMap(([planId, list]) => {
    const [first] = list
    if (!first) return []
    const isAttached = review.plans.some(({ id }) => id === planId)
    const href = isAttached
      ? planPaths.finding(planId, findingId, past)
      : planPaths.plan(planId, { answers: findingId, asAt: past })
    return [{ plan: first.plan.title, href, sum: sumOf(list) }]
  })
}

/** "2 actions, 1 milestone", "the plan as a whole". */
function sumOf(answers: readonly AnswerFacts[]): string {
  const of = (kind: 'action' | 'milestone') => answers.filter(({ thing }) => thing?.kind === kind).length
  return [
    ...(answers.some(({ thing }) => thing === null) ? ['the plan as a whole'] : []),
    ...(of('action') > 0 ? [counted(of('action'), 'action')] : []),
    ...(of('milestone') > 0 ? [counted(of('milestone'), 'milestone')] : []),
  ].join(', ')
}

function gapOf(
  own: FindingView['answers'],
  same: SameFindings | undefined,
  { review, answers }: Around,
): string | null {
  if (own.length > 0) return null
  const through = same && answers.some(({ findingId }) => same.memberIds.includes(findingId))
  if (through) return 'Answered through a finding that is the same'
  return review.plans.length === 0 ? 'No plan answers this review yet' : 'Answered by nothing'
}
