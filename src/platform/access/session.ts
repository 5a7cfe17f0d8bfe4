import { createHash, randomBytes } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { isId } from '../ids.ts'

/** Minutes without a request after which a session is over (OWASP ASVS 7.3.1; spec/trust.md). */
export const IDLE_MINUTES = 60

/** Hours after sign-in at which a session is over whatever happened since. */
export const ABSOLUTE_HOURS = 12

/** What a cookie or a link carries: which area to look in, and the secret whose hash is kept there. */
export interface AreaToken {
  areaId: string
  token: string
}

export const newToken = (): string => randomBytes(32).toString('base64url')

export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')

export const writeAreaToken = ({ areaId, token }: AreaToken): string => `${areaId}.${token}`

/** Null when the text is no area token; whether the token is any good is for the area's own table to say. */
export function readAreaToken(text: string | undefined): AreaToken | null {
  const [areaId, token, ...rest] = (text ?? '').split('.')
  if (!areaId || !token || rest.length > 0 || !isId(areaId) || !/^[\w-]{43}$/.test(token)) return null
  return { areaId, token }
}

/** Whether the product is reached through https, and so whether its cookies may demand it. */
export const isSecure = (publicUrl: string): boolean => publicUrl.startsWith('https:')

export const sessionCookie = (publicUrl: string): string =>
  isSecure(publicUrl) ? '__Host-goldenthread' : 'goldenthread'

export function setSessionCookie(reply: FastifyReply, publicUrl: string, value: AreaToken): void {
  reply.setCookie(sessionCookie(publicUrl), writeAreaToken(value), {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(publicUrl),
  })
}

export function clearSessionCookie(reply: FastifyReply, publicUrl: string): void {
  reply.clearCookie(sessionCookie(publicUrl), { path: '/', secure: isSecure(publicUrl) })
}
