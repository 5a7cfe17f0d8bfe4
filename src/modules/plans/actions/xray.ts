import { createHash } from 'node:crypto'
import type { Scope } from '../../../platform/db/scope.ts'
import { Unacceptable } from '../../../platform/http/errors.ts'
import { isId } from '../../../platform/ids.ts'
import { recordAll } from '../../../platform/record/record.ts'
import { type CitedRef, type Fault, type Thing, xray } from '../domain/xray/index.ts'
import { liveXrayPlan } from '../domain/xray/live.ts'
import { listMissing } from '../queries/cite.ts'
import { getPlanHeader } from '../queries/plan.ts'
import {
  type AcceptanceRow,
  insertAcceptances,
  listAcceptances,
  listFindingGroups,
  withdrawAcceptances,
} from '../queries/xray.ts'
import { readPlan } from './read.ts'

/** A fault with the mark by which it is known again: other facts, another mark. */
export interface SeenFault extends Fault {
  mark: string
}

export interface AcceptedFault extends SeenFault {
  acceptance: { id: string; reason: string; by: string; at: Date }
}

export interface PlanXray {
  plan: { id: string; title: string }
  open: SeenFault[]
  /** Faults that somebody decided to live with; one whose facts have changed since is open again. */
  accepted: AcceptedFault[]
}

/** A live plan looked through, as it stands today. Errors: NotFound. */
export async function readXray(scope: Scope, planId: string): Promise<PlanXray> {
  const plan = await readPlan(scope, planId, scope.today)
  const { inForceFrom } = await getPlanHeader(scope, planId, scope.today)
  const citedRefs = (await listMissing(scope, planId, scope.today)).map(toCitedRef)
  const sameFindings = await listFindingGroups(scope, scope.today)
  const faults = unlike(xray(liveXrayPlan(plan, { inForceFrom, citedRefs, sameFindings })).map(marked))
  const acceptances = new Map((await listAcceptances(scope, planId)).map((row) => [keyOfRow(row), row]))
  return {
    plan: { id: plan.id, title: plan.title },
    open: faults.filter((fault) => !acceptances.has(keyOf(fault))),
    accepted: faults.flatMap((fault) => {
      const row = acceptances.get(keyOf(fault))
      return row ? [{ ...fault, acceptance: toAcceptance(row) }] : []
    }),
  }
}

const toCitedRef = (named: {
  findingId: string
  findingRef: string
  findingWords: string
  ref: string
}): CitedRef => ({
  ...{ ref: named.ref, words: named.ref },
  by: { kind: 'finding', id: named.findingId, ref: named.findingRef, text: named.findingWords },
})

/**
 * Accepts faults of a plan, by their marks, with a reason. Gives how many were accepted.
 * Errors: NotFound; Unacceptable when none of them is found in the plan as it was shown.
 */
export async function acceptFaults(
  scope: Scope,
  planId: string,
  { faults, reason }: { faults: readonly string[]; reason: string },
): Promise<number> {
  const { open } = await readXray(scope, planId)
  const chosen = open.filter(({ mark }) => faults.includes(mark))
  if (chosen.length === 0) throw new Unacceptable(CHANGED_MEANWHILE, 'faults')
  const added = await insertAcceptances(
    scope,
    planId,
    chosen.map((fault) => ({
      rule: fault.rule,
      thing: { kind: fault.thing.kind, id: idOf(fault.thing) },
      thingKey: thingKey(fault.thing),
      fingerprint: fault.mark,
      reason,
    })),
  )
  await recordRules(scope, planId, 'xray.accepted', added)
  return added.length
}

const CHANGED_MEANWHILE =
  'The plan has changed since this page was shown: look again and select what to accept'

/** Takes acceptances back, so that their faults show again. Gives how many. Errors: NotFound. */
export async function withdrawFaults(scope: Scope, planId: string, ids: readonly string[]): Promise<number> {
  await getPlanHeader(scope, planId, scope.today)
  const ended = await withdrawAcceptances(scope, planId, ids)
  await recordRules(scope, planId, 'xray.withdrawn', ended)
  return ended.length
}

const recordRules = (scope: Scope, planId: string, act: string, rows: readonly { rule: string }[]) =>
  recordAll(
    scope,
    rows.map(({ rule }) => ({ act, thing: { kind: 'plan', id: planId }, detail: { rule } })),
  )

const marked = (fault: Fault): SeenFault => ({ ...fault, mark: markOf(fault) })

/** The message holds every fact that the rule looked at: another date or name is another fault. */
const markOf = ({ rule, thing, message }: Fault): string =>
  createHash('sha256')
    .update(JSON.stringify([rule, thingKey(thing), message]))
    .digest('base64url')
    .slice(0, 22)

const thingKey = ({ kind, id, ref, text }: Thing): string => `${kind} ${id ?? ref ?? text}`

const idOf = ({ id }: Thing): string | null => (id !== undefined && isId(id) ? id : null)

const keyOf = (fault: SeenFault): string => JSON.stringify([fault.rule, thingKey(fault.thing), fault.mark])
const keyOfRow = ({ rule, thingKey, fingerprint }: AcceptanceRow): string =>
  JSON.stringify([rule, thingKey, fingerprint])

/** The same citation twice on one milestone is one thing to put right. */
const unlike = (faults: readonly SeenFault[]): SeenFault[] => [
  ...new Map(faults.map((fault) => [fault.mark, fault])).values(),
]

const toAcceptance = ({ id, reason, acceptedBy, acceptedAt }: AcceptanceRow) => ({
  id,
  reason,
  by: acceptedBy,
  at: acceptedAt,
})
