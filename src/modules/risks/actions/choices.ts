import type { Scope } from '../../../platform/db/scope.ts'
import { Unacceptable } from '../../../platform/http/errors.ts'
import { listPeople, listPosts } from '../../identity/index.ts'
import { readPlan } from '../../plans/index.ts'
import type { Owner, Target } from '../domain/facts.ts'
import { KEEPERS } from '../policy.ts'

export interface OwnerChoice {
  /** "post:…", "person:…". */
  key: string
  name: string
}

/** Posts, since people change; then people who may keep what they own. Each by name; two queries. */
export async function listOwners(scope: Scope): Promise<OwnerChoice[]> {
  const posts = await listPosts(scope)
  const people = await listPeople(scope)
  return [
    ...posts.map(({ id, title }) => ({ key: `post:${id}`, name: title })),
    ...people
      .filter(({ roles }) => roles.some(({ role }) => KEEPERS.includes(role)))
      .map(({ id, name }) => ({ key: `person:${id}`, name })),
  ]
}

/**
 * The owner of a key, or of words alone; `held` stays possible, also when it is not in the list any more. Errors:
 * Unacceptable when the key is of nobody.
 */
export async function toOwner(
  scope: Scope,
  { key, words }: { key: string | null; words: string },
  held: Owner | null,
): Promise<Owner> {
  if (key === null) return { personId: null, postId: null, words }
  const [kind, id = ''] = key.split(':')
  if (held && (held.postId === id || held.personId === id)) return held
  const choice = (await listOwners(scope)).find((one) => one.key === key)
  if (!choice) throw new Unacceptable('Choose the owner from the list', 'owner')
  return {
    ...{ personId: kind === 'person' ? id : null, postId: kind === 'post' ? id : null },
    words: choice.name,
  }
}

export interface TargetChoice extends Target {
  name: string
}

/** Everything of a plan that can be threatened: its findings, themes, live actions and live milestones, in its order. */
export async function listTargets(scope: Scope, planId: string): Promise<TargetChoice[]> {
  const { findings, themes, actions, milestones } = await readPlan(scope, planId, scope.today)
  const live = <T extends { dropped: unknown }>(things: readonly T[]) =>
    things.filter(({ dropped }) => !dropped)
  return [
    ...themes.map(({ id, name }): TargetChoice => ({ kind: 'theme', id, name })),
    ...findings.map((one): TargetChoice => ({ kind: 'finding', id: one.id, name: nameOf(one) })),
    ...live(actions).map((one): TargetChoice => ({ kind: 'action', id: one.id, name: nameOf(one) })),
    ...live(milestones).map((one): TargetChoice => ({ kind: 'milestone', id: one.id, name: nameOf(one) })),
  ]
}

const nameOf = ({ ref, words }: { ref: string | null; words: string }): string =>
  ref ? `${ref} ${words}` : words
