/**
 * All that the reports take from the plans module, in one place. Pure: the facts' types, and the words of the key.
 */
export type {
  ActionAsAt,
  CitationFacts,
  EditionFacts,
  FindingFacts,
  LeadFacts,
  MilestoneAsAt,
  PlanAsAt,
  Standing as PlanStanding,
  StatedDate,
  UpdateFacts,
} from '../../plans/index.ts'
export { reported, STATUS_KEY, STATUSES, type Status } from '../../plans/index.ts'
