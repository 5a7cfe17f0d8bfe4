import { can } from '../../../platform/access/permissions.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import type { FileStore } from '../../../platform/files/files.ts'
import { NotAllowed, NotFound, Unacceptable } from '../../../platform/http/errors.ts'
import type { UploadedFile } from '../../../platform/http/upload.ts'
import {
  addEvidence,
  addVersion,
  attachEvidence,
  detachEvidence,
  type EvidenceInput,
  type EvidencePiece,
  type EvidenceTarget,
  getEvidence,
  listEvidence,
  withdrawEvidence,
} from '../../evidence/index.ts'
import { type EvidencePlace, keyOfTarget, placesOf } from '../domain/evidence-places.ts'
import type { PlanAsAt } from '../domain/facts.ts'
import { mayAttest } from '../policy.ts'
import { getCriterion, isPlaceOf, listLeadsOf, listPlaces, type Place } from '../queries/evidence.ts'
import { getPlanHeader } from '../queries/plan.ts'
import { readMilestone, readPlan } from './read.ts'

/** Where somebody is about to put evidence. */
export interface Spot {
  target: EvidenceTarget
  plan: { id: string; title: string }
  ref: string | null
  words: string
  /** Of a criterion; null where it belongs to a finding. */
  actionId: string | null
}

export type SpotKind = 'milestone' | 'criterion'

/** A milestone or a criterion to which the actor may add evidence. Errors: NotFound, NotAllowed. */
export const readSpot = (scope: Scope, kind: SpotKind, id: string): Promise<Spot> =>
  kind === 'milestone' ? milestoneSpot(scope, id) : criterionSpot(scope, id)

async function milestoneSpot(scope: Scope, id: string): Promise<Spot> {
  const { plan, action, milestone } = await readMilestone(scope, id, scope.today)
  if (!mayAttest(scope.actor, [action, milestone])) throw new NotAllowed('add evidence to this milestone')
  return {
    target: { kind: 'milestone', planId: plan.id, id, descriptor: null },
    plan: { id: plan.id, title: plan.title },
    ...{ ref: milestone.ref, words: milestone.words, actionId: action.id },
  }
}

async function criterionSpot(scope: Scope, id: string): Promise<Spot> {
  const { planId, actionId, words } = await getCriterion(scope, id)
  const leads = await listLeadsOf(scope, actionId ? [actionId] : [])
  if (!mayAttest(scope.actor, [{ id: actionId ?? id, leads: (actionId && leads.get(actionId)) || [] }]))
    throw new NotAllowed('add evidence to this criterion')
  const { title } = await getPlanHeader(scope, planId, scope.today)
  return {
    target: { kind: 'criterion', planId, id, descriptor: null },
    plan: { id: planId, title },
    ...{ ref: null, words, actionId },
  }
}

/** Adds evidence to a milestone or a criterion. Gives its id. Errors: NotFound, NotAllowed, Unacceptable. */
export async function addEvidenceTo(
  scope: Scope,
  files: FileStore,
  [kind, id]: readonly [SpotKind, string],
  input: EvidenceInput,
): Promise<string> {
  const { target } = await readSpot(scope, kind, id)
  return addEvidence(scope, files, [target], input)
}

/** Puts evidence that is held already under a milestone or a criterion. Errors: NotFound, NotAllowed, Unacceptable. */
export async function attachTo(
  scope: Scope,
  [kind, id]: readonly [SpotKind, string],
  evidenceId: string,
): Promise<void> {
  const { target } = await readSpot(scope, kind, id)
  await attachEvidence(scope, evidenceId, [target])
}

/** What the actor may do with a piece; anything that they lead it may be attached to in any case. */
export interface MayWith {
  /** Replace its file, and withdraw it: who added it, and who leads what it was first put under. */
  change: boolean
  attach: boolean
  /** The uses that they may end: of what they lead, and all of them where they may change the piece. */
  detach: ReadonlySet<string>
}

/** A piece with the names of all that it supports or did support, and what the actor may do with it. Errors: NotFound. */
export async function readPiece(
  scope: Scope,
  id: string,
): Promise<{ piece: EvidencePiece; places: Place[]; may: MayWith }> {
  const piece = await getEvidence(scope, id)
  const places = await listPlaces(
    scope,
    piece.uses.map(({ target }) => target),
  )
  return { piece, places, may: await whatMay(scope, piece, places) }
}

