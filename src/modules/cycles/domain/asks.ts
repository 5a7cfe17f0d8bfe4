import type { Coverable, CoverableLead } from './coverage.ts'

/** Somebody who can be written to, with the posts that they hold. */
export interface Reachable {
  id: string
  name: string
  /** Null where there is none, and of whoever is gone. */
  email: string | null
  /** Whether their access was ended. */
  gone: boolean
  postIds: readonly string[]
}

/** One lead, with all of their milestones; a stand-in is written to in their place. */
export interface Ask {
  personId: string
  standInId: string | null
  milestoneIds: string[]
}

/** A milestone of which nobody can be asked, and why, in a sentence. */
export interface Unasked {
  milestoneId: string
  why: string
}

/**
 * Who is asked about what. Each lead is asked by name or by the post that they hold; whoever is away has somebody who
 * sees to it. A milestone that nobody can be asked about is named with the reason, so that it is not forgotten.
 */
export function asksFor(
  milestones: readonly Coverable[],
  people: readonly Reachable[],
  standIns: ReadonlyMap<string, string>,
): { asks: Ask[]; unasked: Unasked[] } {
  const byId = new Map(people.map((person) => [person.id, person]))
  const byPost = Map.groupBy(
    people.flatMap((person) => person.postIds.map((postId) => ({ postId, person }))),
    ({ postId }) => postId,
  )
  const asks = new Map<string, Ask>()
  const unasked: Unasked[] = []
  for (const milestone of milestones) {
    const leads = milestone.leads.flatMap((lead) => personsOf(lead, byId, byPost))
    const asked = leads.filter((person) => writesTo(person, byId, standIns)?.email)
    if (asked.length === 0) unasked.push({ milestoneId: milestone.id, why: whyNobody(milestone, leads) })
    for (const person of new Set(asked)) {
      const standInId = standIns.get(person.id) ?? null
      const ask = asks.get(person.id) ?? { personId: person.id, standInId, milestoneIds: [] }
      ask.milestoneIds.push(milestone.id)
      asks.set(person.id, ask)
    }
  }
  return { asks: [...asks.values()], unasked }
}

function personsOf(
  { personId, postId }: CoverableLead,
  byId: ReadonlyMap<string, Reachable>,
  byPost: ReadonlyMap<string, { person: Reachable }[]>,
): Reachable[] {
  const person = personId === null ? undefined : byId.get(personId)
  if (person) return [person]
  return postId === null ? [] : (byPost.get(postId) ?? []).map((holder) => holder.person)
}

const writesTo = (
  person: Reachable,
  byId: ReadonlyMap<string, Reachable>,
  standIns: ReadonlyMap<string, string>,
): Reachable | undefined => byId.get(standIns.get(person.id) ?? person.id)

function whyNobody({ leads }: Coverable, found: readonly Reachable[]): string {
  if (leads.length === 0) return 'It has no lead'
  const [first] = found
  if (first)
    return first.gone ? `${first.name} has no access any more` : `${first.name} has no e-mail address`
  const names = leads.map((lead) => lead.name).join(', ')
  const post = leads.find((lead) => lead.postId !== null)
  if (post) return `Nobody holds the post ${post.name}`
  return `${names} is no person or post that we know`
}
