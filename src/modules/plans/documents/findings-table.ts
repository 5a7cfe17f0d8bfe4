import { date, type Table, tableOf, text } from '../../../platform/office/table.ts'
import type { PlanAsAt } from '../domain/facts.ts'
import { findingViews } from '../pages/findings.ts'

/** The findings that a plan holds, in the order of the reviews, each with what answers it. */
export const toFindingsTable = (facts: PlanAsAt): Table =>
  tableOf(`${facts.title}, findings`, findingViews(facts), [
    text('Review', ({ finding }) => finding.review.title),
    text('By', ({ finding }) => finding.review.body),
    date('Published', ({ finding }) => finding.review.publishedOn),
    text('Group', ({ finding }) => finding.group),
    text('Number', ({ finding }) => finding.ref),
    text('Finding', ({ finding }) => finding.words),
    date('Deadline', ({ finding }) => finding.deadline?.on ?? finding.deadline?.words ?? null),
    text('Status', ({ view }) => view.status?.words ?? view.unsaid),
    text('Answered by', ({ view }) => view.answers.map(({ name, words }) => `${name}: ${words}`).join('\n')),
    text('Gap', ({ view }) => view.gap ?? view.late),
    text('What success looks like', ({ view }) => view.success.map(({ words }) => words).join('\n')),
    text('Measured by', ({ view }) =>
      [...view.success.flatMap(({ measures }) => measures), ...view.measures]
        .map(({ words }) => words)
        .join('\n'),
    ),
    text('What the measures show', ({ view }) =>
      [...view.success.flatMap(({ measures }) => measures), ...view.measures]
        .map(({ standing, said }) => [standing, said?.value].filter(Boolean).join(': '))
        .join('\n'),
    ),
  ])
