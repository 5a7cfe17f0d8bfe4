import { libraryRoutes } from './routes.ts'

export { addTerm, addTerms } from './actions.ts'
export { createMarker, type Marker, type Piece, termsIn } from './domain/mark.ts'
export { LONGEST_MEANING, sameTerm, type Term, type TermWish } from './domain/terms.ts'
export { libraryPaths } from './paths.ts'
export { listTerms } from './queries.ts'

/** What everybody has to know and not everybody knows: the glossary. */
export const library = { register: libraryRoutes }
