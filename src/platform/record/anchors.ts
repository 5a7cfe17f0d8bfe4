import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The head of an area's record on one day, kept outside the database. */
export interface Anchor {
  at: string
  seq: number
  hash: string
}

const fileOf = (folder: string, areaId: string): string => join(folder, 'anchors', `${areaId}.jsonl`)

export async function keepAnchor(folder: string, areaId: string, anchor: Anchor): Promise<void> {
  await mkdir(join(folder, 'anchors'), { recursive: true })
  await appendFile(fileOf(folder, areaId), `${JSON.stringify(anchor)}\n`)
}

/** The anchors kept for an area, oldest first; none where none was kept yet. Errors: a line that is no anchor. */
export async function readAnchors(folder: string, areaId: string): Promise<Anchor[]> {
  const text = await readFile(fileOf(folder, areaId), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Anchor)
}
