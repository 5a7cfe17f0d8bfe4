/** What Anyshire's actions cost and lean on, and whose plans carry them. */
import {
  addBudgetLine,
  addCarriage,
  addHostPlan,
  addLink,
  financialYear,
} from '../../modules/programme/index.ts'
import { addMonths } from '../../platform/calendar.ts'
import type { Scope } from '../../platform/db/scope.ts'
import { newId } from '../../platform/ids.ts'
import { idOf, type Known, MANAGER, thingOf } from './known.ts'

/** Keeps money, links and carriages from the plan's first day on. */
export const runProgramme = (known: Known): Promise<void> =>
  known.timeline(known.start, MANAGER, async (scope) => {
    await fund(scope, known)
    await link(scope, known)
    await carry(scope, known, await enterHostPlans(scope, known))
  })

async function fund(scope: Scope, known: Known): Promise<void> {
  const present = financialYear(known.today)
  for (const { action, year, source, needed = null, allocated = null, words = null } of known.around.money) {
    const actionId = thingOf(known, action).id
    const line = { actionId, year: present + year, source, needed, allocated, words, once: newId() }
    await addBudgetLine(scope, known.planId, line)
  }
}

async function link(scope: Scope, known: Known): Promise<void> {
  for (const { kind, from, to, words } of known.around.links) {
    const ends = { from: thingOf(known, from), to: thingOf(known, to) }
    await addLink(scope, known.planId, { kind, ...ends, words, once: newId() })
  }
}

/** Gives the id of each by its key; one that another stands under comes before it in the file. */
async function enterHostPlans(scope: Scope, known: Known): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>()
  for (const { key, level, title, partner, owner, under, reviewInMonths } of known.around.hostPlans) {
    const id = await addHostPlan(scope, {
      ...{ level, title, once: newId(), ownerWords: null },
      ...{ partnerId: idOf(known, `partner:${partner}`), ownerPostId: idOf(known, `post:${owner}`) },
      ...{ parentId: under ? (ids.get(under) ?? null) : null },
      reviewDueOn: addMonths(known.today, reviewInMonths),
    })
    ids.set(key, id)
  }
  return ids
}

async function carry(scope: Scope, known: Known, hosts: ReadonlyMap<string, string>): Promise<void> {
  for (const { thing, in: host, as: reference } of known.around.carried)
    await addCarriage(scope, thingOf(known, thing), { hostPlanId: hosts.get(host) ?? '', reference })
}
