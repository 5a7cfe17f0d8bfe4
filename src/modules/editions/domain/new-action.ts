import type { PlainDate } from '../../../platform/calendar.ts'
import type { LeadFacts } from '../../plans/index.ts'

/** An action that the next edition is to have and the one in force has not. */
export interface DraftAction {
  id: string
  ref: string | null
  words: string
  themeId: string | null
  /** A theme that the plan has not yet. */
  themeName: string | null
  phaseId: string | null
  outcome: string | null
  /** Empty: those of the actions that it comes of. */
  leads: readonly LeadFacts[]
  milestones: readonly { words: string; due: PlainDate | null }[]
}
