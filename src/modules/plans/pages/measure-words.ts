import { formatDay, type PlainDate } from '../../../platform/calendar.ts'
import { evidencePaths } from '../../evidence/index.ts'
import { type Described, isOld, type MeasureVerdict, OLD_AFTER_MONTHS } from '../domain/criteria.ts'
import type { MeasureKind } from '../domain/draft.ts'
import type { MeasureAnswer, MeasureFacts } from '../domain/facts.ts'
import type { Standing } from '../domain/roll-up.ts'
import { paths } from '../paths.ts'

/** How measures and their answers are said, on every page that shows them. */

export const MEASURE_KIND_WORDS: Record<MeasureKind, string> = {
  indicator: 'Indicator',
  audit: 'Audit',
  survey: 'Survey',
  document: 'Document',
  register: 'Register',
  other: 'Other',
}

export const kindWords = (kind: string): string =>
  Object.entries(MEASURE_KIND_WORDS).find(([key]) => key === kind)?.[1] ?? kind

export const VERDICT_WORDS: Record<MeasureVerdict, string> = {
  met: 'Met',
  towards: 'Moving towards it',
  not_met: 'Not met',
  no_data: 'No data',
  unanswered: 'Nothing said yet',
  unmeasured: 'Measured by nothing',
}

/** Shape and colour of a verdict: those of the status key that means the same. */
export const VERDICT_CODES: Record<MeasureVerdict, Standing> = {
  met: 'achieved',
  towards: 'on_track',
  not_met: 'not_achieved',
  no_data: 'other_words',
  unanswered: 'not_reported',
  unmeasured: 'not_reported',
}

export const OLD_WORDS = `Answered more than ${OLD_AFTER_MONTHS === 6 ? 'six' : OLD_AFTER_MONTHS} months ago`

/** "Action 1.06", "Finding 3". */
export const describedName = ({ kind, ref }: Described): string =>
  `${kind === 'action' ? 'Action' : 'Finding'}${ref ? ` ${ref}` : ''}`

export const describedHref = ({ kind, id }: Described, planId: string, past: PlainDate | null = null) =>
  kind === 'action' ? paths.action(id, past) : paths.finding(planId, id, past)

/** A measure and its last answer, as a list shows it. */
export interface MeasureView {
  words: string
  kind: string
  href: string
  code: Standing
  standing: string
  /** Null where nothing is said. */
  said: AnswerView | null
  /** Set where the answer is old. */
  old: string | null
  printed: string | null
}

export interface AnswerView {
  value: string | null
  words: string
  byline: string
  evidence: { text: string; href: string } | null
}

export function toMeasureView(
  { id, words, kind, printed, answer }: MeasureFacts,
  day: PlainDate,
): MeasureView {
  const verdict = answer?.standing ?? 'unanswered'
  return {
    ...{ words, kind: kindWords(kind), href: paths.measure(id), code: VERDICT_CODES[verdict] },
    standing: VERDICT_WORDS[verdict],
    said: answer && toAnswerView(answer),
    old: isOld(answer, day) ? `${OLD_WORDS}: say again what it shows` : null,
    printed: printed && `In the document: “${printed}”`,
  }
}

export const toAnswerView = (answer: MeasureAnswer): AnswerView => ({
  value: answer.value,
  words: answer.words,
  byline: `${answer.aboutOn ? `As at ${formatDay(answer.aboutOn)}; said` : 'Said'} by ${answer.by} on ${formatDay(answer.saidOn)}`,
  evidence: answer.evidence && { text: answer.evidence.title, href: evidencePaths.one(answer.evidence.id) },
})
