import { constants } from 'node:zlib'
import compress from '@fastify/compress'
import cookie, { Signer } from '@fastify/cookie'
import csrf from '@fastify/csrf-protection'
import formbody from '@fastify/formbody'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify'
import helmet from 'helmet'
import { LRUCache } from 'lru-cache'
import { newId } from '../ids.ts'

export interface ServerSettings {
  secret: string
  secure: boolean
  logLevel: string
  /** Where log lines go: standard output, or a stream of a test's own. */
  logTo?: { write(line: string): void }
}

/**
 * The one script that stands in a page (ui/layout.njk), by what it says: nothing else that stands in a page can run,
 * and the policy is the same text for every answer.
 */
const SCRIPTS_ARE_ON = "'sha256-GUQ5ad8JK5KmEWmROf3LZd9ge94daqNvd8xy9YS1iDw='"

const MEGABYTE = 1024 * 1024

/** The web server with its walls up, and no page in it yet. */
export async function createServer(settings: ServerSettings): Promise<FastifyInstance> {
  const app = Fastify({
    bodyLimit: 2 * MEGABYTE,
    genReqId: requestIds(),
    requestIdHeader: false,
    frameworkErrors: (_error, _request, reply) => sendPlain(reply),
    trustProxy: 'loopback',
    // Lines say which page and how long; never who, never a query string, never a body.
    logger: {
      level: settings.logLevel,
      ...(settings.logTo && { stream: settings.logTo }),
      serializers: {
        req: (request: FastifyRequest) => ({ method: request.method, path: request.url.split('?')[0] }),
        err: errorWithoutData,
      },
    },
    // One line of our own for each answer (below) takes the place of the framework's two.
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: 'idle',
  })
  app.decorate('registeredRoutes', [])
  app.decorate('apiOperations', [])
  await app.register(cookie, { secret: rememberingSigner(settings.secret) })
  await app.register(formbody, { bodyLimit: 2 * MEGABYTE })
  await app.register(multipart, {
    attachFieldsToBody: true,
    // A file that is too large comes cut off and marked: the page can say so, and keep what was typed beside it.
    throwFileSizeLimit: false,
    limits: { fileSize: 20 * MEGABYTE, files: 1, fields: 100, fieldSize: 10 * MEGABYTE },
  })
  raiseWalls(app, settings.secure)
  await app.register(csrf, csrfOptions(settings.secure))
  await app.register(rateLimit, { global: false })
  await app.register(compress, {
    encodings: ['br', 'gzip'],
    // Level 4: 11 takes a hundred times as long for a tenth fewer bytes.
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  })
  logRequests(app)
  letGoWhenClosing(app)
  return app
}

/** An address that cannot even be read comes before every hook: a page of its own, with walls of its own. */
function sendPlain(reply: FastifyReply): void {
  reply
    .code(404)
    .headers({
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cache-control': 'no-store',
    })
    .type('text/html; charset=utf-8')
    .send(
      '<!doctype html><html lang="en"><title>Page not found – Goldenthread</title><main><h1>Page not found</h1>' +
        '<p>This address cannot be read. Check that it is complete, or <a href="/">go to the start</a>.</p></main></html>',
    )
}

/** Unlike any of another start, and cheap: the start's own mark and a count. */
function requestIds(): () => string {
  const start = newId().slice(-12)
  let count = 0
  return () => {
    count += 1
    return `${start}-${count.toString(36)}`
  }
}

type Unsigned = ReturnType<Signer['unsign']>

/** Browsers whose form cookie is remembered. */
const BROWSERS = 10_000

/**
 * Signs cookies, and remembers those that it has found good: a browser brings the same one with every request. What is
 * not good is looked at each time, so that nobody can fill the memory with it.
 */
function rememberingSigner(secret: string): Pick<Signer, 'sign' | 'unsign'> {
  const signer = new Signer(secret)
  const good = new LRUCache<string, Unsigned>({ max: BROWSERS })
  return {
    sign: (value) => signer.sign(value),
    unsign: (value) => {
      const held = good.get(value)
      if (held) return held
      const found = signer.unsign(value)
      if (found.valid) good.set(value, found)
      return found
    },
  }
}

/** Headers that no answer goes without. Worked out once: the framework's own plugin does it again for each request. */
function raiseWalls(app: FastifyInstance, secure: boolean): void {
  const walls = helmet(helmetOptions(secure))
  app.addHook('onRequest', (request, reply, done) => walls(request.raw, reply.raw, () => done()))
}

function helmetOptions(secure: boolean) {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'", SCRIPTS_ARE_ON],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        ...(secure && { upgradeInsecureRequests: [] }),
      },
    },
    referrerPolicy: { policy: 'no-referrer' as const },
    crossOriginOpenerPolicy: { policy: 'same-origin' as const },
    xFrameOptions: { action: 'deny' as const },
    strictTransportSecurity: secure ? { maxAge: 63_072_000, includeSubDomains: true } : false,
  }
}

function csrfOptions(secure: boolean) {
  return {
    cookieKey: secure ? '__Host-csrf' : 'csrf',
    cookieOpts: { path: '/', httpOnly: true, sameSite: 'lax' as const, secure, signed: true },
    getToken: (request: FastifyRequest) => csrfTokenOf(request.body),
  }
}

/** A form sends the token as a field; a form with a file sends its fields wrapped. */
function csrfTokenOf(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('_csrf' in body)) return undefined
  const field = body._csrf
  if (typeof field === 'string') return field
  if (typeof field === 'object' && field !== null && 'value' in field) return String(field.value)
  return undefined
}

/** A database error quotes the row that it is about: its code and place are enough to find it. */
function errorWithoutData(error: Error & { code?: string; severity?: string }) {
  const message = error.severity ? 'database error' : error.message
  const place = (error.stack ?? '').split('\n').slice(1, 8).join('\n')
  return { type: error.name, code: error.code ?? '', message, stack: place }
}

/** A browser keeps its connection open after the answer; while the server stops, that is no reason to stay. */
function letGoWhenClosing(app: FastifyInstance): void {
  let closing = false
  app.addHook('preClose', async () => {
    closing = true
  })
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (closing) reply.header('connection', 'close')
    done(null, payload)
  })
}

function logRequests(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
  })
  app.addHook('onResponse', async (request: FastifyRequest, reply: FastifyReply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'answered',
    )
  })
}
