/** What shows that Anyshire's plan works: what its measures say, and the statements that it is held against. */
import { dayBy } from '../../../seeds/anyshire/around.ts'
import { chooseFramework, linkStatement, setTargets } from '../../modules/judgement/index.ts'
import { answerMeasure } from '../../modules/plans/index.ts'
import { addMonths, startOfMonth } from '../../platform/calendar.ts'
import type { Scope } from '../../platform/db/scope.ts'
import { newId } from '../../platform/ids.ts'
import { holderOf, type Known, MANAGER, thingOf } from './known.ts'

export async function showProof(known: Known): Promise<void> {
  await known.timeline(known.start, MANAGER, (scope) => holdAgainst(scope, known))
  await answerMeasures(known)
}

async function holdAgainst(scope: Scope, known: Known): Promise<void> {
  const { planId, plan, around } = known
  const { framework, version, grade, targets, shownBy } = around.judgement
  await chooseFramework(scope, planId, { framework, version, grade })
  await setTargets(
    scope,
    planId,
    new Map(plan.phases.map(({ id }, at) => [id, targets[String(at + 1)] ?? null])),
  )
  for (const [descriptor, refs] of Object.entries(shownBy)) {
    const add = refs.map((ref) => thingOf(known, ref))
    await linkStatement(scope, planId, { framework, version, descriptor }, { add, end: [] })
  }
}

/** Said ten days after the month that it speaks of began to be counted. */
async function answerMeasures(known: Known): Promise<void> {
  const { plan, around, timeline, today, now } = known
  for (const { action, measure, month, standing, value = null, words, by } of around.answers) {
    const asked = plan.actions.find(({ ref }) => ref === action)
    const id = asked?.criteria.flatMap(({ measures }) => measures)[measure - 1]?.id
    if (!id) throw new Error(`Action ${action} has no measure ${measure}.`)
    const aboutOn = addMonths(startOfMonth(today), month)
    await timeline(dayBy({ month, day: 18 }, now), holderOf(known, by), (scope) =>
      answerMeasure(scope, id, { standing, value, words, aboutOn, evidenceId: null, once: newId() }),
    )
  }
}
