/** Letters as a reader means them: ligatures taken apart, the signs of symbol fonts by what they show. */

/** By code within the font, whether it arrives as itself or moved into the private area. */
const WINGDINGS: Readonly<Record<number, string>> = {
  108: '●',
  110: '■',
  111: '☐',
  113: '☐',
  117: '◆',
  118: '❖',
  158: '•',
  159: '•',
  167: '▪',
  168: '☐',
  216: '➢',
  251: '✗',
  252: '✓',
  253: '☒',
  254: '☑',
}

const PRIVATE_SYMBOLS: Readonly<Record<number, string>> = { 183: '•', 167: '▪', 216: '➢', 252: '✓', 251: '✗' }

const LIGATURES = /[\ufb00-\ufb06]/g

/** Control signs that no text holds, and marks that only steer how text runs. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const UNWANTED = /[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff]/g

/** The letters of one glyph; '' where it says nothing. */
export function letterOf(unicode: string, fontName: string): string {
  const code = unicode.codePointAt(0) ?? 0
  const inPrivate = code >= 0xf000 && code <= 0xf0ff
  if (/wingdings/i.test(fontName)) {
    const sign = WINGDINGS[inPrivate ? code - 0xf000 : code]
    if (sign) return sign
  }
  const symbol = inPrivate ? PRIVATE_SYMBOLS[code - 0xf000] : undefined
  if (symbol) return symbol
  return unicode
    .replace(LIGATURES, (ligature) => ligature.normalize('NFKC'))
    .replace(/[\u00a0\u2007\u202f]/g, ' ')
    .replace(UNWANTED, (sign) => (sign === '\u0000' || (sign < ' ' && sign !== '\t') ? '\ufffd' : ''))
}

/** Whether a letter stands for something that only its font knows. */
export const isUnknown = (letter: string): boolean => /[\ufffd\ue000-\uf8ff]/.test(letter)
