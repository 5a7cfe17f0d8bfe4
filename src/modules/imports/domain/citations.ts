/** Citations of findings inside the plan's own text: "(Ofsted Feb 2011 – Rec 3)", "CQC Rec 4", "2011 - Rec 8)". */
import { CITING_BODIES } from './dictionary.ts'
import type { Citation } from './reading.ts'
import { plain } from './words.ts'

const WHEN = '(?:\\s+(?:in\\s+)?(?:[A-Z][a-z]{2,8}\\.?\\s+)?(?:19|20)\\d{2})'
const NUMBER =
  '\\s*[-–—,:]?\\s*(?:Rec(?:ommendation)?s?|AFI|Area for improvement)\\b\\.?\\s*[-–—]?\\s*(\\d{1,3}(?:\\.\\d+)?)?'
const BODY_CITES = new RegExp(
  `\\b(${CITING_BODIES})\\b(?:${WHEN}(?:${NUMBER})?|${NUMBER.replace('\\b\\.?', '\\.?')})`,
  'gi',
)
const REC13 = /\bRec(?:ommendation)?s?\.?\s*[-–—]?\s*(\d{1,3})\b/gi

/** No citation is without one of these: a quick look that spares most texts the patterns. */
const CITES = /rec|afi|area for|(?:19|20)\d{2}/i

/** A body counts as cited only with a year or a recommendation beside it: "Ofsted" alone is a word. */
export function readCitations(raw: string, where: Citation['where']): Citation[] {
  // "Rec13" is one word to the extractor; parted, it reads like every other citation.
  const text = plain(raw).replace(/\b(Rec)(?=\d)/gi, '$1 ')
  if (!CITES.test(text)) return []
  const named = [...text.matchAll(BODY_CITES)].map((found) => ({
    at: found.index,
    end: found.index + found[0].length,
    cite: { words: found[0].trim(), body: found[1] ?? null, number: found[2] ?? found[3] ?? null, where },
  }))
  const bare = [...text.matchAll(REC13)]
    .filter((found) => !named.some(({ at, end }) => found.index >= at && found.index < end))
    .map((found) => ({ words: found[0].trim(), body: null, number: found[1] ?? null, where }))
  return [...named.map(({ cite }) => cite), ...bare]
}
