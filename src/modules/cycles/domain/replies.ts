/** One milestone that a lead was asked about, and whether anybody has answered for the month. */
export interface AskedMilestone {
  askId: string
  milestoneId: string
  ref: string | null
  words: string
  actionId: string
  themeId: string | null
  answered: boolean
}

/** How a month stands: counts that add up. */
export interface Standing {
  asked: number
  answered: number
  silent: number
  leads: number
  leadsDone: number
}

/** Of milestones, not of mails: one that two leads were asked about counts once. */
export function standingOf(asked: readonly AskedMilestone[]): Standing {
  const milestones = new Map(asked.map((one) => [one.milestoneId, one.answered]))
  const answered = [...milestones.values()].filter(Boolean).length
  const byAsk = [...Map.groupBy(asked, (one) => one.askId).values()]
  return {
    asked: milestones.size,
    answered,
    silent: milestones.size - answered,
    leads: byAsk.length,
    leadsDone: byAsk.filter((group) => group.every((one) => one.answered)).length,
  }
}

/** The asks with something still unsaid, each with what that is. */
export function silentAsks(asked: readonly AskedMilestone[]): Map<string, AskedMilestone[]> {
  return Map.groupBy(
    asked.filter((one) => !one.answered),
    (one) => one.askId,
  )
}
