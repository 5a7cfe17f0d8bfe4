import type { MultipartFile } from '@fastify/multipart'
import { cleanFileName } from '../files/names.ts'

export interface UploadedFile {
  name: string
  bytes: Uint8Array
}

export interface Upload {
  fields: Record<string, string>
  /** Null where none was chosen, and where it was too large. */
  file: UploadedFile | null
  tooLarge: boolean
}

/**
 * What a form with a file box sends: fields arrive wrapped, and a box left empty is a file without a name. A form
 * without a file, sent plainly, is read as well. `unnamed` is what a file without a name is called.
 */
export async function readUpload(body: unknown, unnamed: string): Promise<Upload> {
  const parts: [string, unknown][] = typeof body === 'object' && body !== null ? Object.entries(body) : []
  const fields = parts.flatMap(([name, part]) => {
    const value = typeof part === 'string' ? part : fieldOf(part)
    return value === null ? [] : [[name, value]]
  })
  const upload = parts.map(([, part]) => part).find(isFile)
  const bytes = upload ? await upload.toBuffer() : null
  const tooLarge = upload?.file.truncated ?? false
  const given = upload && bytes && !tooLarge && (upload.filename || bytes.length > 0)
  return {
    fields: Object.fromEntries(fields),
    file: given ? { name: cleanFileName(upload.filename, unnamed), bytes } : null,
    tooLarge,
  }
}

const fieldOf = (part: unknown): string | null =>
  typeof part === 'object' && part !== null && 'value' in part && typeof part.value === 'string'
    ? part.value
    : null

const isFile = (part: unknown): part is MultipartFile =>
  typeof part === 'object' && part !== null && 'type' in part && part.type === 'file'
