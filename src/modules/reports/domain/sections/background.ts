import { formatDay } from '../../../../platform/calendar.ts'
import type { Block } from '../../../../platform/office/description.ts'
import { aboutReview } from '../about-review.ts'
import type { PaperFacts } from '../paper-facts.ts'
import { filled, type SectionKind } from '../section-kind.ts'
import { paragraphs } from './commitment.ts'

/** The papers that a report leans on: those that its facts name, then those that somebody added. */
export const backgroundSection: SectionKind<'background'> = {
  blocks({ key, heading, opening }, facts): Block[] {
    const more = facts.texts[key]?.words
    return [
      { kind: 'heading', level: 2, text: heading },
      ...(opening ? paragraphs(filled(opening, facts)) : []),
      { kind: 'list', ordered: false, items: papersOf(facts).map((text) => [{ text }]) },
      ...(more ? paragraphs(more) : []),
    ]
  },
}

function papersOf({ plan, frozen, since }: PaperFacts): string[] {
  const edition = plan.edition ? `, ${plan.edition.label}` : ''
  const seal = frozen ? `, frozen with the seal ${frozen.sha256.slice(0, 12)}` : ''
  const reviews = new Map(plan.findings.map(({ review }) => [review.id, review]))
  return [
    `${plan.title}${edition}, as at ${formatDay(plan.asAt)}${seal}`,
    ...(since ? [`The same plan: ${since.label}`] : []),
    ...[...reviews.values()].map((review) => [review.title, ...aboutReview(review)].join(', ')),
  ]
}
