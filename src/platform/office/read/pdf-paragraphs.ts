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
  /** It stands clearly further below the paragraph before it than the lines of one text do. */
  parted: boolean
}

interface Open {
  lines: TextLine[]
  text: string
  parted: boolean
}

/** Letters this much larger than the text's are a heading. */
const LARGER = 1.15
const MUCH_LARGER = 1.5
/** A step down of so many of the letters' size begins a new paragraph. */
const STEP = 1.75
/** Two lists are further apart than the items of one, by this much. */
const WIDER = 1.35
/** What an item of a list begins with. */
export const ITEM = /^(?:[•▪●■◦‣➢❖◆○]|[-–—*]\s)/
const BEGINS = /^(?:[•▪●■◦‣➢❖◆○]|[-–—*]\s|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s|\d{1,2}\.\d{1,2}\s)/

/** What is usual in the document. */
export interface Usual {
  /** The size of most letters, in points. */
  size: number
  /** The step down between two items of one list, in their letters' size; 0 where there are no lists. */
  itemStep: number
}

/** Lines in the order of the page. */
export function toParagraphs(
  lines: readonly TextLine[],
  usual: Usual,
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
    } else open.push({ lines: [line], text: lineText(line), parted: isParted(last, line, usual) })
  }
  return open.filter(({ text }) => text !== '').map((paragraph) => toParagraph(paragraph, usual.size))
}

function goesOn(above: TextLine, line: TextLine, right: number): boolean {
  if (stepOf(above, line) > STEP) return false
  if (Math.abs(line.size - above.size) > 0.1 * line.size || line.bold !== above.bold) return false
  if (BEGINS.test(lineText(line)) || isSplit(above) || isSplit(line)) return false
  return above.right + firstWordWidth(line) + 0.2 * line.size > right
}

function isParted(before: Open | undefined, line: TextLine, { itemStep }: Usual): boolean {
  const [first, above] = [before?.lines[0], before?.lines.at(-1)]
  if (!first || !above) return false
  const least = isItem(first) && isItem(line) ? Math.max(STEP, WIDER * itemStep) : STEP
  return stepOf(above, line) > least
}

/** The step between two items as most lists of the document have it: a wider one lies between two lists. */
export function itemStepOf(lines: readonly TextLine[]): number {
  const steps = lines.slice(1).flatMap((line, index) => {
    const above = lines[index]
    const step = above && isItem(above) && isItem(line) ? stepOf(above, line) : 0
    return step > 0 ? [step] : []
  })
  return steps.toSorted((a, b) => a - b)[steps.length >> 1] ?? 0
}

const isItem = (line: TextLine): boolean => ITEM.test(lineText(line))

const stepOf = (above: TextLine, line: TextLine): number =>
  (line.base - above.base) / Math.max(line.size, above.size)

/** Texts side by side: not one paragraph with what stands below. */
const isSplit = (line: TextLine): boolean => chunksOf(line, 2 * WIDE).length > 1

function toParagraph({ lines, text, parted }: Open, textSize: number): Omit<PdfParagraph, 'page'> {
  const [first] = lines
  const size = first?.size ?? textSize
  const top = first ? first.base - size : 0
  const shown = escapeText(text)
  if (size >= LARGER * textSize && /\p{L}/u.test(text))
    return { kind: 'paragraph', top, parted, text: `${size >= MUCH_LARGER * textSize ? '#' : '##'} ${shown}` }
  return { kind: 'paragraph', top, parted, text: lines.every(({ bold }) => bold) ? `<b>${shown}</b>` : shown }
}
