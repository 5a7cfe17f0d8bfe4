/** Fonts whose letters are pictures: a tick in Wingdings is kept as "ü". */

const WINGDINGS: Readonly<Record<string, string>> = {
  ü: '✓',
  þ: '✓',
  û: '✗',
  ý: '✗',
  l: '●',
  n: '■',
  u: '◆',
  '§': '▪',
  à: '→',
}

const FONTS = new Map([
  ['wingdings', new Map(Object.entries(WINGDINGS))],
  ['wingdings 2', new Map(Object.entries({ P: '✓', R: '✓', O: '✗', T: '✗', Q: '✗' }))],
  ['wingdings 3', new Map(Object.entries({ p: '▲', q: '▼' }))],
  ['webdings', new Map(Object.entries({ a: '✓', r: '✗', n: '●' }))],
])

/** A cell of more is words that somebody set in the wrong font. */
const LONGEST_MARK = 3

/** What the reader sees of a short text in this font; the text itself in any other font. */
export function symbolsOf(text: string, font: string): string {
  const symbols = FONTS.get(font.toLowerCase())
  if (!symbols || text.trim().length > LONGEST_MARK) return text
  return Array.from(text, (letter) => symbols.get(plainLetter(letter)) ?? letter).join('')
}

/** Symbol fonts are also written in the private area that Unicode leaves for them, from F000. */
function plainLetter(letter: string): string {
  const code = letter.charCodeAt(0)
  return code >= 0xf020 && code <= 0xf0ff ? String.fromCharCode(code - 0xf000) : letter
}

export const isSymbolFont = (font: string): boolean => FONTS.has(font.toLowerCase())
