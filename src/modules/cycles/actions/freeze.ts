import { createHash } from 'node:crypto'
import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { Conflict, NotFound } from '../../../platform/http/errors.ts'
import { record } from '../../../platform/record/record.ts'
import { type PlanAsAt, readPlan } from '../../plans/index.ts'
import { compareMonths } from '../domain/compare.ts'
import { type CycleRow, getCycle, lockCycle, setFrozen } from '../queries/cycles.ts'
import { findFrozen, insertFrozen, listFrozen, listReasons } from '../queries/frozen.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/**
 * Keeps a month's facts exactly as they stand now, as text under its SHA-256, which also goes into the record. What is
 * said or changed later, even on the same day, does not touch it. The timetable freezes as at the evening before, which
 * `day` says. Errors: NotFound; Conflict when it is frozen.
 */
export async function freezeMonth(
  scope: Scope,
  cycleId: string,
  day: PlainDate = scope.today,
): Promise<{ sha256: string }> {
  const held = await lockCycle(scope, cycleId)
  if (held.frozenAt !== null) throw new Conflict('This month was frozen before: it stands as it was then')
  const cycle = await getCycle(scope, cycleId)
  const plan = await readPlan(scope, cycle.planId, day)
  const facts = JSON.stringify(plan)
  const hash = sha256(facts)
  const milestones = plan.milestones.length
  await insertFrozen(scope, { cycleId, facts, sha256: hash, milestones, factsOn: day })
  await setFrozen(scope, cycleId)
  await record(scope, {
    act: 'month.frozen',
    thing: { kind: 'month', id: cycleId },
    detail: { period: cycle.period, milestones, sha256: hash },
  })
  return { sha256: hash }
}

export interface FrozenMonth {
  cycle: CycleRow
  facts: PlanAsAt
  /** The very text that was kept: what its hash is of. */
  text: string
  sha256: string
  frozenBy: string
  frozenAt: Date
}

/** A month as it was frozen. Errors: NotFound when it is not; an Error when the text no longer fits its hash. */
export async function readFrozen(scope: Scope, cycleId: string): Promise<FrozenMonth> {
  const cycle = await getCycle(scope, cycleId)
  const row = await findFrozen(scope, cycleId)
  if (!row) throw new NotFound('frozen month')
  if (sha256(row.facts) !== row.sha256) throw new Error('A frozen month was altered in the database')
  const { sha256: hash, frozenBy, frozenAt } = row
  // Months that were frozen before links were kept have none.
  const facts: PlanAsAt = { links: [], ...JSON.parse(row.facts) }
  return { cycle, facts, text: row.facts, sha256: hash, frozenBy, frozenAt }
}

/**
 * What changed since an earlier frozen month: given, or the last before this one. An open month is compared as it stands.
 * `since` is null where nothing was frozen before.
 */
export async function readChanges(scope: Scope, cycleId: string, sinceId: string | null) {
  const cycle = await getCycle(scope, cycleId)
  const frozen = (await listFrozen(scope, cycle.planId)).filter((one) => one.period < cycle.period)
  const chosen = sinceId === null ? frozen[0] : frozen.find((one) => one.cycleId === sinceId)
  if (sinceId !== null && !chosen) throw new NotFound('frozen month')
  const later =
    cycle.frozenAt === null
      ? await readPlan(scope, cycle.planId, scope.today)
      : (await readFrozen(scope, cycleId)).facts
  if (!chosen) return { cycle, frozen, since: null }
  const earlier = await readFrozen(scope, chosen.cycleId)
  const reasons = await listReasons(scope, cycle.planId, chosen.frozenAt, cycle.frozenAt ?? scope.now)
  return { cycle, frozen, since: { month: chosen, comparison: compareMonths(earlier.facts, later), reasons } }
}
