/** What the properties of Word's elements change, and the signs that stand in runs. */
import type { OpenParagraph, Run } from './docx-paragraph.ts'
import { shadingOf } from './docx-shading.ts'
import type { OpenCell, OpenRow } from './docx-table.ts'
import { frameOf, type Opened, paragraphOf, rowOf, runOf, write } from './docx-walk.ts'
import { symbolOf } from './symbols.ts'
import type { Attributes } from './xml.ts'

/** Each counts only where it stands within the properties of the right holder. */
export const ofParagraph =
  (change: (val: string) => Partial<OpenParagraph>, within = 'pPr'): Opened =>
  (walk, { val }, parent) => {
    const paragraph = parent === within ? paragraphOf(walk) : null
    if (paragraph) Object.assign(paragraph, change(val ?? ''))
  }

export const ofRun =
  (change: (attributes: Attributes) => Partial<Run>): Opened =>
  (walk, attributes, parent) => {
    const run = parent === 'rPr' ? runOf(walk) : null
    if (run) Object.assign(run, change(attributes))
  }

export const ofCell =
  (change: (attributes: Attributes) => Partial<OpenCell>): Opened =>
  (walk, attributes, parent) => {
    const cell = parent === 'tcPr' ? frameOf(walk).cell : null
    if (cell) Object.assign(cell, change(attributes))
  }

export const ofRow =
  (change: (attributes: Attributes) => Partial<OpenRow>): Opened =>
  (walk, attributes, parent) => {
    const row = parent === 'trPr' ? rowOf(walk) : null
    if (row) Object.assign(row, change(attributes))
  }

export const sign =
  (text: string): Opened =>
  (walk, _, parent) => {
    if (parent === 'r') write(walk, text)
  }

/** A symbol is drawn by its own font, whatever the font of its run. */
export const writeSymbol: Opened = (walk, { font, char }) => {
  const code = Number.parseInt(char ?? '', 16)
  const run = paragraphOf(walk)?.run
  if (!run || !(code > 0 && code <= 0xffff)) return
  const { font: own } = run
  run.font = ''
  write(walk, symbolOf(font ?? '', code))
  run.font = own
}

export const shade: Opened = (walk, attributes, parent) => {
  const frame = frameOf(walk)
  const run = runOf(walk)
  const holder =
    parent === 'tcPr' ? frame.cell : parent === 'pPr' ? frame.paragraph : parent === 'rPr' ? run : null
  if (holder) holder.colour = shadingOf(attributes, walk.book.theme) ?? holder.colour
}

/** A change within properties: of a paragraph's end, or of a whole row. What was moved is counted where it is now. */
export const change =
  (deleted: boolean, counted = 1): Opened =>
  (walk, _, parent) => {
    if (parent === 'numPr' || parent === 'ctrlPr') return
    walk.seen.changes += counted
    const row = parent === 'trPr' ? rowOf(walk) : null
    if (row) row.deleted ||= deleted
    const paragraph = walk.path.at(-2) === 'pPr' ? paragraphOf(walk) : null
    if (paragraph) paragraph.runsOn ||= deleted
  }

export const count =
  (what: 'changes' | 'footnotes' | 'pictures' | 'inserted'): Opened =>
  ({ seen }) => {
    seen[what] += 1
  }

export const wholeOr = (written: string | undefined, otherwise: number): number => {
  const value = Number.parseInt(written ?? '', 10)
  return Number.isNaN(value) ? otherwise : value
}
