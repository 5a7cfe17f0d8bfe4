import type { FieldError } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { importPaths } from '../paths.ts'

export interface StartPage {
  action: string
  back: string
  values: { pasted: string; pastedTables: string; published: string }
  errors: FieldError[]
}

export function toStartPage(values: Partial<StartPage['values']> = {}, errors: FieldError[] = []): StartPage {
  return {
    action: importPaths.start,
    back: importPaths.imports,
    values: {
      pasted: values.pasted ?? '',
      pastedTables: values.pastedTables ?? '',
      published: values.published ?? '',
    },
    errors,
  }
}

export const startPage = definePage<StartPage>('imports/pages/start.njk', () =>
  toStartPage({ pasted: 'Action\tMilestone\tDue' }, [{ field: 'file', text: 'The file is empty' }]),
)
