import { create } from 'content-disposition'
import type { FastifyReply } from 'fastify'

export interface Attachment {
  /** Any name that a person gave; signs that no file may bear become "_". */
  name: string
  type: string
  bytes: Uint8Array
}

/** Whatever a browser does with it, nothing in it runs, and it reaches nothing of ours. */
const INERT = "default-src 'none'; sandbox"

/** A file to take away, which no cache between keeps. It is inert, even where a browser opens it on the spot. */
export function sendAttachment(reply: FastifyReply, { name, type, bytes }: Attachment): FastifyReply {
  return reply
    .header('content-disposition', create(name.replace(/[/\\:*?"<>|]/g, '_')))
    .header('cache-control', 'no-store')
    .header('content-security-policy', INERT)
    .type(type)
    .send(bytes)
}
