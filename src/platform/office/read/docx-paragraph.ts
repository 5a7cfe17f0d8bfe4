/** A paragraph of Word while its runs pass by. */
import { type CellColour, escapeText } from '../grid.ts'
import type { Block, ListMark, ParagraphBlock } from './blocks.ts'
import { headingOfOutline, type Styles } from './docx-styles.ts'
import { inSymbols, isSymbolFont, withoutPrivateSigns } from './docx-symbols.ts'

export interface OpenParagraph {
  text: string
  style: string
  /** The list that the paragraph itself names; "0" takes it out of its style's list. */
  list: string | null
  level: number | null
  outline: number | null
  colour: CellColour | null
  run: Run | null
  /** Whether bold and other text was seen. */
  sawBold: boolean
  sawPlain: boolean
  /** The grounds of its filled runs, null for none. */
  grounds: Set<CellColour | null>
  notes: string[]
  /** Its end was deleted in a tracked change: the next paragraph goes on in it. */
  runsOn: boolean
  /** What stands in the text boxes that hang on it. */
  boxes: Block[]
}

export interface Run {
  style: string
  font: string
  bold: boolean | null
  hidden: boolean | null
  colour: CellColour | null
}

export function openParagraph(): OpenParagraph {
  return {
    text: '',
    style: '',
    list: null,
    level: null,
    outline: null,
    colour: null,
    run: null,
    sawBold: false,
    sawPlain: false,
    grounds: new Set(),
    notes: [],
    runsOn: false,
    boxes: [],
  }
}

export const openRun = (): Run => ({ style: '', font: '', bold: null, hidden: null, colour: null })

export function isHidden({ run, style }: OpenParagraph, styles: Styles): boolean {
  return run?.hidden ?? (styles.flag(run?.style ?? '', 'hidden') || styles.flag(style, 'hidden') || false)
}

/** Adds text of the run that is open; a line feed in it is a break. */
export function addText(paragraph: OpenParagraph, words: string, styles: Styles): void {
  const { run } = paragraph
  const text = run && isSymbolFont(run.font) ? inSymbols(run.font, words) : words
  paragraph.text += text
  if (text.trim() === '') return
  const bold = run?.bold ?? styles.flag(run?.style ?? '', 'bold') ?? styles.flag(paragraph.style, 'bold')
  if (bold) paragraph.sawBold = true
  else paragraph.sawPlain = true
  paragraph.grounds.add(run?.colour ?? null)
}

/** The paragraph as it stands; `list` is what its list prints before it. */
export function closedParagraph(
  paragraph: OpenParagraph,
  list: ListMark | null,
  styles: Styles,
): ParagraphBlock {
  const { colour, grounds, notes, outline, style, sawBold, sawPlain } = paragraph
  const [ground] = grounds.size === 1 ? grounds : [null]
  return {
    kind: 'paragraph',
    text: tidy(paragraph.text),
    bold: sawBold && !sawPlain,
    heading: outline === null ? styles.heading(style) : headingOfOutline(outline),
    list,
    colour: colour ?? ground ?? null,
    notes,
  }
}

/** Controls, direction marks, joiners and soft hyphens: nobody sees them. */
const UNSEEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g

/** Single blanks, nothing that cannot be seen, and no more than one line feed at a time. */
export function tidy(text: string): string {
  const seen = withoutPrivateSigns(text)
    .replace(UNSEEN, '')
    .replace(/[\t \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+/g, ' ')
    .replace(/ ?[\n\u2028\u2029][\s\u2028\u2029]*/g, '\n')
  return escapeText(seen.trim())
}
