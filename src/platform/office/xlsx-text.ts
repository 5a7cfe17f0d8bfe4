/** Text as a cell of Excel can hold it. */

/** In UTF-16 units, as Excel counts. */
export const LONGEST_CELL = 32_767
export const CUT_MARK = ' … [cut here: Excel holds no more in one cell]'

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g

/**
 * Without what XML cannot carry, line ends as line feeds, no longer than a cell, and with what would read as one of
 * Excel's escapes ("_x000D_") escaped itself.
 */
export function sheetText(text: string): string {
  const clean = text.replace(/\r\n?/g, '\n').replace(FORBIDDEN, '').toWellFormed()
  return cut(clean).replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
}

function cut(text: string): string {
  if (text.length <= LONGEST_CELL) return text
  return text.slice(0, LONGEST_CELL - CUT_MARK.length).replace(/[\ud800-\udbff]$/, '') + CUT_MARK
}

const LONGEST_NAME = 31

/** Names that Excel takes, no two alike in any case of their letters. */
export function sheetNames(wanted: readonly string[]): string[] {
  const taken = new Set<string>()
  return wanted.map((name) => {
    const fit = sheetName(name)
    let free = fit
    for (let count = 2; taken.has(free.toLowerCase()); count += 1)
      free = `${fit.slice(0, LONGEST_NAME - `${count}`.length - 1)} ${count}`
    taken.add(free.toLowerCase())
    return free
  })
}

function sheetName(name: string): string {
  const clean = name
    .replace(FORBIDDEN, '')
    .replace(/\s*[[\]:*?/\\\n\r\t]\s*/g, ' ')
    .toWellFormed()
  const fit = clean
    .trim()
    .replace(/^'+|'+$/g, '')
    .slice(0, LONGEST_NAME)
    .replace(/[\ud800-\udbff]$/, '')
  return fit.replace(/'+$/, '').trim() || 'Sheet'
}

/** A sheet's name as it stands in a reference. */
export const quotedName = (name: string): string => `'${name.replace(/'/g, "''")}'`
