import type { FieldError } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import { EXAMPLE_TODAY } from '../../plans/index.ts'
import { type Crosswalk, toCrosswalk } from '../domain/crosswalk.ts'
import { leftWithoutAnswer } from '../domain/left-without.ts'
import { paths } from '../paths.ts'
import { exampleRefreshing } from './example.ts'
import { type Field, linkedErrors, type TypedForm, toField } from './fields.ts'
import type { RefreshFacts } from './refresh.ts'
import { countWords, MISSING_WORDS, nameOf } from './words.ts'

export interface ApprovePage {
  title: string
  plan: string
  refresh: { title: string; href: string }
  errors: { text: string; href: string }[]
  missing: { name: string; href: string; why: string }[]
  missingWords: string
  counts: string
  crosswalk: string
  /** Findings that nothing of the next edition will answer. */
  left: string[]
  send: string
  seen: string
  fields: Field[]
}

export function toApprovePage(input: {
  refreshing: RefreshFacts
  crosswalk: Crosswalk
  boards: readonly { id: string; name: string }[]
  seen: string
  today: string
  typed: TypedForm
}): ApprovePage {
  const { refreshing, crosswalk, typed } = input
  const { refresh, plan, missing, last } = refreshing
  return {
    title: `Approve ${refresh.label}`,
    plan: plan.title,
    refresh: { title: `Refresh: ${refresh.label}`, href: paths.refresh(refresh.id) },
    errors: linkedErrors(typed.errors, { seen: 'approve' }),
    missing: missing.map(({ actionId, why }) => ({
      name: nameOf(plan.actions.find(({ id }) => id === actionId) ?? { ref: null, words: 'An action' }),
      href: paths.decide(refresh.id, actionId),
      why: MISSING_WORDS[why],
    })),
    missingWords: `It cannot be approved yet: ${counted(missing.length, 'action needs', 'actions need')} a decision`,
    counts: `${counted(crosswalk.rows.length, 'action')} of the old edition: ${countWords(crosswalk.counts)}. ${counted(crosswalk.next.length, 'action')} in the next`,
    crosswalk: paths.crosswalk(refresh.id),
    left: leftWithoutAnswer(plan, last).map(({ ref, words }) => nameOf({ ref, words })),
    ...{ send: paths.approve(refresh.id), seen: input.seen },
    fields: [
      toField(typed, 'select', 'board', {
        label: 'Which board approved it?',
        options: [['', ''], ...input.boards.map(({ id, name }) => [id, name] as const)],
      }),
      toField(typed, 'text', 'by', { label: 'Or who did, in words', hint: 'Such as “Children’s Trust”' }),
      toField(typed, 'date', 'on', { label: 'On which day?', value: input.today }),
      toField(typed, 'words', 'changes', {
        label: 'What changed, in words',
        hint: 'It is printed with the edition',
        value: countWords(crosswalk.counts),
      }),
    ],
  }
}

export const approvePage = definePage<ApprovePage>('editions/pages/approve.njk', () => {
  const refreshing = { ...exampleRefreshing(), missing: [] }
  return toApprovePage({
    refreshing,
    crosswalk: toCrosswalk({
      plan: refreshing.plan,
      decisions: refreshing.last,
      added: refreshing.added,
      since: null,
    }),
    boards: [{ id: 'board-1', name: 'Improvement Board' }],
    ...{ seen: 'mark', today: EXAMPLE_TODAY },
    typed: {
      values: null,
      errors: [{ field: 'board', text: 'Choose the board that approved it' }] as FieldError[],
    },
  })
})
