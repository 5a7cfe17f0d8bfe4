import type { FieldError } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import type { PlanAsAt } from '../domain/facts.ts'
import { paths } from '../paths.ts'
import {
  type ChoiceFacts,
  type CitedFacts,
  endedWords,
  exampleChoices,
  exampleCited,
  type ReasonBox,
  reasonBox,
} from './cite.ts'
import { examplePlan } from './example.ts'

type Cited = CitedFacts & { actionId: string | null; milestoneId: string | null }

export interface CiteFindingInput {
  plan: PlanAsAt
  finding: ChoiceFacts
  held: readonly Cited[]
  missing: readonly { missingRef: string | null }[]
  ended: readonly Cited[]
}

export interface CiteFindingTyped {
  whole: boolean
  settled: boolean
  actions: readonly string[]
  milestones: readonly string[]
  reason: string
  errors: readonly FieldError[]
}

export interface Tick {
  id: string
  value: string
  text: string
  checked: boolean
}

export interface CiteFindingPage {
  name: string
  words: string
  back: { text: string; href: string }
  send: string
  whole: boolean
  /** Numbers that a document names, and the plan has not; null where there are none. */
  missing: { numbers: string; settled: boolean } | null
  actions: (Tick & { milestones: Tick[]; summary: string; open: boolean })[]
  reason: ReasonBox
  ended: { words: string; when: string }[]
  errors: { text: string; href: string }[]
}

/** What of a plan answers one finding, to be ticked. */
export function toCiteFindingPage(input: CiteFindingInput, typed: CiteFindingTyped | null): CiteFindingPage {
  const { plan, finding } = input
  const wanted = typed ?? heldOf(input.held)
  return {
    name: `${finding.review.title}, ${finding.ref}`,
    words: finding.words,
    back: { text: 'Findings and what answers them', href: paths.finding(plan.id, finding.id) },
    send: paths.answering(plan.id, finding.id),
    whole: wanted.whole,
    missing: toMissing(input.missing, typed?.settled ?? false),
    actions: toActions(plan, wanted),
    reason: reasonBox(typed),
    ended: input.ended.map((cite) => ({ words: nameIn(plan, cite), when: endedWords(cite) })),
    errors: (typed?.errors ?? []).map(({ field, text }) => ({ text, href: `#${field}` })),
  }
}

function toMissing(missing: CiteFindingInput['missing'], settled: boolean): CiteFindingPage['missing'] {
  if (missing.length === 0) return null
  return { numbers: missing.flatMap(({ missingRef }) => missingRef ?? []).join(', '), settled }
}

type Wanted = Pick<CiteFindingTyped, 'whole' | 'actions' | 'milestones'>

const heldOf = (held: readonly Cited[]): Wanted => ({
  whole: held.some(({ actionId, milestoneId }) => !actionId && !milestoneId),
  actions: held.flatMap(({ actionId }) => actionId ?? []),
  milestones: held.flatMap(({ milestoneId }) => milestoneId ?? []),
})

function toActions(plan: PlanAsAt, wanted: Wanted): CiteFindingPage['actions'] {
  const byAction = Map.groupBy(
    plan.milestones.filter(({ dropped, id }) => !dropped || wanted.milestones.includes(id)),
    ({ actionId }) => actionId,
  )
  const shown = plan.actions.filter(({ dropped, id }) => !dropped || wanted.actions.includes(id))
  return shown.map((action, at) => {
    const milestones = (byAction.get(action.id) ?? []).map((one) => toTick(one, wanted.milestones))
    return {
      ...toTick(action, wanted.actions),
      ...(at === 0 && { id: 'actions' }),
      milestones,
      summary: action.ref ? `Only milestones of ${action.ref}` : 'Only milestones of this action',
      open: milestones.some(({ checked }) => checked),
    }
  })
}

const toTick = (
  { id, ref, words }: { id: string; ref: string | null; words: string },
  wanted: readonly string[],
): Tick => ({
  ...{ id: `answer-${id}`, value: id, checked: wanted.includes(id) },
  text: ref ? `${ref} ${words}` : words,
})

function nameIn({ actions, milestones }: PlanAsAt, { actionId, milestoneId }: Cited): string {
  const thing = [...actions, ...milestones].find(({ id }) => id === (milestoneId ?? actionId))
  if (!thing) return 'The plan as a whole'
  const kind = milestoneId ? 'Milestone' : 'Action'
  return `${kind} ${thing.ref ?? ''} ${thing.words}`.replace('  ', ' ')
}

export const citeFindingPage = definePage<CiteFindingPage>('plans/pages/cite-finding.njk', () =>
  toCiteFindingPage(exampleInput(), {
    ...{ whole: true, settled: false, actions: ['action-1'], milestones: [], reason: '' },
    errors: [{ field: 'reason', text: 'Say why' }],
  }),
)

function exampleInput(): CiteFindingInput {
  const [finding] = exampleChoices()
  if (!finding) throw new Error('The example has no finding')
  const ended = exampleCited({ toOn: '2026-10-02', endedBy: 'Programme Manager' })
  return {
    plan: examplePlan(3),
    finding,
    held: [],
    missing: [{ missingRef: '1.16' }],
    ended: [{ ...ended, actionId: null, milestoneId: null }],
  }
}
