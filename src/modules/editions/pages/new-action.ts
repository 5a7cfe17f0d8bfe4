import type { FieldError } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import type { DraftAction } from '../domain/new-action.ts'
import { paths } from '../paths.ts'
import { exampleDraft, exampleRefreshing } from './example.ts'
import { type Field, linkedErrors, type Option, sentList, type TypedForm, toField } from './fields.ts'
import type { RefreshFacts } from './refresh.ts'
import { nameOf } from './words.ts'

export interface NewActionPage {
  title: string
  refresh: { title: string; href: string }
  errors: { text: string; href: string }[]
  comesOf: string[]
  send: string
  fields: Field[]
  leads: { id: string; label: string; options: Option[] }[]
  milestones: { words: { id: string; value: string }; due: { id: string; value: string }; number: number }[]
}

interface NewActionInput {
  refreshing: RefreshFacts
  draft: DraftAction
  holders: readonly { id: string; name: string; partner: string | null }[]
  typed: TypedForm
}

/** Boxes left free for leads and milestones to come. */
const FREE = { leads: 1, milestones: 2 } as const

export function toNewActionPage({ refreshing, draft, holders, typed }: NewActionInput): NewActionPage {
  const { refresh, plan, last } = refreshing
  const sources = plan.actions.filter(({ id }) => last.get(id)?.intoIds.includes(draft.id))
  return {
    title: 'An action of the next edition',
    refresh: { title: `Refresh: ${refresh.label}`, href: paths.refresh(refresh.id) },
    errors: linkedErrors(typed.errors, { leads: 'lead-1', 'm-due': 'm-due-1', 'm-words': 'm-words-1' }),
    comesOf: sources.map(nameOf),
    send: paths.newAction(draft.id),
    fields: fieldsOf(draft, plan, typed),
    leads: leadsOf(draft, holders, typed),
    milestones: milestonesOf(draft, typed),
  }
}

function fieldsOf(draft: DraftAction, plan: RefreshFacts['plan'], typed: TypedForm): Field[] {
  const named = (things: readonly { id: string; name: string }[]) =>
    things.map(({ id, name }) => [id, name] as const)
  const same = ['', 'As what it comes of'] as const
  const theme = { label: 'Theme', value: draft.themeId, options: [same, ...named(plan.themes)] }
  const phase = { label: 'Phase', value: draft.phaseId, options: [same, ...named(plan.phases)] }
  return [
    toField(typed, 'text', 'ref', {
      label: 'Number',
      hint: 'Such as 1.06; may be left empty',
      value: draft.ref,
    }),
    toField(typed, 'words', 'words', { label: 'What will be done', value: draft.words }),
    toField(typed, 'select', 'theme', theme),
    toField(typed, 'text', 'theme_new', { label: 'Or a new theme', value: draft.themeName }),
    ...(plan.phases.length > 0 ? [toField(typed, 'select', 'phase', phase)] : []),
    toField(typed, 'words', 'outcome', { label: 'What children will notice', value: draft.outcome }),
  ]
}

function leadsOf(
  draft: DraftAction,
  holders: NewActionInput['holders'],
  { values }: TypedForm,
): NewActionPage['leads'] {
  const chosen = values ? sentList(values, 'leads') : draft.leads.flatMap(({ holder }) => holder?.id ?? [])
  const filled = chosen.filter((id) => id !== '')
  return [...filled, ...Array<string>(FREE.leads).fill('')].map((id, at) => ({
    id: `lead-${at + 1}`,
    label: at === 0 ? 'Lead who answers for it' : 'Another lead',
    options: [
      { value: '', text: filled.length === 0 ? 'As what it comes of' : '', selected: id === '' },
      ...holders.map((one) => ({
        value: one.id,
        text: one.partner && one.partner !== one.name ? `${one.name}, ${one.partner}` : one.name,
        selected: one.id === id,
      })),
    ],
  }))
}

function milestonesOf(draft: DraftAction, { values }: TypedForm): NewActionPage['milestones'] {
  const days = sentList(values, 'm-due')
  const held = values
    ? sentList(values, 'm-words').map((words, at) => ({ words, due: days[at] ?? '' }))
    : [...draft.milestones, ...Array.from({ length: FREE.milestones }, () => ({ words: '', due: null }))]
  return held.map(({ words, due }, at) => ({
    words: { id: `m-words-${at + 1}`, value: words },
    due: { id: `m-due-${at + 1}`, value: due ?? '' },
    number: at + 1,
  }))
}

export const newActionPage = definePage<NewActionPage>('editions/pages/new-action.njk', () =>
  toNewActionPage({
    refreshing: exampleRefreshing(),
    draft: exampleDraft(),
    holders: [{ id: 'post-1', name: 'Head of First Response', partner: 'Anyshire Council' }],
    typed: { values: null, errors: [{ field: 'words', text: 'Say what will be done' }] as FieldError[] },
  }),
)
