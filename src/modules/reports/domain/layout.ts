import { z } from 'zod'
import type { PlainDate } from '../../../platform/calendar.ts'

/** What a column of milestones can show. */
export const FIELDS = [
  ...['ref', 'action', 'milestone', 'start', 'due', 'status', 'note', 'next', 'lead', 'outcome'],
  /** `brief`: the first words of what was last said, and what support is needed; `owner`: leads without those who help. */
  ...['theme', 'phase', 'boards', 'answers', 'evidence', 'support', 'brief', 'owner'],
] as const

const words = z.string().trim().min(1).max(300)
const column = z.strictObject({ field: z.enum(FIELDS), heading: words, width: z.number().min(2).max(80) })

/** What a list is narrowed to: milestones off track or late, those that need support, and so on. */
export const ONLY = ['exceptions', 'overdue', 'support', 'achieved', 'redated'] as const

/** A part of a report, and how it is set. What each becomes stands in `sections/`, one file for each kind. */
export const Section = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('front'), edition: z.boolean().default(true) }),
  z.strictObject({ kind: z.literal('counts'), heading: words, chart: z.boolean().default(false) }),
  z.strictObject({ kind: z.literal('key') }),
  z.strictObject({
    kind: z.literal('milestones'),
    /** Null where each group brings its own. */
    heading: words.nullable().default(null),
    group: z.enum(['theme', 'finding', 'outcome', 'phase', 'none']),
    only: z.enum(ONLY).optional(),
    columns: z.array(column).min(1).max(12),
    /** Above each group, what success looks like and how it is measured. */
    criteria: z.boolean().default(false),
  }),
  z.strictObject({ kind: z.literal('progress'), heading: words }),
  z.strictObject({ kind: z.literal('direction'), heading: words, lists: z.boolean().default(true) }),
  z.strictObject({ kind: z.literal('exceptions'), heading: words }),
  z.strictObject({ kind: z.literal('support'), heading: words }),
  z.strictObject({ kind: z.literal('dropped') }),
  z.strictObject({ kind: z.literal('findings') }),
  z.strictObject({ kind: z.literal('crosswalk'), heading: words }),
  z.strictObject({ kind: z.literal('matrix'), heading: words }),
  z.strictObject({ kind: z.literal('refresh'), heading: words }),
  z.strictObject({ kind: z.literal('commitment') }),
  z.strictObject({ kind: z.literal('themes'), heading: words }),
  z.strictObject({ kind: z.literal('challenges'), heading: words }),
  /** The head of a committee's form: label and the text that somebody keeps for it. */
  z.strictObject({
    kind: z.literal('form'),
    fields: z
      .array(
        z.strictObject({
          key: z.string().regex(/^[a-z-]+$/),
          label: words,
          /** What is printed while nobody has said; what stands in braces is filled in. */
          empty: words.default('Not given'),
        }),
      )
      .min(1),
  }),
  /** Words that somebody writes; carried over until they are written anew. */
  z.strictObject({
    kind: z.literal('text'),
    key: z.string().regex(/^[a-z-]+$/),
    heading: words,
    hint: words.optional(),
    /** What is printed where nobody has written anything; what stands in braces is filled in. */
    empty: words.default('Not applicable'),
  }),
  /** The papers that the report leans on; `key` keeps what somebody adds to them. */
  z.strictObject({
    kind: z.literal('background'),
    key: z.string().regex(/^[a-z-]+$/),
    heading: words,
    opening: words.optional(),
  }),
  z.strictObject({ kind: z.literal('plain'), heading: words.nullable().default(null) }),
  z.strictObject({ kind: z.literal('easy') }),
  z.strictObject({ kind: z.literal('glossary'), heading: words }),
  z.strictObject({ kind: z.literal('break') }),
])
export type Section = z.infer<typeof Section>
export type SectionOf<K extends Section['kind']> = Extract<Section, { kind: K }>

/** A text that a report asks somebody to write. */
export interface AskedText {
  key: string
  /** As it stands in the report: a section's heading, or a field of its form. */
  label: string
  hint: string | null
  /** What is printed while nobody has written it; null where nothing is. */
  empty: string | null
  /** One line, as on a form. */
  short: boolean
}

/** Every text that a layout asks for, in its order; a key that it names twice is asked for once. */
export function textsAsked({ sections }: Pick<Layout, 'sections'>): AskedText[] {
  const asked = new Map(sections.flatMap(asksOf).map((one) => [one.key, one]))
  return [...asked.values()]
}

function asksOf(section: Section): AskedText[] {
  switch (section.kind) {
    case 'text':
      return [
        {
          ...{ key: section.key, label: section.heading, hint: section.hint ?? null },
          ...{ empty: section.empty, short: false },
        },
      ]
    case 'background':
      return [
        {
          ...{ key: section.key, label: section.heading, empty: null, short: false },
          hint: 'Papers beside those that the report names by itself.',
        },
      ]
    case 'form':
      return section.fields.map(({ key, label, empty }) => ({ key, label, hint: null, empty, short: true }))
    default:
      return []
  }
}

/** A report as data: what it is called, whom it is for, and its parts in their order. */
export const Layout = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/),
  /** As people choose it. */
  name: words,
  /** As it is printed: `{plan}`, `{day}` and `{month}` are filled in. */
  title: words,
  audience: words,
  describes: words,
  orientation: z.enum(['portrait', 'landscape']),
  paper: z.enum(['A4', 'A3']).default('A4'),
  /** Large type, for easy reading. */
  large: z.boolean().optional(),
  /** Only what may leave the house: the last frozen month, and nothing live. */
  published: z.boolean().default(false),
  /** Whether it says what changed since an earlier month. */
  compares: z.boolean().default(false),
  sections: z.array(Section).min(1).max(40),
})
export type Layout = z.infer<typeof Layout>

/** A layout that can be used: one of ours, or the area's own with the state in which it stands. */
export interface HeldLayoutFacts {
  layout: Layout
  /** Null for one of ours, which nobody changes. */
  own: { id: string; madeOn: PlainDate; madeBy: string } | null
}
