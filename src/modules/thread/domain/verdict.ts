import { rollUp, type Standing } from '../../plans/index.ts'

/** How far the thread of a finding reaches, from nothing to its proof. */
export const VERDICTS = ['unanswered', 'idle', 'under_way', 'done', 'proved'] as const
export type Verdict = (typeof VERDICTS)[number]

export const VERDICT_WORDS: Record<Verdict, string> = {
  unanswered: 'Answered by nothing',
  idle: 'Answered, nothing done yet',
  under_way: 'Under way',
  done: 'Done, not proved',
  proved: 'Proved',
}

/** One thing to be done for a finding: a milestone, or an action that has none. */
export interface Step {
  standing: Standing
  /** Whether somebody else verified the last claim that it is completed. */
  verified: boolean
  /** Pieces of evidence attached to it that are in date on the day. */
  fresh: number
}

const IDLE: ReadonlySet<Standing> = new Set(['not_started', 'not_reported'])

/**
 * The one word for a finding on a day, from all that is done for it. Dropped steps do not count.
 *
 * - `unanswered`: nothing cites it, or all that did was dropped.
 * - `idle`: no step was begun; what nobody has spoken of is not begun. Also what is answered without any step.
 * - `proved`: every step is completed, verified by somebody else, and has evidence of its own that is in date.
 * - `done`: every step is completed, and one at least is not proved so. Evidence that ran out proves nothing any more.
 * - `under_way`: all else, whether on track or not.
 */
export function verdictOf(answered: boolean, steps: readonly Step[]): Verdict {
  const live = steps.filter(({ standing }) => standing !== 'dropped')
  if (!answered) return 'unanswered'
  if (live.every(({ standing }) => IDLE.has(standing))) return 'idle'
  if (rollUp(live.map(({ standing }) => standing)) !== 'achieved') return 'under_way'
  return live.every(isProved) ? 'proved' : 'done'
}

/** Completed, verified by somebody else, and with evidence in date. */
export const isProved = ({ standing, verified, fresh }: Step): boolean =>
  standing === 'achieved' && verified && fresh > 0
