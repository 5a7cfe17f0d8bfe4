import type { PlainDate } from '../../../platform/calendar.ts'

/** What can become of an action at a refresh, in the order in which people are asked. */
export const KINDS = ['completed', 'carried', 'merged', 'split', 'moved', 'dropped'] as const

export type Kind = (typeof KINDS)[number]

export const KIND_WORDS: Record<Kind, string> = {
  completed: 'Completed and evidenced',
  carried: 'Carried into the next edition',
  merged: 'Merged into another action',
  split: 'Split into several actions',
  moved: 'Moved to another plan',
  dropped: 'Dropped',
}

/** The five questions that are asked of each action before it is said what becomes of it. */
export const QUESTIONS = ['completed', 'critical', 'realistic', 'regroup', 'elsewhere', 'relevant'] as const

export type Question = (typeof QUESTIONS)[number]

export type Answers = Partial<Record<Question, 'yes' | 'no'>>

/** What a decision changes of the action that it is about; what it does not name stays as it is. */
export interface Changes {
  /** Another theme of the plan. */
  themeId?: string
  /** A theme that the plan has not yet. */
  themeName?: string
  phaseId?: string
  /** New days, by milestone. */
  due?: Record<string, PlainDate>
  /** Where milestones go, by milestone: an action of `intoIds`, or nothing where one ends with its action. */
  to?: Record<string, string | null>
}

export interface Decision {
  actionId: string
  kind: Kind
  answers: Answers
  because: string | null
  /** Of merged and split: actions of the plan, or new ones of the refresh. */
  intoIds: readonly string[]
  /** Of moved: the other plan, in words. */
  movedTo: string | null
  movedToPlanId: string | null
  changes: Changes
}

export interface Disposition extends Decision {
  id: string
  refreshId: string
  decidedBy: string
  decidedOn: PlainDate
  /** Null where it stands. One that was taken back counts no more, and leaves its action undecided. */
  undone: { by: string; on: PlainDate } | null
}

/**
 * Where a milestone of a merged or split action goes; null where it ends with it. One that came after the decision goes
 * to the first action, so that nothing is lost in silence.
 */
export function wayOf({ changes, intoIds }: Decision, milestoneId: string): string | null {
  const named = changes.to?.[milestoneId]
  return named === undefined ? (intoIds[0] ?? null) : named
}

/**
 * The last decision of each action: an earlier one is kept, and counts no more; nor does one that was taken back.
 * They come oldest first.
 */
export function lastOf<T extends Decision & { undone?: object | null }>(
  decisions: readonly T[],
): ReadonlyMap<string, T> {
  const last = new Map(decisions.map((one) => [one.actionId, one]))
  return new Map([...last].filter(([, { undone }]) => !undone))
}
