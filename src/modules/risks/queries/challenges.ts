import { sql } from 'kysely'
import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { newId } from '../../../platform/ids.ts'
import type { Challenge } from '../domain/challenges.ts'

type Reader = Pick<Scope, 'db' | 'areaId'>

const challenges = (areaId: string, day: PlainDate, which: ReturnType<typeof sql>) => sql<Challenge>`
  select c.id, c.risk_id as "riskId", c.words, c.author_words as author, c.author_id as "authorId",
         c.said_on as "saidOn", to_jsonb(c.recorded_at) #>> '{}' as "recordedAt",
         jsonb_build_object('id', b.id, 'name', b.name) as board,
         case when a.id is not null then jsonb_build_object(
           'id', a.id, 'words', a.words, 'author', a.author_words, 'authorId', a.author_id,
           'saidOn', a.said_on, 'recordedAt', a.recorded_at) end as answer
    from risk_challenge c
    join board b on b.area_id = c.area_id and b.id = c.board_id
    left join risk_challenge a on a.area_id = c.area_id and a.answers = c.id and a.said_on <= ${day}::date
   where c.area_id = ${areaId} and c.said_on <= ${day}::date and ${which}
   order by c.recorded_at, c.id`

/** What boards had asked of a risk by the end of a day, oldest first. */
export async function listChallenges(
  { db, areaId }: Reader,
  riskId: string,
  day: PlainDate,
): Promise<Challenge[]> {
  const { rows } = await challenges(areaId, day, sql`c.risk_id = ${riskId}`).execute(db)
  return rows
}

/** What a board had asked of any risk by the end of a day, oldest first. */
export async function listChallengesOf(
  { db, areaId }: Reader,
  boardId: string,
  day: PlainDate,
): Promise<Challenge[]> {
  const { rows } = await challenges(areaId, day, sql`c.board_id = ${boardId}`).execute(db)
  return rows
}

/** Adds a challenge, or an answer to one; null when this form's words were saved before, else their id. */
export async function insertChallenge(
  { db, areaId, actor, now, today }: Scope,
  risk: { id: string; planId: string },
  said: { boardId: string | null; answers: string | null; words: string; once: string },
): Promise<string | null> {
  const row = await db
    .insertInto('risk_challenge')
    .values({
      ...{ area_id: areaId, id: newId(), risk_id: risk.id, plan_id: risk.planId, once: said.once },
      ...{ board_id: said.boardId, answers: said.answers, words: said.words },
      ...{ author_id: actor.personId, author_words: actor.name, said_on: today, recorded_at: now },
    })
    .onConflict((conflict) => conflict.columns(['area_id', 'once']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}
