import type { EvidencePiece, EvidenceTarget, EvidenceUse } from '../../evidence/index.ts'
import { findStatement, type StatementKey } from '../../frameworks/index.ts'
import { paths } from '../paths.ts'

/** What a target of evidence is called. */
export interface NamedPlace {
  kind: EvidenceTarget['kind']
  id: string
  plan: { id: string; title: string }
  ref: string | null
  words: string | null
  actionId: string | null
}

export interface SupportView {
  useId: string
  /** "Milestone 1.02: the words". */
  text: string
  /** Null for a statement of a table, which has no page. */
  href: string | null
  plan: string
}

const CALLED: Record<EvidenceTarget['kind'], string> = {
  milestone: 'Milestone',
  criterion: 'Success criterion',
  descriptor: 'Statement',
  statement: 'Statement',
}

/** What a piece supports now, oldest first. */
export const supportsOf = (piece: EvidencePiece, places: readonly NamedPlace[]): SupportView[] =>
  piece.uses.flatMap((use) => (use.detached ? [] : [toSupport(use, places)]))

export function toSupport({ id: useId, target }: EvidenceUse, places: readonly NamedPlace[]): SupportView {
  const place = places.find((one) => one.id === target.id && one.plan.id === target.planId)
  const ref = place?.ref && target.kind !== 'descriptor' ? ` ${place.ref}` : ''
  return {
    useId,
    text: `${CALLED[target.kind]}${ref}: ${wordsOf(target) ?? place?.words ?? ''}`,
    href: hrefOf(target, place),
    plan: place?.plan.title ?? '',
  }
}

function wordsOf(target: EvidenceTarget): string | null {
  if (target.kind !== 'statement') return target.descriptor
  return findStatement(statementOf(target))?.words ?? target.descriptor
}

function statementOf({ id, descriptor }: EvidenceTarget): StatementKey {
  const [framework = '', version = ''] = id.split(' ')
  return { framework, version, descriptor: descriptor ?? '' }
}

function hrefOf(target: EvidenceTarget, place: NamedPlace | undefined): string | null {
  const { kind, planId } = target
  if (!place) return null
  if (kind === 'statement') return paths.statement(planId, statementOf(target))
  if (kind === 'milestone') return paths.milestone(place.id)
  return place.actionId ? paths.action(place.actionId) : null
}
