import { dayOf, isPlainDate, type PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { NotFound, Unacceptable } from '../../../platform/http/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { record } from '../../../platform/record/record.ts'
import { listBoards } from '../../plans/index.ts'
import { getPaper, listFiles, type PaperRow } from '../queries/papers.ts'
import { insertSent, isSent } from '../queries/sent.ts'
import { listOwedAs } from './owed.ts'

export interface Sending {
  boardId: string | null
  /** In words, one each. */
  recipients: string[]
  sentOn: PlainDate
  /** "SCHEDULE DAY", of what was owed; null when it was owed to nobody. */
  owed: string | null
  once: string
}

/**
 * Says that a made paper was sent, and to whom. From then on it is listed among what was sent, with its hashes in the
 * record. Sent twice, it is saved once. Errors: NotFound; Unacceptable with the field at fault.
 */
export async function sendPaper(scope: Scope, paperId: string, sending: Sending): Promise<void> {
  const paper = await getPaper(scope, paperId)
  if (paper.state !== 'made') throw new Unacceptable('This paper is not made: only what is made can be sent')
  // A repeated form names what is settled by now.
  if (await isSent(scope, sending.once)) return
  await expectSendable(scope, paper, sending)
  const owed = await owedBy(scope, paper, sending.owed)
  const { boardId, recipients, sentOn, once } = sending
  const isNew = await insertSent(scope, { id: newId(), paperId, boardId, recipients, sentOn, ...owed, once })
  if (!isNew) return
  const files = await listFiles(scope, paperId)
  await record(scope, {
    act: 'paper.sent',
    thing: { kind: 'paper', id: paperId },
    detail: {
      ...{ report: paper.code, asAt: paper.asAt, sentOn, board: boardId, to: recipients.length },
      sha256: paper.sha256,
      files: Object.fromEntries(files.map(({ format, sha256 }) => [format, sha256])),
    },
  })
}

async function expectSendable(scope: Scope, { madeAt }: PaperRow, sending: Sending): Promise<void> {
  const { boardId, recipients, sentOn } = sending
  if (!boardId && recipients.length === 0)
    throw new Unacceptable('Choose a board, or say to whom it was sent', 'recipients')
  if (boardId && !(await listBoards(scope)).some(({ id }) => id === boardId)) throw new NotFound('board')
  if (!isPlainDate(sentOn)) throw new Unacceptable('Enter a real date, like 27 11 2026', 'on')
  if (sentOn > scope.today) throw new Unacceptable('Enter today or an earlier day', 'on')
  if (madeAt && sentOn < dayOf(madeAt))
    throw new Unacceptable('It cannot have been sent before it was made', 'on')
}

async function owedBy(scope: Scope, { planId, code }: PaperRow, owed: string | null) {
  if (owed === null) return { scheduleId: null, owedOn: null }
  const open = await listOwedAs(scope, { planId, code })
  const found = open.find((one) => `${one.scheduleId} ${one.on}` === owed)
  if (!found) throw new Unacceptable('This is not owed any more: choose again', 'owed')
  return { scheduleId: found.scheduleId, owedOn: found.on }
}
