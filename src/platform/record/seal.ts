import { createHash } from 'node:crypto'
import type { Actor } from '../access/actor.ts'

/** One entry of the record, as it is sealed: everything but the hash itself. */
export interface Entry {
  seq: number
  /** ISO instant, milliseconds. */
  at: string
  actorKind: Actor['kind']
  actorId: string | null
  actorName: string
  act: string
  thingKind: string
  thingId: string | null
  detail: Detail
}

export type Detail = { [key: string]: DetailValue }
type DetailValue = string | number | boolean | null | DetailValue[] | Detail

/** What the first entry of an area is chained to. */
export const GENESIS = '0'.repeat(64)

/** The SHA-256 that seals an entry to the one before it, in hexadecimal. */
export function seal(previous: string, areaId: string, entry: Entry): string {
  return createHash('sha256')
    .update(`${previous}\n${areaId}\n${canonical({ ...entry })}`)
    .digest('hex')
}

/** JSON with sorted keys: the database keeps no order of keys, and the seal must not depend on one. */
function canonical(value: DetailValue | undefined): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const parts = Object.keys(value)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)
    return `{${parts.join(',')}}`
  }
  return JSON.stringify(value ?? null)
}
