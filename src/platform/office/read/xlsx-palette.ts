/** The three ways in which a workbook names a colour: by itself, by its theme, by the old palette. */
import type { Attributes } from './xml.ts'
import { readXml } from './xml.ts'

export interface Palette {
  /** In the order in which cells count them: light, dark, light 2, dark 2, accents 1 to 6, links. */
  theme: string[]
  indexed: string[]
}

const OLD_PALETTE =
  '000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF 000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF 800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF 000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 993300 993366 333399 333333 000000 FFFFFF'.split(
    ' ',
  )

const OFFICE_THEME =
  'FFFFFF 000000 E7E6E6 44546A 4472C4 ED7D31 A5A5A5 FFC000 5B9BD5 70AD47 0563C1 954F72'.split(' ')

/** Where each colour of a theme stands when cells count them. */
const THEME_PLACES: ReadonlyMap<string, number> = new Map(
  'lt1 dk1 lt2 dk2 accent1 accent2 accent3 accent4 accent5 accent6 hlink folHlink'
    .split(' ')
    .map((name, place) => [name, place] as const),
)

/** The palette of a workbook with this theme; Office's own where it brings none. */
export function readPalette(themeXml: string | null): Palette {
  const theme = [...OFFICE_THEME]
  let place: number | undefined
  const open = (tag: string, { val, lastClr }: Attributes) => {
    place = THEME_PLACES.get(tag) ?? place
    if (place === undefined || (tag !== 'srgbClr' && tag !== 'sysClr')) return
    theme[place] = hex(tag === 'sysClr' ? lastClr : val) ?? theme[place] ?? ''
  }
  const close = (tag: string) => {
    if (THEME_PLACES.has(tag)) place = undefined
  }
  if (themeXml) readXml(themeXml, { open, close })
  return { theme, indexed: [...OLD_PALETTE] }
}

/** Six hexadecimal digits without the veil that may stand before them; null where it says no colour. */
export function hex(value: string | undefined): string | null {
  return value && /^(?:[0-9a-f]{2})?[0-9a-f]{6}$/i.test(value) ? value.slice(-6).toUpperCase() : null
}

/** The colour that an element names (`rgb`, `theme` with `tint`, `indexed`); null for none and "automatic". */
export function resolveColour(attributes: Attributes, palette: Palette): string | null {
  const base =
    hex(attributes.rgb) ??
    at(palette.theme, attributes.theme) ??
    (attributes.indexed === '64' ? null : at(palette.indexed, attributes.indexed))
  const tint = Number(attributes.tint ?? 0)
  return base && Number.isFinite(tint) && tint !== 0 ? tinted(base, tint) : base
}

const at = (list: readonly string[], index: string | undefined): string | null =>
  index !== undefined && /^\d+$/.test(index) ? (list[Number(index)] ?? null) : null

/** Towards white for a positive tint, towards black for a negative one; the hue stays. */
function tinted(base: string, tint: number): string {
  const share = Math.min(1, Math.abs(tint))
  const channel = (from: number): number => {
    const value = Number.parseInt(base.slice(from, from + 2), 16)
    return Math.round(tint < 0 ? value * (1 - share) : value + (255 - value) * share)
  }
  return [0, 2, 4].map((from) => channel(from).toString(16).padStart(2, '0').toUpperCase()).join('')
}
