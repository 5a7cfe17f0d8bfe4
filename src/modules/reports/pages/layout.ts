import { formatDay } from '../../../platform/calendar.ts'
import type { FieldError, FormValues } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import type { HeldLayoutFacts, Section } from '../domain/layout.ts'
import { aboutPart, KINDS_OF_PART } from '../domain/layout-kinds.ts'
import { reportPaths } from '../paths.ts'
import { aboutLayout, exampleLayout, exampleOwn } from './layouts.ts'

/** One layout and its parts in their order. */
export interface LayoutPage {
  name: string
  back: string
  describes: string
  about: string
  made: string
  preview: string
  copy: { send: string; once: string; name: string; error: string | null }
  parts: PartLine[]
  /** Null for one of ours. */
  edit: {
    change: string
    end: string
    parts: string
    add: string
    /** The state that its reader sees: of two who change it, the second is told. */
    seen: string
    kinds: { value: string; text: string }[]
  } | null
  errors: FieldError[]
}

export interface PartLine {
  place: number
  name: string
  about: string
  change: string | null
  up: boolean
  down: boolean
}

export interface LayoutInput extends HeldLayoutFacts {
  once: string
  /** The kinds that can be drawn. */
  kinds: readonly Section['kind'][]
  values: FormValues | null
  errors: FieldError[]
}

export function toLayoutPage({ layout, own, once, kinds, values, errors }: LayoutInput): LayoutPage {
  const { code, sections } = layout
  const typed = typeof values?.name === 'string' ? values.name : null
  return {
    name: layout.name,
    back: reportPaths.layouts,
    describes: layout.describes,
    about: aboutLayout(layout),
    made: own
      ? `As ${own.madeBy} left it on ${formatDay(own.madeOn)}. Reports that were made before keep the layout that they had.`
      : 'It comes with Goldenthread. Copy it to change it.',
    preview: reportPaths.previewLayout(code),
    copy: {
      ...{ send: reportPaths.copyLayout(code), once },
      name: typed ?? `${layout.name} (our own)`,
      error: errors.find(({ field }) => field === 'name')?.text ?? null,
    },
    parts: sections.map((part, at) => ({
      ...{ place: at + 1, ...aboutPart(part) },
      change: own && hasBoxes(part) ? reportPaths.layoutPart(code, at + 1) : null,
      up: own !== null && at > 0,
      down: own !== null && at < sections.length - 1,
    })),
    edit: own && {
      ...{ change: reportPaths.changeLayout(code), end: reportPaths.endLayout(code), seen: own.id },
      ...{ parts: reportPaths.layoutParts(code), add: reportPaths.newLayoutPart(code) },
      kinds: kinds.map((kind) => ({ value: kind, text: kindWords(kind) })),
    },
    errors,
  }
}

const hasBoxes = ({ kind }: Section): boolean => KINDS_OF_PART[kind].boxes.length > 0

const kindWords = (kind: Section['kind']): string => {
  const { name, does } = KINDS_OF_PART[kind]
  return `${name}: ${does.charAt(0).toLowerCase()}${does.slice(1)}`
}

export const layoutPage = definePage<LayoutPage>('reports/pages/layout.njk', () =>
  toLayoutPage({
    ...{ layout: exampleLayout(), own: exampleOwn(), once: 'mark', kinds: ['front', 'text', 'key'] },
    values: { name: 'Scrutiny report' },
    errors: [{ field: 'name', text: 'There is a layout called “Scrutiny report”. Give it another name' }],
  }),
)
