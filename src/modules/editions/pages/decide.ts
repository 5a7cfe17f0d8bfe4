import { formatDay } from '../../../platform/calendar.ts'
import type { FieldError } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import {
  criticalPath,
  EXAMPLE_TODAY,
  isOverdue,
  leadNames,
  type MilestoneAsAt,
  type PlanAsAt,
  standingOf,
  statedDate,
  statusView,
} from '../../plans/index.ts'
import { shortName } from '../domain/crosswalk.ts'
import {
  type Disposition,
  KIND_WORDS,
  KINDS,
  type Kind,
  QUESTIONS,
  type Question,
  wayOf,
} from '../domain/disposition.ts'
import { paths } from '../paths.ts'
import { exampleRefreshing } from './example.ts'
import { type Field, linkedErrors, sentList, type TypedForm, toField } from './fields.ts'
import type { RefreshFacts } from './refresh.ts'
import { decidedWords, kindWords, nameOf } from './words.ts'

export interface DecideInput extends RefreshFacts {
  decisions: readonly Disposition[]
  actionId: string
  /** Other plans of the area. */
  plans: readonly { id: string; title: string }[]
  once: string
  today: string
  typed: TypedForm
}

interface MilestoneLine {
  id: string
  name: string
  href: string
  code: string
  status: string
  due: string
  late: boolean
  leads: string
  proof: string
}

export interface DecidePage {
  title: string
  name: string
  refresh: { title: string; href: string }
  progress: string
  /** The action before it in the order of the plan, and what was decided on it; null for the first. */
  before: { name: string; href: string; words: string } | null
  errors: { text: string; href: string }[]
  facts: { label: string; words: string; href: string | null }[]
  milestones: MilestoneLine[]
  send: string
  once: string
  seen: string
  questions: {
    id: string
    legend: string
    choices: { id: string; name: string; value: string; text: string; checked: boolean }[]
  }[]
  kinds: { id: string; value: Kind; text: string; hint: string; checked: boolean }[]
  kindError: string | null
  because: Field
  carried: { theme: Field; themeNew: Field; phase: Field | null; dates: Field[] }
  merged: {
    target: Field
    words: Field
    goes: { id: string; value: string; text: string; checked: boolean }[]
  }
  split: { targets: { target: Field; words: Field }[]; ways: Field[] }
  moved: { plan: Field; words: Field }
  history: string[]
  /** Takes the decision that stands back; null where none does. */
  undo: { send: string; decision: string } | null
  skip: string
}

export const QUESTION_WORDS: Record<Question, string> = {
  completed: '1. Is it completed and evidenced, so that it can leave the plan?',
  critical: '2. Is it on the critical path: does something else wait for it, or a finding depend on it?',
  realistic: 'And are its dates realistic? If not, say below which ones change',
  regroup: '3. Should it be regrouped or split? If so, say below with which milestones',
  elsewhere: '4. Would it be better placed in another plan?',
  relevant: '5. Is it still relevant? If not, say below why',
}

const KIND_HINTS: Record<Kind, string> = {
  completed: 'It leaves the plan with its proof, which stays to be read',
  carried: 'It goes on, with other dates, another theme or another phase where you say so',
  merged: 'Another action takes it over, with the milestones that you tick',
  split: 'Two or more actions take it over; you say which milestone goes where',
  moved: 'Another plan takes it over',
  dropped: 'It leaves the plan undone',
}

export const MOST_TARGETS = 4

/** Where a milestone goes that goes nowhere. */
export const ENDS = 'end'

