/** Paragraphs of Word, the boxes that hang on them, and the comments on them. */
import type { ListMark } from './blocks.ts'
import { closedParagraph, type OpenParagraph, openParagraph, openRun } from './docx-paragraph.ts'
import { type Frame, frameOf, newFrame, paragraphOf, type Walk } from './docx-walk.ts'

export function beginParagraph(walk: Walk): void {
  const frame = frameOf(walk)
  if (frame.paragraph?.runsOn) {
    frame.paragraph.runsOn = false
    return
  }
  endParagraph(walk)
  frame.paragraph = openParagraph()
  frame.paragraph.notes.push(...walk.notes)
  walk.notes = []
}

/** A field whose code never ends takes no more than its paragraph with it. */
export function leaveParagraph(walk: Walk): void {
  walk.fields = walk.fields.map(() => 'result')
  if (!paragraphOf(walk)?.runsOn) endParagraph(walk)
}

export function endParagraph(walk: Walk): void {
  const frame = frameOf(walk)
  const { paragraph } = frame
  if (!paragraph) return
  frame.paragraph = null
  if (walk.book.styles.isContents(paragraph.style)) walk.seen.contents = true
  else frame.blocks.push(closedParagraph(paragraph, markOf(walk, frame, paragraph), walk.book.styles))
  frame.blocks.push(...paragraph.boxes)
}

/** What is printed before a paragraph of a list. What is hidden or deleted is not counted. */
function markOf({ book }: Walk, { cell }: Frame, { style, list, level }: OpenParagraph): ListMark | null {
  if (list === '0' || cell?.below || cell?.deleted) return null
  const byStyle = book.styles.list(style)
  const id = list ?? byStyle?.list
  if (!id) return null
  const tied = byStyle ? book.numbering.levelOfStyle(id, byStyle.style) : null
  return book.numbering.next(id, level ?? tied ?? byStyle?.level ?? 0)
}

export function beginRun(walk: Walk): void {
  const paragraph = paragraphOf(walk)
  if (paragraph) paragraph.run = openRun()
}

export function addNote(walk: Walk, id: string): void {
  const note = walk.book.comments.get(id)
  if (!note || walk.noted.has(id)) return
  walk.noted.add(id)
  walk.seen.comments += 1
  const notes = paragraphOf(walk)?.notes ?? walk.notes
  notes.push(note)
}

export function beginBox(walk: Walk): void {
  walk.frames.push(newFrame(null))
}

export function endBox(walk: Walk): void {
  if (walk.frames.length === 1 || frameOf(walk).cell) return
  endParagraph(walk)
  const { blocks } = frameOf(walk)
  walk.frames.pop()
  const { boxes } = paragraphOf(walk) ?? {}
  ;(boxes ?? frameOf(walk).blocks).push(...blocks)
}
