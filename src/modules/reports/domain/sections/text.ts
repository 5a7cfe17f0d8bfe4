import type { Block } from '../../../../platform/office/description.ts'
import { filled, type SectionKind } from '../section-kind.ts'
import { paragraphs } from './commitment.ts'

/** Words that somebody wrote; what does not apply is said, never left out. */
export const textSection: SectionKind<'text'> = {
  blocks({ key, heading, empty }, facts): Block[] {
    const said = facts.texts[key]
    // Somebody who says that it does not apply is not answered with our words.
    const words = said ? (said.words ?? 'Not applicable') : filled(empty, facts)
    return [{ kind: 'heading', level: 2, text: heading }, ...paragraphs(words)]
  },
}
