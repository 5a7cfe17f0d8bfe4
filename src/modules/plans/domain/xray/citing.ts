/** What the words of a citation and of a plan name: whose recommendation, which number, which other action. */

const NUMBERED =
  /\b(?:rec(?:ommendation)?s?|findings?|priorit(?:y|ies)|afi|areas? for improvement)\b\.?\s*(?:no\.?|number)?\s*[-–—:,]?\s*(\d{1,3}(?:\.\d{1,2})?)/i
const RUN_TOGETHER = /\b(rec)(?=\d)/gi
const WHEN = /\b(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+)?(?:19|20)\d{2}\b/gi

const parted = (words: string): string => words.replace(RUN_TOGETHER, '$1 ')

/** "3" of "Ofsted Feb 2011 – Rec 3"; null where the words give no number. */
export const numberCited = (words: string): string | null => NUMBERED.exec(parted(words))?.[1] ?? null

/** "Ofsted" of "Ofsted Feb 2011 – Rec 3"; null where only "Rec 3" is written. */
export function bodyCited(words: string): string | null {
  const before =
    parted(words).split(
      /\b(?:rec(?:ommendation)?s?|findings?|priorit(?:y|ies)|afi|areas? for improvement)\b/i,
    )[0] ?? ''
  const body = before
    .replace(WHEN, ' ')
    .replace(/[-–—,:()]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return /^(?:under|see|from|the|answers?)?$/i.test(body) ? null : body
}

const SEE =
  /\b(?:see(?:\s+also)?|also\s+see|refer\s+to|(?:in\s+)?line\s+with|link(?:s|ed)?\s+(?:to|with)|as\s+(?:in|per)|cross[- ]refer(?:ence|enced|s)?\s*(?:to|:)?|under|with)\s+(?:also\s+)?(actions?|milestones?)?\s*(?:no\.?\s*)?(\d{1,2}\.\d{1,2}(?:[a-z]\b)?(?:\s*(?:,|&|and|\/)\s*\d{1,2}\.\d{1,2}(?:[a-z]\b)?)*)(?![\d%.]*\d|\s*%)/gi
const NEEDS =
  /\b(?:depend(?:s|ent|ing)?\s+(?:up)?on|rel(?:y|ies|iant)\s+(?:up)?on|contingent\s+(?:up)?on|awaits?|waits?\s+for)\s+(?:the\s+)?(?:completion\s+of\s+)?(actions?|milestones?)?\s*(?:no\.?\s*)?(\d{1,2}\.\d{1,2}(?:[a-z]\b)?(?:\s*(?:,|&|and|\/)\s*\d{1,2}\.\d{1,2}(?:[a-z]\b)?)*)(?![\d%.]*\d|\s*%)/gi
const NAMED =
  /\b(actions?|milestones?)\s+(?:no\.?\s*)?(\d{1,2}\.\d{1,2}(?:[a-z]\b)?(?:\s*(?:,|&|and|\/)\s*\d{1,2}\.\d{1,2}(?:[a-z]\b)?)*)(?![\d%.]*\d|\s*%)/gi
const BARE_SEE = /^(?:also\s+see|see|refer|cross)/i
const NUMBER = /\d{1,2}\.\d{1,2}(?:[a-z]\b)?/gi

/** Another action or milestone that words send the reader to. */
export interface LinkCited {
  kind: 'depends_on' | 'see_also'
  /** Its number, with a letter where one is written: "1.03b". */
  ref: string
  /** Which of the two the words call it; null where they do not say. */
  of: 'action' | 'milestone' | null
  /** The words themselves: "also see 3.09". */
  words: string
}

/** What words lean on ("depends on 1.03b") and refer to ("also see 3.09"): each number once, dependencies first. */
export function linksCited(words: string): LinkCited[] {
  const found = [
    ...[...words.matchAll(NEEDS)].flatMap((match) => citedIn(match, 'depends_on')),
    ...[...words.matchAll(SEE)]
      .filter((match) => match[1] || BARE_SEE.test(match[0]))
      .flatMap((match) => citedIn(match, 'see_also')),
    ...[...words.matchAll(NAMED)].flatMap((match) => citedIn(match, 'see_also')),
  ]
  return [...new Map(found.toReversed().map((one) => [one.ref, one])).values()].toReversed()
}

function citedIn([words, called, list = '']: RegExpMatchArray, kind: LinkCited['kind']): LinkCited[] {
  const of = called ? (/^a/i.test(called) ? 'action' : 'milestone') : null
  return (list.match(NUMBER) ?? []).map((ref) => ({ kind, ref, of, words: words.trim() }))
}

/** Numbers of actions and milestones that the words send the reader to: "also see 3.09", "in line with action 1.03". */
export const refsCited = (words: string): string[] => [
  ...new Set(linksCited(words).map(({ ref }) => ref.replace(/[a-z]$/i, ''))),
]

/** Numbers alike although one is written "2.2" and the other "2.02"? They are not: both may stand in one plan. */
export const sameBody = (a: string, b: string): boolean =>
  a.toLowerCase().includes(b.toLowerCase()) || b.toLowerCase().includes(a.toLowerCase())
