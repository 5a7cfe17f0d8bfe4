import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { Unacceptable } from '../../../platform/http/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { record } from '../../../platform/record/record.ts'
import { type HandOver, handOver, refusalOfHandOver } from '../domain/holdings.ts'
import { getPerson } from '../queries/people.ts'
import { getPost, insertHolding, insertPost, lockPost, updateHolding } from '../queries/posts.ts'

/** Makes a post that nobody holds yet, and gives its id. Errors: Unacceptable when the title is taken. */
export async function makePost(
  scope: Scope,
  post: { title: string; partnerId: string | null },
): Promise<string> {
  const id = newId()
  if (!(await insertPost(scope, { id, ...post }))) {
    throw new Unacceptable('There is a post of this title already', 'title')
  }
  await record(scope, { act: 'post.made', thing: { kind: 'post', id }, detail: { title: post.title } })
  return id
}

/**
 * Hands a post over from a day on, past or to come, or leaves it vacant (`personId` null): who held it ends the day
 * before, and both times in the post are kept. Says who has it then. Errors: NotFound; Unacceptable when it would overlap another's time,
 * begin before the present one did, or change nothing.
 */
export async function handPostOver(
  scope: Scope,
  postId: string,
  asked: { personId: string | null; from: PlainDate },
): Promise<{ to: string | null }> {
  await lockPost(scope, postId)
  const { holdings } = await getPost(scope, postId)
  const person = asked.personId === null ? null : await getPerson(scope, asked.personId)
  const wish: HandOver = { from: asked.from, to: person && { personId: person.id, name: person.name } }
  const refused = refusalOfHandOver(holdings, wish, scope.today)
  if (refused) throw new Unacceptable(refused.words, refused.field)
  const { ends, instead, begins } = handOver(holdings, wish, scope.today)
  if (ends) await updateHolding(scope, ends.id, { to_on: ends.on })
  if (instead && person) await updateHolding(scope, instead.id, { person_id: person.id })
  if (begins && person) await insertHolding(scope, { postId, personId: person.id, from: asked.from })
  await record(scope, {
    act: person ? 'post.handed_over' : 'post.left_vacant',
    thing: { kind: 'post', id: postId },
    detail: { from: asked.from, to: person?.name ?? null, was: (ends ?? instead)?.name ?? null },
  })
  return { to: person?.name ?? null }
}
