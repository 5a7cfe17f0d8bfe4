import { randomBytes } from 'node:crypto'
import { LRUCache } from 'lru-cache'

/** What differs from response to response, whoever reads and whatever is told. */
export interface PageSecrets {
  csrfToken: string
  /** The mark of a form that is to be sent once: a new one for each opening of the page. */
  mark: string
}

/** A page with gaps where the secrets of a response go. */
export interface DrawnPage {
  with(secrets: PageSecrets): Buffer
  bytes: number
}

export interface KeptPages {
  draw(render: (gaps: PageSecrets) => string): DrawnPage
  keep(key: string, page: DrawnPage): void
  find(key: string): DrawnPage | undefined
}

const MEGABYTES = 64

/**
 * Pages drawn once and shown again, in memory, until nobody asks for them or there is no room. The key says
 * everything that they depend on: docs/decisions/0005-kept-pages.md says why they need no telling when facts change.
 */
export function createKeptPages(): KeptPages {
  const pages = new LRUCache<string, DrawnPage>({
    maxSize: MEGABYTES * 1024 * 1024,
    sizeCalculation: (page) => page.bytes,
  })
  // Unguessable, so that no text of a plan can stand for a gap.
  const gaps: PageSecrets = { csrfToken: newGap(), mark: newGap() }
  const between = new RegExp(`(${Object.values(gaps).join('|')})`)
  return {
    draw: (render) => drawn(render(gaps).split(between), gaps),
    keep: (key, page) => pages.set(key, page),
    find: (key) => pages.get(key),
  }
}

const newGap = (): string => randomBytes(16).toString('hex')

function drawn(pieces: string[], gaps: PageSecrets): DrawnPage {
  const names = ['csrfToken', 'mark'] as const
  const parts = pieces.map(
    (piece): Buffer | keyof PageSecrets => names.find((name) => gaps[name] === piece) ?? Buffer.from(piece),
  )
  const bytes = parts.reduce((sum, part) => sum + (typeof part === 'string' ? 0 : part.length), 0)
  return { bytes, with: (secrets) => filledIn(parts, bytes, secrets) }
}

/** Into one new buffer of the exact size: a third of the time of `Buffer.concat`, which a large page would feel. */
function filledIn(
  parts: readonly (Buffer | keyof PageSecrets)[],
  bytes: number,
  secrets: PageSecrets,
): Buffer {
  const gaps = parts.reduce((sum, part) => sum + (typeof part === 'string' ? secrets[part].length : 0), 0)
  const page = Buffer.allocUnsafeSlow(bytes + gaps)
  let at = 0
  for (const part of parts) {
    // All secrets are plain ASCII: as many bytes as characters.
    at += typeof part === 'string' ? page.write(secrets[part], at, 'latin1') : part.copy(page, at)
  }
  return page
}
