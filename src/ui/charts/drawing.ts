/** What every chart is drawn with: words in the family that the writers of documents bring along, dark on light. */
export const INK = '#0b0c0c'
export const QUIET = '#44505a'
export const RULE = '#b1b4b6'
export const FAMILY = "'Source Sans 3', Arial, sans-serif"

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

export const escaped = (text: string): string => text.replace(/[&<>"]/g, (one) => ENTITIES[one] ?? '')

/** A whole drawing; it scales to whatever it stands in. */
export const drawing = (width: number, height: number, parts: readonly string[]): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="${FAMILY}" font-size="14" fill="${INK}">${parts.join('')}</svg>`

export const rect = (x: number, y: number, width: number, height: number, fill: string): string =>
  `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" fill="${fill}"/>`

/** A ground with a rule around it: what is white stands out from the page too. */
export const framed = (x: number, y: number, width: number, height: number, fill: string): string =>
  rect(x, y, width, height, fill).replace('/>', ` stroke="${QUIET}"/>`)

export const line = (x1: number, y1: number, x2: number, y2: number, stroke = RULE, more = ''): string =>
  `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" stroke="${stroke}"${more}/>`

export const words = (text: string, x: number, y: number, more = ''): string =>
  `<text x="${round(x)}" y="${round(y)}"${more}>${escaped(text)}</text>`

export const round = (value: number): string => String(Math.round(value * 100) / 100)

/** Text in lines of about so many letters; what does not fit in the last is cut, and says so. */
export function wrapped(text: string, letters: number, lines: number): string[] {
  const made: string[] = ['']
  for (const word of text.split(/\s+/)) {
    const last = made.at(-1) ?? ''
    if (last === '' || last.length + 1 + word.length <= letters)
      made[made.length - 1] = last === '' ? word : `${last} ${word}`
    else made.push(word)
  }
  if (made.length <= lines) return made
  return [...made.slice(0, lines - 1), `${made[lines - 1]}…`]
}
