import { type ZipOptions, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { Unreadable } from '../grid.ts'
import { openPackage } from './package.ts'

const words = new TextEncoder().encode('Some words of a plan, as any part of it holds them.')

const zip = (files: Record<string, Uint8Array>, options: ZipOptions = {}) => zipSync(files, options)

/** The zip with a number of its table of contents changed; `field` as it lies after the entry's signature. */
function tampered(bytes: Uint8Array, field: number, value: number, size: 2 | 4 = 4): Uint8Array {
  const changed = Buffer.from(bytes)
  const at = changed.indexOf(Buffer.from('PK\u0001\u0002', 'latin1')) + field
  if (size === 4) changed.writeUInt32LE(value, at)
  else changed.writeUInt16LE(value, at)
  return changed
}
const [FLAGS, METHOD, CRC, PACKED, UNPACKED, LOCAL_HEADER] = [8, 10, 16, 20, 24, 42]

const refusal = async (bytes: Uint8Array, part = 'a.xml'): Promise<string> => {
  try {
    const file = await openPackage(bytes)
    await file.text(part)
  } catch (error) {
    expect(error).toBeInstanceOf(Unreadable)
    return error instanceof Error ? error.message : ''
  }
  return ''
}

describe('an office file', () => {
  test('gives its parts as text, by name in any case', async () => {
    const file = await openPackage(zip({ 'word/Document.xml': words }))
    expect(file.names).toEqual(['word/Document.xml'])
    expect(file.has('word/document.xml')).toBe(true)
    expect(file.has('__proto__')).toBe(false)
    expect(await file.text('Word/document.xml')).toBe(new TextDecoder().decode(words))
  })

  test('that lies within a larger buffer is read at its place', async () => {
    const bytes = zip({ 'a.xml': words })
    const around = new Uint8Array(bytes.length + 20)
    around.set(bytes, 10)
    expect(await refusal(around.subarray(10, 10 + bytes.length))).toBe('')
  })

  test('that is something else, empty, or two things at once is refused', async () => {
    const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), zip({ 'a.xml': words })])
    for (const bytes of [new Uint8Array(), words, pdf]) expect(await refusal(bytes)).toMatch(/no office file/)
  })

  test('that was cut at any place is refused', async () => {
    const bytes = zip({ 'a.xml': words, 'b.xml': words })
    for (let length = 4; length < bytes.length; length += 7)
      expect(await refusal(bytes.subarray(0, length))).toMatch(/damaged/)
  })

  test('whose parts are not what they say is refused', async () => {
    const bytes = zip({ 'a.xml': words })
    expect(await refusal(tampered(bytes, CRC, 1))).toMatch(/damaged/)
    expect(await refusal(tampered(bytes, UNPACKED, words.length + 1))).toMatch(/damaged/)
    expect(await refusal(tampered(bytes, UNPACKED, words.length - 1))).toMatch(/damaged/)
    expect(await refusal(tampered(bytes, PACKED, 5))).toMatch(/damaged/)
    expect(await refusal(tampered(bytes, METHOD, 99, 2))).toMatch(/damaged/)
    expect(await refusal(tampered(bytes, LOCAL_HEADER, 12))).toMatch(/damaged/)
  })

  test('that holds the same part twice is refused', async () => {
    const bytes = Buffer.from(zip({ 'a.xml': words, 'b.xml': words }))
    const name = bytes.lastIndexOf('b.xml')
    bytes.write('A', name)
    expect(await refusal(bytes)).toMatch(/same part twice/)
  })

  test('under a password is refused', async () => {
    expect(await refusal(tampered(zip({ 'a.xml': words }), FLAGS, 1, 2))).toMatch(/password/)
  })

  test('that unpacks to too much is refused before it is unpacked', async () => {
    const bomb = zip({ 'a.xml': new Uint8Array(3_000_000) })
    expect(await refusal(bomb)).toMatch(/hundred times/)
    expect(await refusal(tampered(zip({ 'a.xml': words }), UNPACKED, 400_000_000))).toMatch(/100 MB/)
  })

  test('that hides how much it unpacks to is stopped at what it says', async () => {
    const bomb = tampered(zip({ 'a.xml': new Uint8Array(20_000_000) }), UNPACKED, 1_000)
    const started = performance.now()
    expect(await refusal(bomb)).toMatch(/damaged/)
    expect(performance.now() - started).toBeLessThan(15_000)
  })

  test('may be small and mostly blank', async () => {
    expect(await refusal(zip({ 'a.xml': new Uint8Array(500_000).fill(32) }))).toBe('')
  })

  test('of 2,000 parts is read, of 2,001 refused', async () => {
    const parts = (count: number) =>
      zip(Object.fromEntries(Array.from({ length: count }, (_, at) => [`${at}.xml`, words])), { level: 0 })
    expect(await refusal(parts(2_000), '7.xml')).toBe('')
    expect(await refusal(parts(2_001), '7.xml')).toMatch(/2,000 parts/)
  })

  test('with macros or another packed file inside is refused', async () => {
    expect(await refusal(zip({ 'a.xml': words, 'word/vbaProject.bin': words }))).toMatch(/macros/)
    expect(await refusal(zip({ 'a.xml': words, 'word/more.zip': words }))).toMatch(/packed file/)
    expect(await refusal(zip({ 'a.xml': words, 'word/media/plan.docx': words }))).toMatch(/packed file/)
  })

  test('may hold the numbers behind a chart, which are never opened', async () => {
    expect(await refusal(zip({ 'a.xml': words, 'word/embeddings/Sheet1.xlsx': words }))).toBe('')
  })

  test.each(['../../etc/passwd', '/etc/passwd', 'C:/windows/x', '..\\x'])(
    'with a part called %s is refused in a sentence',
    async (name) => {
      expect(await refusal(zip({ 'a.xml': words, [name]: words }))).toMatch(/damaged/)
    },
  )

  test('whose text is in no encoding that office files use is refused', async () => {
    expect(await refusal(zip({ 'a.xml': Uint8Array.of(0x3c, 0x61, 0xe9, 0x3e) }))).toMatch(/damaged/)
    const lone = Buffer.from('\ufeff<a>\ud800</a>', 'utf16le')
    expect(await refusal(zip({ 'a.xml': lone }))).toMatch(/damaged/)
  })

  test('may be written in UTF-8 or UTF-16 of either order', async () => {
    const little = Buffer.from('\ufeff<a>Ŵ</a>', 'utf16le')
    const files = {
      'utf8.xml': Buffer.from('\ufeff<a>Ŵ</a>'),
      'little.xml': little,
      'big.xml': Buffer.from(little).swap16(),
      'bare.xml': Buffer.from('<a>Ŵ</a>', 'utf16le').swap16(),
    }
    const file = await openPackage(zip(files))
    for (const name of Object.keys(files)) expect(await file.text(name)).toBe('<a>Ŵ</a>')
  })
})
