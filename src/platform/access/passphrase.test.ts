import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { faultOfPassphrase, hashPassphrase, LONGEST, matchesNobody, matchesPassphrase } from './passphrase.ts'

const GOOD = 'otter lantern gravel symphony'

describe('a stored passphrase', () => {
  test('is matched by itself and by nothing else', async () => {
    const stored = await hashPassphrase(GOOD)
    expect(await matchesPassphrase(GOOD, stored)).toBe(true)
    for (const other of ['', GOOD.toUpperCase(), `${GOOD} `, GOOD.slice(1), stored]) {
      expect(await matchesPassphrase(other, stored)).toBe(false)
    }
  })

  test('is argon2id at OWASP’s cost, salted anew each time, and does not hold what was typed', async () => {
    const [one, two] = [await hashPassphrase(GOOD), await hashPassphrase(GOOD)]
    expect(one).toMatch(/^argon2id\$47104\$1\$[\w-]{22}\$[\w-]{43}$/)
    expect(one).not.toBe(two)
    expect(one).not.toContain('otter')
  })

  test('is the same however the keyboard composes its letters', async () => {
    const spellings = [
      'caf\u00e9 \u00f4l y llan fi',
      'cafe\u0301 o\u0302l y llan fi',
      'caf\u00e9 \u00f4l y llan \ufb01',
    ]
    for (const spelling of spellings) {
      const stored = await hashPassphrase(spelling)
      for (const typed of spellings) expect(await matchesPassphrase(typed, stored)).toBe(true)
    }
  })

  test('keeps the cost that it was made with, so that the cost can be raised', async () => {
    const cheap = await cheaply(GOOD)
    expect(await matchesPassphrase(GOOD, cheap)).toBe(true)
    expect(await matchesPassphrase('another', cheap)).toBe(false)
  })

  test.each(['', 'plain text', 'bcrypt$1$1$a$b', 'argon2id$47104$1'])(
    'of no known form is a fault, never a match: %j',
    async (stored) => {
      await expect(matchesPassphrase(GOOD, stored)).rejects.toThrow('no known form')
    },
  )

  test('that nobody has never matches, and is as much work', async () => {
    const stored = await hashPassphrase(GOOD)
    await matchesNobody('warm')
    const nobody = await leastWork(() => matchesNobody(GOOD))
    const somebody = await leastWork(() => matchesPassphrase('wrong', stored))
    expect(await matchesNobody(GOOD)).toBe(false)
    expect(nobody / somebody).toBeGreaterThan(0.5)
    expect(nobody / somebody).toBeLessThan(2)
  })
})

async function cheaply(passphrase: string): Promise<string> {
  const { argon2Sync } = await import('node:crypto')
  const nonce = Buffer.from('0123456789abcdef')
  const hash = argon2Sync('argon2id', {
    message: passphrase,
    nonce,
    memory: 64,
    passes: 2,
    parallelism: 1,
    tagLength: 32,
  })
  return ['argon2id', 64, 2, nonce.toString('base64url'), hash.toString('base64url')].join('$')
}

/** Of the processor's time, which a busy machine does not stretch as it does the clock's. */
async function leastWork(work: () => Promise<unknown>): Promise<number> {
  const spent: number[] = []
  for (let turn = 0; turn < 5; turn += 1) {
    const from = process.cpuUsage()
    await work()
    const { user, system } = process.cpuUsage(from)
    spent.push(user + system)
  }
  return Math.min(...spent)
}

describe('a new passphrase', () => {
  test.each([
    GOOD,
    'llyfr glas cath neidio mynydd',
    'Xk3$vP9!mQ2@wL7z',
    'the heron counts eleven quiet teaspoons',
  ])('will do: %s', (passphrase) => {
    expect(
      faultOfPassphrase(passphrase, ['Head of Care Planning', 'care.planning@anyshire.example']),
    ).toBeNull()
  })

  test.each([
    ['fourteen chars', 'x9!Kf0#pLw2$Qz'],
    ['nothing', ''],
  ])('is too short: %s', (_, passphrase) => {
    expect(faultOfPassphrase(passphrase, [])).toBe('Passphrase must be 15 characters or more')
  })

  test.each([
    ['one letter', 'aaaaaaaaaaaaaaaaaaaa'],
    ['a breached one twice', 'passwordpassword'],
    ['a breached one, dressed up', 'P@ssw0rdP@ssw0rd1'],
    ['a walk over the keyboard', 'qwertyuiopasdfgh'],
    ['counting', '123456789012345678'],
    ['the product', 'goldenthreadgoldenthread'],
    ['a date and a word', 'password23112026'],
  ])('is too easy: %s', (_, passphrase) => {
    expect(faultOfPassphrase(passphrase, [])).toMatch(/^Passphrase is too easy to guess/)
  })

  test('is too easy when it is the person’s own name or address', () => {
    const known = ['Cassandra Winterbourne', 'cassandra.winterbourne@anyshire.example']
    expect(faultOfPassphrase('cassandra winterbourne', known)).toMatch(/too easy/)
    expect(faultOfPassphrase('cassandra.winterbourne', known)).toMatch(/too easy/)
  })

  test('is too long beyond 200 characters, and is judged quickly up to there', () => {
    expect(faultOfPassphrase('x'.repeat(LONGEST + 1), [])).toBe('Passphrase must be 200 characters or fewer')
    const from = performance.now()
    for (const text of ['aB3 '.repeat(50), 'password'.repeat(25), GOOD.repeat(6)])
      faultOfPassphrase(text, ['a', 'b'])
    expect(performance.now() - from).toBeLessThan(30_000)
  })

  test('whatever is typed, the answer is a sentence or null', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.array(fc.string(), { maxLength: 3 }),
        (text, known) => {
          const fault = faultOfPassphrase(text, known)
          expect(fault === null || fault.startsWith('Passphrase ')).toBe(true)
        },
      ),
      { numRuns: 50 },
    )
  })
})
