import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'

const derive = promisify(argon2)

/** OWASP's first choice for argon2id: 46 MiB, one pass, one lane (Password Storage Cheat Sheet). */
const COST = { memory: 47_104, passes: 1, parallelism: 1, tagLength: 32 }

export const SHORTEST = 15
export const LONGEST = 200

/** `argon2id$memory$passes$salt$hash`, salt and hash in base64url. */
export async function hashPassphrase(passphrase: string): Promise<string> {
  const nonce = randomBytes(16)
  const hash = await derive('argon2id', { ...COST, message: passphrase.normalize('NFKC'), nonce })
  return ['argon2id', COST.memory, COST.passes, nonce.toString('base64url'), hash.toString('base64url')].join(
    '$',
  )
}

export async function matchesPassphrase(passphrase: string, stored: string): Promise<boolean> {
  const [kind, memory, passes, salt, hash] = stored.split('$')
  if (kind !== 'argon2id' || !salt || !hash) throw new Error('A stored passphrase is of no known form')
  const expected = Buffer.from(hash, 'base64url')
  const found = await derive('argon2id', {
    message: passphrase.normalize('NFKC'),
    nonce: Buffer.from(salt, 'base64url'),
    memory: Number(memory),
    passes: Number(passes),
    parallelism: COST.parallelism,
    tagLength: expected.length,
  })
  return timingSafeEqual(found, expected)
}

let decoy: Promise<string> | undefined

/** Takes as long as a true check, and is always false: an unknown e-mail address must not answer sooner. */
export async function matchesNobody(passphrase: string): Promise<false> {
  decoy ??= hashPassphrase(randomBytes(16).toString('hex'))
  await matchesPassphrase(passphrase, await decoy)
  return false
}

let estimator: ZxcvbnFactory | undefined

/**
 * Why a new passphrase is refused, in a sentence; null when it will do. At least 15 characters (spec/trust.md),
 * and neither among the passphrases most common in breaches, nor a pattern, nor made of the person's own name or
 * address.
 */
export function faultOfPassphrase(passphrase: string, known: readonly string[]): string | null {
  if (passphrase.length < SHORTEST) return `Passphrase must be ${SHORTEST} characters or more`
  if (passphrase.length > LONGEST) return `Passphrase must be ${LONGEST} characters or fewer`
  estimator ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs })
  const { score } = estimator.check(passphrase, ['goldenthread', ...known.flatMap(withParts)])
  return score < 3 ? 'Passphrase is too easy to guess: use four or more unrelated words' : null
}

/** A name or an address, what stands before its @, and the longer words of it. */
const withParts = (text: string): string[] => [
  text,
  ...text.split('@', 1),
  ...text.split(/[^\p{L}\p{N}]+/u).filter((part) => part.length > 3),
]