export function toDecidePage(input: DecideInput): DecidePage {
  const { refresh, plan, actionId, typed, missing, once } = input
  const action = plan.actions.find(({ id }) => id === actionId)
  if (!action) throw new Error('The plan holds no such action')
  const last = input.last.get(actionId) ?? null
  const milestones = plan.milestones.filter((one) => one.actionId === actionId && !one.dropped)
  const live = plan.actions.filter(({ dropped }) => !dropped)
  return {
    title: `What becomes of action ${action.ref ?? ''}`.trim(),
    name: nameOf(action),
    refresh: { title: `Refresh: ${refresh.label}`, href: paths.refresh(refresh.id) },
    progress: `${live.length - missing.length} of ${counted(live.length, 'action')} decided, ${missing.length} left`,
    before: beforeOf(input, live),
    errors: linkedErrors(typed.errors.map(naming(milestones)), { seen: 'what' }),
    facts: factsOf(input, action, milestones),
    milestones: milestones.map((one) => milestoneLine(one, action, input.today)),
    send: paths.decide(refresh.id, actionId),
    ...{ once, seen: last?.id ?? '' },
    questions: QUESTIONS.map((question) => questionOf(question, last, typed)),
    ...kindsOf(last, typed),
    because: toField(typed, 'words', 'because', {
      label: 'Why?',
      hint: 'Needed when it is dropped, when dates change, and when it is called completed without proof. It stays in the history and stands in the crosswalk.',
      value: last?.because ?? null,
    }),
    carried: carriedOf(input, last, action.themeId, action.phaseId, milestones),
    merged: mergedOf(input, last, milestones),
    split: splitOf(input, last, milestones),
    moved: movedOf(input, last),
    history: input.decisions
      .filter((one) => one.actionId === actionId)
      .toReversed()
      .map((one) => historyLine(one)),
    undo: last && { send: paths.undo(refresh.id, actionId), decision: last.id },
    skip: nextAfter(input),
  }
}

function historyLine(one: Disposition): string {
  const undone = one.undone && `taken back by ${one.undone.by}, ${formatDay(one.undone.on)}`
  return [kindWords(one.kind), one.because, decidedWords(one), undone].filter(Boolean).join(' – ')
}

/** The way back, for whoever thinks better of what they have just decided. */
function beforeOf({ refresh, last, actionId }: DecideInput, live: PlanAsAt['actions']): DecidePage['before'] {
  const action = live[live.findIndex(({ id }) => id === actionId) - 1]
  if (!action) return null
  const words = kindWords(last.get(action.id)?.kind ?? null).toLowerCase()
  return { name: nameOf(action), href: paths.decide(refresh.id, action.id), words }
}

/**
 * The list of faults says of which milestone one is: beside its field that is plain. In its words too, since
 * milestones of published plans often bear the number of their action.
 */
const naming =
  (milestones: readonly MilestoneAsAt[]) =>
  ({ field, text }: FieldError): FieldError => {
    const milestone = milestones.find(({ id }) => field === `to-${id}` || field === `due-${id}`)
    return { field, text: milestone ? `${startOf(milestone)}: ${text}` : text }
  }

const startOf = ({ ref, words }: MilestoneAsAt): string =>
  [ref, shortName({ ref: null, words })].filter(Boolean).join(' ')

/** The next action without a decision, round the end of the plan; the list where there is none. */
export function nextAfter({
  plan,
  missing,
  actionId,
  refresh,
}: Pick<DecideInput, 'plan' | 'missing' | 'actionId' | 'refresh'>): string {
  const order = plan.actions.map(({ id }) => id)
  const here = order.indexOf(actionId)
  const waiting = missing.map((one) => one.actionId).filter((id) => id !== actionId)
  const next = waiting.find((id) => order.indexOf(id) > here) ?? waiting[0]
  return next ? paths.decide(refresh.id, next) : paths.refresh(refresh.id)
}

function factsOf(
  { plan, today }: DecideInput,
  action: PlanAsAt['actions'][number],
  milestones: readonly MilestoneAsAt[],
): DecidePage['facts'] {
  const overdue = milestones.filter((one) => isOverdue(one.due, standingOf(one, action), today)).length
  const findings = new Map(plan.findings.map((one) => [one.id, one]))
  const cited = [action, ...milestones].flatMap(({ cites }) => cites)
  const answers = new Set(
    cited.map(({ findingId, words }) => {
      const finding = findings.get(findingId ?? '')
      return finding ? nameOf(finding) : words
    }),
  )
  const fact = (label: string, words: string | null, href: string | null = null) => ({
    label,
    words: words ?? 'None',
    href,
  })
  return [
    fact('Action', nameOf(action), paths.action(action.id)),
    fact('Theme', plan.themes.find(({ id }) => id === action.themeId)?.name ?? null),
    fact('Leads', leadNames(action.leads)),
    fact('Critical path', pathWords(plan, action.id)),
    fact('Answers', answers.size > 0 ? [...answers].join('; ') : 'No finding'),
    fact(
      'Judgement of its lead',
      action.judgement
        ? `${action.judgement.words} (${action.judgement.author}, ${formatDay(action.judgement.saidOn)})`
        : null,
    ),
    fact('Overdue', overdue > 0 ? `${overdue} of ${counted(milestones.length, 'milestone')}` : null),
  ]
}

