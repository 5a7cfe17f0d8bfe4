/** An office file as the zip that it is: opened within limits, so that no file can take more than a plan may. */
import { crc32 } from 'node:zlib'
import { type Entry, fromBuffer, type ZipFile } from 'yauzl'
import { Unreadable } from '../grid.ts'

/** The limits of spec/trust.md, "Bad input". */
const LARGEST_UNPACKED = 100 * 1024 * 1024
const MOST_ENTRIES = 2_000
const LARGEST_RATIO = 100
/** Below this size a high ratio is harmless: a short file of blanks. */
const RATIO_COUNTS_FROM = 1024 * 1024

export interface OfficePackage {
  names: readonly string[]
  has(name: string): boolean
  /** The text of one part. Errors: Unreadable when it is not there, damaged, or larger than it says. */
  text(name: string): Promise<string>
}

/**
 * Opens the package and looks at what it says of itself; parts are unpacked one by one as they are asked for, and
 * none of them beyond the size that it says. Names are only looked up, whatever case they are written in; they never
 * reach a disk. Errors: Unreadable with a sentence: not a zip, damaged, encrypted, too many parts, too large, a bomb,
 * macros inside.
 */
export async function openPackage(bytes: Uint8Array): Promise<OfficePackage> {
  const zip = await opened(bytes)
  const entries = await entriesOf(zip, bytes.length)
  const entryOf = (name: string) => entries.get(name.toLowerCase())
  return {
    names: [...entries.values()].map(({ fileName }) => fileName),
    has: (name) => entryOf(name) !== undefined,
    async text(name) {
      const entry = entryOf(name)
      if (!entry)
        throw new Unreadable('The file lacks a part that every file of its kind has: it may be damaged.')
      return decoded(await unpack(zip, entry))
    },
  }
}

const tooLarge = () =>
  new Unreadable('The file unpacks to more than 100 MB: a plan does not, so it was not opened.')
const twice = () =>
  new Unreadable('The file is damaged: it holds the same part twice. Open it and save it again.')
const damaged = () =>
  new Unreadable('The file is damaged: it ends too early, or its parts are not what they say.')

/** A zip begins with its first part: what has another file in front of it is two things at once. */
async function opened(bytes: Uint8Array): Promise<ZipFile> {
  if (String.fromCharCode(...bytes.subarray(0, 4)) !== 'PK\u0003\u0004')
    throw new Unreadable(
      'The file is no office file: open it in Word or Excel and save it as .docx or .xlsx.',
    )
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return new Promise((resolve, reject) =>
    fromBuffer(
      buffer,
      { lazyEntries: true, validateEntrySizes: true, strictFileNames: false },
      (error, zip) => (error || !zip ? reject(damaged()) : resolve(zip)),
    ),
  )
}

function entriesOf(zip: ZipFile, packed: number): Promise<Map<string, Entry>> {
  if (zip.entryCount > MOST_ENTRIES)
    return Promise.reject(
      new Unreadable('The file has more than 2,000 parts: a plan does not, so it was not opened.'),
    )
  const entries = new Map<string, Entry>()
  let unpacked = 0
  return new Promise((resolve, reject) => {
    zip.on('error', () => reject(damaged()))
    zip.on('end', () => resolve(entries))
    zip.on('entry', (entry: Entry) => {
      unpacked += entry.uncompressedSize
      const name = entry.fileName.toLowerCase()
      const fault = entries.has(name) ? twice() : faultOf(entry, unpacked, packed)
      if (fault) return reject(fault)
      entries.set(name, entry)
      zip.readEntry()
    })
    zip.readEntry()
  })
}

function faultOf(entry: Entry, unpacked: number, packed: number): Unreadable | null {
  if (unpacked > LARGEST_UNPACKED) return tooLarge()
  if (unpacked > RATIO_COUNTS_FROM && unpacked > packed * LARGEST_RATIO)
    return new Unreadable(
      'The file unpacks to more than a hundred times its size, as no plan does: it was not opened.',
    )
  if (entry.generalPurposeBitFlag & 1)
    return new Unreadable('The file is protected by a password: save it without one.')
  if (/(^|\/)vbaProject\.bin$/i.test(entry.fileName))
    return new Unreadable('The file has macros in it: save it without them, as .docx or .xlsx.')
  if (isPacked(entry.fileName) && !isEmbedded(entry.fileName))
    return new Unreadable(
      'Another packed file is inside this one: take it out, or bring that one in by itself.',
    )
  return null
}

const isPacked = (name: string): boolean => /\.(zip|7z|rar|gz|docx|docm|xlsx|xlsm|pptx|jar)$/i.test(name)

/** The numbers behind a chart, as Word itself puts them there: passed over, never opened. */
const isEmbedded = (name: string): boolean => /^(word|xl)\/embeddings\/[^/]+\.(docx|xlsx|pptx)$/i.test(name)

function unpack(zip: ZipFile, entry: Entry): Promise<Buffer> {
  return new Promise((resolve, reject) =>
    zip.openReadStream(entry, (error, stream) => {
      if (error || !stream) return reject(damaged())
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('error', () => reject(damaged()))
      stream.on('end', () => {
        const part = Buffer.concat(chunks)
        if (crc32(part) === entry.crc32) resolve(part)
        else reject(damaged())
      })
    }),
  )
}

/** Office writes UTF-8; UTF-16 is allowed, with its mark or without. Anything else is no office file. */
function decoded(part: Buffer): string {
  try {
    return new TextDecoder(encodingOf(part), { fatal: true }).decode(part)
  } catch {
    throw damaged()
  }
}

/** By the mark at the start, else by how "<" is written; what the part says of itself may be a lie. */
function encodingOf([first, second]: Buffer): string {
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le'
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be'
  return 'utf-8'
}
