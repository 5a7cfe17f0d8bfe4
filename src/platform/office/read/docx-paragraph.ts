/** A paragraph of Word while its runs pass by. */
import type { CellColour } from '../grid.ts'
import type { Block, ListMark, ParagraphBlock } from './blocks.ts'
import { tidy } from './blocks-tidy.ts'
import { headingOfOutline, type Styles } from './docx-styles.ts'
import { inSymbols, isSymbolFont } from './symbols.ts'

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