async function whatMay(scope: Scope, piece: EvidencePiece, places: readonly Place[]): Promise<MayWith> {
  const { actor } = scope
  const leads = await listLeadsOf(scope, places.flatMap(ledThrough))
  const leadsIt = (target: EvidenceTarget | undefined) => {
    const place = target && places.find((one) => isPlaceOf(one, target))
    const through = place ? ledThrough(place) : []
    return mayAttest(
      actor,
      through.map((id) => ({ id, leads: leads.get(id) ?? [] })),
    )
  }
  const own = can(actor, 'evidence.add') && piece.addedById !== null && piece.addedById === actor.personId
  const change = own || leadsIt(piece.uses[0]?.target)
  const endable = piece.uses.filter(({ target }) => change || leadsIt(target))
  return { change, attach: can(actor, 'evidence.add'), detach: new Set(endable.map((use) => use.id)) }
}

const ledThrough = ({ kind, id, actionId }: Place): string[] => [
  ...(kind === 'milestone' ? [id] : []),
  ...(actionId ? [actionId] : []),
]

/** A piece that the actor may change. Errors: NotFound, NotAllowed. */
export async function readOwnPiece(scope: Scope, id: string): Promise<EvidencePiece> {
  const { piece, may } = await readPiece(scope, id)
  if (!may.change) throw new NotAllowed('change this evidence')
  return piece
}

/** A use that the actor may end, with its piece. Errors: NotFound, NotAllowed. */
export async function readOwnUse(
  scope: Scope,
  id: string,
  useId: string,
): Promise<{ piece: EvidencePiece; places: Place[] }> {
  const { piece, places, may } = await readPiece(scope, id)
  if (!piece.uses.some((use) => use.id === useId)) throw new NotFound('use of this evidence')
  if (!may.detach.has(useId)) throw new NotAllowed('detach this evidence')
  return { piece, places }
}

/** A newer version of a piece's file. Errors: NotFound, NotAllowed, Unacceptable. */
export async function replaceFile(
  scope: Scope,
  files: FileStore,
  id: string,
  file: UploadedFile | null,
): Promise<void> {
  await readOwnPiece(scope, id)
  await addVersion(scope, files, id, file)
}

/** Errors: NotFound, NotAllowed. */
export async function withdrawPiece(scope: Scope, id: string, because: string): Promise<void> {
  await readOwnPiece(scope, id)
  await withdrawEvidence(scope, id, because)
}

/** Errors: NotFound, NotAllowed. */
export async function detachPiece(scope: Scope, id: string, useId: string, because: string): Promise<void> {
  await readOwnUse(scope, id, useId)
  await detachEvidence(scope, id, useId, because)
}

/** The places of a plan under which the actor may put evidence. Errors: NotFound. */
export async function listOpenPlaces(
  scope: Scope,
  planId: string,
): Promise<{ plan: PlanAsAt; places: EvidencePlace[] }> {
  const plan = await readPlan(scope, planId, scope.today)
  const led = new Map([...plan.actions, ...plan.milestones].map((thing) => [thing.id, thing]))
  const places = placesOf(plan).filter(({ ledThrough }) =>
    mayAttest(
      scope.actor,
      ledThrough.flatMap((id) => led.get(id) ?? []),
    ),
  )
  return { plan, places }
}

/** Puts a piece under one place of a plan, named by its key. Errors: NotFound; NotAllowed; Unacceptable. */
export async function attachPiece(
  scope: Scope,
  id: string,
  { plan, target }: { plan: string; target: string },
): Promise<void> {
  await getEvidence(scope, id)
  const { places } = await listOpenPlaces(scope, plan)
  const place = places.find((one) => keyOfTarget(one.target) === target)
  if (!place) throw new Unacceptable('Choose what it supports from the list', 'target')
  await attachEvidence(scope, id, [place.target])
}

/** All evidence of the area, and the names of all that it supports. */
export async function readRegister(scope: Scope): Promise<{ pieces: EvidencePiece[]; places: Place[] }> {
  const pieces = await listEvidence(scope)
  const targets = pieces.flatMap(({ uses }) => uses.map(({ target }) => target))
  return { pieces, places: await listPlaces(scope, targets) }
}
