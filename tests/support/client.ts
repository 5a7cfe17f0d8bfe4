/** A browser without a screen: keeps cookies, reads the form's token, follows redirects when asked. */
import type { FastifyInstance, InjectOptions } from 'fastify'
import type { AreaToken } from '../../src/platform/access/session.ts'
import { sessionCookie, writeAreaToken } from '../../src/platform/access/session.ts'
import { formsOf } from './html.ts'

export type Fields = Record<string, string | readonly string[]>

export interface Answer {
  status: number
  headers: Record<string, string | undefined>
  body: string
  bytes: Buffer
  /** Where a redirect points; empty when it is none. */
  location: string
  /** Names and attributes of the cookies that it set. */
  cookies: readonly { name: string; value: string; [attribute: string]: unknown }[]
}

export interface ClientOptions {
  /** The address that it knocks from. */
  remoteAddress?: string
  /** The Host header. */
  host?: string
}

export interface UploadedFile {
  field?: string
  name: string
  type?: string
  bytes: Uint8Array | string
}

type Method = 'GET' | 'POST' | 'HEAD' | 'PUT' | 'DELETE'

export class Client {
  readonly #app: FastifyInstance
  readonly #publicUrl: string
  readonly #options: ClientOptions
  readonly cookies = new Map<string, string>()
  #token = ''

  constructor(app: FastifyInstance, publicUrl: string, options: ClientOptions = {}) {
    this.#app = app
    this.#publicUrl = publicUrl
    this.#options = options
  }

  get(url: string): Promise<Answer> {
    return this.send('GET', url)
  }

  /** Sends a form as a browser does, with the token of the page last seen (any page has one). */
  async post(url: string, fields: Fields = {}): Promise<Answer> {
    return this.postBare(url, { _csrf: await this.csrfToken(), ...fields })
  }

  /** Sends just these fields: no token unless one is among them. */
  postBare(url: string, fields: Fields): Promise<Answer> {
    const pairs = Object.entries(fields).flatMap(([name, value]) =>
      (typeof value === 'string' ? [value] : value).map((one): [string, string] => [name, one]),
    )
    return this.send('POST', url, {
      payload: new URLSearchParams(pairs).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
  }

  /** Sends a form with a file box. */
  async upload(url: string, fields: Record<string, string>, file: UploadedFile): Promise<Answer> {
    const form = new FormData()
    form.set('_csrf', await this.csrfToken())
    for (const [name, value] of Object.entries(fields)) form.set(name, value)
    const blob = new Blob([Buffer.from(file.bytes)], { type: file.type ?? 'text/plain' })
    form.set(file.field ?? 'file', blob, file.name)
    const encoded = new Response(form)
    return this.send('POST', url, {
      payload: Buffer.from(await encoded.arrayBuffer()),
      headers: { 'content-type': encoded.headers.get('content-type') ?? '' },
    })
  }

  /** Goes where a redirect points, up to ten times; gives any other answer back as it is. */
  async follow(answer: Answer): Promise<Answer> {
    let at = answer
    for (let hops = 0; at.location !== ''; hops += 1) {
      if (hops === 10) throw new Error(`Still redirecting, to ${at.location}`)
      at = await this.get(at.location)
    }
    return at
  }

  /** A token that the app will take from this browser. */
  async csrfToken(): Promise<string> {
    if (this.#token === '') await this.get('/sign-in')
    if (this.#token === '') throw new Error('No page has shown a form token')
    return this.#token
  }

  /** Carries this session from now on, as if the app had just set the cookie. */
  carry(session: AreaToken): void {
    this.cookies.set(sessionCookie(this.#publicUrl), writeAreaToken(session))
  }

  /** The session cookie that it carries now; empty when it has none. */
  get session(): string {
    return this.cookies.get(sessionCookie(this.#publicUrl)) ?? ''
  }

  async send(method: Method, url: string, options: Partial<InjectOptions> = {}): Promise<Answer> {
    const { remoteAddress, host } = this.#options
    const response = await this.#app.inject({
      method,
      url,
      ...options,
      headers: { ...options.headers, ...(host && { host }) },
      cookies: Object.fromEntries(this.cookies),
      ...(remoteAddress && { remoteAddress }),
    })
    this.#keep(response.cookies)
    const headers = Object.fromEntries(
      Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
    )
    if (headers['content-type']?.startsWith('text/html')) this.#readToken(response.body)
    return {
      status: response.statusCode,
      headers,
      body: response.body,
      bytes: response.rawPayload,
      location: response.statusCode >= 300 && response.statusCode < 400 ? (headers.location ?? '') : '',
      cookies: response.cookies,
    }
  }

  #keep(cookies: readonly { name: string; value: string; maxAge?: number; expires?: Date }[]): void {
    for (const { name, value, maxAge, expires } of cookies) {
      const gone = maxAge === 0 || (expires !== undefined && expires.getTime() <= 0)
      if (gone) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
  }

  #readToken(html: string): void {
    const shown = formsOf(html)
      .map(({ values }) => values._csrf)
      .find((token) => token)
    if (shown) this.#token = shown
  }
}
