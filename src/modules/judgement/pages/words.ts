/** How the matrix, the page of a statement and the lists say the same things. */
import { formatDay, formatWithPrecision, type PlainDate } from '../../../platform/calendar.ts'
import { counted } from '../../../platform/words.ts'
import { planPaths } from '../../plans/index.ts'
import { completionOf } from '../domain/judge.ts'
import type {
  Completion,
  Freshness,
  Judged,
  Printed,
  Shown,
  StatementState,
  Step,
} from '../domain/statement.ts'

export const STATE_WORDS: Record<StatementState, string> = {
  not_covered: 'Not covered',
  late: 'Late for the inspection',
  undated: 'Covered, but a date is missing',
  no_evidence: 'Covered, but no evidence',
  stale: 'Covered, but the evidence is too old',
  covered: 'Covered',
}

/** The state beside its shape: the shapes are those of the status key, each with words of its own. */
export const STATE_SHAPE: Record<StatementState, string> = {
  not_covered: 'not_achieved',
  late: 'off_track',
  undated: 'not_reported',
  no_evidence: 'not_started',
  stale: 'other_words',
  covered: 'achieved',
}

/** What else stands in the way, beside the state. */
const ALSO_WORDS: Record<Exclude<StatementState, 'covered' | 'not_covered'>, string> = {
  late: 'Also late for the inspection',
  undated: 'Also without a date for every milestone',
  no_evidence: 'Also without evidence',
  stale: 'Also with evidence that is too old',
}

/** Of what nothing shows, nothing else is worth saying. */
export const alsoOf = ({ gaps, state }: Judged): string[] =>
  state === 'not_covered'
    ? []
    : gaps.slice(1).flatMap((gap) => (gap === 'not_covered' ? [] : [ALSO_WORDS[gap]]))

/** "Action 1.06", "Milestone 2.03.1"; the words where it has no number. */
export const nameOf = ({ kind, ref, words }: Pick<Shown, 'kind' | 'ref' | 'words'>): string =>
  ref ? `${kind === 'action' ? 'Action' : 'Milestone'} ${ref}` : words

export const hrefOf = ({ kind, id }: Pick<Shown, 'kind' | 'id'>, past: PlainDate | null): string =>
  kind === 'action' ? planPaths.action(id, past) : planPaths.milestone(id, past)

/** "October 2009" or "31 October 2009": no more exactly than it was written. */
export const completionWords = ({ on, by }: Completion): string =>
  formatWithPrecision(on, by.due?.precision ?? 'day')

/** "Oct 09", "1.02 Oct 09; 1.03 Nov 09": what the printed table says of a thing or of several. */
export function printedWords(printed: readonly Printed[], withRef: boolean): string {
  const said = printed.flatMap(({ ref, completion }) =>
    completion === null ? [] : [withRef ? `${ref} ${completion}` : completion],
  )
  return [...new Set(said)].join(withRef ? '; ' : ', ')
}

/** "due August 2009; printed: Oct 09": by when it is complete itself, and what the printed table says. */
export function daysOf(shown: Shown): string {
  const completion = completionOf([shown])
  const printed = printedWords(shown.printed, false)
  const due = completion ? `due ${completionWords(completion)}` : 'no date'
  return printed ? `${due}; printed: ${printed}` : due
}

export const stepName = ({ ref, words }: Step): string => (ref ? `${ref} ${words}` : words)

/** "3 pieces, fresh enough"; empty where there is none: the state says so. */
export function evidenceWords({ statement, freshness }: Judged): string {
  const pieces = new Set([
    ...statement.evidence.map(({ id }) => id),
    ...statement.shownBy.flatMap(({ steps }) =>
      steps.flatMap(({ evidence }) => evidence.map(({ id }) => id)),
    ),
  ])
  return pieces.size === 0
    ? FRESHNESS[freshness]
    : `${counted(pieces.size, 'piece')}, ${FRESHNESS[freshness]}`
}

const FRESHNESS: Record<Freshness, string> = {
  fresh: 'fresh enough',
  stale: 'none fresh enough',
  none: '',
}

/** "in 51 days", "today", "12 days ago". */
export function countdown(days: number): string {
  if (days === 0) return 'today'
  return days > 0 ? `in ${counted(days, 'day')}` : `${counted(-days, 'day')} ago`
}

export const dayWords = (on: PlainDate): string => formatDay(on)
