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
  StatedDate,
  UpdateFacts,
} from '../../plans/index.ts'
export { STATUS_KEY, STATUSES, type Status } from '../../plans/index.ts'
