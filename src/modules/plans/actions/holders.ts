import type { Scope } from '../../../platform/db/scope.ts'
import { listPartners, listPeople, listPosts } from '../../identity/index.ts'

/** Whoever may lead: a post, a person, or a whole partner. */
export interface Holder {
  kind: 'person' | 'post' | 'partner'
  id: string
  name: string
  partner: string | null
}

/** Posts first, since people change: then people, then partners, each by name. */
export async function listHolders(scope: Scope): Promise<Holder[]> {
  const posts = await listPosts(scope)
  const people = await listPeople(scope)
  const partners = await listPartners(scope)
  return [
    ...posts.map(({ id, title, partner }) => ({ kind: 'post' as const, id, name: title, partner })),
    ...people.map(({ id, name, partner }) => ({ kind: 'person' as const, id, name, partner })),
    ...partners.map(({ id, name }) => ({ kind: 'partner' as const, id, name, partner: name })),
  ]
}
