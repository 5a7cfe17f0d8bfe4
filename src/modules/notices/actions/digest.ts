import { isWorkingDay } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { queueMail } from '../../../platform/mail/outbox.ts'
import { takeWaiting, type WaitingNotice } from '../queries/readers.ts'
import { type Letter, toMail } from './letters.ts'

/** Writes each person one mail with all that waits for it; on a day on which nobody works, nothing. Twice is once. */
export async function writeDigests(scope: Scope): Promise<void> {
  if (!isWorkingDay(scope.today)) return
  const byPerson = Map.groupBy(await takeWaiting(scope), ({ personId }) => personId)
  await queueMail(
    scope,
    [...byPerson.values()].flatMap(letterOf).map((letter) => toMail(scope, letter)),
  )
}

/** A notice is in one digest at most, so its last one names it. */
function letterOf(notices: readonly WaitingNotice[]): Letter[] {
  const last = notices.at(-1)
  if (!last) return []
  const { personId, address } = last
  return [{ kind: 'digest', personId, address, once: `digest:${last.id}`, notices }]
}
