import type { SectionKind } from '../section-kind.ts'

/** What follows begins a page. */
export const breakSection: SectionKind<'break'> = { blocks: () => [{ kind: 'page-break' }] }
