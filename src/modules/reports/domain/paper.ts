import { formatDay } from '../../../platform/calendar.ts'
import type { DocumentDescription } from '../../../platform/office/description.ts'
import type { Table } from '../../../platform/office/table.ts'
import type { Layout, Section } from './layout.ts'
import type { PaperFacts } from './paper-facts.ts'
import { type SectionKind, titleOf } from './section-kind.ts'
import { breakSection } from './sections/break.ts'
import { countsSection } from './sections/counts.ts'
import { droppedSection } from './sections/dropped.ts'
import { findingsSection } from './sections/findings.ts'
import { frontSection } from './sections/front.ts'
import { keySection } from './sections/key.ts'
import { milestonesSection } from './sections/milestones.ts'
import { textSection } from './sections/text.ts'

const KINDS: { [K in Section['kind']]?: SectionKind<K> } = {
  front: frontSection,
  counts: countsSection,
  key: keySection,
  milestones: milestonesSection,
  dropped: droppedSection,
  findings: findingsSection,
  text: textSection,
  break: breakSection,
}

/** Whether a part of this kind can be drawn. */
export const isDrawn = (kind: Section['kind']): boolean => kind in KINDS

const kindOf = <K extends Section['kind']>({ kind }: { kind: K }): SectionKind<K> => {
  const found = KINDS[kind] as SectionKind<K> | undefined
  if (!found) throw new Error(`A report cannot have a part of the kind “${kind}” yet`)
  return found
}

/** The paper that a layout makes of facts: the same blocks for page, Word, PDF and print. */
export function describePaper(layout: Layout, facts: PaperFacts): DocumentDescription {
  const title = titleOf(layout, facts)
  const { area, plan, generatedOn } = facts
  return {
    title,
    subject: `${layout.name} of ${plan.title}, ${area}`,
    author: area,
    language: 'en-GB',
    written: generatedOn,
    pageSize: layout.paper,
    orientation: layout.orientation,
    header: plan.title.includes(area) ? plan.title : `${area} · ${plan.title}`,
    footer: footerOf(facts),
    blocks: layout.sections.flatMap((section) => kindOf(section).blocks(section as never, facts, layout)),
  }
}

/** The lists behind a paper: one sheet of a workbook each. */
export const paperTables = (layout: Layout, facts: PaperFacts): Table[] =>
  layout.sections.flatMap((section) => kindOf(section).tables?.(section as never, facts) ?? [])

function footerOf({ plan, frozen, generatedOn }: PaperFacts): string {
  const edition = plan.edition?.label ?? 'no edition'
  const sealed = frozen ? ` · frozen, seal ${frozen.sha256.slice(0, 12)}` : ''
  return `As at ${formatDay(plan.asAt)} · ${edition}${sealed} · written ${formatDay(generatedOn)}`
}
