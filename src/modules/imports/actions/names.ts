import type { Scope } from '../../../platform/db/scope.ts'
import { listPartners, listPeople, listPosts } from '../../identity/index.ts'
import { listBoards } from '../../plans/index.ts'
import type { Holder } from '../domain/settled.ts'
import type { AreaNames } from '../domain/words-to-settle.ts'

/** Names of the area that words of a document may mean. */
export async function listNames(scope: Scope, themes: readonly string[]): Promise<AreaNames> {
  const boards = (await listBoards(scope)).map(({ name }) => name)
  return { ...(await listHolders(scope)), boards, themes }
}

/**
 * Whoever may lead, by their small letters: posts, people, and whole partners. A name that two share settles nothing;
 * somebody who is called by the post that they hold is that post.
 */
async function listHolders(scope: Scope): Promise<Pick<AreaNames, 'holders' | 'holderNames'>> {
  const posts = (await listPosts(scope)).map(({ id, title }) => ({
    name: title,
    holder: { kind: 'post' as const, id },
  }))
  const people = (await listPeople(scope))
    .filter(({ name, posts: held }) => !held.includes(name))
    .map(({ id, name }) => ({ name, holder: { kind: 'person' as const, id } }))
  const partners = (await listPartners(scope)).map(({ id, name }) => ({
    name,
    holder: { kind: 'partner' as const, id },
  }))
  const all = [...byName([...posts, ...people]), ...byName(partners)]
  const holders = new Map<string, Holder>()
  for (const { name, holder } of all)
    if (!holders.has(name.toLowerCase())) holders.set(name.toLowerCase(), holder)
  return { holders, holderNames: [...new Set(all.map(({ name }) => name))] }
}

interface Named {
  name: string
  holder: Holder
}

const byName = (named: readonly Named[]): Named[] =>
  [...Map.groupBy(named, ({ name }) => name.toLowerCase()).values()].flatMap(([first, ...more]) =>
    first && more.length === 0 ? [first] : [],
  )
