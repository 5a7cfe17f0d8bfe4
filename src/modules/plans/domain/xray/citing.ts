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
  /\b(?:see(?:\s+also)?|also\s+see|refer\s+to|(?:in\s+)?line\s+with|link(?:s|ed)?\s+(?:to|with)|as\s+(?:in|per)|cross[- ]refer(?:ence|enced|s)?\s*(?:to|:)?|under|with)\s+(?:also\s+)?(actions?|milestones?)?\s*(?:no\.?\s*)?(\d{1,2}\.\d{1,2}(?:\s*(?:,|&|and|\/)\s*\d{1,2}\.\d{1,2})*)(?![\d%.]*\d|\s*%)/gi
const NAMED =
  /\b(?:actions?|milestones?)\s+(?:no\.?\s*)?(\d{1,2}\.\d{1,2}(?:\s*(?:,|&|and|\/)\s*\d{1,2}\.\d{1,2})*)(?![\d%.]*\d|\s*%)/gi
const BARE_SEE = /^(?:also\s+see|see|refer|cross)/i

/** Numbers of actions and milestones that the words send the reader to: "also see 3.09", "in line with action 1.03". */
export function refsCited(words: string): string[] {
  const seen = [...words.matchAll(SEE)]
    .filter((found) => found[1] || BARE_SEE.test(found[0]))
    .map((found) => found[2] ?? '')
  const named = [...words.matchAll(NAMED)].map((found) => found[1] ?? '')
  return [...new Set([...seen, ...named].flatMap((list) => list.match(/\d{1,2}\.\d{1,2}/g) ?? []))]
}

/** Numbers alike although one is written "2.2" and the other "2.02"? They are not: both may stand in one plan. */
export const sameBody = (a: string, b: string): boolean =>
  a.toLowerCase().includes(b.toLowerCase()) || b.toLowerCase().includes(a.toLowerCase())
