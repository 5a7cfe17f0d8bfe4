import { date, number, type Table, tableOf, text } from '../../../platform/office/table.ts'
import { HOST_LEVEL_WORDS } from '../../plans/index.ts'
import { chainOf, type HostPlan, treeOf } from '../domain/cascade.ts'

/** The plans of others, each after the one that it stands under: to take away. */
export const toHostsTable = (hosts: readonly HostPlan[]): Table =>
  tableOf('Plans of others', treeOf(hosts), [
    text('Plan', ({ title }) => title),
    text('Kind', ({ level }) => HOST_LEVEL_WORDS[level]),
    text('Partner', ({ partner }) => partner?.name ?? null),
    text('Stands under', ({ id }) => chainOf(hosts, id)[1]?.title ?? null),
    text('Owner', ({ owner }) => owner),
    date('Last reviewed on', ({ lastReviewedOn }) => lastReviewedOn),
    date('Next review by', ({ reviewDueOn }) => reviewDueOn),
    number('Carries', ({ carries }) => carries),
    date('Ended on', ({ endedOn }) => endedOn),
  ])
