import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Scanner } from './scanner.ts'

/** Files on disk, each under its own hash: the same bytes are kept once, and none is ever overwritten. */
export interface FileStore {
  /** Keeps the bytes and gives their SHA-256 (hexadecimal). */
  keep(areaId: string, bytes: Uint8Array): Promise<string>
  read(areaId: string, sha256: string): Promise<Uint8Array>
  /** Looks at files that people bring, before others may have them; null where none is set. */
  scanner: Scanner | null
}

export function createFileStore(folder: string, scanner: Scanner | null = null): FileStore {
  const pathOf = (areaId: string, sha256: string) => join(folder, 'files', areaId, sha256.slice(0, 2), sha256)
  return {
    scanner,
    async keep(areaId, bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const path = pathOf(areaId, sha256)
      const there = await stat(path).catch(() => null)
      if (!there) await writeWhole(path, bytes)
      return sha256
    },
    async read(areaId, sha256) {
      // A file that is gone is a fault of its own: its code would pass for a database that does not answer.
      const bytes = await readFile(pathOf(areaId, sha256)).catch((cause: unknown) => {
        throw new Error(`The file ${sha256} cannot be read from disk`, { cause })
      })
      if (createHash('sha256').update(bytes).digest('hex') !== sha256) {
        throw new Error(`The file ${sha256} was altered on disk`)
      }
      return bytes
    },
  }
}

/** Under another name first, so that a crash or a full disk leaves no half of a file under the true name. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const partial = `${path}.${randomBytes(6).toString('hex')}.part`
  await writeFile(partial, bytes, { flush: true })
  await rename(partial, path)
}
