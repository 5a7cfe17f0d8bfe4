import { date, type Table, tableOf, text } from '../../../platform/office/table.ts'
import type { EvidencePiece } from '../../evidence/index.ts'
import type { NamedPlace } from '../pages/evidence-supports.ts'

/** The register of evidence, with what each piece supports today: to take away. */
export function toEvidenceTable(pieces: readonly EvidencePiece[], places: readonly NamedPlace[]): Table {
  const names = new Map(
    places.map(({ id, ref, words, plan }) => [
      id,
      `${[ref, words].filter(Boolean).join(' ')} (${plan.title})`,
    ]),
  )
  return tableOf('Evidence', pieces, [
    text('Evidence', ({ title }) => title),
    text('Kind', ({ kind }) => kind),
    text('Owner', ({ owner }) => owner),
    date('Its date', ({ datedOn }) => datedOn),
    date('Out of date after', ({ expiresOn }) => expiresOn),
    text('Supports', ({ uses }) =>
      uses
        .filter(({ detached }) => detached === null)
        .map(({ target }) => names.get(target.id) ?? '')
        .join('\n'),
    ),
    text('Address or words', ({ url, words }) => url ?? words),
    text('SHA-256', ({ sha256 }) => sha256),
    text('Added by', ({ addedBy }) => addedBy),
    date('Added on', ({ addedOn }) => addedOn),
    text('Withdrawn', ({ withdrawn }) => withdrawn?.because ?? null),
  ])
}
