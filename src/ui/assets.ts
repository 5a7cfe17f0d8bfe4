import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { DOCUMENT_CSS } from '../platform/office/html-style.ts'

/** One file that the browser may fetch: its address names its content, so it may be kept for ever. */
export interface Asset {
  url: string
  body: Buffer
  type: string
}

export interface Assets {
  stylesheet: Asset
  script: Asset
  /** What the two above and the layout refer to: the GOV.UK script, icons, the favicon. */
  others: Asset[]
}

const CSS = 'text/css; charset=utf-8'
const SCRIPT = 'text/javascript; charset=utf-8'
const SVG = 'image/svg+xml'

/** GDS Transport is licensed for gov.uk domains only; this is what stands on the reader's own machine. */
const FONTS = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif"

/** The MoJ components that pages use; the rest of that stylesheet stays at home. */
const MOJ_COMPONENTS = /\.moj-(timeline|filter(?!-layout)|sub-navigation|interruption-card)/

const FROM_PACKAGES = createRequire(import.meta.url)

const packaged = (path: string): string => readFileSync(FROM_PACKAGES.resolve(path), 'utf8')
const own = (name: string): string => readFileSync(new URL(`./assets/${name}`, import.meta.url), 'utf8')
const style = (name: string): string => readFileSync(new URL(`./styles/${name}.css`, import.meta.url), 'utf8')

/** Our own styles in the order in which they stand: where two rules weigh the same, the later one holds. */
const STYLES = [
  ...['frame', 'status', 'heads', 'filter', 'plan', 'milestone', 'tables', 'editions', 'coverage', 'updates'],
  ...[
    'action',
    'lists',
    'findings',
    'govuk-tables',
    'imports',
    'evidence',
    'risks',
    'measures',
    'host-plans',
  ],
  ...['search', 'matrix', 'print'],
]

/** Reads, trims and names every style and script. Run once at start. */
export function buildAssets(): Assets {
  const icons = new Map<string, Asset>()
  const moj = onlyRules(packaged('@ministryofjustice/frontend/moj/moj-frontend.min.css'), MOJ_COMPONENTS)
  const css = [
    withSystemFonts(packaged('govuk-frontend/dist/govuk/govuk-frontend.min.css')),
    withServedIcons(withSystemFonts(moj), icons),
    DOCUMENT_CSS,
    ...STYLES.map(style),
  ].join('\n')
  const govuk = asset(
    'govuk-frontend.js',
    SCRIPT,
    withoutSourceMap(packaged('govuk-frontend/dist/govuk/govuk-frontend.min.js')),
  )
  return {
    stylesheet: asset('app.css', CSS, css),
    script: asset('app.js', SCRIPT, own('app.js').replace("'govuk-frontend'", `'${govuk.url}'`)),
    others: [govuk, ...icons.values(), { ...asset('favicon.svg', SVG, own('favicon.svg')), url: FAVICON }],
  }
}

/** Browsers and bookmarks remember this one by name, so it has no hash. */
export const FAVICON = '/assets/favicon.svg'

function asset(name: string, type: string, text: string): Asset {
  const body = Buffer.from(text)
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12)
  return { url: `/assets/${hash}/${name}`, body, type }
}

const withoutSourceMap = (text: string): string =>
  text.replace(/\/[/*]# sourceMappingURL=\S+?(\s*\*\/)?$/m, '')

/** Takes out the GOV.UK fonts and the crest, which are not ours to show. */
function withSystemFonts(css: string): string {
  return withoutSourceMap(css)
    .replace(/@charset "UTF-8";/, '')
    .replace(/\/\*![^*]*Margaret Calvert[\s\S]*?\*\//, '')
    .replace(/@font-face\{[^}]*\}/g, '')
    .replace(/font-family:(GDS Transport,arial,)?sans-serif/g, `font-family:${FONTS}`)
    .replace(/url\(\/assets\/images\/govuk-crest\.svg\)/g, 'none')
}

/** Points each icon that the rules name to a served, hashed copy of it. */
function withServedIcons(css: string, icons: Map<string, Asset>): string {
  return css.replace(/url\(\/assets\/images\/([\w-]+\.svg)\)/g, (_, name: string) => {
    const icon =
      icons.get(name) ?? asset(name, SVG, packaged(`@ministryofjustice/frontend/moj/assets/images/${name}`))
    icons.set(name, icon)
    return `url(${icon.url})`
  })
}

/** The rules of a stylesheet whose selectors match, with the media queries around them. */
function onlyRules(css: string, wanted: RegExp): string {
  return splitRules(css)
    .map(({ head, body }) => {
      if (head.startsWith('@media') || head.startsWith('@supports')) {
        const inner = onlyRules(body, wanted)
        return inner ? `${head}{${inner}}` : ''
      }
      return wanted.test(head) ? `${head}{${body}}` : ''
    })
    .join('')
}

/** Cuts minified CSS into its outermost rules, by counting braces. */
function splitRules(css: string): { head: string; body: string }[] {
  const rules: { head: string; body: string }[] = []
  let depth = 0
  let start = 0
  let open = 0
  for (let at = 0; at < css.length; at += 1) {
    const character = css[at]
    if (character === ';' && depth === 0) start = at + 1
    if (character === '{') {
      if (depth === 0) open = at
      depth += 1
    }
    if (character === '}') {
      depth -= 1
      if (depth === 0) {
        rules.push({ head: css.slice(start, open).trim(), body: css.slice(open + 1, at) })
        start = at + 1
      }
    }
  }
  return rules
}
