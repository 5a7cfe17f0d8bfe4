/** Letters that an extractor or a wrong code page spoiled, put back before anything is read. */
import type { GridLine } from '../../../platform/office/grid.ts'

/** What Windows-1252 has where Latin-1 has control characters, from 0x80; a blank where it has nothing. */
const WINDOWS = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ'

const LIGATURES: Readonly<Record<string, string>> = {
  ﬀ: 'ff',
  ﬁ: 'fi',
  ﬂ: 'fl',
  ﬃ: 'ffi',
  ﬄ: 'ffl',
  ﬅ: 'st',
  ﬆ: 'st',
}

const SPOILED =
  /[\u0080-\u009f\u00ad\ufb00-\ufb06]|[ÂÃâ][\u0080-\u00bf\u2010-\u2122\u0152-\u0192\u02c6\u02dc]/

/** UTF-8 that was read as Windows-1252: a first byte and the one to three that follow it. */
const MISREAD = /[Â-ô][\u0080-\u00bf\u2010-\u2122\u0152-\u0192\u02c6\u02dc]{1,3}/g

/**
 * The text with UTF-8 that was read as Windows-1252 put right ("â€™" is an apostrophe), control characters of
 * Windows-1252 as their signs, ligatures as letters and soft hyphens away. Any other text comes back as it is.
 */
function mendText(text: string): string {
  if (!SPOILED.test(text)) return text
  return text
    .replace(MISREAD, readAgain)
    .replace(/[\u0080-\u009f]/g, (sign) => WINDOWS[sign.charCodeAt(0) - 0x80]?.trim() ?? '')
    .replace(/[\ufb00-\ufb06]/g, (sign) => LIGATURES[sign] ?? sign)
    .replace(/\u00ad/g, '')
}

/** The same characters as bytes of Windows-1252, read as UTF-8; as they stand where they are none. */
function readAgain(run: string): string {
  const bytes = Uint8Array.from(run, byteOf)
  const needed = bytesOf(bytes[0] ?? 0)
  for (let length = bytes.length; length >= needed; length -= 1) {
    const read = decoded(bytes.subarray(0, length))
    if (read !== null) return `${read}${run.slice(length)}`
  }
  return run
}

/** How many bytes a character takes, by its first. */
const bytesOf = (first: number): number => (first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4)

function byteOf(sign: string): number {
  const code = sign.charCodeAt(0)
  return code < 0x100 ? code : 0x80 + WINDOWS.indexOf(sign)
}

const UTF8 = new TextDecoder('utf-8', { fatal: true })

function decoded(bytes: Uint8Array): string | null {
  try {
    return UTF8.decode(bytes)
  } catch {
    return null
  }
}

/** The line with its cells' letters put back. */
export function mendLine(line: GridLine): GridLine {
  if (!line.cells.some(({ text }) => SPOILED.test(text))) return line
  return { ...line, cells: line.cells.map((cell) => ({ ...cell, text: mendText(cell.text) })) }
}
