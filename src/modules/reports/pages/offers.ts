import type { FieldError, FormValues } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import { libraryPaths } from '../../library/index.ts'
import type { UnknownCapitals } from '../domain/capitals.ts'
import { reportPaths } from '../paths.ts'

/** Words of a plan that the glossary could explain. */
export interface OffersPage {
  back: string
  send: string
  /** Null while the area has no plan. */
  plan: { id: string; title: string } | null
  /** Empty where there is nothing to choose. */
  plans: { title: string; href: string; current: boolean }[]
  printed: { term: string; meaning: string }[]
  printedWords: string
  capitals: CapitalsRow[]
  capitalsWords: string
  errors: FieldError[]
}

export interface CapitalsRow {
  number: number
  term: string
  count: string
  places: { name: string; href: string }[]
  said: string | null
  meaning: string
  error: string | null
}

export function toOffersPage(input: {
  plans: readonly { id: string; title: string }[]
  plan: { id: string; title: string } | null
  printed: readonly { term: string; meaning: string }[]
  capitals: readonly UnknownCapitals[]
  values: FormValues | null
  errors: FieldError[]
}): OffersPage {
  const { plans, plan, printed, capitals, values, errors } = input
  return {
    back: libraryPaths.glossary(),
    send: reportPaths.offers(),
    plan,
    plans:
      plans.length < 2
        ? []
        : plans.map(({ id, title }) => ({ title, href: reportPaths.offers(id), current: id === plan?.id })),
    printed: [...printed],
    printedWords: counted(printed.length, 'term'),
    capitals: capitals.map((one, at) => {
      const typed = values?.[`meaning-${at + 1}`]
      return {
        ...{ number: at + 1, term: one.term, count: counted(one.count, 'time'), places: one.places },
        said: one.said,
        meaning: typeof typed === 'string' ? typed : '',
        error: errors.find(({ field }) => field === `meaning-${at + 1}`)?.text ?? null,
      }
    }),
    capitalsWords: `${counted(capitals.length, 'abbreviation')}${capitals.length > 1 ? ', the most frequent first' : ''}`,
    errors,
  }
}

export const offersPage = definePage<OffersPage>('reports/pages/offers.njk', () => {
  const places = [{ name: 'Action 1.06', href: '/actions/action-1' }]
  const plans = ['1', '2'].map((number) => ({ id: `plan-${number}`, title: `Plan ${number}` }))
  return toOffersPage({
    ...{ plans, plan: plans[0] ?? null, printed: [{ term: 'CIN', meaning: 'Child in need' }] },
    capitals: [
      { term: 'IRO', count: 4, places, said: 'Independent Reviewing Officer' },
      { term: 'LSCB', count: 1, places, said: null },
    ],
    ...{ values: { 'meaning-2': 'x' } },
    errors: [{ field: 'meaning-2', text: 'Must be 1,000 characters or fewer' }],
  })
})
