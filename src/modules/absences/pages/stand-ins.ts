import type { PlainDate } from '../../../platform/calendar.ts'
import type { FieldError, FormValues } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import { daysOf, type StandIn } from '../domain/stand-ins.ts'
import { absencePaths } from '../paths.ts'

/** Who sees to whose milestones, and naming somebody. */
export interface StandInsPage {
  count: string
  rows: { who: string; days: string; now: boolean; end: string | null }[]
  action: string
  /** Empty for whoever speaks for themselves only. */
  people: Option[]
  candidates: Option[]
  values: { from: string; to: string }
  errors: FieldError[]
}

interface Option {
  value: string
  text: string
  selected: boolean
}

interface Person {
  id: string
  name: string
  partner: string | null
}

export function toStandInsPage(input: {
  standIns: readonly (StandIn & { mayEnd: boolean })[]
  people: readonly Person[]
  candidates: readonly Person[]
  readerId: string | null
  today: PlainDate
  values: FormValues
  errors: FieldError[]
}): StandInsPage {
  const { standIns, today, values } = input
  const text = (key: string) => String(values[key] ?? '')
  return {
    count: `${counted(standIns.length, 'stand-in')}, by first day`,
    rows: standIns.map((one) => toRow(one, today)),
    action: absencePaths.standIns,
    people: input.people.map(toOption(text('person') || input.readerId)),
    candidates: input.candidates.map(toOption(text('standIn'))),
    values: { from: text('from'), to: text('to') },
    errors: input.errors,
  }
}

const toRow = (one: StandIn & { mayEnd: boolean }, today: PlainDate): StandInsPage['rows'][number] => ({
  who: `${one.standIn.name} for ${one.person.name}`,
  days: daysOf(one),
  now: one.from <= today,
  end: one.mayEnd ? absencePaths.endStandIn(one.id) : null,
})

const toOption =
  (chosen: string | null) =>
  ({ id, name, partner }: Person): Option => ({
    value: id,
    text: partner ? `${name}, ${partner}` : name,
    selected: id === chosen,
  })

const [AWAY, MEANWHILE] = [
  { id: '0190a000-0000-7000-8000-000000000021', name: 'Head of First Response', partner: 'Anyshire Council' },
  { id: '0190a000-0000-7000-8000-000000000022', name: 'Head of Care Planning', partner: null },
]

export const standInsPage = definePage<StandInsPage>('absences/pages/stand-ins.njk', () =>
  toStandInsPage({
    standIns: [
      {
        id: '0190a000-0000-7000-8000-000000000020',
        ...{ person: AWAY, standIn: MEANWHILE, from: '2026-11-20', to: '2026-12-04', mayEnd: true },
      },
    ],
    ...{ people: [AWAY, MEANWHILE], candidates: [MEANWHILE], readerId: AWAY.id },
    today: '2026-11-24',
    values: { from: '2026-12-01' },
    errors: [{ field: 'to', text: 'Enter the last day' }],
  }),
)
