import type { EvidencePiece, EvidenceUse } from '../../evidence/index.ts'
import { paths } from '../paths.ts'

/** What a target of evidence is called. */
export interface NamedPlace {
  kind: 'milestone' | 'criterion' | 'descriptor'
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

const CALLED = { milestone: 'Milestone', criterion: 'Success criterion', descriptor: 'Statement' } as const

/** What a piece supports now, oldest first. */
export const supportsOf = (piece: EvidencePiece, places: readonly NamedPlace[]): SupportView[] =>
  piece.uses.flatMap((use) => (use.detached ? [] : [toSupport(use, places)]))

export function toSupport({ id: useId, target }: EvidenceUse, places: readonly NamedPlace[]): SupportView {
  const place = places.find((one) => one.id === target.id)
  const ref = place?.ref && target.kind !== 'descriptor' ? ` ${place.ref}` : ''
  return {
    useId,
    text: `${CALLED[target.kind]}${ref}: ${target.descriptor ?? place?.words ?? ''}`,
    href: hrefOf(target.kind, place),
    plan: place?.plan.title ?? '',
  }
}

function hrefOf(kind: NamedPlace['kind'], place: NamedPlace | undefined): string | null {
  if (!place) return null
  if (kind === 'milestone') return paths.milestone(place.id)
  return place.actionId ? paths.action(place.actionId) : null
}
