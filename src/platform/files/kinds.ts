/** Which files may be kept as evidence: known by their name and by how they begin, both. */

/** 20 MB, as much as the server takes in one form. */
export const LARGEST_FILE = 20 * 1024 * 1024

const OPEN_XML = 'application/vnd.openxmlformats-officedocument'
const OPEN_DOCUMENT = 'application/vnd.oasis.opendocument'

interface FileKind {
  type: string
  called: string
  isOne: (bytes: Buffer) => boolean
}

const begins =
  (...marks: readonly string[]) =>
  (bytes: Buffer): boolean =>
    marks.some((mark) => bytes.subarray(0, mark.length / 2).toString('hex') === mark)

const holds = (bytes: Buffer, words: string): boolean => bytes.includes(words, 0, 'latin1')

/** Names of the entries of a zip lie in it as they are, whatever is done to their contents. */
const zipWith =
  (...names: readonly string[]) =>
  (bytes: Buffer): boolean =>
    begins('504b0304')(bytes) && names.every((name) => holds(bytes, name))

/** A NUL is in no text, save in UTF-16, which says what it is; what begins as a program or a page is neither. */
function isText(bytes: Buffer): boolean {
  if (begins('4d5a', '7f454c46', '25504446', '504b0304', 'd0cf11e0', '2321')(bytes)) return false
  return begins('fffe', 'feff')(bytes) || !bytes.includes(0)
}

const isPdf = (bytes: Buffer): boolean => bytes.subarray(0, 1024).includes('%PDF-', 0, 'latin1')

const isMail = (bytes: Buffer): boolean =>
  isText(bytes) && /^[\w-]+:[^\n]*\n/.test(bytes.subarray(0, 2_000).toString('latin1').trimStart())

const KINDS: Readonly<Record<string, FileKind>> = {
  pdf: { type: 'application/pdf', called: 'a PDF', isOne: isPdf },
  docx: {
    ...{ type: `${OPEN_XML}.wordprocessingml.document`, called: 'a Word document' },
    isOne: zipWith('[Content_Types].xml', 'word/'),
  },
  xlsx: {
    ...{ type: `${OPEN_XML}.spreadsheetml.sheet`, called: 'an Excel workbook' },
    isOne: zipWith('[Content_Types].xml', 'xl/'),
  },
  pptx: {
    ...{ type: `${OPEN_XML}.presentationml.presentation`, called: 'a PowerPoint presentation' },
    isOne: zipWith('[Content_Types].xml', 'ppt/'),
  },
  odt: {
    ...{ type: `${OPEN_DOCUMENT}.text`, called: 'an OpenDocument text' },
    isOne: zipWith(`${OPEN_DOCUMENT}.text`),
  },
  ods: {
    ...{ type: `${OPEN_DOCUMENT}.spreadsheet`, called: 'an OpenDocument spreadsheet' },
    isOne: zipWith(`${OPEN_DOCUMENT}.spreadsheet`),
  },
  odp: {
    ...{ type: `${OPEN_DOCUMENT}.presentation`, called: 'an OpenDocument presentation' },
    isOne: zipWith(`${OPEN_DOCUMENT}.presentation`),
  },
  csv: { type: 'text/csv', called: 'plain text', isOne: isText },
  txt: { type: 'text/plain', called: 'plain text', isOne: isText },
  png: { type: 'image/png', called: 'a PNG picture', isOne: begins('89504e470d0a1a0a') },
  jpg: { type: 'image/jpeg', called: 'a JPEG picture', isOne: begins('ffd8ff') },
  jpeg: { type: 'image/jpeg', called: 'a JPEG picture', isOne: begins('ffd8ff') },
  msg: {
    type: 'application/vnd.ms-outlook',
    called: 'an Outlook message',
    isOne: begins('d0cf11e0a1b11ae1'),
  },
  eml: { type: 'message/rfc822', called: 'an e-mail', isOne: isMail },
}

/** What a file box offers to choose from. */
export const ACCEPTED = Object.keys(KINDS)
  .map((extension) => `.${extension}`)
  .join(',')

const TAKEN =
  'a PDF, Word, Excel, PowerPoint, OpenDocument, CSV or text file, a PNG or JPEG picture, or an e-mail (.msg, .eml)'

/** What is said of a file that is refused before it is looked into. */
export const TOO_LARGE =
  'The file is larger than 20 MB: save it without pictures, or give a link to where it is'

export type FileVerdict = { ok: true; type: string } | { ok: false; refusal: string }

const no = (refusal: string): FileVerdict => ({ ok: false, refusal })

const extensionOf = (name: string): string => /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''

/** The type under which a file may be kept; or why it is refused, in a sentence that says what to do instead. */
export function judgeFile(name: string, given: Uint8Array): FileVerdict {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength)
  const extension = extensionOf(name)
  if (bytes.length === 0) return no('The file is empty: choose another')
  if (bytes.length > LARGEST_FILE) return no(TOO_LARGE)
  if (/^(doc|xls|ppt)m$/.test(extension) || hasMacros(bytes))
    return no('The file has macros in it: save it without them (as .docx, .xlsx or .pptx), and choose that')
  if (/^(doc|xls|ppt)$/.test(extension))
    return no(`A file of the old kind .${extension} is not taken: save it as .${extension}x, and choose that`)
  const kind = Object.hasOwn(KINDS, extension) ? KINDS[extension] : undefined
  if (!kind)
    return no(`Choose ${TAKEN}: ${extension ? `a .${extension} file` : 'a file of no kind'} is not taken`)
  return kind.isOne(bytes) ? { ok: true, type: kind.type } : no(unlike(extension, kind, bytes))
}

function unlike(extension: string, { called }: FileKind, bytes: Buffer): string {
  const locked = /x$/.test(extension) && begins('d0cf11e0')(bytes)
  return locked
    ? 'The file is locked with a password: save it without one, and choose that'
    : `The file is called .${extension}, but does not hold ${called}: open it, save it again, and choose that`
}

/** Of the zip kinds: Office keeps macros in vbaProject.bin, OpenDocument under Basic/ and Scripts/. */
const hasMacros = (bytes: Buffer): boolean =>
  begins('504b0304')(bytes) &&
  (holds(bytes, 'vbaProject.bin') ||
    (holds(bytes, OPEN_DOCUMENT) && (holds(bytes, 'Basic/') || holds(bytes, 'Scripts/'))))
