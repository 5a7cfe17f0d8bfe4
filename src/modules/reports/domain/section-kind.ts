import { formatDay, formatMonth, startOfMonth } from '../../../platform/calendar.ts'
import type { Block } from '../../../platform/office/description.ts'
import type { Table } from '../../../platform/office/table.ts'
import type { Layout, Section, SectionOf } from './layout.ts'
import type { PaperFacts } from './paper-facts.ts'

/** What a part of a report becomes: blocks of a document, and the lists behind it for Excel and CSV. Pure. */
export interface SectionKind<K extends Section['kind']> {
  blocks(section: SectionOf<K>, facts: PaperFacts, layout: Layout): Block[]
  tables?(section: SectionOf<K>, facts: PaperFacts): Table[]
}

export const titleOf = (
  { title }: Layout,
  { plan }: { plan: Pick<PaperFacts['plan'], 'title' | 'asAt'> },
): string =>
  title
    .replaceAll('{plan}', plan.title)
    .replaceAll('{day}', formatDay(plan.asAt))
    .replaceAll('{month}', formatMonth(startOfMonth(plan.asAt)))
