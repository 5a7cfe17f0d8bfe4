import { createHmac, timingSafeEqual } from 'node:crypto'
import { isId } from '../ids.ts'

/** What a link opens: of a purpose, one thing of one area. Whether it still may is for that thing's own row to say. */
export interface LinkTarget {
  areaId: string
  id: string
}

/**
 * Signs what a mailed link stands for, with the installation's secret: `area.thing.signature`. Nothing has to be kept,
 * so that no copy of the database opens a link; and a link of one purpose opens no other.
 */
export function signLink(secret: string, purpose: string, { areaId, id }: LinkTarget): string {
  return `${areaId}.${id}.${signature(secret, purpose, areaId, id)}`
}

/** Null when the text is no link of ours, or was signed for something else. */
export function readLink(secret: string, purpose: string, text: string): LinkTarget | null {
  const [areaId, id, signed, ...rest] = text.split('.')
  if (!areaId || !id || !signed || rest.length > 0 || !isId(areaId) || !isId(id)) return null
  const [given, right] = [Buffer.from(signed), Buffer.from(signature(secret, purpose, areaId, id))]
  return given.length === right.length && timingSafeEqual(given, right) ? { areaId, id } : null
}

const signature = (secret: string, purpose: string, areaId: string, id: string): string =>
  createHmac('sha256', secret).update(`${purpose} ${areaId} ${id}`).digest('base64url')
