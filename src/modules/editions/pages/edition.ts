import { formatDay, type PlainDate } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import {
  examplePlan,
  leadNames,
  type PlanAsAt,
  standingOf,
  statedDate,
  statusView,
} from '../../plans/index.ts'
import { shortName } from '../domain/crosswalk.ts'
import type { FrontMatter } from '../domain/front-matter.ts'
import type { PresentState } from '../domain/present-state.ts'
import { paths } from '../paths.ts'
import { exampleRefreshing } from './example.ts'
import { nameOf } from './words.ts'

export interface EditionInput {
  edition: {
    number: number
    label: string
    state: 'draft' | 'approved' | 'superseded'
    approvedBy: string | null
    approvedOn: PlainDate | null
    inForceFrom: PlainDate | null
    supersededOn: PlainDate | null
    changes: string | null
    sha256: string | null
  }
  now: PlanAsAt
  frozen: (FrontMatter & { plan: PlanAsAt }) | null
  states: ReadonlyMap<string, PresentState>
}

export interface EditionPage {
  title: string
  plan: { title: string; href: string; live: string }
  facts: { label: string; words: string }[]
  commitment: string | null
  messages: string[]
  /** Null for one that has not ended: the plan itself shows it. */
  sha256: string | null
  counts: string
  themes: { id: string; name: string; actions: ActionRow[] }[]
}

interface ActionRow {
  name: string
  leads: string
  today: string
  milestones: { name: string; due: string; status: string }[]
}

export function toEditionPage({ edition, now, frozen, states }: EditionInput): EditionPage {
  const plan = frozen?.plan ?? null
  const live = plan?.actions.filter(({ dropped }) => !dropped) ?? []
  return {
    title: `Edition ${edition.number}: ${edition.label}`,
    plan: { title: now.title, href: paths.editions(now.id), live: paths.plan(now.id) },
    facts: factsOf(edition),
    commitment: frozen?.commitment ?? null,
    messages: frozen?.messages ?? [],
    sha256: frozen ? edition.sha256 : null,
    counts: `${counted(live.length, 'action')}, in the order of the plan`,
    themes: plan ? themesOf(plan, now, states) : [],
  }
}

function factsOf(edition: EditionInput['edition']): EditionPage['facts'] {
  const { state, approvedBy, approvedOn, inForceFrom, supersededOn, changes } = edition
  const fact = (label: string, words: string | null) => (words ? [{ label, words }] : [])
  return [
    ...fact('State', { draft: 'Draft', approved: 'Approved', superseded: 'Superseded' }[state]),
    ...fact(
      'Approved by',
      approvedBy && [approvedBy, approvedOn && formatDay(approvedOn)].filter(Boolean).join(', '),
    ),
    ...fact('In force from', inForceFrom && formatDay(inForceFrom)),
    ...fact('Superseded on', supersededOn && formatDay(supersededOn)),
    ...fact('What changed', changes),
  ]
}

function themesOf(plan: PlanAsAt, now: PlanAsAt, states: EditionInput['states']): EditionPage['themes'] {
  const themes = [...plan.themes.map(({ id, name }) => ({ id, name })), { id: null, name: 'No theme' }]
  const names = new Map(now.actions.map((action) => [action.id, shortName(action)]))
  const under = Map.groupBy(plan.milestones, ({ actionId }) => actionId)
  return themes.flatMap(({ id, name }) => {
    const actions = plan.actions.filter(({ themeId, dropped }) => themeId === id && !dropped)
    if (actions.length === 0) return []
    const rows = actions.map(
      (action): ActionRow => ({
        name: nameOf(action),
        leads: leadNames(action.leads) ?? 'Nobody',
        today: stateWords(states.get(action.id), names),
        milestones: (under.get(action.id) ?? [])
          .filter(({ dropped }) => !dropped)
          .map((one) => ({
            name: nameOf(one),
            due: statedDate(one.due) ?? 'No date',
            status: statusView(standingOf(one, action), one.latest).words,
          })),
      }),
    )
    return [{ id: `theme-${id}`, name, actions: rows }]
  })
}

const LAST_WORDS = {
  live: 'in the plan',
  completed: 'completed',
  moved: 'moved to another plan',
  dropped: 'dropped',
} as const

/** "In the plan"; "Became 3.1 (in the plan) and 3.2 (completed)". */
function stateWords(state: PresentState | undefined, names: ReadonlyMap<string, string>): string {
  if (!state) return 'Not known'
  if (state.kind !== 'became') return capital(LAST_WORDS[state.kind])
  const each = state.actions.map(
    ({ id, state: last }) => `${names.get(id) ?? 'another action'} (${LAST_WORDS[last]})`,
  )
  return `Became ${each.join(' and ')}`
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

export const editionPage = definePage<EditionPage>('editions/pages/edition.njk', () => {
  const plan = examplePlan(12)
  const { from } = exampleRefreshing()
  return toEditionPage({
    edition: {
      ...from,
      state: 'superseded',
      supersededOn: '2026-11-01',
      sha256: 'a'.repeat(64),
      changes: 'First edition',
    },
    now: plan,
    frozen: {
      plan,
      commitment: 'Every child is seen and heard.',
      messages: ['Together we protect children.'],
    },
    states: new Map(
      plan.actions.map(({ id }, at): [string, PresentState] => [
        id,
        at === 0
          ? { kind: 'became', actions: [{ id: plan.actions[1]?.id ?? '', state: 'live' }] }
          : { kind: 'live' },
      ]),
    ),
  })
})
