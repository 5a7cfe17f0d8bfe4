import { date, type Table, tableOf, text } from '../../platform/office/table.ts'
import type { Term } from './domain/terms.ts'

/** The glossary, to take away. */
export const toGlossaryTable = (terms: readonly Term[]): Table =>
  tableOf('Glossary', terms, [
    text('Term', ({ term }) => term),
    text('Meaning', ({ meaning }) => meaning),
    text('First used', ({ firstUse }) => firstUse),
    date('Added on', ({ addedOn }) => addedOn),
    text('Added by', ({ addedBy }) => addedBy),
  ])
