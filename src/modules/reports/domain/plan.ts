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
  PlanRow,
  Proof,
  Standing as PlanStanding,
  StatedDate,
  SupportFacts,
  UpdateFacts,
} from '../../plans/index.ts'
export { planRows, reported, STATUS_KEY, STATUSES, type Status } from '../../plans/index.ts'
