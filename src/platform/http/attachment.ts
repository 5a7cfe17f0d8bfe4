import { create } from 'content-disposition'
import type { FastifyReply } from 'fastify'

export interface Attachment {
  /** Any name that a person gave; signs that no file may bear become "_". */
  name: string
  type: string
  bytes: Uint8Array
}

/** A file to take away, which no cache between keeps. */
export function sendAttachment(reply: FastifyReply, { name, type, bytes }: Attachment): FastifyReply {
  return reply
    .header('content-disposition', create(name.replace(/[/\\:*?"<>|]/g, '_')))
    .header('cache-control', 'no-store')
    .type(type)
    .send(bytes)
}
