import type { ActionAsAt, FindingFacts, MilestoneAsAt, PlanAsAt } from './plan.ts'

/** Part of a plan to report on; numbers stay those of the whole plan. Leaving a part out means all of it. */
export interface ReportFilter {
  /** Only what answers a finding of this review. */
  reviewId?: string
  /** Only this theme. */
  themeId?: string
}

/** What a filtered report says of itself, so that nobody takes a part for the whole. */
export interface ReportScope {
  words: string
  /** Live milestones of the plan that the report leaves out. */
  leftOut: number
  /** Of those, the ones that cite a source in words that name no finding held: they may belong here. */
  unsettled: number
}

/** An action with its milestones in the plan's order; null where milestones name an action that is not held. */
export interface ActionGroup {
  action: ActionAsAt | null
  milestones: MilestoneAsAt[]
}

/** Every action with its milestones, and at the end the milestones of no action, so that none is lost. */
export function actionGroups(facts: PlanAsAt): ActionGroup[] {
  const byAction = Map.groupBy(facts.milestones, (milestone) => milestone.actionId)
  const groups: ActionGroup[] = facts.actions.map((action) => {
    const milestones = byAction.get(action.id) ?? []
    byAction.delete(action.id)
    return { action, milestones }
  })
  const orphans = [...byAction.values()].flat()
  return orphans.length > 0 ? [...groups, { action: null, milestones: orphans }] : groups
}

/** The groups within the filter; an action that cites the review itself speaks for all its milestones. */
export function groupsWithin(groups: ActionGroup[], filter: ReportFilter, facts: PlanAsAt): ActionGroup[] {
  const { reviewId, themeId } = filter
  const ofTheme = themeId ? groups.filter((group) => group.action?.themeId === themeId) : groups
  if (!reviewId) return ofTheme
  const wanted = new Set(facts.findings.filter(({ review }) => review.id === reviewId).map(({ id }) => id))
  return ofTheme.flatMap((group) => answering(group, wanted))
}

function answering(group: ActionGroup, wanted: Set<string>): ActionGroup[] {
  if (group.action && cites(group.action, wanted)) return [group]
  const milestones = group.milestones.filter((milestone) => cites(milestone, wanted))
  return milestones.length > 0 ? [{ ...group, milestones }] : []
}

function cites(thing: ActionAsAt | MilestoneAsAt, wanted: Set<string>): boolean {
  return thing.cites.some(({ findingId }) => findingId !== null && wanted.has(findingId))
}

/** The findings that a filtered report lists: the review's own, or those that what is shown answers. */
export function findingsWithin(facts: PlanAsAt, filter: ReportFilter, groups: ActionGroup[]): FindingFacts[] {
  const { reviewId, themeId } = filter
  if (reviewId) return facts.findings.filter(({ review }) => review.id === reviewId)
  if (!themeId) return facts.findings
  const shown = groups.flatMap(({ action, milestones }) => (action ? [action, ...milestones] : milestones))
  const cited = new Set(shown.flatMap((thing) => thing.cites.map(({ findingId }) => findingId)))
  return facts.findings.filter(({ id }) => cited.has(id))
}

/** Null when the report is of the whole plan. */
export function scopeOf(facts: PlanAsAt, filter: ReportFilter, kept: ActionGroup[]): ReportScope | null {
  const words = filterWords(facts, filter)
  if (words.length === 0) return null
  const shown = new Set(kept.flatMap(({ milestones }) => milestones.map(({ id }) => id)))
  const dropped = new Set(facts.actions.filter((action) => action.dropped).map(({ id }) => id))
  const out = facts.milestones.filter(
    (milestone) => !shown.has(milestone.id) && !milestone.dropped && !dropped.has(milestone.actionId),
  )
  return { words: words.join(' '), leftOut: out.length, unsettled: out.filter(citesUnheld).length }
}

const citesUnheld = (milestone: MilestoneAsAt): boolean =>
  milestone.cites.some(({ findingId }) => findingId === null)

function filterWords(facts: PlanAsAt, filter: ReportFilter): string[] {
  const review = facts.findings.find((finding) => finding.review.id === filter.reviewId)?.review.title
  const theme = facts.themes.find(({ id }) => id === filter.themeId)?.name
  return [
    ...(filter.reviewId ? [`Only what answers: ${review ?? 'a review that is not held'}.`] : []),
    ...(filter.themeId ? [`Only the theme: ${theme ?? 'a theme that is not held'}.`] : []),
  ]
}
