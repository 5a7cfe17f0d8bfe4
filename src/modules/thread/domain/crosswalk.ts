import type { FindingFacts } from '../../plans/index.ts'
import type { FindingCoverage } from './coverage.ts'

/** One line of a crosswalk: a finding, and the numbers of what answers it. */
export interface CrosswalkLine {
  finding: FindingFacts
  throughout: boolean
  /** Actions, and milestones that cite it by themselves; by their number, or their first words where they have none. */
  answers: { kind: 'action' | 'milestone'; id: string; label: string }[]
  /** Numbers that a document names, and that the plan has not. */
  missing: readonly string[]
}

/** "Priority / Actions": what answers each finding, as a plan prints it. The order is that of the findings. */
export const crosswalkOf = (coverage: readonly FindingCoverage[]): CrosswalkLine[] =>
  coverage.map(({ finding, answers }) => ({
    finding,
    throughout: answers.whole.length > 0,
    missing: answers.missing,
    answers: [
      ...answers.actions.map((one) => ({ kind: 'action' as const, id: one.id, label: labelOf(one) })),
      ...answers.milestones.map((one) => ({ kind: 'milestone' as const, id: one.id, label: labelOf(one) })),
    ],
  }))

const FIRST_WORDS = 6

/** "1.06"; the first words where there is no number. */
export function labelOf({ ref, words }: { ref: string | null; words: string }): string {
  if (ref) return ref
  const all = words.split(/\s+/)
  return all.length > FIRST_WORDS ? `${all.slice(0, FIRST_WORDS).join(' ')}…` : words
}

/** "1.14, 1.16 and 2.06"; "Throughout"; "Nothing yet"; "1.16 (not in the plan)". */
export function crosswalkWords({ throughout, answers, missing }: CrosswalkLine): string {
  const parts = [
    ...(throughout ? ['Throughout'] : []),
    ...answers.map(({ label }) => label),
    ...missing.map((ref) => `${ref} (not in the plan)`),
  ]
  if (parts.length === 0) return 'Nothing yet'
  return parts.length === 1 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}
