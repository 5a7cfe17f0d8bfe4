import type { Block } from '../../../../platform/office/description.ts'
import { filled, type SectionKind, titleOf } from '../section-kind.ts'

/** The head of a committee's form: the title, then label and text in the committee's order. */
export const formSection: SectionKind<'form'> = {
  blocks: ({ fields }, facts, layout): Block[] => [
    { kind: 'heading', level: 1, text: titleOf(layout, facts) },
    {
      kind: 'definitions',
      entries: fields.map(({ key, label, empty }) => {
        const said = facts.texts[key]
        const words = said ? (said.words ?? 'Not applicable') : filled(empty, facts)
        return { term: label, meaning: [{ text: words }] }
      }),
    },
  ],
}
