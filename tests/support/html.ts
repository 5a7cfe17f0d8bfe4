/** Reads what a page says, for tests: a tokeniser of the plain HTML that our own templates write, not a browser. */

export interface Tag {
  name: string
  attributes: Readonly<Record<string, string>>
  /** Where it begins and where its content begins, in the page. */
  start: number
  end: number
}

export interface Element extends Tag {
  inner: string
  text: string
}

const TAG =
  /<!--[\s\S]*?-->|<(\/?)([a-zA-Z][\w-]*)((?:\s+[^\s=>/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']+))?)*)\s*\/?>/g
const ATTRIBUTE = /([^\s=>/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?/g
const RAW = /(<(script|style)\b[^>]*>)[\s\S]*?(<\/\2>)/gi

/** Every start tag of the page, in its order. */
export function tagsOf(html: string): Tag[] {
  return marks(html).flatMap(({ closing, ...tag }) => (closing ? [] : [tag]))
}

/** Every element of a name, with its inner markup and its text. */
export function elementsOf(html: string, name: string): Element[] {
  const own = marks(html).filter((mark) => mark.name === name)
  return own.flatMap(({ closing, ...tag }, index) => {
    if (closing) return []
    const inner = html.slice(tag.end, closeOf(own, index) ?? tag.end)
    return [{ ...tag, inner, text: textOf(inner) }]
  })
}

/** The text that a reader sees, with runs of space made one. */
export function textOf(html: string): string {
  const bare = html
    .replace(RAW, ' ')
    .replace(TAG, (_, _slash, name: string) => (INLINE.test(name) ? '' : ' '))
  return decode(bare).replace(/\s+/g, ' ').trim()
}

/** The text of the page's own part, without header, menu and footer. */
export function mainTextOf(html: string): string {
  return elementsOf(html, 'main')[0]?.text ?? ''
}

export function titleOf(html: string): string {
  return elementsOf(html, 'title')[0]?.text ?? ''
}

export interface Form {
  method: string
  action: string
  inner: string
  /** What a browser would send if the form were submitted untouched. */
  values: Record<string, string>
}

export function formsOf(html: string): Form[] {
  return elementsOf(html, 'form').map(({ attributes, inner }) => ({
    method: (attributes.method ?? 'get').toLowerCase(),
    action: attributes.action ?? '',
    inner,
    values: { ...inputsOf(inner), ...textareasOf(inner), ...selectsOf(inner) },
  }))
}

/** Addresses of every link of the page. */
export function linksOf(html: string): string[] {
  return tagsOf(html).flatMap(({ name, attributes }) =>
    name === 'a' && attributes.href ? [attributes.href] : [],
  )
}

export function decode(text: string): string {
  return text.replace(/&(#x?[\da-f]+|\w+);/gi, (whole, code: string) => {
    if (/^#x/i.test(code)) return String.fromCodePoint(Number.parseInt(code.slice(2), 16))
    if (code.startsWith('#')) return String.fromCodePoint(Number(code.slice(1)))
    return NAMED[code] ?? whole
  })
}

const INLINE = /^(a|abbr|b|code|em|i|span|strong|sup)$/
const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

function marks(html: string): (Tag & { closing: boolean })[] {
  // The body of a script is not markup; spaces keep every position as it was.
  const markup = html.replace(
    RAW,
    (whole, open: string, _name, close: string) =>
      open + ' '.repeat(whole.length - open.length - close.length) + close,
  )
  return [...markup.matchAll(TAG)].flatMap((match) => {
    const [whole, slash, name, rest] = match
    if (!name) return []
    const attributes = attributesOf(rest ?? '')
    return [
      {
        name: name.toLowerCase(),
        attributes,
        start: match.index,
        end: match.index + whole.length,
        closing: slash === '/',
      },
    ]
  })
}

function attributesOf(text: string): Record<string, string> {
  const found = [...text.matchAll(ATTRIBUTE)].map(([, name = '', a, b, c]) => [
    name.toLowerCase(),
    decode(a ?? b ?? c ?? ''),
  ])
  return Object.fromEntries(found)
}

function closeOf(marksOfName: readonly (Tag & { closing: boolean })[], from: number): number | null {
  let depth = 0
  for (const mark of marksOfName.slice(from)) {
    depth += mark.closing ? -1 : 1
    if (depth === 0) return mark.start
  }
  return null
}

function inputsOf(inner: string): Record<string, string> {
  const sent = tagsOf(inner).filter(({ name, attributes }) => {
    if (name !== 'input' || !attributes.name) return false
    const ticked = attributes.type === 'radio' || attributes.type === 'checkbox'
    return !ticked || 'checked' in attributes
  })
  return Object.fromEntries(sent.map(({ attributes }) => [attributes.name ?? '', attributes.value ?? '']))
}

function textareasOf(inner: string): Record<string, string> {
  return Object.fromEntries(
    elementsOf(inner, 'textarea').map((area) => [area.attributes.name ?? '', decode(area.inner)]),
  )
}

function selectsOf(inner: string): Record<string, string> {
  return Object.fromEntries(
    elementsOf(inner, 'select').map((select) => {
      const options = elementsOf(select.inner, 'option')
      const chosen = options.find(({ attributes }) => 'selected' in attributes) ?? options[0]
      return [select.attributes.name ?? '', chosen?.attributes.value ?? chosen?.text ?? '']
    }),
  )
}
