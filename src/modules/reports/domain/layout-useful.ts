import type { FieldError } from '../../../platform/http/forms.ts'
import type { Layout, Section } from './layout.ts'

/** Why a layout that can be read would make papers that tell nothing, at the box that it is about; null for a useful one. */
export function uselessness(layout: Layout): FieldError | null {
  return strangerInTitle(layout) ?? nothingTold(layout) ?? nothingCompared(layout)
}

const FILLED_IN = new Set(['{plan}', '{day}', '{month}'])

function strangerInTitle({ title }: Layout): FieldError | null {
  const stranger = title.match(/\{[^}]*\}?/g)?.find((found) => !FILLED_IN.has(found))
  if (stranger === undefined) return null
  return { field: 'title', text: `Nothing is filled in for ${stranger}: use {plan}, {day} or {month}` }
}

/** Parts that only stand around others. */
const AROUND = new Set<Section['kind']>(['break', 'front', 'key', 'glossary'])

function nothingTold({ sections }: Layout): FieldError | null {
  if (sections.some(({ kind }) => !AROUND.has(kind))) return null
  return {
    field: 'sections',
    text: 'Keep or add a part that tells something of the plan: front, key, glossary and page breaks alone are no report',
  }
}

function nothingCompared({ compares, sections }: Layout): FieldError | null {
  if (compares || !sections.some(({ kind }) => kind === 'direction')) return null
  return {
    field: 'compares',
    text: 'A report with the direction of travel has to compare with an earlier month: let it, or take that part away',
  }
}

const NAMES_A_LINE = new Set(['ref', 'action', 'milestone'])

/** Why a part would tell nothing; null for a useful one. */
export function uselessnessOfPart(part: Section): FieldError | null {
  if (part.kind !== 'milestones' || part.columns.some(({ field }) => NAMES_A_LINE.has(field))) return null
  return {
    field: 'columns',
    text: 'Show the milestone, its number or its action: nobody could tell what a line is about',
  }
}
