import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'

/** Also when another setting has a fault: all are told at once. */
const always = () => true

const LOOPBACK = ['127.0.0.1', '::1', 'localhost']

/** A name or an address, and a port: `127.0.0.1:3310`, `[::1]:3310`. */
const CLAMD = /^(?:\[([\da-fA-F:]+)\]|([\w.-]+)):(\d{1,5})$/

const Environment = z
  .object({
    DATABASE_URL: z
      .url({ protocol: /^postgres(ql)?$/, error: 'must look like postgres://owner:password@host/name' })
      .optional(),
    DATABASE_APP_URL: z
      .url({ protocol: /^postgres(ql)?$/, error: 'must look like postgres://role:password@host/name' })
      .optional(),
    DATA_FOLDER: z.string().default('data'),
    HOST: z.string().default('127.0.0.1'),
    PORT: z.coerce.number('must be a number').int().min(0).max(65_535).default(3000),
    PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'must start with http:// or https://' }).optional(),
    DEMONSTRATION: z.enum(['on', 'off'], 'must be on or off').default('off'),
    SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must look like smtp://host:port' }).optional(),
    MAIL_FROM: z.email('must be an e-mail address').default('goldenthread@localhost.localdomain'),
    CLAMD: z.string().regex(CLAMD, 'must look like host:port, such as 127.0.0.1:3310').optional(),
    ANCHOR_MAIL_TO: z.email('must be an e-mail address').optional(),
    LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  })
  .refine((env) => env.DEMONSTRATION === 'off' || LOOPBACK.includes(env.HOST), {
    path: ['DEMONSTRATION'],
    error: 'lets anybody in as anybody, so it works only with HOST on loopback (127.0.0.1)',
    when: always,
  })
  .refine((env) => LOOPBACK.includes(env.HOST) || env.PUBLIC_URL?.startsWith('https://'), {
    path: ['PUBLIC_URL'],
    error: 'must be an https:// address when HOST is not loopback: sessions travel in cookies',
    when: always,
  })

export interface Config {
  databaseUrl: string | null
  databaseAppUrl: string | null
  dataFolder: string
  host: string
  port: number
  publicUrl: string | null
  demonstration: boolean
  smtpUrl: string | null
  mailFrom: string
  /** Where the virus scanner listens; null where there is none. */
  clamd: { host: string; port: number } | null
  anchorMailTo: string | null
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
}

/** Reads the environment, once; every fault is listed, each with its name. Errors: those faults, a line each. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const named = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(named)
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `  ${issue.path.join('.')} ${issue.message}`)
    throw new Error(`These settings need attention:\n${faults.join('\n')}`)
  }
  const env = parsed.data
  return {
    databaseUrl: env.DATABASE_URL ?? null,
    databaseAppUrl: env.DATABASE_APP_URL ?? null,
    dataFolder: resolve(env.DATA_FOLDER),
    host: env.HOST,
    port: env.PORT,
    publicUrl: env.PUBLIC_URL ?? null,
    demonstration: env.DEMONSTRATION === 'on',
    smtpUrl: env.SMTP_URL ?? null,
    mailFrom: env.MAIL_FROM,
    clamd: clamdOf(env.CLAMD),
    anchorMailTo: env.ANCHOR_MAIL_TO ?? null,
    logLevel: env.LOG_LEVEL,
  }
}

function clamdOf(setting: string | undefined): Config['clamd'] {
  const [, bracketed, plain, port] = CLAMD.exec(setting ?? '') ?? []
  const host = bracketed ?? plain
  return host ? { host, port: Number(port) } : null
}

/** The installation's own secret, made on first use and kept readable by its owner only. */
export function installationSecret(dataFolder: string): string {
  const file = join(dataFolder, 'secret')
  mkdirSync(dataFolder, { recursive: true })
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' })
  return readFileSync(file, 'utf8').trim()
}
