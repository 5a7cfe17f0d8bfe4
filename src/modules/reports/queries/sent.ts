import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'

type Reader = Pick<Scope, 'db' | 'areaId'>

export interface SentRow {
  paperId: string
  boardId: string | null
  board: string | null
  recipients: string[]
  scheduleId: string | null
  owedOn: PlainDate | null
  sentOn: PlainDate
  sentBy: string
}

const sent = ({ db, areaId }: Reader) =>
  db
    .selectFrom('paper_sent')
    .leftJoin('board', (join) =>
      join.onRef('board.area_id', '=', 'paper_sent.area_id').onRef('board.id', '=', 'paper_sent.board_id'),
    )
    .select([
      'paper_sent.paper_id as paperId',
      'paper_sent.board_id as boardId',
      'board.name as board',
      'paper_sent.recipients',
      'paper_sent.schedule_id as scheduleId',
      'paper_sent.owed_on as owedOn',
      'paper_sent.sent_on as sentOn',
      'paper_sent.sent_by as sentBy',
    ])
    .where('paper_sent.area_id', '=', areaId)

/** Everything that was sent, the latest first; of one paper where one is named. */
export const listSent = (reader: Reader, paperId: string | null = null): Promise<SentRow[]> =>
  sent(reader)
    .$if(paperId !== null, (all) => all.where('paper_sent.paper_id', '=', paperId ?? ''))
    .orderBy('paper_sent.sent_on', 'desc')
    .orderBy('paper_sent.id', 'desc')
    .execute()

/** Whether a form was sent before. */
export async function isSent({ db, areaId }: Reader, once: string): Promise<boolean> {
  const found = db.selectFrom('paper_sent').select('id').where('area_id', '=', areaId)
  return (await found.where('once', '=', once).executeTakeFirst()) !== undefined
}

/** False when the same form was sent before. */
export async function insertSent(
  { db, areaId, actor, now }: Scope,
  sending: Omit<SentRow, 'board' | 'sentBy'> & { id: string; once: string },
): Promise<boolean> {
  const done = await db
    .insertInto('paper_sent')
    .values({
      ...{ area_id: areaId, id: sending.id, paper_id: sending.paperId, board_id: sending.boardId },
      ...{ recipients: sending.recipients, schedule_id: sending.scheduleId, owed_on: sending.owedOn },
      ...{ sent_on: sending.sentOn, sent_by: actor.name, recorded_at: now, once: sending.once },
    })
    .onConflict((conflict) => conflict.columns(['area_id', 'once']).doNothing())
    .executeTakeFirst()
  return done.numInsertedOrUpdatedRows === 1n
}
