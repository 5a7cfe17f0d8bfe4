import { randomUUIDv7 } from 'node:crypto'

/** A new UUIDv7: sorts by the moment it was made, so that an index grows at its end. */
export const newId = (): string => randomUUIDv7()

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export const isId = (text: string): boolean => UUID.test(text)
