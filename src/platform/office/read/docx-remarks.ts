/** What a person should hear of a Word file as a whole. */
import { counted } from '../../words.ts'
import type { Remark } from '../grid.ts'
import type { Seen } from './docx-walk.ts'

export function remarksOf(seen: Seen): Remark[] {
  const { changes, comments, footnotes, pictures, inserted } = seen
  const texts = [
    changes > 0 &&
      `The document has ${counted(changes, 'tracked change')}: what was inserted was read, what was deleted was left out. Accept or reject them in Word if that is wrong.`,
    seen.hidden &&
      'The document has hidden text: it was left out. Show it in Word if it belongs to the plan.',
    comments > 0 &&
      `The document has ${counted(comments, 'comment')}: each was kept as a note where it stands.`,
    footnotes > 0 &&
      `The document has ${counted(footnotes, 'footnote')}: they were left out. Check whether they belong to the plan.`,
    pictures > 0 &&
      `The document has ${counted(pictures, 'picture')}: words in a picture cannot be read. Check whether they belong to the plan.`,
    inserted > 0 &&
      'Another document is inserted whole in this one: it was left out. Open the file in Word and save it again.',
    seen.contents && 'The table of contents was passed over: it repeats the headings.',
  ]
  return texts.filter((text) => text !== false).map((text) => ({ line: null, text }))
}
