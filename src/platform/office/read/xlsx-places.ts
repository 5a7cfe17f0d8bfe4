/** Places of a sheet, as Excel writes them: "B14", "A1:C3". */

export const LAST_ROW = 1_048_576
export const LAST_COLUMN = 16_384

export interface Place {
  /** From 1, as Excel prints it. */
  row: number
  /** From 0. */
  column: number
}

export interface Area {
  top: number
  bottom: number
  left: number
  right: number
}

/** null for what is no place of any sheet. */
export function readPlace(text: string): Place | null {
  const found = /^\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})$/.exec(text)
  if (!found) return null
  const place = { row: Number(found[2]), column: columnNumber(found[1] ?? '') }
  return place.row <= LAST_ROW && place.column < LAST_COLUMN ? place : null
}

/** null for what is no area; a single place is an area of one cell. */
export function readArea(text: string): Area | null {
  const [from = '', to = from] = text.split(':')
  const [first, last] = [readPlace(from), readPlace(to)]
  return first && last ? { top: first.row, bottom: last.row, left: first.column, right: last.column } : null
}

function columnNumber(letters: string): number {
  let number = 0
  for (const letter of letters.toUpperCase()) number = number * 26 + letter.charCodeAt(0) - 64
  return number - 1
}

/** "A" for 0, "AB" for 27. */
export function columnLetters(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26))
  return column < 26 ? letter : columnLetters(Math.floor(column / 26) - 1) + letter
}
