/** A background as a key of a plan would name it: pale or strong, Excel's or Word's, one word. */
import type { CellColour } from '../grid.ts'
import { COLOUR_WORDS } from './colour-words.ts'

/** From 0 to 1 each. */
interface Shade {
  hue: number
  saturation: number
  lightness: number
}

/** Hues in degrees, each up to and without its end. Pink and rose belong to red, orange and gold to amber. */
const HUES: readonly (readonly [number, CellColour])[] = [
  [15, 'red'],
  [53, 'amber'],
  [70, 'yellow'],
  [175, 'green'],
  [255, 'blue'],
  [325, 'purple'],
  [360, 'red'],
]

/** Tans, browns and blue-greys of the office themes are shading; a colour that is meant is stronger. */
const MUTED_BELOW = 0.3
const DULL_BELOW = 0.15

const WHITE_FROM = 0.97
const BLACK_BELOW = 0.12
const DARK_GREY_FROM = 0.2

/**
 * The name of a colour given as "92D050", "#92d050", "#9d5", "FF92D050" (Excel: alpha first), "rgb(146, 208, 80)" or
 * a colour word of the web or of Word's highlighter. null for white and nearly white, transparent, "auto", and for
 * what is no colour.
 */
export function colourName(written: string): CellColour | null {
  const rgb = toRgb(written.trim().toLowerCase())
  return rgb ? nameOf(toShade(rgb)) : null
}

type Rgb = readonly [number, number, number]

function toRgb(written: string): Rgb | null {
  const hex = /^#?([0-9a-f]+)$/.exec(written)?.[1] ?? COLOUR_WORDS[written]
  return hex ? ofHex(hex, written.startsWith('#')) : ofFunction(written)
}

function ofHex(hex: string, ofTheWeb: boolean): Rgb | null {
  if (hex.length === 3 && ofTheWeb) return ofHex(hex.replace(/./g, '$&$&'), true)
  if (hex.length === 6) return [byte(hex, 0), byte(hex, 2), byte(hex, 4)]
  if (hex.length !== 8) return null
  return ofTheWeb ? over(ofHex(hex.slice(0, 6), true), byte(hex, 6) / 255) : ofHex(hex.slice(2), false)
}

const byte = (hex: string, at: number): number => Number.parseInt(hex.slice(at, at + 2), 16)

function ofFunction(written: string): Rgb | null {
  const inside = /^rgba?\(([^()]{5,60})\)$/.exec(written)?.[1]
  const [red, green, blue, alpha] = (inside ?? '').split(/[\s,/]+/).filter((part) => part !== '')
  if (!red || !green || !blue) return null
  const rgb: Rgb = [partOf(red, 255), partOf(green, 255), partOf(blue, 255)]
  return rgb.every((part) => part >= 0 && part <= 255) ? over(rgb, partOf(alpha ?? '1', 1)) : null
}

const partOf = (written: string, whole: number): number =>
  written.endsWith('%') ? (Number.parseFloat(written) / 100) * whole : Number.parseFloat(written)

/** What is seen of a colour that lets the white page through. */
function over(rgb: Rgb | null, alpha: number): Rgb | null {
  if (!rgb || !(alpha > 0)) return null
  const seen = (part: number) => 255 - (255 - part) * Math.min(alpha, 1)
  return [seen(rgb[0]), seen(rgb[1]), seen(rgb[2])]
}

function toShade(rgb: Rgb): Shade {
  const [most, least] = [Math.max(...rgb), Math.min(...rgb)]
  const lightness = (most + least) / 510
  const saturation = most === least ? 0 : (most - least) / 255 / (1 - Math.abs(2 * lightness - 1))
  return { hue: hueOf(rgb, most, most - least), saturation, lightness }
}

function hueOf([red, green, blue]: Rgb, most: number, range: number): number {
  if (range === 0) return 0
  if (most === red) return (60 * ((green - blue) / range) + 360) % 360
  return most === green ? 60 * ((blue - red) / range) + 120 : 60 * ((red - green) / range) + 240
}

function nameOf(shade: Shade): CellColour | null {
  if (shade.lightness >= WHITE_FROM) return null
  if (shade.lightness < BLACK_BELOW) return 'black'
  if (isGrey(shade)) return shade.lightness < DARK_GREY_FROM ? 'black' : 'grey'
  return HUES.find(([end]) => shade.hue < end)?.[1] ?? 'red'
}

function isGrey({ hue, saturation }: Shade): boolean {
  const isEarthOrSlate = (hue >= 15 && hue < 70) || (hue >= 175 && hue < 255)
  return saturation < (isEarthOrSlate ? MUTED_BELOW : DULL_BELOW)
}
