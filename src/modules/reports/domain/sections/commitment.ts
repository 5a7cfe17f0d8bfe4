import { type Block, paragraph } from '../../../../platform/office/description.ts'
import type { SectionKind } from '../section-kind.ts'

/** What the plan says of itself before its actions: to what the partners are committed, and the messages to take away. */
export const commitmentSection: SectionKind<'commitment'> = {
  blocks(_section, { front }): Block[] {
    const { commitment = null, messages = [] } = front ?? {}
    return [
      ...(commitment ? [heading('Our commitment'), ...paragraphs(commitment)] : []),
      ...(messages.length > 0 ? [heading('Key messages'), list(messages)] : []),
    ]
  },
}

const heading = (text: string): Block => ({ kind: 'heading', level: 2, text })

const list = (items: readonly string[]): Block => ({
  kind: 'list',
  ordered: false,
  items: items.map((text) => [{ text }]),
})

/** Text as people type it: an empty line begins a paragraph. */
export const paragraphs = (words: string): Block[] =>
  words
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => paragraph(part))
