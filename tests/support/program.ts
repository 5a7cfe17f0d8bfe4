/** A program without a browser: shows its token, speaks JSON. */
import type { FastifyInstance } from 'fastify'

export interface ApiAnswer {
  status: number
  headers: Record<string, string | undefined>
  // biome-ignore lint/suspicious/noExplicitAny: whatever the API answers is what the tests are about.
  json: any
}

export interface Sending {
  token?: string
  headers?: Record<string, string>
  remoteAddress?: string
}

export class Program {
  readonly token: string
  readonly #app: FastifyInstance

  constructor(app: FastifyInstance, token: string) {
    this.#app = app
    this.token = token
  }

  get(url: string, sending: Sending = {}): Promise<ApiAnswer> {
    return this.send('GET', url, undefined, sending)
  }

  post(url: string, body: unknown, sending: Sending = {}): Promise<ApiAnswer> {
    const headers = { 'content-type': 'application/json', ...sending.headers }
    return this.send('POST', url, JSON.stringify(body), { ...sending, headers })
  }

  async send(
    method: 'GET' | 'POST' | 'DELETE',
    url: string,
    payload: string | undefined,
    { token = this.token, headers = {}, remoteAddress }: Sending = {},
  ): Promise<ApiAnswer> {
    const answer = await this.#app.inject({
      ...{ method, url },
      headers: { ...(token && { authorization: `Bearer ${token}` }), ...headers },
      ...(payload !== undefined && { payload }),
      ...(remoteAddress && { remoteAddress }),
    })
    const known = Object.entries(answer.headers).map(([name, value]) => [name, String(value)])
    return { status: answer.statusCode, headers: Object.fromEntries(known), json: parsed(answer.body) }
  }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}
