import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { NotFound, Unacceptable } from '../../../platform/http/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { record } from '../../../platform/record/record.ts'
import type { AnswerFacts, GroupFacts } from '../domain/facts.ts'
import type { Pickable } from '../domain/pick.ts'
import {
  endMember,
  findGroupByMark,
  getGroup,
  insertGroup,
  insertMembers,
  listGroups,
  setGroupWords,
} from '../queries/groups.ts'
import { listAllFindings, listAnswers, listReviews } from '../queries/reviews.ts'
import { listFindingPlaces, lockFindings } from '../queries/save.ts'

export interface GroupInput {
  /** Made with the form: the same form sent twice is one group. */
  once: string
  words: string
  findingIds: readonly string[]
}

/**
 * Says from today that findings are the same: what answers one answers all. Gives the group's id; sent twice it is
 * made once. Errors: NotFound, where one is not the area's; Unacceptable with the field, for fewer than two, and for one
 * that is in a group already.
 */
export async function sayTheSame(scope: Scope, { once, words, findingIds }: GroupInput): Promise<string> {
  const chosen = [...new Set(findingIds)]
  if (chosen.length < 2) throw new Unacceptable('Choose two findings or more that say the same', 'finding')
  await lockFindings(scope, chosen)
  const known = await findGroupByMark(scope, once)
  if (known?.words === words) return known.id
  await refuseTaken(scope, chosen)
  const id = newId()
  await insertGroup(scope, { id, words, once: known ? newId() : once })
  await insertMembers(scope, id, chosen)
  await record(scope, {
    act: 'finding_group.made',
    thing: { kind: 'finding_group', id },
    detail: { findings: chosen },
  })
  return id
}

/** Every one is the area's, and in no group. */
async function refuseTaken(scope: Scope, findingIds: readonly string[]): Promise<void> {
  const places = await listFindingPlaces(scope, findingIds)
  if (places.length < findingIds.length) throw new NotFound('finding')
  const taken = places.find(({ groupWords }) => groupWords !== null)
  if (taken)
    throw new Unacceptable(
      `Finding ${taken.ref} of ${taken.review} is in the group “${taken.groupWords}”: take it out of there first`,
      'finding',
    )
}

/** Adds findings to a group from today on; one that is in it already is left. Errors: NotFound; Unacceptable, as above. */
export async function addToGroup(
  scope: Scope,
  groupId: string,
  findingIds: readonly string[],
): Promise<void> {
  const { members } = await getGroup(scope, groupId, scope.today)
  const inIt = new Set(members.map(({ findingId }) => findingId))
  const fresh = [...new Set(findingIds)].filter((id) => !inIt.has(id))
  if (findingIds.length === 0) throw new Unacceptable('Choose a finding that says the same', 'finding')
  if (fresh.length === 0) return
  await lockFindings(scope, fresh)
  await refuseTaken(scope, fresh)
  await insertMembers(scope, groupId, fresh)
  await record(scope, {
    act: 'finding_group.added_to',
    thing: { kind: 'finding_group', id: groupId },
    detail: { findings: fresh },
  })
}

/** From today a finding is the same as these no more; that it was is kept. Errors: NotFound. Done twice is done once. */
export async function takeOutOfGroup(scope: Scope, groupId: string, findingId: string): Promise<void> {
  await getGroup(scope, groupId, scope.today)
  if (!(await endMember(scope, groupId, findingId))) return
  await record(scope, {
    act: 'finding_group.taken_out',
    thing: { kind: 'finding_group', id: groupId },
    detail: { finding: findingId },
  })
}

/** Errors: NotFound. */
export async function renameGroup(scope: Scope, groupId: string, words: string): Promise<void> {
  const held = await getGroup(scope, groupId, scope.today)
  if (held.words === words) return
  await setGroupWords(scope, groupId, words)
  await record(scope, { act: 'finding_group.changed', thing: { kind: 'finding_group', id: groupId } })
}

/** A group on a day, and what answers its members in any plan. Errors: NotFound. */
export async function readGroup(
  scope: Scope,
  groupId: string,
  day: PlainDate,
): Promise<{ group: GroupFacts; answers: AnswerFacts[] }> {
  const group = await getGroup(scope, groupId, day)
  const ids = group.members.map(({ findingId }) => findingId)
  return { group, answers: await listAnswers(scope, ids, day) }
}

/** Every finding of the area with its review and the group that it is in today, in the order of the reviews: three statements. */
export async function listPickable(scope: Scope): Promise<Pickable[]> {
  const reviews = new Map((await listReviews(scope)).map((review) => [review.id, review]))
  const inGroup = new Map(
    (await listGroups(scope, scope.today)).flatMap(({ words, members }) =>
      members.map(({ findingId }) => [findingId, words] as const),
    ),
  )
  const order = [...reviews.keys()]
  return (await listAllFindings(scope))
    .flatMap((finding) => {
      const review = reviews.get(finding.reviewId)
      return review ? [{ finding, review, groupWords: inGroup.get(finding.id) ?? null }] : []
    })
    .sort((a, b) => order.indexOf(a.review.id) - order.indexOf(b.review.id))
}
