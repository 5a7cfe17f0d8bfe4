import type { PlainDate } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { type TakeAway, takeAway } from '../../../platform/office/table.ts'
import { counted } from '../../../platform/words.ts'
import { type EvidencePiece, evidencePaths } from '../../evidence/index.ts'
import { isShown, type RegisterFilter, type SHOWS } from '../domain/evidence-filter.ts'
import { paths } from '../paths.ts'
import { examplePieces, examplePlaces } from './evidence-example.ts'
import { type NamedPlace, type SupportView, supportsOf } from './evidence-supports.ts'
import { type EvidenceLine, toEvidenceLine } from './evidence-words.ts'

export const SHOWN = {
  out_of_date: 'Out of date',
  soon: 'Out of date within 30 days',
  unattached: 'Supports nothing',
  withdrawn: 'Withdrawn',
} as const satisfies Record<(typeof SHOWS)[number], string>

interface Choice {
  value: string
  text: string
  selected: boolean
}

export interface RegisterPage {
  words: string
  add: string | null
  teams: string
  takeAway: TakeAway | null
  filter: { shows: Choice[]; kinds: Choice[]; owners: Choice[] }
  /** Where the whole register is; null when this is it. */
  all: string | null
  rows: (EvidenceLine & { supports: SupportView[]; withdrawn: string | null })[]
  nothing: string
}

export interface RegisterInput {
  pieces: readonly EvidencePiece[]
  places: readonly NamedPlace[]
  filter: RegisterFilter
  may: { add: boolean }
}

export function toRegisterPage(
  { pieces, places, filter, may }: RegisterInput,
  today: PlainDate,
): RegisterPage {
  const shown = pieces.filter((piece) => isShown(piece, filter, today))
  const filtered = filter.show !== null || filter.kind !== null || filter.owner !== null
  const live = pieces.filter(({ withdrawn }) => !withdrawn)
  return {
    takeAway:
      shown.length === 0 ? null : takeAway((format) => withFilter(paths.evidenceTable(format), filter)),
    words: `${counted(shown.length, 'piece')} of evidence${filtered ? ` of ${live.length} in use` : ''}, the last added first`,
    add: may.add ? paths.newEvidence() : null,
    teams: paths.teams(),
    filter: {
      shows: choices(Object.entries(SHOWN), 'All in use', filter.show),
      kinds: choices(
        [
          ['file', 'Files'],
          ['link', 'Links'],
          ['note', 'Notes'],
        ],
        'All kinds',
        filter.kind,
      ),
      owners: choices(ownersOf(pieces), 'Everybody', filter.owner),
    },
    all: filtered ? evidencePaths.register() : null,
    rows: shown.map((piece) => ({
      ...toEvidenceLine(piece, today),
      supports: supportsOf(piece, places),
      withdrawn: piece.withdrawn && `Withdrawn: ${piece.withdrawn.because}`,
    })),
    nothing: filtered
      ? 'No evidence is like this.'
      : 'There is no evidence yet. Add it on the page of the milestone that it supports.',
  }
}

const ownersOf = (pieces: readonly EvidencePiece[]): [string, string][] =>
  [...new Set(pieces.map(({ owner }) => owner))]
    .sort((a, b) => a.localeCompare(b))
    .map((owner) => [owner, owner])

const choices = (
  options: readonly (readonly [string, string])[],
  all: string,
  chosen: string | null,
): Choice[] => [
  { value: '', text: all, selected: chosen === null },
  ...options.map(([value, text]) => ({ value, text, selected: value === chosen })),
]

export const registerPage = definePage<RegisterPage>('plans/pages/evidence-register.njk', () =>
  toRegisterPage(
    {
      pieces: examplePieces(),
      places: examplePlaces(),
      filter: { show: null, kind: null, owner: null },
      may: { add: true },
    },
    '2026-11-22',
  ),
)

/** The list that is taken away is the one that is shown. */
function withFilter(address: string, filter: RegisterFilter): string {
  const pairs = Object.entries(filter).filter((pair): pair is [string, string] => typeof pair[1] === 'string')
  return pairs.length === 0 ? address : `${address}?${new URLSearchParams(pairs)}`
}
