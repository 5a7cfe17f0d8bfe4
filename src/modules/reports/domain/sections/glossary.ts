import { type Block, paragraph } from '../../../../platform/office/description.ts'
import type { PaperFacts } from '../paper-facts.ts'
import type { SectionKind } from '../section-kind.ts'
import { wordsIn } from '../words-in.ts'

/** The terms that the paper uses, and no others. */
export const glossarySection: SectionKind<'glossary'> = {
  blocks({ heading }, { terms }, _layout, beside): Block[] {
    const used = usedTerms(terms, wordsIn(beside))
    const head: Block = { kind: 'heading', level: 2, text: heading }
    // Said, not left out: other parts of the paper may send its reader here.
    if (used.length === 0) return [head, paragraph('This report uses no term of the area’s glossary.')]
    return [
      head,
      {
        kind: 'definitions',
        entries: used.map(({ term, meaning }) => ({ term, meaning: [{ text: meaning }] })),
      },
    ]
  },
}

/** Terms that stand in a text as words of their own, in the order of the alphabet. Capitals count only in abbreviations. */
export const usedTerms = (terms: PaperFacts['terms'], text: string): PaperFacts['terms'] =>
  terms
    .filter(({ term }) => finder(term).test(text))
    .toSorted((a, b) => a.term.localeCompare(b.term, 'en-GB'))

function finder(term: string): RegExp {
  const literal = RegExp.escape(term.trim())
  const isShort = /\p{Lu}.*\p{Lu}/u.test(term)
  return new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?:s|’s|'s)?(?![\\p{L}\\p{N}])`, isShort ? 'u' : 'iu')
}
