import { type Block, paragraph, textCell } from '../../../../platform/office/description.ts'
import { type Challenge, chooseChallenges, HOW_CHOSEN } from '../../../boards/index.ts'
import { nameCell } from '../cells.ts'
import type { PaperFacts } from '../paper-facts.ts'
import type { MilestoneAsAt, PlanRow } from '../plan.ts'
import { printedLead } from '../printed.ts'
import type { SectionKind } from '../section-kind.ts'
import { liveRows, proofOf } from '../within.ts'

/** The three things to challenge, by the rule that a board's own page goes by. */
export const challengesSection: SectionKind<'challenges'> = {
  blocks({ heading }, facts): Block[] {
    const head: Block = { kind: 'heading', level: 2, text: heading }
    const chosen = challengesIn(liveRows(facts), facts)
    if (chosen.length === 0) return [head, paragraph('Nothing stands out to be challenged.')]
    return [head, challengeTable('What to challenge, and why', chosen), paragraph(HOW_CHOSEN, 'note')]
  },
}

/** Who answers for it; those who help stand in the list of milestones. */
function leadsOnly({ leads }: MilestoneAsAt): string {
  const own = leads.filter(({ part }) => part !== 'support')
  return own.map((...one) => printedLead(...one).text).join('; ') || 'No lead named'
}

export const challengesIn = (rows: readonly PlanRow[], facts: PaperFacts): Challenge[] =>
  chooseChallenges(rows, proofOf(facts), facts.plan.asAt)

export const challengeTable = (caption: string, chosen: readonly Challenge[]): Block => ({
  kind: 'table',
  caption,
  columns: [
    { header: 'Milestone', width: 44 },
    { header: 'Why', width: 32 },
    { header: 'Lead', width: 24 },
  ],
  rows: chosen.map(({ row: { milestone }, why }) => [
    nameCell(milestone),
    textCell(why),
    textCell(leadsOnly(milestone)),
  ]),
})
