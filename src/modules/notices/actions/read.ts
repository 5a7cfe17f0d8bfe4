import type { Actor } from '../../../platform/access/actor.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { record } from '../../../platform/record/record.ts'
import type { Wish } from '../domain/wish.ts'
import {
  countNotices,
  findWish,
  type NoticeRow,
  saveWish,
  selectNotices,
  setAllRead,
  setRead,
} from '../queries/notices.ts'

export interface NoticesRead {
  notices: NoticeRow[]
  count: { all: number; unread: number }
  wish: Wish
}

/** A page of what the actor was told, what they have not read first; with how many there are, and their wish. */
export async function readNotices(
  scope: Scope,
  some: { limit: number; offset: number },
): Promise<NoticesRead> {
  const personId = personOf(scope.actor)
  return {
    notices: await selectNotices(scope, personId, some),
    count: await countNotices(scope, personId),
    wish: await findWish(scope, personId),
  }
}

/** Errors: NotFound when it is nobody's, or somebody else's. */
export async function markRead(scope: Scope, id: string): Promise<void> {
  if (!(await setRead(scope, personOf(scope.actor), id))) throw new NotFound('notice')
}

/** Up to the newest that was shown: what has come since stays unread. */
export const markAllRead = (scope: Scope, upTo: string): Promise<void> =>
  setAllRead(scope, personOf(scope.actor), upTo)

/** From now on; what waits already for the daily mail still goes into it, unless it is to be never. */
export async function changeWish(scope: Scope, wish: Wish): Promise<void> {
  const personId = personOf(scope.actor)
  await saveWish(scope, personId, wish)
  await record(scope, {
    act: 'notices.wish_changed',
    thing: { kind: 'person', id: personId },
    detail: { mail: wish },
  })
}

/** A program and the system are told nothing. */
function personOf({ personId }: Actor): string {
  if (personId === null) throw new NotFound('notice')
  return personId
}
