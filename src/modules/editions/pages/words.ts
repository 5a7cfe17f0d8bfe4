import { formatDay } from '../../../platform/calendar.ts'
import { type Disposition, KIND_WORDS, type Kind } from '../domain/disposition.ts'
import type { Missing } from '../domain/missing.ts'

/** "1.2 Answer every contact within a day". */
export const nameOf = ({ ref, words }: { ref: string | null; words: string }): string =>
  [ref, words].filter(Boolean).join(' ')

export const MISSING_WORDS: Record<Missing['why'], string> = {
  undecided: 'Not decided yet',
  target_gone: 'What it becomes is going too: decide again',
  ring: 'It leads back to itself: decide again',
  too_few: 'It needs two actions to split into: decide again',
}

export const kindWords = (kind: Kind | null): string => (kind ? KIND_WORDS[kind] : 'Not decided')

/** "12 completed and evidenced; 20 carried into the next edition". */
export const countWords = (counts: readonly { kind: Kind | null; number: number }[]): string =>
  counts.map(({ kind, number }) => `${number} ${kindWords(kind).toLowerCase()}`).join('; ')

export const decidedWords = ({
  decidedBy,
  decidedOn,
}: Pick<Disposition, 'decidedBy' | 'decidedOn'>): string => `${decidedBy}, ${formatDay(decidedOn)}`
