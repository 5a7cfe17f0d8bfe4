/** Text of a document as it is shown. */
import { escapeText } from '../grid.ts'
import { withoutPrivateSigns } from './symbols.ts'

/** Controls, direction marks, joiners and soft hyphens: nobody sees them. */
const UNSEEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g

/** Dashes and quotation marks of Windows that some program took for controls. */
const WINDOWS = /[\u0080-\u009f]/g

/** Single blanks, nothing that cannot be seen, and no more than one line feed at a time. */
export function tidy(text: string): string {
  const seen = withoutPrivateSigns(text)
    .replace(WINDOWS, asWindows)
    .replace(UNSEEN, '')
    .replace(/[\t \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+/g, ' ')
    .replace(/ ?[\n\u2028\u2029][\s\u2028\u2029]*/g, '\n')
  return escapeText(seen.trim().toWellFormed())
}

const windows = new TextDecoder('windows-1252')

const asWindows = (sign: string): string => windows.decode(Uint8Array.of(sign.charCodeAt(0)))
