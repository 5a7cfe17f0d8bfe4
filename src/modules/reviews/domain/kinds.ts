/** Every kind of review that finds faults or asks for something: a new one is a line here. */
export const KINDS = {
  inspection: { name: 'Inspection', inspecting: true },
  joint_area_review: { name: 'Joint area review', inspecting: true },
  annual_performance_assessment: { name: 'Annual performance assessment', inspecting: true },
  case_review: { name: 'Serious case review or child safeguarding practice review', inspecting: false },
  health_regulator: { name: 'Health regulator’s review', inspecting: true },
  peer_review: { name: 'Peer review', inspecting: false },
  stocktake: { name: 'Stocktake', inspecting: false },
  self_assessment: { name: 'Self-assessment', inspecting: false },
  external_audit: { name: 'External audit', inspecting: false },
  legal_judgement: { name: 'Legal judgement to comply with', inspecting: false },
  other: { name: 'Other review', inspecting: false },
} as const satisfies Record<string, { name: string; inspecting: boolean }>

export type ReviewKind = keyof typeof KINDS

export const KIND_CODES = Object.keys(KINDS) as ReviewKind[]

const isKind = (code: string): code is ReviewKind => Object.hasOwn(KINDS, code)

/** What a kind is called; one that only a document knows goes by its own code. */
export const kindName = (code: string): string => (isKind(code) ? KINDS[code].name : code)

/** Whether a review of this kind is the next inspection that people wait for. */
export const isInspecting = (code: string): boolean => isKind(code) && KINDS[code].inspecting

export const STATES = ['expected', 'held', 'published'] as const

export type ReviewState = (typeof STATES)[number]

export const STATE_WORDS: Readonly<Record<ReviewState, string>> = {
  expected: 'Expected',
  held: 'Held, not yet published',
  published: 'Published',
}
