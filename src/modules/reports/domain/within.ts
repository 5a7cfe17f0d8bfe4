import type { PaperFacts } from './paper-facts.ts'
import { type PlanRow, type Proof, planRows } from './plan.ts'

/** Says whether a milestone belongs into the report: all do, unless the report is of a part of the plan. */
export function withinReport({ report }: PaperFacts): (milestoneId: string) => boolean {
  if (report.scope === null) return () => true
  const ids = new Set([...report.rows, ...report.dropped].map(({ id }) => id))
  return (id) => ids.has(id)
}

/** The live milestones of a report beside their actions, in the plan's order. */
export function liveRows(facts: PaperFacts): PlanRow[] {
  const belongs = withinReport(facts)
  return planRows(facts.plan).filter(
    ({ milestone, standing }) => standing !== 'dropped' && belongs(milestone.id),
  )
}

/** What somebody else verified, and what has evidence, as the plan's facts tell it. */
export const proofOf = ({ plan: { milestones } }: PaperFacts): Proof => ({
  verified: new Set(
    milestones.flatMap(({ latest }) => (latest?.verification?.verdict === 'verified' ? [latest.id] : [])),
  ),
  evidenced: new Set(milestones.flatMap(({ id, evidence }) => (evidence.length > 0 ? [id] : []))),
})

/** The theme's name under which each action stands. */
export function themeNamer({ plan }: PaperFacts): (action: { themeId: string | null } | null) => string {
  const names = new Map(plan.themes.map(({ id, name }) => [id, name]))
  return (action) => names.get(action?.themeId ?? '') ?? 'Not under a theme'
}
