import { toPlanDraft } from '../../seeds/anyshire/draft.ts'
import { type Anyshire, readAnyshire } from '../../seeds/anyshire/schema.ts'
import { createArea, establish, findArea } from '../modules/identity/index.ts'
import { bringInPlan, insertSeat, listBoards, listReachable } from '../modules/plans/index.ts'
import { addMonths, dayOf, type PlainDate } from '../platform/calendar.ts'
import type { Scope } from '../platform/db/scope.ts'
import { inWorld, say, type World } from './world.ts'

/** Loads the demonstration area, once. */
export const run = (): Promise<number> =>
  inWorld(async (world) => {
    const made = await seedDemonstration(world)
    say(made ? 'Anyshire is loaded' : 'Anyshire is there already')
    return 0
  })

/** Makes Anyshire where it is not there yet; false where it is. In one transaction. */
export async function seedDemonstration({
  database,
  clock,
}: Pick<World, 'database' | 'clock'>): Promise<boolean> {
  const anyshire = readAnyshire(clock.now())
  if (await findArea(database.pool, anyshire.area.name)) return false
  const area = { name: anyshire.area.name, demonstration: true }
  await createArea({ pool: database.pool, clock }, area, (scope) => fill(scope, anyshire))
  return true
}

async function fill(scope: Scope, anyshire: Anyshire): Promise<void> {
  const { partners, posts, people } = anyshire.area
  const inPost = addMonths(dayOf(scope.now), -12)
  const ids = await establish(
    scope,
    {
      partners,
      posts,
      people: people.map(({ key, name, email, partner, post, role }) => ({
        ...{ key, name, email, role },
        partner: partner ?? null,
        post: post ?? null,
      })),
    },
    inPost,
  )
  const holders = new Map(people.map(({ key, post }) => [post, ids.get(`person:${key}`)]))
  const draft = toPlanDraft(
    anyshire,
    {
      idOf: (key) => ids.get(`post:${key}`) ?? '',
      titleOf: (key) => posts.find((post) => post.key === key)?.title ?? key,
      holderOf: (key) => holders.get(key) ?? null,
    },
    scope.today,
  )
  await bringInPlan(scope, draft, 'demonstration')
  await seatBoards(scope, anyshire, ids, inPost)
}

/** Those who sit on boards; whoever cannot read the live plan (a councillor) has no seat in the product. */
async function seatBoards(
  scope: Scope,
  { area }: Anyshire,
  ids: ReadonlyMap<string, string>,
  from: PlainDate,
): Promise<void> {
  const { people: readers } = await listReachable(scope)
  const isReader = (id: string) => readers.some((reader) => reader.id === id)
  for (const { id: boardId, name } of await listBoards(scope)) {
    const board = area.boards.find((one) => one.name === name)
    if (!board) continue
    for (const { key, post, boards } of area.people) {
      const personId = ids.get(`person:${key}`) ?? ''
      const chair = post === board.chair
      if ((chair || boards.includes(board.key)) && isReader(personId))
        await insertSeat(scope, { boardId, personId, chair, from })
    }
  }
}
