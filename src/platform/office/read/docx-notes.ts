/** Comments of a Word file, which stand in a part of their own. */
import { readXml } from './xml.ts'

/** Comments by their number, as plain text; a line feed between paragraphs. */
export function readComments(xml: string): ReadonlyMap<string, string> {
  const comments = new Map<string, string>()
  let id: string | null = null
  let text = ''
  let inText = false
  readXml(xml, {
    open(name, attributes) {
      inText = name === 't'
      if (name === 'comment') [id, text] = [attributes.id ?? null, '']
      else if (name === 'tab' || name === 'br') text += ' '
    },
    close(name) {
      inText = false
      if (name === 'p') text += '\n'
      if (name === 'comment' && id !== null) comments.set(id, plainText(text))
    },
    text(words) {
      if (inText) text += words.replace(/[\r\n]/g, ' ')
    },
  })
  return comments
}

function plainText(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n')
}
