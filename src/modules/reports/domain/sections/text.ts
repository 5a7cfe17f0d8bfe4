import { paragraph } from '../../../../platform/office/description.ts'
import type { SectionKind } from '../section-kind.ts'

/** Words that somebody wrote; what does not apply is said, never left out. */
export const textSection: SectionKind<'text'> = {
  blocks({ key, heading, empty }, { texts }) {
    const words = texts[key]?.words ?? empty
    return [
      { kind: 'heading', level: 2, text: heading },
      ...words.split(/\n{2,}/).map((part) => paragraph(part.trim())),
    ]
  },
}
