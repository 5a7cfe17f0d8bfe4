import { formatDay, type PlainDate } from '../../../platform/calendar.ts'
import type { StatedDate } from './facts.ts'
import { STATUS_KEY, type Status } from './status.ts'
import { workToCome } from './xray/work-to-come.ts'

/** In the order in which they are asked. */
export const CONCERNS = ['due_passed', 'words_say_completed', 'work_to_come'] as const

/** Something in an update that does not go together: the author is asked about it, and may say that it is right. */
export interface Concern {
  kind: (typeof CONCERNS)[number]
  /** One sentence, as it was put to the author. */
  words: string
}

interface SaidNow {
  status: Status
  done: string
  next: string | null
}

/** What to ask the author of an update before it is saved; at most one concern of each kind, none when all goes together. */
export function concernsOf(
  said: SaidNow,
  milestone: { due: StatedDate | null },
  today: PlainDate,
): Concern[] {
  return [duePassed(said, milestone, today), saysCompleted(said), saysToCome(said, today)].filter(
    (concern) => concern !== null,
  )
}

function duePassed(
  { status }: SaidNow,
  { due }: { due: StatedDate | null },
  today: PlainDate,
): Concern | null {
  const untroubled = status === 'on_track' || status === 'not_started'
  if (!untroubled || !due?.on || due.on >= today) return null
  const chosen = STATUS_KEY[status].long
  return {
    kind: 'due_passed',
    words: `It was due on ${formatDay(due.on)}, which has passed, and you chose “${chosen}”.`,
  }
}

function saysCompleted({ status, done }: SaidNow): Concern | null {
  const sentence = status === 'achieved' ? undefined : sentencesOf(done).find(isCompletion)
  if (sentence === undefined) return null
  const chosen = STATUS_KEY[status].long
  return {
    kind: 'words_say_completed',
    words: `Your words say that it is completed (“${sentence}”), and you chose “${chosen}”.`,
  }
}

function saysToCome({ status, done, next }: SaidNow, today: PlainDate): Concern | null {
  const note = [done, next].filter((words) => words).join('\n')
  const sentence = status === 'achieved' ? workToCome(note, today) : null
  if (sentence === null) return null
  return {
    kind: 'work_to_come',
    words: `You chose “${STATUS_KEY.achieved.long}”, and your words speak of work that is still to come: “${sentence}”`,
  }
}

const sentencesOf = (note: string): string[] =>
  note
    .split(/(?<=[.!?;])\s+|\s*\n+\s*/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')

const COMPLETED = '(?:achieved|completed?|finished|delivered|implemented|closed)'

/** "Achieved.", "Now completed", "This milestone has been fully implemented": but not "completed by half of them". */
const isCompletion = (sentence: string): boolean =>
  new RegExp(`^\\W*(?:now |fully )?${COMPLETED}(?:\\W*$|\\s*[.,:;–-]\\s)`, 'i').test(sentence) ||
  new RegExp(
    `\\b(?:milestone|action|task|work|this|it|all of it|everything)\\s+(?:is|was|has been|have been)\\s+(?:now |fully |all )*${COMPLETED}\\b(?!\\s+(?:by|in|to|for)\\b)`,
    'i',
  ).test(sentence)
