import { can } from '../../../platform/access/permissions.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { NotAllowed } from '../../../platform/http/errors.ts'
import { record } from '../../../platform/record/record.ts'
import { findMentions } from '../domain/mentions.ts'
import { paths } from '../paths.ts'
import { getAsked, getRemarked, insertRemark, type RemarkSubject } from '../queries/remarks.ts'
import { getSupport } from '../queries/support.ts'
import { listBehind, listReachable, tell } from './audience.ts'
import { tellConcerned } from './support-told.ts'

export interface RemarkSaid {
  words: string
  /** The assessment that is answered, of the same milestone. */
  answers?: string | undefined
  /** Made with the form: the same form sent twice is one remark. */
  once: string
}

/**
 * Adds words to a milestone, an action or a support request, and tells whoever is mentioned. What answers a query also
 * tells whoever asked. Gives the words after an "@" that are nobody's name: they are saved as typed, and nobody is told.
 * Errors: NotFound, NotAllowed.
 */
export async function addRemark(
  scope: Scope,
  about: RemarkSubject,
  { words, answers, once }: RemarkSaid,
): Promise<{ unknown: string[] }> {
  if (!maySay(scope, about)) throw new NotAllowed('comment')
  const subject = await getSubject(scope, about)
  const asked = answers && about.kind === 'milestone' ? await getAsked(scope, answers, about.id) : null
  const mentioned = await readMentions(scope, words)
  const id = await insertRemark(scope, {
    ...{ planId: subject.planId, about, words, mentions: mentioned.ids, moves: {}, once },
    ...{ answers: asked ? (answers ?? null) : null, saidOn: scope.today },
  })
  if (!id) return { unknown: mentioned.unknown }
  await record(scope, {
    act: asked ? 'query.answered' : 'remark.added',
    thing: { kind: about.kind, id: about.id },
    detail: { mentions: mentioned.ids.length },
  })
  const { name } = scope.actor
  if (asked?.authorId)
    await tell(scope, [asked.authorId], {
      ...{ kind: 'answer', once: `answer ${id}`, href: subject.href },
      words: `${name} answered what you asked about ${subject.name}`,
    })
  await tell(scope, mentioned.people, {
    ...{ kind: 'mention', once: `mention ${id}`, href: subject.href },
    words: `${name} mentioned you in a comment on ${subject.name}`,
  })
  if (about.kind === 'support')
    await tellConcerned(scope, about.id, { words: `${name} replied on ${subject.name}`, cause: id })
  return { unknown: mentioned.unknown }
}

/** The bearer of a link answers for the milestones that it was sent for, and for nothing else. */
const maySay = ({ actor }: Scope, { kind, id }: RemarkSubject): boolean =>
  can(actor, 'plans.comment') || (actor.kind === 'link' && kind === 'milestone' && actor.asked.includes(id))

interface Subject {
  planId: string
  /** "milestone 1.2". */
  name: string
  href: string
}

async function getSubject(scope: Scope, { kind, id }: RemarkSubject): Promise<Subject> {
  if (kind === 'support') {
    const { plan, milestone } = await getSupport(scope, id)
    return {
      planId: plan.id,
      name: `support for ${named('milestone', milestone.ref)}`,
      href: paths.supportRequest(id),
    }
  }
  const { plan, ref } = await getRemarked(scope, { kind, id })
  const href = kind === 'milestone' ? paths.milestone(id) : paths.action(id)
  return { planId: plan.id, name: named(kind, ref), href: `${href}#remarks` }
}

const named = (kind: 'milestone' | 'action', ref: string | null): string =>
  ref ? `${kind} ${ref}` : kind === 'action' ? 'an action' : 'a milestone'

async function readMentions(scope: Scope, words: string) {
  if (!words.includes('@')) return { ids: [], unknown: [], people: [] }
  const { posts, people } = await listReachable(scope)
  const { ids, unknown } = findMentions(words, [...posts, ...people])
  const kindOf = (id: string) =>
    posts.some((post) => post.id === id) ? ('post' as const) : ('person' as const)
  const behind = await listBehind(
    scope,
    ids.map((id) => ({ kind: kindOf(id), id })),
  )
  return { ids, unknown, people: behind }
}
