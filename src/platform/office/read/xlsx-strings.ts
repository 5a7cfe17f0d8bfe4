/** Text as a workbook keeps it: in runs, with escapes of its own. */

import { symbolsOf } from './xlsx-symbols.ts'
import type { Attributes } from './xml.ts'
import { readXml } from './xml.ts'

export interface RichText {
  text: string
  /** Whether all of it is bold; null where the cell's own font decides. */
  bold: boolean | null
}

export interface RichTextReader {
  open(tag: string, attributes: Attributes): void
  close(tag: string): void
  text(words: string): void
  /** What was read since the last taking. */
  take(): RichText
}

interface Run {
  text: string
  bold: boolean | null
  font: string
}

/** Reads `<si>`, `<is>` or the text of a comment: runs are joined, phonetic runs dropped. */
export function createRichTextReader(): RichTextReader {
  let runs: Run[] = []
  let within = false
  let phonetic = false
  const current = (): Run => runs.at(-1) ?? begin()
  const begin = (): Run => {
    const run = { text: '', bold: null, font: '' }
    runs.push(run)
    return run
  }
  return {
    open(tag, attributes) {
      if (tag === 'r') begin()
      else if (tag === 'rPr') current().bold = false
      else if (tag === 'b') current().bold = attributes.val !== '0' && attributes.val !== 'false'
      else if (tag === 'rFont') current().font = attributes.val ?? ''
      else if (tag === 'rPh') phonetic = true
      else if (tag === 't') within = !phonetic
    },
    close(tag) {
      if (tag === 't') within = false
      if (tag === 'rPh') phonetic = false
    },
    text(words) {
      if (within) current().text += words
    },
    take() {
      const taken = runs
      runs = []
      return { text: cleaned(taken.map(runText).join('')), bold: boldOf(taken) }
    },
  }
}

const runText = ({ text, font }: Run): string => symbolsOf(text, font)

function boldOf(runs: readonly Run[]): boolean | null {
  const seen = runs.filter(({ text }) => text.trim() !== '')
  if (seen.some(({ bold }) => bold === false)) return false
  return seen.length > 0 && seen.every(({ bold }) => bold) ? true : null
}

/** The texts that cells point at by number. */
export function readSharedStrings(xml: string): RichText[] {
  const strings: RichText[] = []
  const reader = createRichTextReader()
  readXml(xml, {
    ...reader,
    close(tag) {
      reader.close(tag)
      if (tag === 'si') strings.push(reader.take())
    },
  })
  return strings
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g

/** Excel's own escapes ("_x000D_") resolved, line ends as line feeds, controls and half characters gone. */
export function cleaned(text: string): string {
  const decoded = text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : text
  return decoded.replace(/\r\n?/g, '\n').replace(CONTROLS, '').toWellFormed()
}
