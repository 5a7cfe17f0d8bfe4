import { Resvg } from '@resvg/resvg-js'
import { FONTS } from './pdf-type.ts'

/** The family that the words of a chart are set in: the one that every writer brings along. */
export const CHART_FONT = 'Source Sans 3'

/** A drawing (SVG) as a picture (PNG), so many dots wide. No font and no file of the machine is asked for. */
export function toPng(svg: string, width: number): { bytes: Uint8Array; width: number; height: number } {
  const drawing = new Resvg(svg, {
    fitTo: { mode: 'width', value: width },
    font: {
      loadSystemFonts: false,
      fontFiles: [FONTS.regular, FONTS.bold],
      defaultFontFamily: CHART_FONT,
      sansSerifFamily: CHART_FONT,
    },
  })
  const picture = drawing.render()
  return { bytes: picture.asPng(), width: picture.width, height: picture.height }
}
