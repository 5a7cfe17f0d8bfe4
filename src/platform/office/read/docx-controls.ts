/** Content controls, tick boxes and fields of Word: what was filled in, not what asks for it. */
import { addText } from './docx-paragraph.ts'
import { isOn } from './docx-styles.ts'
import { type Control, type Opened, paragraphOf, type Walk, write } from './docx-walk.ts'
import type { Attributes } from './xml.ts'

/** Fields within fields beyond this are not counted: no document nests them so. */
const DEEPEST_FIELD = 50

export const beginControl =
  (ticked: boolean | null): Opened =>
  (walk) => {
    walk.controls.push({ placeholder: false, ticked, muted: false })
  }

export const ofControl =
  (change: (attributes: Attributes) => Partial<Control>): Opened =>
  (walk, attributes) => {
    const control = walk.controls.at(-1)
    if (control) Object.assign(control, change(attributes))
  }

export const tick = ofControl((attributes) => ({ ticked: isOn(attributes) }))

export function beginContent(walk: Walk): void {
  const control = walk.controls.at(-1)
  if (!control) return
  const ticks = control.ticked !== null && paragraphOf(walk) !== null
  if (ticks) write(walk, control.ticked ? '☑' : '☐')
  control.muted = ticks || control.placeholder
  if (control.muted) walk.muted += 1
}

export function endContent(walk: Walk): void {
  const control = walk.controls.at(-1)
  if (!control?.muted) return
  control.muted = false
  walk.muted -= 1
}

export function turnField({ fields }: Walk, { fldCharType }: Attributes): void {
  if (fldCharType === 'begin' && fields.length < DEEPEST_FIELD) fields.push('code')
  else if (fldCharType === 'end') fields.pop()
  else if (fields.length > 0) fields[fields.length - 1] = 'result'
}

/** A tick box of an old form: its mark stands in the field's code. */
export function endTick(walk: Walk): void {
  const box = walk.controls.pop()
  const paragraph = paragraphOf(walk)
  if (paragraph && box) addText(paragraph, box.ticked ? '☑' : '☐', walk.book.styles)
}
