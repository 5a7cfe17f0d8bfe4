import type { ActionAsAt, MilestoneAsAt, UpdateFacts } from './facts.ts'
import { STATUS_KEY, type Status } from './status.ts'

/** Where one milestone stands for counting: the five states of the key, and the three that it has no word for. */
export type Standing = Status | 'other_words' | 'not_reported' | 'dropped'

/** The order in which states are counted and drawn: what needs a person first. */
export const STANDINGS = [
  'not_achieved',
  'off_track',
  'on_track',
  'achieved',
  'not_started',
  'other_words',
  'not_reported',
  'dropped',
] as const satisfies readonly Standing[]

export const STANDING_WORDS: Record<Standing, string> = {
  not_started: STATUS_KEY.not_started.short,
  on_track: STATUS_KEY.on_track.short,
  achieved: STATUS_KEY.achieved.short,
  off_track: STATUS_KEY.off_track.short,
  not_achieved: STATUS_KEY.not_achieved.short,
  other_words: 'In other words',
  not_reported: 'No update yet',
  dropped: 'Dropped',
}

/** A milestone goes with its action: when the action is dropped, so is each of its milestones. */
export function standingOf(milestone: MilestoneAsAt, action: Pick<ActionAsAt, 'dropped'> | null): Standing {
  return milestone.dropped || action?.dropped ? 'dropped' : reported(milestone.latest)
}

/** Where the last word on a milestone puts it. */
export function reported(latest: UpdateFacts | null): Exclude<Standing, 'dropped'> {
  return latest ? (latest.status ?? 'other_words') : 'not_reported'
}

/**
 * What the milestones of an action say of it together: as bad as its worst, completed only when all are, and
 * nothing at all while some have not been spoken of (silence is not "on track").
 */
export function rollUp(standings: readonly Standing[]): Status | null {
  const live = standings.filter((standing) => standing !== 'dropped')
  if (live.includes('not_achieved')) return 'not_achieved'
  if (live.includes('off_track')) return 'off_track'
  if (live.length === 0 || live.includes('not_reported') || live.includes('other_words')) return null
  if (live.every((standing) => standing === 'achieved')) return 'achieved'
  return live.every((standing) => standing === 'not_started') ? 'not_started' : 'on_track'
}

/** One sentence when a person's judgement of an action and its milestones differ; null when they agree. */
export function disagreement(judged: Status | null, rolledUp: Status | null): string | null {
  if (!judged || !rolledUp || judged === rolledUp) return null
  return `Judged “${STATUS_KEY[judged].short}”, but its milestones say “${STATUS_KEY[rolledUp].short}”`
}
