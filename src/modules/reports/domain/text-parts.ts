import type { Layout } from './layout.ts'

/** Words that a layout asks people for, by the key under which they are kept. */
export interface TextPart {
  key: string
  heading: string
  hint: string | null
  /** What is printed while nobody has written anything. */
  empty: string
  /** A line of a form's head, and no chapter. */
  short: boolean
}

const NOT_GIVEN = 'Not given'

/** Every text of a layout once, in the order printed; parts of the same key share their words. */
export function textParts({ sections }: Pick<Layout, 'sections'>): TextPart[] {
  const all = sections.flatMap((section): TextPart[] => {
    if (section.kind === 'text') {
      const { key, heading, hint = null, empty } = section
      return [{ key, heading, hint, empty, short: false }]
    }
    if (section.kind !== 'form') return []
    return section.fields.map(({ key, label }) => ({
      ...{ key, heading: label, hint: null, empty: NOT_GIVEN, short: true },
    }))
  })
  return all.filter(({ key }, at) => all.findIndex((one) => one.key === key) === at)
}
