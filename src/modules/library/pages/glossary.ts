import { formatDay } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { type TakeAway, takeAway } from '../../../platform/office/table.ts'
import { counted } from '../../../platform/words.ts'
import { type Term, termsWith } from '../domain/terms.ts'
import { libraryPaths } from '../paths.ts'

/** The words of the sector, and what they mean. */
export interface GlossaryPage {
  /** What was searched for. */
  search: string
  action: string
  words: string
  takeAway: TakeAway | null
  add: string | null
  offers: string | null
  terms: TermView[]
  /** Whether there is any term at all. */
  empty: boolean
}

export interface TermView {
  anchor: string
  term: string
  meaning: string
  firstUse: string | null
  added: string
  change: string | null
  end: string | null
}

export function toGlossaryPage(
  terms: readonly Term[],
  search: string,
  may: { keep: boolean; readPlans: boolean },
): GlossaryPage {
  const found = termsWith(terms, search)
  return {
    search,
    action: libraryPaths.glossary(),
    words: search ? `${found.length} of ${counted(terms.length, 'term')}` : counted(terms.length, 'term'),
    takeAway: terms.length > 0 ? takeAway(libraryPaths.glossaryTable) : null,
    add: may.keep ? libraryPaths.newTerm : null,
    offers: may.keep && may.readPlans ? libraryPaths.offers : null,
    terms: found.map((term) => toTermView(term, may.keep)),
    empty: terms.length === 0,
  }
}

const toTermView = ({ id, ...term }: Term, keep: boolean): TermView => ({
  anchor: `term-${id}`,
  term: term.term,
  meaning: term.meaning,
  firstUse: term.firstUse,
  added: `Added by ${term.addedBy}, ${formatDay(term.addedOn)}`,
  change: keep ? libraryPaths.changeTerm(id) : null,
  end: keep ? libraryPaths.endTerm(id) : null,
})

export const exampleTerms = (): Term[] => [
  {
    ...{ id: 'term-1', term: 'LSCB', meaning: 'Local Safeguarding Children Board' },
    ...{ firstUse: 'Improvement plan, page 3', addedOn: '2026-11-02', addedBy: 'Pat Manager' },
  },
  {
    ...{ id: 'term-2', term: 'Strategy discussion', meaning: 'Where partners decide whether to enquire.' },
    ...{ firstUse: null, addedOn: '2026-11-03', addedBy: 'Pat Manager' },
  },
]

export const glossaryPage = definePage<GlossaryPage>('library/pages/glossary.njk', () =>
  toGlossaryPage(exampleTerms(), '', { keep: true, readPlans: true }),
)
