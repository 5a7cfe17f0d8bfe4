/** Control totals that a document prints in its key. */
import { isStatus, type XrayPlan } from '../../plans/index.ts'
import type { LegendEntry } from './reading.ts'

const TOTAL = /^(.*?)[\s:=–—-]*\(?\b(\d{1,4})\)?\s*(?:milestones?|actions?|tasks?)?\s*$/i

/** "Completed (13)" in a key: how many the document itself says there are. */
export function toTotals(legend: readonly LegendEntry[]): XrayPlan['totals'] {
  return legend.flatMap(({ meaning, canonical }) => {
    const found = TOTAL.exec(meaning)
    if (!found || canonical === null || !isStatus(canonical)) return []
    return [{ label: (found[1] ?? '').trim(), stated: Number(found[2]), of: canonical }]
  })
}
