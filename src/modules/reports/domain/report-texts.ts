import { z } from 'zod'
import { formatMonth, type PlainDate, startOfMonth } from '../../../platform/calendar.ts'
import type { FieldError, FormValues } from '../../../platform/http/forms.ts'
import type { AskedText } from './layout.ts'

/** What somebody wrote into a report; null words: not applicable. */
export interface HeldText {
  id: string
  key: string
  words: string | null
  by: string
  on: PlainDate
  /** The mark of the form that it came by. */
  once: string
}

/** What a form says of one part. */
export interface WrittenText {
  key: string
  /** As typed; empty when the box was left empty. */
  words: string
  notApplicable: boolean
  /** The text that stood there when the form was opened; null for none. */
  seen: string | null
  once: string
}

export interface TextToSave {
  key: string
  words: string | null
  once: string
}

/** As much as a chapter of a committee's report ever holds. */
export const LONGEST_TEXT = 20_000

const textIn = (values: FormValues, name: string): string => {
  const value = values[name]
  return typeof value === 'string' ? value : ''
}

/** What a form says of each part of a layout; parts that it does not have are left as they are. */
export const readWritten = (parts: readonly AskedText[], values: FormValues): WrittenText[] =>
  parts
    .filter(({ key }) => `words-${key}` in values)
    .map(({ key }) => ({
      key,
      words: textIn(values, `words-${key}`),
      notApplicable: textIn(values, `none-${key}`) !== '',
      seen: textIn(values, `seen-${key}`) || null,
      once: textIn(values, `once-${key}`),
    }))

/**
 * Which of the texts of a form are new, and which cannot be taken. A part that was left as it was when the form was
 * opened is neither, whoever wrote it anew since; nor is what was sent before. One fault stops the whole form, which
 * is then shown again with all that was typed. `held` is newest first, by part.
 */
export function decideTexts(
  written: readonly WrittenText[],
  held: ReadonlyMap<string, readonly HeldText[]>,
): { save: TextToSave[]; faults: FieldError[] } {
  const save: TextToSave[] = []
  const faults: FieldError[] = []
  for (const one of written) {
    const texts = held.get(one.key) ?? []
    const opened = texts.find(({ id }) => id === one.seen) ?? null
    if (texts.some(({ once }) => once === one.once) || !isChanged(one, opened)) continue
    const fault = faultOf(one, texts[0] ?? null)
    if (fault) faults.push({ field: `words-${one.key}`, text: fault })
    else save.push({ key: one.key, words: one.notApplicable ? null : one.words, once: one.once })
  }
  return { save, faults }
}

function isChanged({ words, notApplicable }: WrittenText, opened: HeldText | null): boolean {
  if (!opened) return notApplicable || words !== ''
  return notApplicable ? opened.words !== null : words !== (opened.words ?? '') || opened.words === null
}

const isMark = (once: string): boolean => z.uuid().safeParse(once).success

function faultOf({ words, notApplicable, seen, once }: WrittenText, held: HeldText | null): string | null {
  if (!isMark(once)) return 'This form is not complete: reload the page'
  if (held && held.id !== seen) {
    return `${held.by} wrote this anew while you were writing. Read it below, put your words right, and save again`
  }
  if (notApplicable) return null
  if (words === '') return 'Write what is to be printed, or tick “Not applicable”'
  if (words.length > LONGEST_TEXT) {
    return `Must be ${LONGEST_TEXT.toLocaleString('en-GB')} characters or fewer`
  }
  return null
}

/** Since when a text stands without being written anew; null for one of this month. */
export const carriedSince = (on: PlainDate, today: PlainDate): string | null =>
  startOfMonth(on) < startOfMonth(today) ? `Carried over since ${formatMonth(startOfMonth(on))}` : null
