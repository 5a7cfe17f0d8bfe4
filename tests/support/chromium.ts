/**
 * A real browser for the tests, from an npm package: no apt-get, no download of its own, no root needed. The package
 * unpacks into fixed names in /tmp; here everything goes into a folder of ours, complete or not at all, so that
 * several runs and several users are safe from each other.
 */
import { spawn, spawnSync } from 'node:child_process'
import { accessSync, constants, createReadStream, createWriteStream, existsSync, mkdirSync } from 'node:fs'
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress } from 'node:zlib'
import { type Browser, chromium } from 'playwright-core'

const ROOT = join(import.meta.dirname, '../..')

/** CHROMIUM names another executable, for machines that the package does not serve (macOS, ARM). */
export async function launchChromium(): Promise<Browser> {
  const own = process.env.CHROMIUM
  if (own) return chromium.launch({ executablePath: own, args: ARGUMENTS })
  const folder = await unpacked()
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    args: ARGUMENTS,
    env: environment(folder),
  })
}

const ARGUMENTS = [
  // Root may not use the sandbox, and containers often forbid it; it only ever sees our own pages.
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  // Containers may have only 64 MB of shared memory.
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
]

async function unpacked(): Promise<string> {
  const packaged = packageFolder()
  const target = join(cacheFolder(), `chromium-${await versionOf(packaged)}`)
  if (!existsSync(target)) await unpack(join(packaged, 'bin'), target)
  return target
}

function packageFolder(): string {
  return dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')))
}

async function versionOf(folder: string): Promise<string> {
  return (JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string }).version
}

/** With the installed packages, and gone with them; a user who may not write there has one among temporary files. */
function cacheFolder(): string {
  const beside = join(ROOT, 'node_modules/.cache')
  const private_ = join(tmpdir(), `goldenthread-${process.getuid?.() ?? 'user'}`)
  return [beside, private_].find(canWrite) ?? private_
}

function canWrite(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** Whoever comes second at the same moment throws its own copy away. */
async function unpack(source: string, target: string): Promise<void> {
  const draft = await mkdtemp(`${target}.new-`)
  try {
    await Promise.all([
      inflate(join(source, 'chromium.br'), createWriteStream(join(draft, 'chromium'), { mode: 0o755 })),
      unpackTar(join(source, 'fonts.tar.br'), join(draft, 'fonts')),
      unpackTar(join(source, 'al2023.tar.br'), join(draft, 'libraries')),
    ])
    await writeFile(join(draft, 'fonts.conf'), fontConfiguration(target))
    await rename(draft, target).catch((error) => {
      if (!existsSync(target)) throw error
    })
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

const inflate = (file: string, target: Writable) =>
  pipeline(createReadStream(file), createBrotliDecompress(), target)

async function unpackTar(file: string, folder: string): Promise<void> {
  mkdirSync(folder)
  const tar = spawn('tar', ['-x', '--no-same-owner', '-C', folder], { stdio: ['pipe', 'inherit', 'inherit'] })
  const ended = new Promise<number | null>((done, failed) => tar.on('close', done).on('error', failed))
  // tar may leave at the archive's end mark, before the padding behind it is written: its own word is what counts.
  const [code] = await Promise.all([ended, inflate(file, tar.stdin).catch(() => undefined)])
  if (code !== 0) throw new Error(`tar could not unpack ${file}`)
}

/** Only the packaged fonts, so that a picture of a page is the same on every machine. */
const fontConfiguration = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/font-cache</cachedir>
</fontconfig>
`

function environment(folder: string): Record<string, string> {
  const base = { ...process.env, FONTCONFIG_FILE: join(folder, 'fonts.conf') } as Record<string, string>
  if (startsAlone(folder, base)) return base
  return { ...base, LD_LIBRARY_PATH: join(folder, 'libraries/lib') }
}

/** A bare machine lacks NSS and expat; where they are, the machine's own are newer than the packaged ones. */
function startsAlone(folder: string, env: Record<string, string>): boolean {
  return spawnSync(join(folder, 'chromium'), ['--version'], { env }).status === 0
}
