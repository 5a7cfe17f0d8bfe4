/**
 * As much of a message as a report of delivery needs: headers, and the parts of one level. Whoever sends it is a
 * stranger, so everything has a bound, and what lies beyond it is not read. Nothing here looks twice at a character
 * without end: no expression backtracks.
 */

export interface Part {
  headers: Headers
  /** As it stands, with lines that end in "\n". */
  body: string
}

/** Values by name in small letters, in their order. */
export type Headers = ReadonlyMap<string, readonly string[]>

export const MOST_HEADERS = 1_000
const LONGEST_HEADER = 10_000
const MOST_PARTS = 20

/** Headers up to the first empty line, with folded lines joined; and what follows it. */
export function readPart(text: string): Part {
  const lines = text.split('\n')
  const end = lines.indexOf('')
  const head = end === -1 ? lines : lines.slice(0, end)
  return { headers: readHeaders(head), body: end === -1 ? '' : lines.slice(end + 1).join('\n') }
}

export function readHeaders(lines: readonly string[]): Headers {
  const headers = new Map<string, string[]>()
  for (const line of unfold(lines).slice(0, MOST_HEADERS)) {
    const colon = line.indexOf(':')
    if (colon < 1) continue
    const name = line.slice(0, colon).trim().toLowerCase()
    headers.set(name, [...(headers.get(name) ?? []), line.slice(colon + 1).trim()])
  }
  return headers
}

function unfold(lines: readonly string[]): string[] {
  const whole: string[] = []
  for (const line of lines) {
    const last = whole.length - 1
    const begun = whole[last] ?? ''
    const folded = /^[ \t]/.test(line) && last >= 0
    if (folded && begun.length >= LONGEST_HEADER) continue
    whole[folded ? last : last + 1] = (folded ? `${begun} ${line.trim()}` : line).slice(0, LONGEST_HEADER)
  }
  return whole
}

/** The only value of a header; null where there is none, or more than one. */
export function onlyOne(headers: Headers, name: string): string | null {
  const values = headers.get(name) ?? []
  return values.length === 1 ? (values[0] ?? null) : null
}

export interface ContentType {
  /** "multipart/report", in small letters. */
  type: string
  parameters: ReadonlyMap<string, string>
}

export function contentTypeOf(headers: Headers): ContentType {
  const [type = '', ...rest] = splitOutsideQuotes(onlyOne(headers, 'content-type') ?? 'text/plain')
  const parameters = rest.flatMap((part): [string, string][] => {
    const equals = part.indexOf('=')
    return equals < 1
      ? []
      : [[part.slice(0, equals).trim().toLowerCase(), unquoted(part.slice(equals + 1).trim())]]
  })
  return { type: type.trim().toLowerCase(), parameters: new Map(parameters) }
}

function splitOutsideQuotes(text: string): string[] {
  const parts = ['']
  let quoted = false
  for (const letter of text) {
    if (letter === '"') quoted = !quoted
    if (letter === ';' && !quoted) parts.push('')
    else parts[parts.length - 1] += letter
  }
  return parts
}

const unquoted = (text: string): string =>
  text.startsWith('"') && text.endsWith('"') && text.length > 1 ? text.slice(1, -1) : text

/** The parts of one level between its boundaries; what stands before and after them is for old readers. */
export function partsOf(body: string, boundary: string): Part[] {
  const parts: string[][] = []
  for (const line of body.split('\n')) {
    const edge = line.trimEnd()
    if (edge === `--${boundary}--`) break
    if (edge === `--${boundary}`) {
      if (parts.length === MOST_PARTS) break
      parts.push([])
    } else parts.at(-1)?.push(line)
  }
  return parts.map((lines) => readPart(lines.join('\n')))
}

/** The body as it was before it was written for the way. */
export function decodedBody({ headers, body }: Part): string {
  const encoding = (onlyOne(headers, 'content-transfer-encoding') ?? '').toLowerCase()
  if (encoding === 'base64') return toLines(Buffer.from(body, 'base64').toString('utf8'))
  if (encoding !== 'quoted-printable') return body
  const bytes = body
    .replaceAll('=\n', '')
    .replace(/=([0-9A-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
  return toLines(bytes)
}

export const toLines = (text: string): string => text.replaceAll('\r\n', '\n').replaceAll('\r', '\n')
