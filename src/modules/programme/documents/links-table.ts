import { date, type Table, tableOf, text } from '../../../platform/office/table.ts'
import { linksInWords, nameOfEnd, type PlanAsAt, wrongFrom } from '../../plans/index.ts'

/** The links of a plan, kept and found, with what is wrong with each: to take away. */
export function toLinksTable(
  plan: PlanAsAt,
  kept: ReadonlyMap<string, { fromOn: string; madeBy: string }>,
): Table {
  const found = linksInWords(plan).map((one) => ({ ...one, id: '' }))
  return tableOf(
    `${plan.title}, links`,
    [...plan.links, ...found],
    [
      text('From', ({ from }) => nameOfEnd(plan, from)),
      text('How', ({ kind }) => (kind === 'depends_on' ? 'Waits for' : 'Refers to')),
      text('To', ({ to }) => to && nameOfEnd(plan, to)),
      text('In words', ({ words }) => words),
      text('To look at', (link) => wrongFrom(link, plan)),
      text('Kept by', ({ id }) => kept.get(id)?.madeBy ?? 'Nobody: found in the words of the plan'),
      date('Kept on', ({ id }) => kept.get(id)?.fromOn ?? null),
    ],
  )
}
