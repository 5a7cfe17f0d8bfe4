import type { FieldError } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { paths } from '../paths.ts'

export interface ThemesPage {
  plan: { title: string; href: string }
  send: string
  themes: { id: string; name: string; options: { value: string; text: string; selected: boolean }[] }[]
  errors: FieldError[]
}

export function toThemesPage(input: {
  plan: { id: string; title: string }
  themes: readonly { id: string; name: string; lead: string }[]
  holders: readonly { id: string; name: string; partner: string | null }[]
  errors: readonly FieldError[]
}): ThemesPage {
  const { plan, themes, holders, errors } = input
  return {
    plan: { title: plan.title, href: paths.plan(plan.id) },
    send: paths.themes(plan.id),
    themes: themes.map(({ id, name, lead }) => ({
      id,
      name,
      options: holders.map((holder) => ({
        value: holder.id,
        text: holder.partner ? `${holder.name}, ${holder.partner}` : holder.name,
        selected: holder.id === lead,
      })),
    })),
    errors: [...errors],
  }
}

export const themesPage = definePage<ThemesPage>('plans/pages/themes.njk', () =>
  toThemesPage({
    plan: { id: 'p1', title: 'Improvement plan' },
    themes: [{ id: 't1', name: 'Front door', lead: 'h1' }],
    holders: [{ id: 'h1', name: 'Assistant Director', partner: 'Anyshire Council' }],
    errors: [{ field: 'themes', text: 'Choose leads from the list' }],
  }),
)
