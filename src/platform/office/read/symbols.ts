/** Signs that a symbol font draws in place of letters: a tick of Wingdings is stored as "ü". */

type Signs = ReadonlyMap<number, string>

const WINGDINGS = signs({
  32: ' ',
  40: '☎',
  42: '✉',
  54: '⌛',
  65: '✌☜👍👎☜☞☝☟✋☺😐☹💣☠⚐',
  108: '●❍■□□❑❒⬧◆◆❖⬥☒',
  128: '⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿',
  158: '·•·○',
  164: '◉◎',
  167: '▪☐',
  171: '★★',
  216: '➢',
  220: '➲',
  223: '←→↑↓↖↗↙↘',
  232: '➔',
  239: '⇦⇨⇧⇩⬄⇳',
  251: '✗✓☒☑',
})

const WINGDINGS_2 = signs({
  32: ' ',
  79: '✗✓☒☑☒☒',
  149: '·•●●',
  162: '■☐☐',
})

const WINGDINGS_3 = signs({
  32: ' ',
  102: '←→↑↓↖↗↙↘',
  112: '▲▼△▽◀▶',
  124: '◀▶',
})

const WEBDINGS = signs({
  32: ' ',
  51: '◀▶▲▼',
  89: '♥',
  97: '✓',
  99: '□',
  103: '■',
  110: '●',
  114: '✗',
})

const SYMBOL = signs({
  32: ' !',
  35: '#',
  37: '%&',
  40: '()*+,−./0123456789:;<=>?',
  97: 'αβχδεφγηιϕκλμνοπθρστυϖωξψζ',
  163: '≤',
  167: '♣♦♥♠↔←↑→↓°±',
  179: '≥×',
  183: '•÷≠≡≈',
  210: '®©™',
  214: '√',
  219: '⇔⇐⇑⇒⇓',
})

const FONTS: Readonly<Record<string, Signs>> = {
  wingdings: WINGDINGS,
  'wingdings 2': WINGDINGS_2,
  'wingdings 3': WINGDINGS_3,
  webdings: WEBDINGS,
  symbol: SYMBOL,
}

/** Signs one after the other from a code on. */
function signs(rows: Readonly<Record<number, string>>): Signs {
  return new Map(
    Object.entries(rows).flatMap(([first, row]) =>
      [...row].map((sign, at): [number, string] => [Number(first) + at, sign]),
    ),
  )
}

export function isSymbolFont(font: string): boolean {
  return Object.hasOwn(FONTS, font.toLowerCase())
}

/** The sign that the font draws for a character; "�" where we do not know it, for something was there. */
export function symbolOf(font: string, code: number): string {
  const place = placeOf(code)
  const name = font.toLowerCase()
  const table = Object.hasOwn(FONTS, name) ? FONTS[name] : undefined
  return (
    table?.get(place) ?? (code < 0xf000 || code > 0xf0ff ? String.fromCodePoint(code) : privateSign(place))
  )
}

/** Fonts of symbols are drawn by the codes of Windows, also where the text has the letters of those codes. */
const placeOf = (code: number): number =>
  code >= 0xf000 && code <= 0xf0ff ? code - 0xf000 : (WINDOWS_CODES.get(code) ?? code)

const WINDOWS_CODES = new Map(
  Array.from({ length: 0x20 }, (_, at) => 0x80 + at).map((code) => [
    new TextDecoder('windows-1252').decode(Uint8Array.of(code)).charCodeAt(0),
    code,
  ]),
)

/** Text of a run in a symbol font. */
export function inSymbols(font: string, text: string): string {
  return [...text].map((sign) => symbolOf(font, sign.codePointAt(0) ?? 0)).join('')
}

/** Signs of the private area, as they come from lists and from other programs that lost the font's name. */
export function withoutPrivateSigns(text: string): string {
  return text.replace(/[\uf020-\uf0ff]/g, (sign) => privateSign(sign.charCodeAt(0) - 0xf000))
}

const privateSign = (place: number): string => (place === 0xb7 ? '•' : (WINGDINGS.get(place) ?? '\ufffd'))
