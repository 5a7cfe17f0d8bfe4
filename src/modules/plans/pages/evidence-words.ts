import { formatDay, type PlainDate } from '../../../platform/calendar.ts'
import { ageOf, type EvidenceFacts, type EvidenceKind, evidencePaths } from '../../evidence/index.ts'

/** How evidence is said, on every page that shows it. */

export const KIND_WORDS: Record<EvidenceKind, string> = { file: 'File', link: 'Link', note: 'Note' }

/** "Out of date since 2 September 2026"; null while it counts. */
export function ageWords({ expiresOn }: Pick<EvidenceFacts, 'expiresOn'>, day: PlainDate): string | null {
  const age = ageOf({ expiresOn }, day)
  if (age === 'current' || expiresOn === null) return null
  return age === 'soon'
    ? `Out of date soon: counts until ${formatDay(expiresOn)}`
    : `Out of date: counted until ${formatDay(expiresOn)}`
}

export interface EvidenceLine {
  title: string
  href: string
  kind: string
  /** Whose it is, of what day, who added it and when. */
  byline: string
  age: string | null
  late: boolean
}

export const toEvidenceLine = (facts: EvidenceFacts, day: PlainDate): EvidenceLine => ({
  title: facts.title,
  href: evidencePaths.one(facts.id),
  kind: KIND_WORDS[facts.kind],
  byline: bylineOf(facts, day),
  age: ageWords(facts, day),
  late: ageOf(facts, day) === 'out_of_date',
})

/** The last day is left to `ageWords` where that has something to say of it. */
function bylineOf(facts: EvidenceFacts, day: PlainDate): string {
  const { owner, datedOn, expiresOn, addedBy, addedOn } = facts
  const counts = expiresOn !== null && ageOf(facts, day) === 'current'
  const parts = [
    `Owner: ${owner}`,
    ...(datedOn ? [`dated ${formatDay(datedOn)}`] : []),
    ...(counts ? [`counts until ${formatDay(expiresOn)}`] : []),
    `added by ${addedBy} on ${formatDay(addedOn)}`,
  ]
  return parts.join('; ')
}

/** "2.4 MB", "310 KB". */
export function sizeWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`
  const kilobytes = bytes / 1024
  return kilobytes < 1024 ? `${Math.round(kilobytes)} KB` : `${(kilobytes / 1024).toFixed(1)} MB`
}
