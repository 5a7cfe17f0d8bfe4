import { formatDay } from '../../../platform/calendar.ts'
import type { Block, DocumentDescription } from '../../../platform/office/description.ts'
import type { Table } from '../../../platform/office/table.ts'
import type { Layout, Section } from './layout.ts'
import { withEveryField } from './older-facts.ts'
import type { PaperFacts } from './paper-facts.ts'
import { type SectionKind, titleOf } from './section-kind.ts'
import { backgroundSection } from './sections/background.ts'
import { breakSection } from './sections/break.ts'
import { challengesSection } from './sections/challenges.ts'
import { commitmentSection } from './sections/commitment.ts'
import { countsSection } from './sections/counts.ts'
import { crosswalkSection } from './sections/crosswalk.ts'
import { directionSection } from './sections/direction.ts'
import { droppedSection } from './sections/dropped.ts'
import { easySection } from './sections/easy.ts'
import { exceptionsSection } from './sections/exceptions.ts'
import { findingsSection } from './sections/findings.ts'
import { formSection } from './sections/form.ts'
import { frontSection } from './sections/front.ts'
import { glossarySection } from './sections/glossary.ts'
import { keySection } from './sections/key.ts'
import { matrixSection } from './sections/matrix.ts'
import { milestonesSection } from './sections/milestones.ts'
import { plainSection } from './sections/plain.ts'
import { progressSection } from './sections/progress.ts'
import { refreshSection } from './sections/refresh.ts'
import { supportSection } from './sections/support.ts'
import { textSection } from './sections/text.ts'
import { themesSection } from './sections/themes.ts'

const KINDS: { [K in Section['kind']]: SectionKind<K> } = {
  background: backgroundSection,
  break: breakSection,
  challenges: challengesSection,
  commitment: commitmentSection,
  counts: countsSection,
  crosswalk: crosswalkSection,
  direction: directionSection,
  dropped: droppedSection,
  exceptions: exceptionsSection,
  findings: findingsSection,
  form: formSection,
  front: frontSection,
  glossary: glossarySection,
  key: keySection,
  milestones: milestonesSection,
  progress: progressSection,
  support: supportSection,
  matrix: matrixSection,
  refresh: refreshSection,
  plain: plainSection,
  easy: easySection,
  text: textSection,
  themes: themesSection,
}

const kindOf = <K extends Section['kind']>({ kind }: { kind: K }): SectionKind<K> => KINDS[kind]

/** The paper that a layout makes of facts: the same blocks for page, Word, PDF and print. */
export function describePaper(layout: Layout, held: PaperFacts): DocumentDescription {
  const facts = current(held)
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
    ...(layout.large ? { large: true } : {}),
    header: headerOf(layout, facts),
    footer: footerOf(facts),
    blocks: blocksOf(layout, facts),
  }
}

/** What easy readers hold is called by its own short title: a plan's can be longer than a line, and hard to read. */
const headerOf = (layout: Layout, { area, plan }: PaperFacts): string => {
  if (layout.large) return titleOf(layout, { plan })
  return plan.title.includes(area) ? plan.title : `${area} · ${plan.title}`
}

/** A glossary is about the words of all other parts: it is made last, and stands where it is wanted. */
function blocksOf(layout: Layout, facts: PaperFacts): Block[] {
  const made = layout.sections.map((section) =>
    section.kind === 'glossary' ? null : kindOf(section).blocks(section as never, facts, layout, []),
  )
  const beside = made.flatMap((blocks) => blocks ?? [])
  return layout.sections.flatMap(
    (section, at) => made[at] ?? kindOf(section).blocks(section as never, facts, layout, beside),
  )
}

/** The lists behind a paper: one sheet of a workbook each. */
export function paperTables(layout: Layout, held: PaperFacts): Table[] {
  const facts = current(held)
  return layout.sections.flatMap((section) => kindOf(section).tables?.(section as never, facts) ?? [])
}

const current = (facts: PaperFacts): PaperFacts => ({ ...facts, plan: withEveryField(facts.plan) })

function footerOf({ plan, frozen, generatedOn }: PaperFacts): string {
  const edition = plan.edition?.label ?? 'no edition'
  const sealed = frozen ? ` · frozen, seal ${frozen.sha256.slice(0, 12)}` : ''
  return `As at ${formatDay(plan.asAt)} · ${edition}${sealed} · written ${formatDay(generatedOn)}`
}