/** Worked out from the plan, beside the question that asks for it. */
function pathWords(plan: PlanAsAt, actionId: string): string {
  const path = criticalPath(plan).get(actionId)
  if (!path) return 'Not on it: it answers no finding, and nothing that does waits for it'
  const answers = path.answers.length > 0 && `answers ${counted(path.answers.length, 'finding')}`
  const needed =
    path.neededBy.length > 0 &&
    `${counted(path.neededBy.length, 'action that is on it waits', 'actions that are on it wait')} for it`
  return `On it: ${[answers, needed].filter(Boolean).join('; ')}`
}

function milestoneLine(
  one: MilestoneAsAt,
  action: PlanAsAt['actions'][number],
  today: string,
): MilestoneLine {
  const standing = standingOf(one, action)
  const view = statusView(standing, one.latest)
  const verified = one.latest?.verification
  const proof = [
    verified?.verdict === 'verified' ? `Verified by ${verified.by}` : null,
    one.evidence.length > 0
      ? counted(one.evidence.length, 'piece of evidence', 'pieces of evidence')
      : (one.latest?.evidence ?? null),
  ]
  return {
    ...{ id: one.id, name: nameOf(one), href: paths.milestone(one.id), code: view.code, status: view.words },
    due: statedDate(one.due) ?? 'No date',
    late: isOverdue(one.due, standing, today),
    leads: leadNames(one.leads) ?? 'As the action',
    proof: proof.filter(Boolean).join('; ') || 'Nothing',
  }
}

function questionOf(
  question: Question,
  last: Disposition | null,
  { values }: TypedForm,
): DecidePage['questions'][number] {
  const name = `q-${question}`
  const answer = values ? values[name] : last?.answers[question]
  const choice = (value: 'yes' | 'no', text: string) => ({
    id: `${name}-${value}`,
    name,
    value,
    text,
    checked: answer === value,
  })
  return { id: name, legend: QUESTION_WORDS[question], choices: [choice('yes', 'Yes'), choice('no', 'No')] }
}

function kindsOf(
  last: Disposition | null,
  { values, errors }: TypedForm,
): Pick<DecidePage, 'kinds' | 'kindError'> {
  const chosen = values ? values.what : last?.kind
  return {
    kinds: KINDS.map((kind, at) => ({
      ...{ id: at === 0 ? 'what' : `what-${kind}`, value: kind, text: KIND_WORDS[kind] },
      ...{ hint: KIND_HINTS[kind], checked: chosen === kind },
    })),
    kindError: errors.find(({ field }) => field === 'what' || field === 'seen')?.text ?? null,
  }
}

function carriedOf(
  { plan, typed }: DecideInput,
  last: Disposition | null,
  themeId: string | null,
  phaseId: string | null,
  milestones: readonly MilestoneAsAt[],
): DecidePage['carried'] {
  const changes = last?.kind === 'carried' ? last.changes : {}
  const named = (things: readonly { id: string; name: string }[]) =>
    things.map(({ id, name }) => [id, name] as const)
  return {
    theme: toField(typed, 'select', 'theme', {
      label: 'Theme',
      value: changes.themeId ?? themeId,
      options: [['', 'No theme'], ...named(plan.themes)],
    }),
    themeNew: toField(typed, 'text', 'theme_new', {
      label: 'Or a new theme',
      value: changes.themeName ?? null,
    }),
    phase:
      plan.phases.length === 0
        ? null
        : toField(typed, 'select', 'phase', {
            label: 'Phase',
            value: changes.phaseId ?? phaseId,
            options: [['', 'No phase'], ...named(plan.phases)],
          }),
    dates: milestones.map((one) =>
      toField(typed, 'date', `due-${one.id}`, {
        label: `Due: ${nameOf(one)}`,
        value: changes.due?.[one.id] ?? one.due?.on ?? null,
        hint: one.due?.words ? `In the plan: “${one.due.words}”` : null,
      }),
    ),
  }
}

