import { formatDay } from '../../../platform/calendar.ts'
import type { ActionAsAt, FindingFacts, MilestoneAsAt } from './facts.ts'

/** Findings that a milestone answers, by itself or through its action, and that want it done before it is due. */
export function missedDeadlines(
  { due, cites }: Pick<MilestoneAsAt, 'due' | 'cites'>,
  action: Pick<ActionAsAt, 'cites'>,
  findings: readonly FindingFacts[],
): FindingFacts[] {
  const answered = new Set([...cites, ...action.cites].map(({ findingId }) => findingId))
  const on = due?.on ?? null
  return findings.filter(
    ({ id, deadline }) => answered.has(id) && on !== null && deadline?.on != null && on > deadline.on,
  )
}

/** "It is due after the deadline of finding 3 (25 May 2026)"; empty where every deadline is kept. */
export function deadlineWarning(missed: readonly FindingFacts[]): string {
  const named = missed.map(
    ({ ref, deadline }) => `finding ${ref} (${deadline?.on ? formatDay(deadline.on) : ''})`,
  )
  return named.length === 0 ? '' : `It is due after the deadline of ${named.join(' and of ')}`
}
