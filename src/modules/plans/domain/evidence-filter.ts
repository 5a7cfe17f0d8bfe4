import type { PlainDate } from '../../../platform/calendar.ts'
import { ageOf, type EvidencePiece } from '../../evidence/index.ts'

/** What the register can be narrowed to, beside kind and owner. */
export const SHOWS = ['out_of_date', 'soon', 'unattached', 'withdrawn'] as const

export interface RegisterFilter {
  show: (typeof SHOWS)[number] | null
  kind: EvidencePiece['kind'] | null
  owner: string | null
}

/** Whether the register shows a piece on a day. What was withdrawn is shown only where it is asked for. */
export function isShown(
  piece: EvidencePiece,
  { show, kind, owner }: RegisterFilter,
  today: PlainDate,
): boolean {
  if (kind !== null && piece.kind !== kind) return false
  if (owner !== null && piece.owner !== owner) return false
  if ((piece.withdrawn !== null) !== (show === 'withdrawn')) return false
  if (show === 'unattached') return piece.uses.every(({ detached }) => detached)
  return show === null || show === 'withdrawn' || ageOf(piece, today) === show
}
