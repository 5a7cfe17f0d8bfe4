import { sql } from 'kysely'
import type { PlainDate } from '../../../platform/calendar.ts'
import { insertRows } from '../../../platform/db/rows.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { newId } from '../../../platform/ids.ts'
import type { Reader } from './facts.ts'

/** Every board by name, also those that were closed. */
export const listEveryBoard = ({ db, areaId }: Pick<Reader, 'db' | 'areaId'>) =>
  db
    .selectFrom('board')
    .select(['id', 'name', 'closed_on as closedOn'])
    .where('area_id', '=', areaId)
    .orderBy('name')
    .execute()

export async function insertBoard(scope: Scope, name: string): Promise<string> {
  const id = newId()
  await insertRows(scope, 'board', [{ id, name }])
  return id
}

export const setBoardName = ({ db, areaId }: Scope, id: string, name: string) =>
  db.updateTable('board').set({ name }).where('area_id', '=', areaId).where('id', '=', id).execute()

/** The last day of a board; null opens it again. */
export const setClosed = ({ db, areaId }: Pick<Scope, 'db' | 'areaId'>, id: string, on: PlainDate | null) =>
  db.updateTable('board').set({ closed_on: on }).where('area_id', '=', areaId).where('id', '=', id).execute()

export interface BoardCount {
  id: string
  name: string
  /** Live milestones that it monitors, over all plans. */
  milestones: number
  openSupport: number
  lateSupport: number
}

/** Every board by name, with what it has before it on a day. A milestone without a board is its action's boards'. */
export async function listBoardCounts({ db, areaId }: Reader, day: PlainDate): Promise<BoardCount[]> {
  const { rows } = await sql<BoardCount>`
    with watched as (
      select distinct coalesce(own.board_id, above.board_id) as board_id, x.id
        from milestone x
        join action a on a.area_id = x.area_id and a.id = x.action_id
        left join monitoring own on own.area_id = x.area_id and own.milestone_id = x.id
        left join monitoring above on own.id is null and above.area_id = x.area_id and above.action_id = x.action_id
       where x.area_id = ${areaId} and x.dropped_on is null and a.dropped_on is null and x.live_from <= ${day}::date
    )
    select b.id, b.name,
           (select count(*)::int from watched w where w.board_id = b.id) as milestones,
           (select count(*)::int from support_request s
             where s.area_id = b.area_id and s.to_board_id = b.id and s.state = 'open') as "openSupport",
           (select count(*)::int from support_request s
             where s.area_id = b.area_id and s.to_board_id = b.id and s.state = 'open'
               and s.wanted_by < ${day}::date) as "lateSupport"
      from board b
     where b.area_id = ${areaId} and b.closed_on is null
     order by b.name`.execute(db)
  return rows
}

/** What stands behind claims of completion in a plan at the end of a day. */
export interface Proof {
  /** Updates whose last assessment verified them. */
  verified: ReadonlySet<string>
  /** Milestones to which evidence is attached. */
  evidenced: ReadonlySet<string>
}

/** One query for a whole plan. */
export async function listProof({ db, areaId }: Reader, planId: string, day: PlainDate): Promise<Proof> {
  const { rows } = await sql<{ kind: keyof Proof; id: string }>`
    select 'verified' as kind, last.progress_id as id from (
      select distinct on (x.progress_id) x.progress_id, x.verdict from assessment x
       where x.area_id = ${areaId} and x.plan_id = ${planId} and x.said_on <= ${day}::date
         and x.verdict in ('verified', 'returned')
       order by x.progress_id, x.said_on desc, x.recorded_at desc) last
     where last.verdict = 'verified'
    union all
    select 'evidenced', x.milestone_id from evidence_use x
      join evidence e on e.area_id = x.area_id and e.id = x.evidence_id
     where x.area_id = ${areaId} and x.plan_id = ${planId} and x.milestone_id is not null
       and x.attached_on <= ${day}::date and (x.detached_on is null or x.detached_on > ${day}::date)
       and (e.withdrawn_on is null or e.withdrawn_on > ${day}::date)`.execute(db)
  const of = (kind: keyof Proof) => new Set(rows.filter((row) => row.kind === kind).map(({ id }) => id))
  return { verified: of('verified'), evidenced: of('evidenced') }
}
