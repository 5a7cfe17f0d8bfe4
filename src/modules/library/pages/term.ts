import type { FieldError, FormValues } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import type { Term } from '../domain/terms.ts'
import { libraryPaths } from '../paths.ts'
import { exampleTerms } from './glossary.ts'

/** A term to be added or changed. */
export interface TermPage {
  title: string
  back: string
  send: string
  /** Of a new term: so that it is added once. */
  once: string | null
  term: string
  meaning: string
  firstUse: string
  button: string
  errors: FieldError[]
}

export function toTermPage(input: {
  /** Null for a new one. */
  term: Term | null
  once: string
  values: FormValues | null
  errors: FieldError[]
}): TermPage {
  const { term, values, errors } = input
  const text = (name: string, held: string) => {
    const value = values?.[name]
    return typeof value === 'string' ? value : held
  }
  return {
    title: term ? `Change “${term.term}”` : 'Add a term',
    back: libraryPaths.glossary(),
    send: term ? libraryPaths.changeTerm(term.id) : libraryPaths.newTerm,
    once: term ? null : text('once', input.once),
    term: text('term', term?.term ?? ''),
    meaning: text('meaning', term?.meaning ?? ''),
    firstUse: text('first', term?.firstUse ?? ''),
    button: term ? 'Save the change' : 'Add the term',
    errors,
  }
}

export const termPage = definePage<TermPage>('library/pages/term.njk', () =>
  toTermPage({
    ...{ term: exampleTerms()[0] ?? null, once: 'mark', values: { meaning: '' } },
    errors: [{ field: 'meaning', text: 'Say what it means' }],
  }),
)
