/** What a line of text outside the tables is: a heading and how high, a label, a list's item, an imprint. */
import { type DateToken, dateTokens } from './date-words.ts'
import { wordKey, words } from './words.ts'

/** `imprint`: "Version 6" and the like, which stands at a page's edge and ends nothing. */
export type TextRole = 'heading' | 'numbered' | 'label' | 'bullet' | 'paragraph' | 'imprint'

export function roleOf(raw: string, text: string): TextRole {
  if (labelOf(text)) return 'label'
  if (isImprint(text)) return 'imprint'
  if (/^[-•·▪●◦*\uf0b7]\s+/.test(raw)) return 'bullet'
  if (/^\**\d{1,2}[.)]\s+\S/.test(raw)) return 'numbered'
  if (/^#+\s/.test(raw) || /^(\*\*|<b>).*(\*\*|<\/b>)$/.test(raw)) return 'heading'
  if (/^(figure|table|chart)\s*\d/i.test(text) || (text.endsWith(':') && words(text).length > 6))
    return 'paragraph'
  return words(text).length <= 16 && !/[.;,]$/.test(text) && /^[A-Z0-9("“]/.test(text)
    ? 'heading'
    : 'paragraph'
}

/**
 * How high a heading stands, 1 the highest: by its "#" signs, else 1 in capitals, 7 with a code before its words
 * ("SG1 Ensure …"). null where nothing tells.
 */
export function rankOf(raw: string, text: string): number | null {
  const signs = /^(#{1,6})\s/.exec(raw)?.[1]
  if (signs) return signs.length
  if (isCoded(text)) return 7
  return /[A-Z]{4}/.test(text) && text === text.toUpperCase() ? 1 : null
}

/** "SG1 Ensure that …", "LAC 3 Improve …": a code of its own before the words. */
function isCoded(text: string): boolean {
  return /^[A-Z]{1,4} ?\d{1,2}(?:\.\d{1,2})?[.:)]?\s+(?:[-–—]\s+)?[A-Z][a-z]/.test(text)
}

const VERSION = /^(?:version|edition|draft|v)\s*\.?\s*\d+(?:\.\d+)*(?:\s*\(?draft\)?)?$/i

export function isImprint(text: string): boolean {
  return VERSION.test(text) || dateLine(text) !== null
}

/** What may stand before a date on a line that only says when the document is of. */
const BEFORE_A_DATE =
  /^(?:(?:(?:version|draft|edition|v)\s*\d{1,2}(?:\.\d+)*|document|plan|report|meeting|position|progress|status|last|date|dated|as|at|of|on|up|to|held|the|this|updated?|reviewed|revised|published|issued|produced|printed|correct|current|minutes|highlight|version|draft|final)\b\s*)*[:\-–—|,(\s]*/i

/** The date of a line such as "Updated: 14 March 2019" or "Version 2 – November 2020"; null for any other line. */
export function dateLine(text: string): DateToken | null {
  if (text.length > 80 || !/\d{2}/.test(text)) return null
  const before = BEFORE_A_DATE.exec(text)?.[0] ?? ''
  return onlyDate(text.slice(before.length).replace(/\)$/, ''))
}

function onlyDate(text: string): DateToken | null {
  const tokens = dateTokens(text, 'dmy').filter(({ type }) => type !== 'filler')
  const [only] = tokens
  const precise = only?.type === 'date' && (only.precision === 'day' || only.precision === 'month')
  return precise && tokens.length === 1 ? only : null
}

export type Label = 'recommendation' | 'criteria' | 'measures'

const FINDINGS_LABEL =
  /^(?:the |key |main |our |ofsted |inspection |priority )*(?:recommendation|finding|area for (?:priority )?(?:improvement|action|development)|areas? of improvement|priority action)s?$/

/** A line that only names what follows it. */
export function labelOf(text: string): Label | null {
  if (text.length > 160) return null
  const key = wordKey(text).replace(/^areas /, 'area ')
  if (FINDINGS_LABEL.test(key) || isDemand(text)) return 'recommendation'
  if (/^success (criteria|criterion|measures)$|^how will we know$/.test(key)) return 'criteria'
  return /^measure(d|s)?$|^how will success( criteria)? be measured$|^measures of success$/.test(key)
    ? 'measures'
    : null
}

/** "To improve the help that children get, the local authority should:" stands above a list of findings. */
function isDemand(text: string): boolean {
  return (
    /\b(?:should|must|needs? to(?: \w+)?)\s*:$/i.test(text) ||
    /^what (?:needs|does|do)\b.*\b(?:improve|improvement)\b.{0,60}[:?]?$/i.test(text)
  )
}
