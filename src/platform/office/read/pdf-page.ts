/**
 * What is drawn on a page, as plain data. One unit is a point (1/72 inch); x goes right, y goes down from the page's
 * upper left corner, after the page's own rotation.
 */

import type { Tags } from './pdf-tags.ts'

/** Quarter turns of the writing, clockwise: 0 reads to the right, 3 reads upwards. */
export type Turn = 0 | 1 | 2 | 3

/** A word, or the part of a word that was drawn in one go. */
export interface Piece {
  text: string
  /** Along the writing; for turned writing these are of the page turned until it reads to the right. */
  left: number
  right: number
  /** Down the page in the same sense: where the letters stand. */
  base: number
  size: number
  turn: Turn
  /** Its middle on the page as it lies. */
  middleX: number
  middleY: number
  bold: boolean
  /** Not painted, as a scan's recognised text is. */
  unseen: boolean
  /** The number of its marked content, for the structure tree. */
  mark: number | null
  /** The item of a list that it belongs to, by the page's tags. */
  item: number | null
  /** A blank was written after it. */
  blank: boolean
}

/** A line across (`at` is its y) or down (`at` is its x), from the smaller to the larger end. */
export interface Rule {
  at: number
  from: number
  to: number
}

export interface Box {
  left: number
  top: number
  right: number
  bottom: number
}

export interface Fill extends Box {
  /** As it is written in the PDF: "#92d050"; null where it is a pattern. */
  colour: string | null
}

export interface PageParts {
  number: number
  width: number
  height: number
  pieces: Piece[]
  across: Rule[]
  down: Rule[]
  /** In the order in which they were painted. */
  fills: Fill[]
  /** What the page's tags say; null where it has none. */
  tags: Tags | null
  /** It shows a picture of at least half its area, or drawings enough to be letters. */
  pictured: boolean
  /** More was drawn than is looked at. */
  cut: boolean
}

export const MOST_PIECES = 50_000
export const MOST_STROKES = 20_000
