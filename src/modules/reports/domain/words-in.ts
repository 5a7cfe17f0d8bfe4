import type { Block, Cell, Paragraph, Run, StatusMark } from '../../../platform/office/description.ts'

/** Every word that blocks say, as one text. */
export const wordsIn = (blocks: readonly Block[]): string => blocks.flatMap(wordsOf).join('\n')

function wordsOf(block: Block): string[] {
  switch (block.kind) {
    case 'heading':
      return [block.text]
    case 'paragraph':
      return [runsText(block.runs)]
    case 'list':
      return block.items.map(runsText)
    case 'key':
      return block.entries.map(({ mark, meaning }) => `${mark.words} ${meaning}`)
    case 'table':
      return [
        block.caption,
        ...block.columns.map(({ header }) => headerText(header)),
        ...block.rows.flat().map(cellText),
      ]
    case 'chart':
      return [block.caption]
    case 'easy':
      return block.words
    case 'definitions':
      return block.entries.map(({ term, meaning }) => `${term} ${runsText(meaning)}`)
    case 'page-break':
      return []
  }
}

const runsText = (runs: readonly Run[]): string => runs.map(({ text }) => text).join('')

const headerText = (header: string | StatusMark): string =>
  typeof header === 'string' ? header : header.words

/** What a cell says, its parts on lines of their own. */
export const cellText = ({ content }: Cell): string => content.map(partText).join('\n')

const partText = (part: Paragraph | StatusMark): string =>
  part.kind === 'status' ? part.words : runsText(part.runs)
