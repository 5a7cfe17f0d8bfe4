import { formatDay } from '../../../../platform/calendar.ts'
import { type Definitions, paragraph } from '../../../../platform/office/description.ts'
import { counted } from '../../../../platform/words.ts'
import type { EditionFacts } from '../plan.ts'
import type { MilestoneReportFacts } from '../report-facts.ts'
import { type SectionKind, titleOf } from '../section-kind.ts'

/** The title, the one sentence to read if no other, and what the paper is about. */
export const frontSection: SectionKind<'front'> = {
  blocks: ({ edition }, facts, layout) => [
    { kind: 'heading', level: 1, text: titleOf(layout, facts) },
    paragraph(facts.report.summary, 'lead'),
    particulars(facts.report, edition),
  ],
}

function particulars(report: MilestoneReportFacts, edition: boolean): Definitions {
  const entry = (term: string, text: string) => ({ term, meaning: [{ text }] })
  return {
    kind: 'definitions',
    entries: [
      entry('Area', report.area),
      ...(edition ? [entry('Edition of the plan', editionWords(report.edition))] : []),
      entry('What it covers', coverage(report)),
    ],
  }
}

function editionWords(edition: EditionFacts | null): string {
  if (!edition) return 'No edition of the plan was recorded by this day'
  const { label, state, approvedBy, approvedOn } = edition
  const approval = [approvedBy && `by ${approvedBy}`, approvedOn && `on ${formatDay(approvedOn)}`].filter(
    Boolean,
  )
  const approved = approval.length > 0 ? `approved ${approval.join(' ')}` : 'approved'
  const states = {
    draft: 'draft, not yet approved',
    approved,
    superseded: `${approved}; superseded since`,
  }
  return `${label}: ${states[state]}`
}

function coverage({ counts, scope }: MilestoneReportFacts): string {
  const size = `${counted(counts.actions, 'action')}, ${counted(counts.milestones, 'milestone')}`
  if (!scope) return `The whole plan: ${size}`
  const doubt =
    scope.unsettled > 0
      ? ` ${scope.unsettled} of those ${scope.unsettled === 1 ? 'cites' : 'cite'} a source in words that name no finding held, and may belong here.`
      : ''
  return `${scope.words} ${size}; ${counted(scope.leftOut, 'milestone')} of the plan left out.${doubt}`
}
