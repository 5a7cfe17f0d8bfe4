import type { Crosswalk } from '../../editions/index.ts'
import type { MatrixFacts } from '../../judgement/index.ts'
import type { ThreadFacts } from '../../thread/index.ts'
import type { MatrixOfPaper, RefreshOfPaper } from './paper-facts.ts'
import type { ThreadOfPaper } from './thread-facts.ts'

/** What other modules read, as the plain data that a paper keeps: spread into its facts. */

export const threadOfPaper = ({ same, missing }: Pick<ThreadFacts, 'same' | 'missing'>): ThreadOfPaper => ({
  same: Object.fromEntries(same),
  missing: Object.fromEntries(missing),
})

/** Nothing where the plan is held against nothing. */
export function matrixOfPaper({ sheet, judged, on, next, contradictions }: MatrixFacts): {
  matrix?: MatrixOfPaper
} {
  if (!sheet) return {}
  const { title, grade } = sheet
  const due = next?.expectedOn ? { title: next.title, on: next.expectedOn } : null
  return { matrix: { sheet: { title, grade }, judged, on, next: due, contradictions } }
}

/** Nothing where the plan was never refreshed. */
export function refreshOfPaper(
  last: Pick<RefreshOfPaper, 'label' | 'state'> | undefined,
  crosswalk: Crosswalk | null,
): { refresh?: RefreshOfPaper } {
  if (!last || !crosswalk) return {}
  const { label, state } = last
  return { refresh: { label, state, crosswalk } }
}
