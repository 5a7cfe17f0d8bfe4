/** Help that Anyshire's leads asked for, on its days, with what was said of it until it was met. */
import { type AnyshireRequest, dayBy } from '../../../seeds/anyshire/around.ts'
import { dateOf } from '../../../seeds/anyshire/schema.ts'
import { listPeople } from '../../modules/identity/index.ts'
import {
  type Addressee,
  addRemark,
  closeSupport,
  listBoards,
  openSupportByHand,
} from '../../modules/plans/index.ts'
import type { Scope } from '../../platform/db/scope.ts'
import { newId } from '../../platform/ids.ts'
import { holderOf, idOf, type Known, thingOf } from './known.ts'

export async function askForSupport(known: Known): Promise<void> {
  for (const request of known.around.requests) await follow(request, known)
}

async function follow(request: AnyshireRequest, known: Known): Promise<void> {
  const act = <T>(at: AnyshireRequest['asked'], by: string, work: (scope: Scope) => Promise<T>) =>
    known.timeline(dayBy(at, known.now), holderOf(known, by), async (scope) => work(await asHolder(scope)))
  const { words, wanted, thread, met } = request
  const id = await act(request.asked, request.by, async (scope) =>
    openSupportByHand(scope, {
      ...{ planId: known.planId, milestoneId: thingOf(known, request.milestone).id, progressId: null },
      ...{ words, to: await addresseeOf(scope, request.to, known), once: newId() },
      wantedBy: wanted ? dateOf(wanted, known.now) : null,
    }),
  )
  if (!id) throw new Error(`The demonstration's request of ${request.milestone} was not opened.`)
  for (const reply of thread)
    await act(reply.at, reply.by, (scope) =>
      addRemark(scope, { kind: 'support', id }, { words: reply.words, once: newId() }),
    )
  if (met)
    await act(met.at, met.by, (scope) =>
      closeSupport(scope, id, { state: 'met', words: met.words, on: scope.today, once: newId() }),
    )
}

/** Whoever acts, as the person of that name: who opened a request may close it. Posts that nobody holds are only named. */
async function asHolder(scope: Scope): Promise<Scope> {
  const { actor } = scope
  const person = (await listPeople(scope)).find(({ name }) => name === actor.name)
  return person ? { ...scope, actor: { ...actor, personId: person.id } } : scope
}

/** "board:improvement" or "post:dcs". */
async function addresseeOf(scope: Scope, to: string, known: Known): Promise<Addressee> {
  const [kind, key] = to.split(':')
  if (kind === 'post') return { kind: 'post', id: idOf(known, to) }
  const name = known.anyshire.area.boards.find((board) => board.key === key)?.name
  const board = (await listBoards(scope)).find((one) => one.name === name)
  if (!board) throw new Error(`The demonstration has no ${to}.`)
  return { kind: 'board', id: board.id }
}
