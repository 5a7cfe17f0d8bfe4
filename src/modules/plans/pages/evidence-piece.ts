import { formatDay, type PlainDate } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import { type EvidencePiece, type EvidenceVersion, evidencePaths, heldBack } from '../../evidence/index.ts'
import { examplePieces, examplePlaces } from './evidence-example.ts'
import { type NamedPlace, type SupportView, supportsOf, toSupport } from './evidence-supports.ts'
import { ageWords, KIND_WORDS, sizeWords } from './evidence-words.ts'

export interface PieceInput {
  piece: EvidencePiece
  places: readonly NamedPlace[]
  /** What the reader may do with it; `detach` holds the ids of uses. */
  may: { change: boolean; attach: boolean; detach: ReadonlySet<string> }
}

export interface PiecePage {
  title: string
  kind: string
  back: string
  withdrawn: string | null
  age: string | null
  facts: { label: string; text: string; gap: boolean }[]
  url: string | null
  paragraphs: string[]
  versions: VersionView[]
  versionsWords: string
  supports: (SupportView & { detach: string | null })[]
  supportsWords: string
  acts: { attach: string; newVersion: string | null; withdraw: string | null } | null
  history: { when: string; what: string }[]
  historyWords: string
}

interface VersionView {
  name: string
  /** Null while nobody may have it. */
  href: string | null
  size: string
  byline: string
  scan: string
  sha256: string
}

export function toPiecePage({ piece, places, may }: PieceInput, today: PlainDate): PiecePage {
  const supports = supportsOf(piece, places)
  const history = historyOf(piece, places)
  return {
    title: piece.title,
    kind: KIND_WORDS[piece.kind],
    back: evidencePaths.register(),
    withdrawn:
      piece.withdrawn &&
      `Withdrawn on ${formatDay(piece.withdrawn.on)} by ${piece.withdrawn.by}: ${piece.withdrawn.because}`,
    age: ageWords(piece, today),
    facts: factsOf(piece),
    url: piece.url,
    paragraphs: piece.words?.split(/\n+/) ?? [],
    versions: piece.versions.map((version) => toVersion(piece.id, version)),
    versionsWords: `${counted(piece.versions.length, 'version')}, the newest first`,
    supports: supports.map((support) => ({
      ...support,
      detach:
        !piece.withdrawn && may.detach.has(support.useId)
          ? evidencePaths.detach(piece.id, support.useId)
          : null,
    })),
    supportsWords: `${counted(supports.length, 'thing')}, the first attached first`,
    acts: piece.withdrawn || !may.attach ? null : actsOf(piece, may),
    history,
    historyWords: `${counted(history.length, 'entry', 'entries')}, newest first`,
  }
}

const actsOf = ({ id, kind }: EvidencePiece, { change }: PieceInput['may']): PiecePage['acts'] => ({
  attach: evidencePaths.attach(id),
  newVersion: change && kind === 'file' ? evidencePaths.newVersion(id) : null,
  withdraw: change ? evidencePaths.withdraw(id) : null,
})

function factsOf({ owner, datedOn, expiresOn, addedBy, addedOn }: EvidencePiece): PiecePage['facts'] {
  const day = (label: string, on: PlainDate | null, without: string) => ({
    ...{ label, text: on ? formatDay(on) : without, gap: on === null },
  })
  return [
    { label: 'Owner', text: owner, gap: false },
    day('Date of the evidence', datedOn, 'Not given'),
    day('Counts until', expiresOn, 'No last day given'),
    { label: 'Added', text: `by ${addedBy} on ${formatDay(addedOn)}`, gap: false },
  ]
}

const SCANS: Record<EvidenceVersion['scan'], string> = {
  unscanned: 'Not scanned for viruses: no scanner is set',
  waiting: 'Waits for the virus scan',
  clean: 'Scanned for viruses: nothing found',
  refused: 'The virus scan refused it',
}

function toVersion(evidenceId: string, version: EvidenceVersion): VersionView {
  const { number, name, bytes, addedBy, addedOn, scan, scanAnswer, sha256 } = version
  return {
    name,
    href: heldBack(version) === null ? evidencePaths.file(evidenceId, number) : null,
    size: sizeWords(bytes),
    byline: `Version ${number}, added by ${addedBy} on ${formatDay(addedOn)}`,
    scan: scan === 'refused' && scanAnswer ? `${SCANS.refused}: ${scanAnswer}` : SCANS[scan],
    sha256,
  }
}

interface Entry {
  on: PlainDate
  what: string
}

/** Everything that happened to it, newest first; what happened on one day in the order in which it can have. */
function historyOf(piece: EvidencePiece, places: readonly NamedPlace[]): PiecePage['history'] {
  const entries: Entry[] = [
    { on: piece.addedOn, what: `Added by ${piece.addedBy}` },
    ...piece.versions
      .filter(({ number }) => number > 1)
      .toReversed()
      .map(({ number, addedBy, addedOn }) => ({
        on: addedOn,
        what: `Version ${number} added by ${addedBy}`,
      })),
    ...piece.uses.flatMap((use): Entry[] => {
      const { text } = toSupport(use, places)
      const began = { on: use.attachedOn, what: `Attached by ${use.attachedBy} to ${text}` }
      const { detached } = use
      if (!detached) return [began]
      return [
        began,
        { on: detached.on, what: `Detached by ${detached.by} from ${text}: ${detached.because}` },
      ]
    }),
    ...(piece.withdrawn
      ? [{ on: piece.withdrawn.on, what: `Withdrawn by ${piece.withdrawn.by}: ${piece.withdrawn.because}` }]
      : []),
  ]
  return entries
    .sort((a, b) => a.on.localeCompare(b.on))
    .toReversed()
    .map(({ on, what }) => ({ when: formatDay(on), what }))
}

export const piecePage = definePage<PiecePage>('plans/pages/evidence-piece.njk', () => {
  const [piece] = examplePieces()
  if (!piece) throw new Error('The made-up evidence is not complete')
  const may = { change: true, attach: true, detach: new Set(['use-4']) }
  return toPiecePage({ piece, places: examplePlaces(), may }, '2026-11-22')
})
