import { type INumberingOptions, type IStylesOptions, LevelFormat, LineRuleType } from 'docx'
import { HEADING_INK, NOTE_INK } from './look.ts'

/** Arial is on every machine that opens Word files, or has a twin of the same widths (Liberation Sans). */
export const FONT = 'Arial'

/** Holds all five shapes on Windows; elsewhere the system finds them in a font of its own. */
export const SHAPE_FONT = 'Segoe UI Symbol'

/** Half-points, as Word counts type. */
const SIZE = { body: 22, lead: 24, large: 32, table: 20, dense: 18, note: 18, denseNote: 16 } as const

const heading = (size: number, before: number) => ({
  run: { font: FONT, size, bold: true, italics: false, color: HEADING_INK },
  paragraph: { spacing: { before, after: 120 }, keepNext: true, keepLines: true },
})

const small = (id: string, name: string, size: number, after: number, color?: string) => ({
  id,
  name,
  basedOn: 'Normal',
  run: color ? { size, color } : { size },
  paragraph: { spacing: { before: 0, after, line: 245, lineRule: LineRuleType.AUTO } },
})

/** How much larger everything is in a document of large type. */
const LARGER = SIZE.large / SIZE.body

/** Every look is a named style, so that an office can change a report's face in one place in Word. */
export const stylesOf = (large: boolean): IStylesOptions => (large ? styles(LARGER) : styles(1))

const styles = (scale: number): IStylesOptions => ({
  default: {
    document: {
      run: {
        font: FONT,
        size: Math.round(SIZE.body * scale),
        language: { value: 'en-GB', eastAsia: 'en-GB' },
      },
      paragraph: { spacing: { after: 120, line: 259, lineRule: LineRuleType.AUTO } },
    },
    heading1: heading(Math.round(34 * scale), 0),
    heading2: heading(Math.round(28 * scale), 320),
    heading3: heading(Math.round(24 * scale), 240),
    heading4: heading(Math.round(22 * scale), 200),
    caption: {
      run: { size: SIZE.note, bold: true, italics: false, color: NOTE_INK },
      paragraph: { spacing: { before: 120, after: 80 }, keepNext: true },
    },
  },
  paragraphStyles: [
    {
      id: 'Lead',
      name: 'Lead',
      basedOn: 'Normal',
      run: { size: Math.round(SIZE.lead * scale) },
      paragraph: { spacing: { after: 160 } },
    },
    {
      id: 'Large',
      name: 'Large',
      basedOn: 'Normal',
      run: { size: SIZE.large },
      paragraph: { spacing: { after: 120, line: 320, lineRule: LineRuleType.AUTO } },
    },
    small('Note', 'Note', SIZE.note, 100, NOTE_INK),
    small('TableText', 'Table text', SIZE.table, 40),
    small('TableNote', 'Table note', SIZE.note, 40, NOTE_INK),
    small('DenseText', 'Dense table text', SIZE.dense, 40),
    small('DenseNote', 'Dense table note', SIZE.denseNote, 40, NOTE_INK),
    small('PageLine', 'Page line', SIZE.note, 0, NOTE_INK),
    {
      ...small('AfterTable', 'After table', 8, 0),
      paragraph: { spacing: { before: 0, after: 0, line: 160 } },
    },
  ],
})

const level = (format: 'bullet' | 'decimal', text: string) => ({
  level: 0,
  format: LevelFormat[format === 'bullet' ? 'BULLET' : 'DECIMAL'],
  text,
  style: { paragraph: { indent: { left: 454, hanging: 340 } } },
})

export const NUMBERING: INumberingOptions = {
  config: [
    { reference: 'bullets', levels: [level('bullet', '•')] },
    { reference: 'numbers', levels: [level('decimal', '%1.')] },
  ],
}

/** The sizes that the estimate of row heights needs, in half-points. */
export const TABLE_TYPE = { normal: SIZE.table, dense: SIZE.dense }
