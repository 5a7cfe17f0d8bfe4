import { formatDay } from '../../../platform/calendar.ts'
import type { FieldError } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import { importPaths } from '../paths.ts'
import type { WorkingCopy } from '../queries/copies.ts'

export interface CopiesPage {
  plans: { id: string; title: string; selected: boolean }[]
  formats: { id: string; value: string; text: string; checked: boolean }[]
  values: { lead: string }
  count: string
  copies: { title: string; made: string; file: string | null; text: string }[]
  /** Seconds after which the page looks again by itself: one is being made. */
  lookAgain: number | null
  send: string
  errors: FieldError[]
}

export interface CopiesInput {
  plans: readonly { id: string; title: string }[]
  copies: readonly WorkingCopy[]
  typed?: { plan?: string; format?: string; lead?: string }
  errors?: FieldError[]
}

export function toCopiesPage({ plans, copies, typed = {}, errors = [] }: CopiesInput): CopiesPage {
  return {
    plans: plans.map(({ id, title }) => ({ id, title, selected: id === typed.plan })),
    formats: [
      { id: 'format', value: 'xlsx', text: 'Excel workbook', checked: typed.format !== 'docx' },
      { id: 'format-2', value: 'docx', text: 'Word document', checked: typed.format === 'docx' },
    ],
    values: { lead: typed.lead ?? '' },
    count: `${counted(copies.length, 'copy', 'copies')}, newest first`,
    copies: copies.map(({ id, planTitle, format, lead, madeBy, madeOn, sha256 }) => ({
      title: planTitle,
      made: `${formatDay(madeOn)}, by ${madeBy}${lead ? `; milestones of ${lead}` : ''}`,
      file: sha256 === null ? null : importPaths.copyFile(id),
      text: format === 'xlsx' ? 'Excel workbook' : 'Word document',
    })),
    lookAgain: copies.some(({ sha256 }) => sha256 === null) ? 2 : null,
    send: importPaths.copies,
    errors,
  }
}

export const copiesPage = definePage<CopiesPage>('imports/pages/copies.njk', () =>
  toCopiesPage({
    plans: [{ id: 'p', title: 'Improvement plan' }],
    copies: [
      {
        ...{
          id: 'c',
          planId: 'p',
          planTitle: 'Improvement plan',
          format: 'xlsx',
          lead: 'Head of First Response',
        },
        ...{ madeBy: 'Programme Manager', madeOn: '2026-11-02', sha256: 'a' },
      },
      {
        ...{ id: 'd', planId: 'p', planTitle: 'Improvement plan', format: 'docx', lead: null },
        ...{ madeBy: 'Programme Manager', madeOn: '2026-11-02', sha256: null },
      },
    ],
    errors: [{ field: 'lead', text: 'Nobody called “X” leads a milestone of this plan' }],
  }),
)