/** New actions first, then the actions of the plan that are not going, but for this one. */
function targetOptions({ plan, added, last, actionId }: DecideInput): [string, string][] {
  const gone = (id: string): boolean => (last.get(id)?.kind ?? 'carried') !== 'carried'
  const live = plan.actions.filter(({ id, dropped }) => !dropped && id !== actionId && !gone(id))
  return [
    ['', ''],
    ...added.map((one): [string, string] => [one.id, `New: ${nameOf(one)}`]),
    ...live.map((one): [string, string] => [one.id, nameOf(one)]),
  ]
}

function mergedOf(
  input: DecideInput,
  last: Disposition | null,
  milestones: readonly MilestoneAsAt[],
): DecidePage['merged'] {
  const { typed } = input
  const held = last?.kind === 'merged' ? last : null
  const sent = new Set(sentList(typed.values, 'goes'))
  return {
    target: toField(typed, 'select', 'target-merged-1', {
      label: 'Which action takes it over?',
      value: held?.intoIds[0] ?? null,
      options: targetOptions(input),
    }),
    words: toField(typed, 'text', 'words-merged-1', { label: 'Or a new action, in its own words' }),
    goes: milestones.map((one) => ({
      ...{ id: `goes-${one.id}`, value: one.id, text: nameOf(one) },
      checked: typed.values ? sent.has(one.id) : held === null || wayOf(held, one.id) !== null,
    })),
  }
}

const PLACES = ['First', 'Second', 'Third', 'Fourth'] as const

function splitOf(
  input: DecideInput,
  last: Disposition | null,
  milestones: readonly MilestoneAsAt[],
): DecidePage['split'] {
  const { typed } = input
  const held = last?.kind === 'split' ? last : null
  const options = targetOptions(input)
  const placed = (id: string): string => {
    const way = held && wayOf(held, id)
    return held === null ? '' : way === null ? ENDS : String(held.intoIds.indexOf(way))
  }
  return {
    targets: PLACES.map((place, at) => ({
      target: toField(typed, 'select', `target-split-${at + 1}`, {
        label: `${place} action`,
        value: held?.intoIds[at] ?? null,
        options,
      }),
      words: toField(typed, 'text', `words-split-${at + 1}`, {
        label: `${place} action, as a new one in its own words`,
      }),
    })),
    ways: milestones.map((one) =>
      toField(typed, 'select', `to-${one.id}`, {
        label: `Where does it go: ${nameOf(one)}`,
        value: placed(one.id),
        options: [
          ['', ''],
          ...PLACES.map((place, at) => [String(at), `To the ${place.toLowerCase()} action`] as const),
          [ENDS, 'It ends with this action'],
        ],
      }),
    ),
  }
}

const movedOf = ({ plans, typed }: DecideInput, last: Disposition | null): DecidePage['moved'] => ({
  plan: toField(typed, 'select', 'moved_plan', {
    label: 'Which plan takes it over?',
    value: last?.movedToPlanId ?? null,
    options: [['', ''], ...plans.map(({ id, title }) => [id, title] as const)],
  }),
  words: toField(typed, 'text', 'moved_to', {
    label: 'Or a plan that is kept elsewhere',
    hint: 'Such as “Children and Young People’s Plan, Stay Safe”',
    value: last?.movedToPlanId ? null : (last?.movedTo ?? null),
  }),
})

export const decidePage = definePage<DecidePage>('editions/pages/decide.njk', () => {
  const found = exampleRefreshing()
  const second = found.plan.actions.filter(({ dropped }) => !dropped)[1]
  return toDecidePage({
    ...found,
    actionId: second?.id ?? '',
    plans: [{ id: 'plan-2', title: 'Children’s Plan' }],
    ...{ once: 'once', today: EXAMPLE_TODAY },
    typed: { values: null, errors: [{ field: 'because', text: 'Say why the dates change' }] as FieldError[] },
  })
})
