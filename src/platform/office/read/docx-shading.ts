/** The ground of a cell, a paragraph or a run. */
import type { CellColour } from '../grid.ts'
import { colourName } from './colour.ts'
import { type Attributes, readXml } from './xml.ts'

/** Theme colours by the names that `w:themeFill` uses, as six hex digits. */
export type Theme = ReadonlyMap<string, string>

export const NO_THEME: Theme = new Map()

/** The names of a theme and those that shading knows them by. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  dk1: ['dark1', 'text1'],
  lt1: ['light1', 'background1'],
  dk2: ['dark2', 'text2'],
  lt2: ['light2', 'background2'],
  hlink: ['hyperlink'],
  folHlink: ['followedHyperlink'],
}

export function readTheme(xml: string): Theme {
  const theme = new Map<string, string>()
  const path: string[] = []
  readXml(xml, {
    open(name, { val, lastClr }) {
      const parent = path.at(-1) ?? ''
      const colour = name === 'srgbClr' ? val : name === 'sysClr' ? lastClr : undefined
      if (colour && path.at(-2) === 'clrScheme')
        for (const alias of [parent, ...(ALIASES[parent] ?? [])]) theme.set(alias, colour)
      path.push(name)
    },
    close: () => void path.pop(),
  })
  return theme
}

/** A `w:shd`: its fill, or its pattern's colour where the pattern covers most of it. */
export function shadingOf(shd: Attributes, theme: Theme): CellColour | null {
  const pattern = shd.val ?? 'clear'
  if (pattern === 'nil') return null
  const covered = pattern === 'solid' ? 100 : Number(/^pct(\d+)$/.exec(pattern)?.[1] ?? 0)
  return covered >= 50 ? ground(shd.color, shd.themeColor, {}, theme) : fillOf(shd, theme)
}

function fillOf(shd: Attributes, theme: Theme): CellColour | null {
  return ground(shd.fill, shd.themeFill, { tint: shd.themeFillTint, shade: shd.themeFillShade }, theme)
}

interface Mix {
  tint?: string | undefined
  shade?: string | undefined
}

/** Word writes the digits beside the theme's name; only where they are missing is the theme asked. */
function ground(
  hex: string | undefined,
  name: string | undefined,
  mix: Mix,
  theme: Theme,
): CellColour | null {
  if (hex && hex !== 'auto') return colourName(hex)
  const colour = name ? theme.get(name) : undefined
  return colour ? colourName(mixed(colour, mix)) : null
}

/** Tint and shade say in two hex digits how much of the colour is left, the rest being white or black. */
function mixed(hex: string, { tint, shade }: Mix): string {
  const share = Number.parseInt(tint ?? shade ?? 'ff', 16) / 255
  const rest = tint ? 255 * (1 - share) : 0
  const parts = [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) * share + rest)
  return parts.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')
}
