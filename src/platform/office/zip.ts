import { zipSync } from 'fflate'

/** 1 January 1980, the first day that a zip knows: at midnight. */
const FIRST_DAY = [0x00, 0x00, 0x21, 0x00]

const ENTRY = 0x02014b50
const END = 0x06054b50
/** Of the end of a zip: its length without a comment, and where its counts stand. */
const END_LENGTH = 22

/**
 * A zip (so also a Word or an Excel file) without the hour at which each part was packed: the same words then give the
 * same bytes, whenever they are written. Changes the bytes that it is given. Errors: bytes that are no zip, or one of
 * 4 GB or more.
 */
export function withoutTimes(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = bytes.byteLength - END_LENGTH
  if (end < 0 || view.getUint32(end, true) !== END) throw new Error('These bytes are no zip')
  let at = view.getUint32(end + 16, true)
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    if (view.getUint32(at, true) !== ENTRY) throw new Error('This zip has a broken list of parts')
    bytes.set(FIRST_DAY, at + 12)
    bytes.set(FIRST_DAY, view.getUint32(at + 42, true) + 10)
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return bytes
}

/** Files in one zip, in the order given; the same files give the same bytes. Errors: two of one name. */
export function zipOf(files: readonly { name: string; bytes: Uint8Array }[]): Uint8Array {
  const names = new Set(files.map(({ name }) => name))
  if (names.size < files.length) throw new Error('Two files of a zip have one name')
  return withoutTimes(zipSync(Object.fromEntries(files.map(({ name, bytes }) => [name, bytes]))))
}
