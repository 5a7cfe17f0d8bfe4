/** The people, posts and boards of Anyshire, and its plan with what was said of it. */
import { toPlanDraft } from '../../../seeds/anyshire/draft.ts'
import type { Anyshire } from '../../../seeds/anyshire/schema.ts'
import { establish } from '../../modules/identity/index.ts'
import {
  bringInPlan,
  insertSeat,
  listBoards,
  listReachable,
  readPlan,
  setThemeLeads,
} from '../../modules/plans/index.ts'
import { addMonths, dayOf, type PlainDate, startOfMonth } from '../../platform/calendar.ts'
import { insertRows } from '../../platform/db/rows.ts'
import type { Scope } from '../../platform/db/scope.ts'
import { newId } from '../../platform/ids.ts'

/** Makes people, posts, the plan with its history, and the boards. Gives the plan, and what each key became. */
export async function fillArea(
  scope: Scope,
  anyshire: Anyshire,
): Promise<{ planId: string; ids: ReadonlyMap<string, string> }> {
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
  const { planId } = await bringInPlan(scope, draft, 'demonstration')
  const { themes } = await readPlan(scope, planId, scope.today)
  const leadOf = (name: string) => anyshire.plan.themes.find((theme) => theme.name === name)?.lead ?? ''
  await setThemeLeads(
    scope,
    planId,
    new Map(themes.map(({ id, name }) => [id, ids.get(`post:${leadOf(name)}`) ?? ''])),
  )
  await seatBoards(scope, anyshire, ids, inPost)
  await verifyEarlier(scope, planId, people.find(({ role }) => role === 'programme_manager')?.name ?? '')
  return { planId, ids }
}

/** What was completed in earlier months has been verified since, but for what the programme manager claimed. */
async function verifyEarlier(scope: Scope, planId: string, verifier: string): Promise<void> {
  const { milestones } = await readPlan(scope, planId, scope.today)
  const claims = milestones.flatMap(({ id, latest }) => {
    const earlier = latest?.status === 'achieved' && (latest.period ?? '') < startOfMonth(scope.today)
    return latest && earlier && latest.author !== verifier ? [{ milestoneId: id, claim: latest }] : []
  })
  const rows = claims.map(({ milestoneId, claim }) => ({
    ...{ id: newId(), plan_id: planId, milestone_id: milestoneId, progress_id: claim.id, once: newId() },
    ...{ verdict: 'verified', words: `Seen: ${claim.evidence ?? claim.done}`, author_words: verifier },
    ...{ said_on: claim.saidOn, recorded_at: scope.now },
  }))
  await insertRows(scope, 'assessment', rows)
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
