import type { PlainDate } from '../../../../platform/calendar.ts'
import { lastDayOf, sayIso } from './days.ts'
import type { Found, Rule } from './fault.ts'
import { actionThing, headOf, listed, nameOf } from './naming.ts'
import type { XrayAction, XrayMilestone, XrayPlan } from './plan.ts'

export const matrixContradiction: Rule = {
  id: 'matrix-contradiction',
  severity: 'error',
  heading: 'The cross-check table and the plan differ',
  why: 'A reader of the table and a reader of the plan are promised different days.',
  look(plan) {
    const entries = entriesByRef(plan)
    return [...entries].flatMap(([ref, all]) => ofRef(ref, all, plan))
  },
}

interface Entry {
  descriptor: string
  iso: string | null
}

function entriesByRef({ matrix }: XrayPlan): Map<string, Entry[]> {
  const all = matrix.flatMap(({ descriptor, entries }) =>
    entries.map(({ ref, completion }) => ({ ref, descriptor, iso: completion?.iso ?? null })),
  )
  return Map.groupBy(all, ({ ref }) => ref)
}

function ofRef(ref: string, entries: readonly Entry[], plan: XrayPlan): Found[] {
  const action = plan.actions.find((one) => one.ref === ref)
  const days = [...new Set(entries.flatMap(({ iso }) => (iso === null ? [] : [iso])))]
  if (!action) return [notInPlan(ref, entries)]
  const differing = days.filter((iso) => differs(iso, latestDue(action, plan)))
  return [
    ...differing.map((iso) => otherDay(action, iso, latestDue(action, plan))),
    ...(days.length > 1 ? [twoDays(action, days)] : []),
  ]
}

/** Months are compared as months: "Oct 09" and a deadline of 31 October 2009 agree. */
function differs(iso: string, due: PlainDate | null): boolean {
  return due !== null && due.slice(0, iso.length) !== iso
}

function latestDue({ id }: XrayAction, { milestones }: XrayPlan): PlainDate | null {
  const days = milestones.filter(({ actionId }) => actionId === id).flatMap(duesOf)
  return days.toSorted().at(-1) ?? null
}

/** A cell of several dates belongs to the whole action: its latest counts, whichever milestone it is for. */
const duesOf = ({ due, dueList }: XrayMilestone): PlainDate[] => [
  ...[lastDayOf(due)].filter((day) => day !== null),
  ...(dueList ?? []),
]

const notInPlan = (ref: string, entries: readonly Entry[]): Found => ({
  thing: { kind: 'matrix', ref, text: headOf(entries[0]?.descriptor ?? '') },
  message: `The cross-check table relies on action ${ref}, and the plan has no such action. Add it, or take it out of the table.`,
})

const otherDay = (action: XrayAction, iso: string, due: PlainDate | null): Found => ({
  thing: actionThing(action),
  message: `${nameOf(actionThing(action))} is to be complete in ${sayIso(iso)} by the cross-check table, and its last milestone is due ${due ? sayIso(due.slice(0, iso.length)) : 'on no day'}. Correct one of the two.`,
})

const twoDays = (action: XrayAction, days: readonly string[]): Found => ({
  thing: actionThing(action),
  message: `${nameOf(actionThing(action))} has ${days.length} completion dates in the cross-check table, ${listed(days.map(sayIso))}. Keep the right one.`,
})
