import { formatDay } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { listPeople } from '../../identity/index.ts'
import { notify } from '../../notices/index.ts'
import type { Challenge } from '../domain/challenges.ts'
import { isOverdue, type Owner, type Risk, refOf } from '../domain/facts.ts'
import { riskPaths } from '../paths.ts'
import { KEEPERS, mayKeep } from '../policy.ts'
import { listHoldersByPost, listRisks } from '../queries/read.ts'

/** Tells whoever owns a risk from now on, but not whoever says so. */
export async function tellOwner(scope: Scope, risk: Risk, cause: string): Promise<void> {
  const people = peopleOf(risk.now.owner, await listHoldersByPost(scope, scope.today))
  await notify(
    scope,
    people
      .filter((id) => id !== scope.actor.personId)
      .map((personId) => ({
        ...{ personId, kind: 'risk', href: riskPaths.one(risk.id), once: `risk owner ${cause}` },
        words: `${nameOf(risk)} is yours to look after, says ${scope.actor.name}`,
      })),
  )
}

const nameOf = (risk: Risk): string =>
  `${risk.kind === 'risk' ? 'Risk' : 'Issue'} ${refOf(risk)} of ${risk.plan.title}`

/** The people behind an owner, as they are today; nobody where it is named in words alone. */
const peopleOf = (owner: Owner, holders: ReadonlyMap<string, string[]>): string[] =>
  owner.personId ? [owner.personId] : (holders.get(owner.postId ?? '') ?? [])

/**
 * Tells owners once of each risk that was to be looked at before today. Where none of the owners may keep it, or it is
 * owned in words alone, whoever runs the plans is told. Safe to run twice.
 */
export async function remindOfReviews(scope: Scope): Promise<void> {
  const overdue = (await listRisks(scope, scope.today)).filter((risk) => isOverdue(risk, scope.today))
  if (overdue.length === 0) return
  const keepersOf = await readKeepers(scope)
  await notify(
    scope,
    overdue.flatMap((risk) => keepersOf(risk).map((personId) => reminder(risk, personId))),
  )
}

/** Of each risk, the people behind its owner who may keep it; where there are none, whoever runs the plans. */
async function readKeepers(scope: Scope): Promise<(risk: Risk) => readonly string[]> {
  const people = await listPeople(scope)
  const having = (wanted: readonly string[]) =>
    people.filter(({ roles }) => roles.some(({ role }) => wanted.includes(role))).map(({ id }) => id)
  const [keepers, managers] = [new Set(having(KEEPERS)), having(['programme_manager'])]
  const holders = await listHoldersByPost(scope, scope.today)
  return (risk) => {
    const owners = peopleOf(risk.now.owner, holders).filter((id) => keepers.has(id))
    return owners.length > 0 ? owners : managers
  }
}

/** Tells whoever keeps a risk that a board asks about it. */
export async function tellKeepers(
  scope: Scope,
  risk: Risk,
  { board, cause }: { board: string; cause: string },
): Promise<void> {
  const people = (await readKeepers(scope))(risk)
  await notify(
    scope,
    people
      .filter((id) => id !== scope.actor.personId)
      .map((personId) => ({
        ...{ personId, kind: 'risk', once: `risk challenge ${cause}` },
        href: `${riskPaths.one(risk.id)}#challenges`,
        words: `${scope.actor.name} challenges ${nameOf(risk)} for ${board}: answer on its page`,
      })),
  )
}

/** Tells whoever asked for a board that there is an answer. */
export async function tellChallenger(scope: Scope, risk: Risk, challenge: Challenge): Promise<void> {
  const { authorId, id, board } = challenge
  if (!authorId || authorId === scope.actor.personId) return
  const href = `${riskPaths.one(risk.id)}#challenges`
  const words = `${scope.actor.name} answered what ${board.name} asked about ${nameOf(risk)}`
  await notify(scope, [{ personId: authorId, kind: 'risk', href, words, once: `risk answer ${id}` }])
}

const reminder = (risk: Risk, personId: string) => ({
  ...{ personId, kind: 'risk', href: riskPaths.one(risk.id) },
  words: `${nameOf(risk)} was to be reviewed by ${formatDay(risk.now.reviewOn ?? '')}: say how it stands now`,
  once: `risk review ${risk.id} ${risk.now.reviewOn}`,
})

/** Risks that the actor keeps and that were to be looked at before today: those of a programme manager's are all. */
export async function listToReview(scope: Scope): Promise<Risk[]> {
  const risks = await listRisks(scope, scope.today)
  return risks.filter((risk) => isOverdue(risk, scope.today) && mayKeep(scope.actor, risk))
}
