import { formatDay, formatMonth, startOfMonth } from '../../../platform/calendar.ts'
import type { Block } from '../../../platform/office/description.ts'
import type { Table } from '../../../platform/office/table.ts'
import type { Layout, Section, SectionOf } from './layout.ts'
import type { PaperFacts } from './paper-facts.ts'

/** What a part of a report becomes: blocks of a document, and the lists behind it for Excel and CSV. Pure. */
export interface SectionKind<K extends Section['kind']> {
  /** `beside`: what all other parts say, for a part that is about them; empty for those that are not. */
  blocks(section: SectionOf<K>, facts: PaperFacts, layout: Layout, beside: readonly Block[]): Block[]
  tables?(section: SectionOf<K>, facts: PaperFacts): Table[]
}

/** Words of a layout with what stands in braces filled in: `{plan}`, `{area}`, `{day}`, `{month}`, `{summary}`. */
export const filled = (words: string, { plan, area, report }: PaperFacts): string =>
  words
    .replaceAll('{plan}', plan.title)
    .replaceAll('{area}', area)
    .replaceAll('{day}', formatDay(plan.asAt))
    .replaceAll('{month}', formatMonth(startOfMonth(plan.asAt)))
    .replaceAll('{summary}', report.summary)

export const titleOf = ({ title }: Layout, facts: PaperFacts): string => filled(title, facts)
