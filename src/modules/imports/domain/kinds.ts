/** What kind of thing a cell is, and whether it can stand under a heading. */
import { isDateLike, isPlainlyDate } from './dates.ts'
import type { Field } from './dictionary.ts'
import { isLeadLike } from './leads.ts'
import { isDatedNote } from './notes.ts'
import type { ColumnField } from './reading.ts'
import { isMark, statusHead } from './statuses.ts'
import { isBlank, plain, words } from './words.ts'

const REF = /^[([]?(?:[A-Z]{1,4}[ -]?)?\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?[.):\]]?$/
const DOTTED_REF = /^(?:[A-Z]{1,3})?\d{1,2}\.\d{1,2}[a-z]?\.?$/

/** A row's number: "1.06", "12.", "A3", "4b". */
export function isRef(raw: string): boolean {
  return REF.test(plain(raw))
}

/** "1.06", "14.4": a number with a dot inside, which can be nothing but a reference. */
export function isDottedRef(raw: string): boolean {
  return DOTTED_REF.test(plain(raw))
}

/** So many small letters together stand in no reference, and not in the "and" between two. */
const WORD = /[a-z]{4}/

/** One or more references and nothing else: "1.14, 1.16 & 1.17". */
export function isRefList(raw: string): boolean {
  const text = plain(raw)
  if (WORD.test(text)) return false
  const parts = text.split(/[\s,;&]+|\band\b/).filter((part) => part !== '')
  return parts.length > 0 && parts.every((part) => isRef(part))
}

export function isList(raw: string): boolean {
  return /<li\b/i.test(raw)
}

export function isSentence(raw: string): boolean {
  return words(raw).length >= 4 && !isDateLike(raw) && !isRefList(raw)
}

const DATES: readonly Field[] = ['start', 'due', 'revisedDue', 'completedOn', 'dateAgreed', 'reviewDate']
const TEXTS: readonly Field[] = ['action', 'milestone', 'outcome', 'objective', 'recommendation', 'finding']

/** Whether a cell plainly cannot be what its column says: a date under "Lead", a number under "Outcome". */
export function contradicts(field: ColumnField, raw: string): boolean {
  if (isBlank(raw)) return false
  if (DATES.includes(field as Field)) return isList(raw) || (words(raw).length >= 5 && !isDateLike(raw))
  if (TEXTS.includes(field as Field)) return isDottedRef(raw) || isPlainlyDate(raw)
  if (field === 'lead') return isPlainlyDate(raw) || isDottedRef(raw) || isList(raw) || words(raw).length > 40
  if (field === 'status')
    return (
      statusHead(raw) === null &&
      (words(raw).length > 25 || isDatedNote(raw) || isPlainlyDate(raw) || isDottedRef(raw))
    )
  if (field === 'ref') return words(raw).length >= 3
  if (field === 'theme') return isDottedRef(raw) || isPlainlyDate(raw) || words(raw).length > 20
  return field === 'monitoringBody' && isPlainlyDate(raw)
}

/** Whether a cell is just what its column asks for: the strict test by which a shifted cell is moved. */
export function suits(field: ColumnField, raw: string, listed: boolean): boolean {
  if (field === 'other' || field === 'ignored' || contradicts(field, raw)) return false
  const count = words(raw).length
  if (DATES.includes(field)) return isDateLike(raw)
  if (field === 'ref') return isRef(raw)
  if (field === 'lead') return isLeadLike(raw)
  if (field === 'status') return isMark(raw) || (count <= 8 && statusHead(raw) !== null)
  if (field === 'progressNote') return count >= 4 && !isList(raw)
  if (field === 'milestone') return isList(raw) || (!listed && count >= 2)
  if (field === 'theme') return count <= 8 && !isList(raw) && !isRef(raw)
  return count >= (field === 'action' ? 1 : 2) && !isList(raw) && !isDateLike(raw) && !isRef(raw)
}
