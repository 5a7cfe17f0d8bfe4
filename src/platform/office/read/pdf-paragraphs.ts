/** The text outside the tables, as paragraphs. */
import { escapeText } from '../grid.ts'
import { WIDE } from './pdf-gutters.ts'
import { chunksOf, firstWordWidth, lineText, type TextLine } from './pdf-lines.ts'
import { joinLines, type Vocabulary } from './pdf-words.ts'

export interface PdfParagraph {
  kind: 'paragraph'
  page: number
  top: number
  text: string
}

interface Open {
  lines: TextLine[]
  text: string
}

/** Letters this much larger than the text's are a heading. */
const LARGER = 1.15
const MUCH_LARGER = 1.5
/** A step down of so many of the letters' size begins a new paragraph. */
const STEP = 1.75
const BEGINS = /^(?:[•▪●■◦‣➢❖◆○]|[-–—*]\s|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s|\d{1,2}\.\d{1,2}\s)/

/** `textSize` is the size of most letters; lines in the order of the page. */
export function toParagraphs(
  lines: readonly TextLine[],
  textSize: number,
  vocabulary: Vocabulary,
): Omit<PdfParagraph, 'page'>[] {
  const right = Math.max(...lines.map((line) => line.right), 0)
  const open: Open[] = []
  for (const line of lines) {
    const last = open.at(-1)
    const above = last?.lines.at(-1)
    if (last && above && goesOn(above, line, right)) {
      last.text = joinLines(last.text, lineText(line), vocabulary)
      last.lines.push(line)
    } else open.push({ lines: [line], text: lineText(line) })
  }
  return open.filter(({ text }) => text !== '').map((paragraph) => toParagraph(paragraph, textSize))
}

function goesOn(above: TextLine, line: TextLine, right: number): boolean {
  if (line.base - above.base > STEP * Math.max(line.size, above.size)) return false
  if (Math.abs(line.size - above.size) > 0.1 * line.size || line.bold !== above.bold) return false
  if (BEGINS.test(lineText(line)) || isParted(above) || isParted(line)) return false
  return above.right + firstWordWidth(line) + 0.2 * line.size > right
}

/** Texts side by side: not one paragraph with what stands below. */
const isParted = (line: TextLine): boolean => chunksOf(line, 2 * WIDE).length > 1

function toParagraph({ lines, text }: Open, textSize: number): Omit<PdfParagraph, 'page'> {
  const [first] = lines
  const size = first?.size ?? textSize
  const top = first ? first.base - size : 0
  const shown = escapeText(text)
  if (size >= LARGER * textSize && /\p{L}/u.test(text))
    return { kind: 'paragraph', top, text: `${size >= MUCH_LARGER * textSize ? '#' : '##'} ${shown}` }
  return { kind: 'paragraph', top, text: lines.every(({ bold }) => bold) ? `<b>${shown}</b>` : shown }
}
