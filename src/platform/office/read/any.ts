/** Any file as the neutral grid: what it is is told by its first bytes, and by its name only where they do not say. */
import { type SourceGrid, type TellProgress, Unreadable } from '../grid.ts'
import { looksLikeCsv, readCsv } from './csv.ts'
import { readDocx } from './docx.ts'
import { readHtml } from './html.ts'
import { openPackage } from './package.ts'
import { readPdf } from './pdf.ts'
import { readXlsx } from './xlsx.ts'

/** Text beyond this is no plan: the longest that is known has 62,000 bytes. */
const LARGEST_TEXT = 5_000_000

type Kind = 'office' | 'pdf' | 'text'

/**
 * What a look at the first bytes already refuses, as a sentence; null for a file that is worth opening. So cheap that
 * whoever takes the file in can ask it.
 */
export function refusalAtOnce(bytes: Uint8Array): string | null {
  const kind = kindOf(bytes)
  return kind instanceof Unreadable ? kind.message : null
}

function kindOf(bytes: Uint8Array): Kind | Unreadable {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1')
  if (bytes.length === 0) return new Unreadable('The file is empty')
  if (head.startsWith('PK')) return 'office'
  if (head.includes('%PDF-')) return 'pdf'
  if (head.startsWith('\xd0\xcf\x11\xe0')) return oldOffice(bytes)
  if (head.startsWith('{\\rtf'))
    return new Unreadable('This is a rich text file: save it as a Word document (.docx).')
  if (head.includes('\0') && !hasUtf16Mark(bytes))
    return new Unreadable('This is not a file that can be read: choose a Word, PDF, Excel or text file.')
  if (bytes.length > LARGEST_TEXT)
    return new Unreadable('The text is larger than 5 MB, and no plan is: it was not read.')
  return 'text'
}

/**
 * Reads a file's bytes. `textGrid` reads text with tabs between its cells, which is the importer's own business.
 * Errors: Unreadable, with a sentence for whoever sent it.
 */
export async function readAny(
  bytes: Uint8Array,
  name: string,
  textGrid: (text: string) => SourceGrid,
  tell: TellProgress = () => {},
): Promise<SourceGrid> {
  const kind = kindOf(bytes)
  if (kind instanceof Unreadable) throw kind
  if (kind === 'office') return readOffice(bytes, tell)
  return kind === 'pdf' ? readPdf(bytes, tell) : readText(bytes, name, textGrid)
}

async function readOffice(bytes: Uint8Array, tell: TellProgress): Promise<SourceGrid> {
  const { names } = await openPackage(bytes)
  const has = (part: RegExp) => names.some((name) => part.test(name))
  if (has(/^word\//)) return readDocx(bytes, tell)
  if (has(/^xl\//)) return readXlsx(bytes, tell)
  if (has(/^ppt\//)) throw new Unreadable('This is a presentation: copy its table into a Word or Excel file.')
  if (has(/^content\.xml$/))
    throw new Unreadable(
      'This is an OpenDocument file: save it as a Word document (.docx) or an Excel workbook (.xlsx).',
    )
  throw new Unreadable(
    'This is a packed file, and neither Word nor Excel: unpack it, and choose the plan itself.',
  )
}

/** Word and Excel of before 2007; also how a password is kept, whatever the version. */
function oldOffice(bytes: Uint8Array): Unreadable {
  const encrypted = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(
    Buffer.from('EncryptedPackage', 'utf16le'),
  )
  return encrypted
    ? new Unreadable('The file is protected by a password: save it without one.')
    : new Unreadable('This is a Word or Excel file of the older kind: save it as .docx or .xlsx.')
}

function readText(bytes: Uint8Array, name: string, textGrid: (text: string) => SourceGrid): SourceGrid {
  const text = decodeText(bytes)
  if (/\.html?$/i.test(name) || /^\s*(?:<!doctype html|<html|<table|<meta\b)/i.test(text))
    return readHtml(text)
  return looksLikeCsv(text, name) ? readCsv(text) : textGrid(text)
}

/** The text of a file's bytes: by its mark, else UTF-8, else the older letters of Windows. Never fails. */
export function decodeText(bytes: Uint8Array): string {
  const encoding = !hasUtf16Mark(bytes) ? 'utf-8' : bytes[0] === 0xff ? 'utf-16le' : 'utf-16be'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes).toWellFormed()
  } catch {
    return new TextDecoder('windows-1252').decode(bytes).toWellFormed()
  }
}

const hasUtf16Mark = ([first, second]: Uint8Array): boolean =>
  (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
