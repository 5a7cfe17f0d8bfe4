import {
  BorderStyle,
  ImageRun,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlign,
  WidthType,
} from 'docx'
import type { Easy } from './description.ts'
import { textRuns } from './docx-runs.ts'
import { cleanText } from './look.ts'
import { toPng } from './picture.ts'

/** The picture's side: dots, and pixels of 1/96 inch as the library counts them. */
const DOTS = 360
const SIDE = 96
/** Twips: the picture's column, and that of the words. */
const WIDTHS = [1800, 7700]

const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }
const BARE = {
  ...{ top: none, bottom: none, left: none, right: none },
  ...{ insideHorizontal: none, insideVertical: none },
}

/** Side by side in a table without lines: Word has nothing else that keeps a picture beside several lines of words. `stays`: on a page with what comes next. */
export function easyBlocks({ svg, alt, words }: Easy, stays = false): (Paragraph | Table)[] {
  const kept = stays ? { keepNext: true } : {}
  const altText = { title: cleanText(alt), description: cleanText(alt), name: cleanText(alt) }
  const image = new ImageRun({
    ...{ type: 'png', data: toPng(svg, DOTS).bytes, altText },
    transformation: { width: SIDE, height: SIDE },
  })
  const lines = words.map(
    (text) => new Paragraph({ style: 'Large', ...kept, children: textRuns([{ text }]) }),
  )
  const cells = [[new Paragraph({ ...kept, children: [image] })], lines].map(
    (children, at) =>
      new TableCell({
        ...{ children, verticalAlign: VerticalAlign.CENTER },
        width: { size: WIDTHS[at] ?? 0, type: WidthType.DXA },
      }),
  )
  const table = new Table({
    ...{ layout: TableLayoutType.FIXED, columnWidths: WIDTHS, borders: BARE },
    width: { size: 9500, type: WidthType.DXA },
    rows: [new TableRow({ children: cells, cantSplit: true })],
  })
  return [table, new Paragraph({ style: 'AfterTable', ...kept })]
}
