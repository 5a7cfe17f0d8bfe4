import { can } from '../../../platform/access/permissions.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { listPeople, listPosts } from '../../identity/index.ts'
import { notify } from '../../notices/index.ts'
import type { Mentionable } from '../domain/mentions.ts'
import type { Addressee } from '../domain/support.ts'
import { listPeopleBehind } from '../queries/seats.ts'

/** Posts, and people who read the plan: whoever may be mentioned or asked, and would find what they are sent to. */
export interface Reachable {
  posts: Mentionable[]
  people: Mentionable[]
}

/** Whoever can be reached today, by name. Two queries. */
export async function listReachable(scope: Scope): Promise<Reachable> {
  const posts = await listPosts(scope)
  const people = await listPeople(scope)
  return {
    posts: posts.map(({ id, title }) => ({ id, name: title })),
    people: people.filter(readsPlans).map(({ id, name }) => ({ id, name })),
  }
}

const readsPlans = ({ roles }: Awaited<ReturnType<typeof listPeople>>[number]): boolean =>
  can({ ...NOBODY, roles: roles.map(({ role }) => role) }, 'plans.view')

const NOBODY = {
  ...{ kind: 'person' as const, areaId: '', areaName: '', personId: null, name: '', partnerId: null },
  ...{ postIds: [], roles: [], standsInFor: [], asked: [], scopes: [] },
}

/** Those who run the plans: told when help is asked for and nobody is named. */
export async function listManagers(scope: Scope): Promise<string[]> {
  const people = await listPeople(scope)
  return people
    .filter(({ roles }) => roles.some(({ role }) => role === 'programme_manager'))
    .map(({ id }) => id)
}

/** The people behind posts and boards as they are today, and people themselves. */
export function listBehind(scope: Scope, named: readonly Addressee[]): Promise<string[]> {
  const of = (kind: Addressee['kind']) => named.filter((one) => one.kind === kind).map(({ id }) => id)
  return listPeopleBehind(
    scope,
    { people: of('person'), posts: of('post'), boards: of('board') },
    scope.today,
  )
}

/** Tells each of them once, and never whoever acts. */
export function tell(
  scope: Scope,
  people: readonly string[],
  notice: { kind: string; words: string; href: string; once: string },
): Promise<void> {
  const others = [...new Set(people)].filter((id) => id !== scope.actor.personId)
  return notify(
    scope,
    others.map((personId) => ({ personId, ...notice })),
  )
}
