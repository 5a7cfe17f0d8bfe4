import type { PlainDate } from '../../../platform/calendar.ts'

export type EvidenceKind = 'file' | 'link' | 'note'

/**
 * What a scanner made of a file: none was set (`unscanned`), none has looked yet (`waiting`), it found nothing
 * (`clean`), or something (`refused`).
 */
export type ScanState = 'unscanned' | 'waiting' | 'clean' | 'refused'

/**
 * What evidence may stand under: a milestone, a success criterion, a statement of a table of a plan, or a statement
 * of a judgement framework that the plan is held against.
 */
export interface EvidenceTarget {
  kind: 'milestone' | 'criterion' | 'descriptor' | 'statement'
  planId: string
  /** Of the milestone, the criterion or the table; of a framework its code and version, "ilacs 2026". */
  id: string
  /** The table's statement, word for word, or the code of the framework's; null for the other kinds. */
  descriptor: string | null
}

/** Evidence as it stood behind one thing on a day. */
export interface EvidenceFacts {
  id: string
  kind: EvidenceKind
  title: string
  owner: string
  /** The day that the evidence itself bears. */
  datedOn: PlainDate | null
  /** The last day on which it proves anything; null when it does not age. */
  expiresOn: PlainDate | null
  /** Of the newest version that there was on the day; null for links and notes. */
  sha256: string | null
  addedBy: string
  addedOn: PlainDate
}

export interface EvidenceVersion {
  number: number
  name: string
  mediaType: string
  bytes: number
  sha256: string
  scan: ScanState
  scanAnswer: string | null
  addedBy: string
  addedOn: PlainDate
}

export interface EvidenceUse {
  id: string
  target: EvidenceTarget
  attachedBy: string
  attachedOn: PlainDate
  /** Set when it no longer stands there. */
  detached: Ended | null
}

export interface Ended {
  on: PlainDate
  by: string
  because: string
}

/** A whole piece of evidence, as it is held now. */
export interface EvidencePiece extends EvidenceFacts {
  words: string | null
  url: string | null
  addedById: string | null
  withdrawn: Ended | null
  /** Newest first; empty for links and notes. */
  versions: EvidenceVersion[]
  /** Oldest first, also those that ended. */
  uses: EvidenceUse[]
}
