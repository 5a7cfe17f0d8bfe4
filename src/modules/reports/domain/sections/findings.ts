import { formatDay } from '../../../../platform/calendar.ts'
import { date, tableOf, text } from '../../../../platform/office/table.ts'
import { findingsAppendix } from '../findings-appendix.ts'
import type { SectionKind } from '../section-kind.ts'

/** Every finding, when it falls due, and what answers it. */
export const findingsSection: SectionKind<'findings'> = {
  blocks: (_section, { report }) => findingsAppendix(report.findings),
  tables: (_section, { report }) => [
    tableOf('Findings', report.findings, [
      text('Review', ({ review }) => review.title),
      text('Number', ({ ref }) => ref),
      text('Group', ({ group }) => group),
      text('Finding', ({ words }) => words),
      text('Timescale', ({ deadline }) => deadline?.words ?? null),
      date('Deadline', ({ deadline }) => deadline?.on ?? null),
      text('Answered by', ({ answers }) => answers.map(({ label }) => label).join('\n') || 'Nothing'),
      text('Published', ({ review }) => (review.publishedOn ? formatDay(review.publishedOn) : null)),
    ]),
  ],
}
