import { formatDay } from '../../../platform/calendar.ts'
import type { FieldError } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import type { PlanAsAt } from '../../plans/index.ts'
import { shortName } from '../domain/crosswalk.ts'
import type { Disposition } from '../domain/disposition.ts'
import type { Missing } from '../domain/missing.ts'
import type { DraftAction } from '../domain/new-action.ts'
import { paths } from '../paths.ts'
import { exampleRefreshing } from './example.ts'
import { type Field, linkedErrors, type TypedForm, toField } from './fields.ts'
import { decidedWords, kindWords, MISSING_WORDS, nameOf } from './words.ts'

export interface RefreshFacts {
  refresh: {
    id: string
    planId: string
    planTitle: string
    label: string
    number: number
    openedOn: string
    openedBy: string
    state: 'open' | 'approved' | 'abandoned'
    endedOn: string | null
    endedBy: string | null
    endedBecause: string | null
  }
  plan: PlanAsAt
  last: ReadonlyMap<string, Disposition>
  added: readonly DraftAction[]
  missing: readonly Missing[]
}

export interface RefreshPage {
  title: string
  plan: { title: string; href: string }
  errors: { text: string; href: string }[]
  words: string
  /** Null while it is open. */
  ended: string | null
  progress: string
  done: number
  total: number
  /** The first action that still needs a decision. */
  next: string | null
  groups: { id: string; theme: string; counts: string; rows: Row[] }[]
  added: { name: string; theme: string; edit: string; remove: string }[]
  add: { send: string; field: Field } | null
  approve: string | null
  crosswalk: string
  abandon: { send: string; field: Field } | null
}

interface Row {
  name: string
  href: string | null
  decision: string
  /** "because" and by whom; null for one that nobody decided on. */
  why: string | null
  state: 'decided' | 'undecided' | 'again'
  stateWords: string
}

export function toRefreshPage(facts: RefreshFacts, typed: TypedForm): RefreshPage {
  const { refresh, plan, missing, added } = facts
  const live = plan.actions.filter(({ dropped }) => !dropped)
  const done = live.length - missing.length
  const open = refresh.state === 'open'
  return {
    title: `Refresh: ${refresh.label}`,
    plan: { title: plan.title, href: paths.editions(plan.id) },
    errors: linkedErrors(typed.errors),
    words: `Opened on ${formatDay(refresh.openedOn)} by ${refresh.openedBy}. The plan goes on as it is until this is approved`,
    ended: open ? null : endedWords(facts),
    progress: `${done} of ${counted(live.length, 'action')} decided`,
    ...{ done, total: live.length },
    next: open && missing[0] ? paths.decide(refresh.id, missing[0].actionId) : null,
    groups: groupsOf(facts, live),
    added: added.map((draft) => ({
      name: nameOf(draft),
      theme:
        draft.themeName ??
        plan.themes.find(({ id }) => id === draft.themeId)?.name ??
        'Theme of what it comes of',
      edit: open ? paths.newAction(draft.id) : '',
      remove: open ? paths.removeAction(draft.id) : '',
    })),
    add: open
      ? {
          send: paths.addAction(refresh.id),
          field: toField(typed, 'text', 'words', { label: 'Add an action that comes of none of these' }),
        }
      : null,
    approve: open ? paths.approve(refresh.id) : null,
    crosswalk: paths.crosswalk(refresh.id),
    abandon: open
      ? {
          send: paths.abandon(refresh.id),
          field: toField(typed, 'text', 'because', { label: 'Why is it given up?' }),
        }
      : null,
  }
}

function endedWords({ refresh }: RefreshFacts): string {
  const on = refresh.endedOn ? ` on ${formatDay(refresh.endedOn)}` : ''
  if (refresh.state === 'approved')
    return `Approved${on} by ${refresh.endedBy}. Nothing more can be decided in it`
  return `Given up${on} by ${refresh.endedBy}: ${refresh.endedBecause}. What was decided is kept, and the plan was not changed`
}

function groupsOf(facts: RefreshFacts, live: PlanAsAt['actions']): RefreshPage['groups'] {
  const themes = [...facts.plan.themes.map(({ id, name }) => ({ id, name })), { id: null, name: 'No theme' }]
  return themes.flatMap(({ id, name }) => {
    const rows = live.filter(({ themeId }) => themeId === id).map((action) => toRow(action, facts))
    const done = rows.filter(({ state }) => state === 'decided').length
    return rows.length === 0
      ? []
      : [{ id: `theme-${id}`, theme: name, counts: `${done} of ${rows.length} decided`, rows }]
  })
}

function toRow(action: PlanAsAt['actions'][number], facts: RefreshFacts): Row {
  const decision = facts.last.get(action.id)
  const missing = facts.missing.find(({ actionId }) => actionId === action.id)
  return {
    name: nameOf(action),
    href: facts.refresh.state === 'open' ? paths.decide(facts.refresh.id, action.id) : null,
    decision: decision ? decisionWords(decision, facts) : '',
    why: decision ? [decision.because, decidedWords(decision)].filter(Boolean).join(' – ') : null,
    state: missing ? (missing.why === 'undecided' ? 'undecided' : 'again') : 'decided',
    stateWords: missing ? MISSING_WORDS[missing.why] : 'Decided',
  }
}

function decisionWords({ kind, intoIds, movedTo }: Disposition, { plan, added }: RefreshFacts): string {
  if (kind === 'moved') return `Moved to ${movedTo}`
  if (intoIds.length === 0) return kindWords(kind)
  const all = [...plan.actions, ...added]
  const names = intoIds.map((id) =>
    shortName(all.find((one) => one.id === id) ?? { ref: null, words: 'an action that is no more' }),
  )
  return `${kind === 'merged' ? 'Merged into' : 'Split into'} ${names.join(', ')}`
}

export const refreshPage = definePage<RefreshPage>('editions/pages/refresh.njk', () =>
  toRefreshPage(exampleRefreshing(), {
    values: null,
    errors: [{ field: 'because', text: 'Say why it is given up' }] as FieldError[],
  }),
)
