import { Bookmark, type ParagraphChild, ShadingType, TextRun } from 'docx'
import type { Run, StatusMark } from './description.ts'
import { SHAPE_FONT } from './docx-styles.ts'
import { COLOURS, cleanText, SHAPES } from './look.ts'

/** Runs as Word writes them; a line feed becomes a line break. */
export function textRuns(runs: Run[]): TextRun[] {
  return runs.flatMap((run) => {
    const dress = { ...(run.bold ? { bold: true } : {}), ...(run.italic ? { italics: true } : {}) }
    return cleanText(run.text)
      .split('\n')
      .map((text, line) => new TextRun(line > 0 ? { ...dress, text, break: 1 } : { ...dress, text }))
  })
}

/** The runs under the mark, where they have one. */
export const markedRuns = (runs: Run[], mark: string | undefined): ParagraphChild[] =>
  mark === undefined ? textRuns(runs) : [new Bookmark({ id: mark, children: textRuns(runs) })]

/** Shape and word in the mark's ink; `shaded` gives them its ground too, where no cell does. */
export function statusRuns(mark: StatusMark, shaded = false): TextRun[] {
  const { ink, ground } = COLOURS[mark.colour]
  const shading = { type: ShadingType.CLEAR, color: 'auto', fill: ground }
  const dress = { bold: true, color: ink, ...(shaded ? { shading } : {}) }
  return [
    new TextRun({ ...dress, bold: false, text: SHAPES[mark.shape], font: SHAPE_FONT }),
    new TextRun({ ...dress, text: ` ${cleanText(mark.words)}` }),
  ]
}
