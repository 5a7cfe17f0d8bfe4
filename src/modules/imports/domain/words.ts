/** Text as a person reads it: markup away, entities decoded, blanks single. */
import { remembered } from './remembered.ts'

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  rsquo: '’',
  lsquo: '‘',
  bull: '•',
  pound: '£',
}

/** Named and numbered HTML entities as characters; an unknown one stays as it stands. */
function decodeEntities(text: string): string {
  return text.replace(/&(#x?[0-9a-f]+|[a-z]+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()] ?? whole
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10)
    return code > 0 && code < 0x110000 ? String.fromCodePoint(code) : whole
  })
}

/** A text with no markup, no line breaks and single blanks only: nothing is to be done to it. */
const IS_PLAIN = /^(?:[^\s<&*\u200b\ufeff]+(?: [^\s<&*\u200b\ufeff]+)*)?$/

/** The text without tags and emphasis marks; line and paragraph ends stay as line breaks. */
export function lined(raw: string): string {
  if (IS_PLAIN.test(raw)) return raw
  const bare = (raw.includes('>') ? withoutTags(raw) : raw).replace(/\*\*/g, '')
  return decodeEntities(bare)
    .split('\n')
    .map((line) => line.replace(/[\s\u00a0\u200b\ufeff]+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n')
}

/** A tag is bounded, so that a text of many opening brackets is not searched to its end for each of them. */
function withoutTags(raw: string): string {
  return raw
    .replace(/<\/?(?:sup|sub|b|i|u|em|strong|span|font|a)\b[^>]{0,500}>/gi, '')
    .replace(/<(?:br|\/p|\/div|\/li)\b[^>]{0,500}>/gi, '\n')
    .replace(/<\/?[a-z][^>]{0,500}>/gi, ' ')
}

/** The text on one line. */
export const plain = remembered((raw) => (IS_PLAIN.test(raw) ? raw : lined(raw).replace(/\n/g, ' ')))

/** What two texts are compared by: lower case, letters and digits, single blanks. */
export const wordKey = remembered((raw) =>
  plain(raw)
    .normalize('NFKD')
    .replace(/['’]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim(),
)

/** The first 60 characters of a text's key: what tells two rows apart (import rule 5). */
export function headKey(raw: string): string {
  return wordKey(raw).slice(0, 60)
}

export const words = remembered((raw): readonly string[] => {
  const text = plain(raw)
  return text === '' ? [] : text.split(' ')
})

/** Whether the first letter is lower case, the mark of text that goes on from elsewhere; "a) …" is a list's item. */
export function startsLower(raw: string): boolean {
  const text = plain(raw)
  return /^[\s(–—-]*[a-z]/.test(text) && !/^\(?(?:[a-z]|[ivx]{1,4})[.)]\s/.test(text)
}

const UNFINISHED =
  /(?:\b(?:the|a|an|and|or|of|to|for|with|in|on|at|by|from|as|that|which|their|its|our|is|are|be)|[,&(–-])$/i

/** A text that ends as no sentence does: the rest of it stands elsewhere. */
export function isUnfinished(raw: string): boolean {
  return UNFINISHED.test(plain(raw))
}

/** A cell that says nothing: empty, or only dashes and dots. */
export function isBlank(raw: string): boolean {
  if (/^\w/.test(raw)) return false
  return /^[\s\-–—.]*$/.test(plain(raw))
}

const BULLET = /^[•·▪●◦‣*\-–\uf0b7\uf0a7]\s+/

export function withoutBullet(text: string): string {
  let rest = text.trim()
  while (BULLET.test(rest)) rest = rest.replace(BULLET, '')
  return rest.replace(/^[•·▪●◦‣\uf0b7\uf0a7]/, '').trim()
}

/**
 * The items of a cell that is a list and nothing else (`<li>` items, or text that opens with a bullet).
 * null where the cell is running text, even with bullets inside it.
 */
export function listItems(raw: string): string[] | null {
  if (/<li\b/i.test(raw)) {
    const items = raw.split(/<li\b[^>]{0,500}>/i)
    return items.map((item) => withoutBullet(plain(item))).filter((item) => item !== '')
  }
  const text = lined(raw)
  if (!/^[•·▪●◦‣\uf0b7\uf0a7]/.test(text)) return null
  const items = text.split(/(?:^|\s)[•·▪●◦‣\uf0b7\uf0a7]\s*/).map((item) => plain(item))
  return items.filter((item) => item !== '')
}

/** A text short enough to stand in a message. */
export function quote(raw: string, length = 40): string {
  const text = plain(raw)
  return `“${text.length > length ? `${text.slice(0, length - 1)}…` : text}”`
}
