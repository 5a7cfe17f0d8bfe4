import { formatDay, type PlainDate } from '../../../platform/calendar.ts'
import type { FieldError } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import type { EvidenceOf } from '../../evidence/index.ts'
import { createMarker, libraryPaths, type Piece, type Term } from '../../library/index.ts'
import type { CarrierFacts } from '../domain/carriers.ts'
import { criticalPath, type OnPath } from '../domain/critical-path.ts'
import type {
  ActionAsAt,
  FindingFacts,
  LinkEnd,
  MeasureFacts,
  MilestoneAsAt,
  PlanAsAt,
} from '../domain/facts.ts'
import { standingOf } from '../domain/roll-up.ts'
import { STATUS_KEY, STATUSES, type Status } from '../domain/status.ts'
import { exampleThreats, type Threat } from '../domain/threats.ts'
import { paths } from '../paths.ts'
import { type CarriedView, exampleCarriers, toCarried } from './carried.ts'
import { type EvidenceLine, toEvidenceLine } from './evidence-words.ts'
import { EXAMPLE_TODAY, exampleEvidence, examplePlan } from './example.ts'
import { type MeasureView, toMeasureView } from './measure-words.ts'
import {
  type ChangeFacts,
  citedItems,
  exampleChanges,
  exampleMarked,
  type HistoryRow,
  toHistoryRow,
} from './milestone.ts'
import {
  type ActionStanding,
  type MilestoneRow,
  type PlanMay,
  toActionStanding,
  toMilestoneRow,
} from './milestone-row.ts'
import { type BarPart, tallyOf, tallyWords, toBar, unverifiedOf } from './plan-reading.ts'
import { exampleRemarks, type RemarksView, type SaidRemark, toRemarksView } from './remarks.ts'
import { type ThingLinks, toThingLinks } from './thing-links.ts'
import { capital, count, isOverdue, leadInFull, list, type StatusView } from './words.ts'

export interface ActionInput {
  plan: { id: string; title: string }
  action: ActionAsAt
  theme: { id: string; name: string; outcome: string | null } | null
  phase: { id: string; name: string; endsOn: PlainDate | null } | null
  findings: FindingFacts[]
  /** Those of this action, in the plan's order. */
  milestones: MilestoneAsAt[]
  /** The plan as far as links lead: the whole of it, or no more than this action. */
  around: PlanAsAt
  carriers: CarrierFacts[]
  threats: Threat[]
  /** By the id of the criterion that it supports. */
  evidence: EvidenceOf
  /** Newest first. */
  changes: ChangeFacts[]
  /** Oldest first. */
  remarks: SaidRemark[]
  /** The glossary, for the words that it explains. */
  terms: readonly Pick<Term, 'id' | 'term' | 'meaning'>[]
  may: PlanMay & { judge: boolean; comment: boolean; attest: boolean; change: boolean; answer: boolean }
  /** What was typed of a judgement, when the form comes back. */
  judging: { once: string; values: { status: string; words: string } | null; errors: readonly FieldError[] }
}

export interface ActionPage {
  name: string
  words: string
  /** Its words, and the terms among them. */
  marked: Piece[]
  plan: { title: string; href: string }
  past: { on: string; today: string } | null
  dropped: string | null
  judged: (StatusView & { said: string; words: string; byline: string }) | null
  standing: ActionStanding
  facts: { label: string; lines: string[]; gap: boolean }[]
  answers: { text: string; href: string | null }[]
  /** Where somebody says what it answers; null for whoever may not. */
  changeAnswers: string | null
  criteria: CriterionView[]
  /** Measures that no criterion is printed beside. */
  measures: CriterionView['measures']
  bar: { parts: BarPart[]; total: number; words: string }
  action: { milestones: MilestoneRow[] }
  milestoneWords: string
  errors: { text: string; href: string }[]
  judge: JudgeForm | null
  /** Where this month's words of its milestones are reviewed, for whoever may. */
  review: string | null
  /** How often dates of its milestones were moved; null where none was. */
  redated: string | null
  links: ThingLinks
  carried: CarriedView
  /** Open risks and issues that threaten it, the gravest first. */
  threats: Threat[]
  remarks: RemarksView
  history: HistoryRow[]
  historyWords: string
}

/** A criterion with what proves it. */
export interface CriterionView {
  words: string
  marked: Piece[]
  measures: (MeasureView & { answer: string | null })[]
  evidence: EvidenceLine[]
  /** Where evidence is added to it. */
  add: string | null
}

export interface JudgeForm {
  send: string
  once: string
  statuses: { id: string; value: Status; words: string; checked: boolean }[]
  words: string
  errors: { status: string | null; words: string | null }
}

export function toActionPage(
  input: ActionInput,
  today: PlainDate,
  asAt: PlainDate | null = null,
): ActionPage {
  const { action, plan, milestones, changes } = input
  const past = asAt !== null && asAt !== today ? asAt : null
  const day = past ?? today
  const path = criticalPath(input.around).get(action.id) ?? null
  const rows = milestones.map((milestone) => {
    const standing = standingOf(milestone, action)
    const overdue = isOverdue(milestone.due, standing, day)
    return { milestone, action, standing, overdue, critical: path !== null }
  })
  const ends = endsOfAction(action, milestones)
  const live = rows.filter((row) => row.standing !== 'dropped')
  const tally = tallyOf(live)
  const mark = createMarker(input.terms, libraryPaths.term)
  return {
    name: action.ref ? `Action ${action.ref}` : 'Action',
    words: action.words,
    marked: mark(action.words),
    plan: { title: plan.title, href: paths.plan(plan.id, { asAt: past }) },
    past: past === null ? null : { on: formatDay(past), today: paths.action(action.id) },
    dropped: action.dropped && `Dropped on ${formatDay(action.dropped.on)}: ${action.dropped.reason}`,
    judged: judgedView(action),
    standing: toActionStanding(
      action,
      rows.map((row) => row.standing),
    ),
    facts: factsOf(input, path),
    answers: citedItems([...action.cites, ...milestones.flatMap(({ cites }) => cites)], input, past),
    changeAnswers:
      past === null && !action.dropped && input.may.change ? paths.answers('action', action.id) : null,
    criteria: action.criteria.map(({ id, words, measures }) => ({
      words,
      marked: mark(words),
      measures: measures.map((measure) => toMeasure(measure, input, day, past)),
      evidence: (input.evidence.get(id) ?? []).map((facts) => toEvidenceLine(facts, day)),
      add: past === null && !action.dropped && input.may.attest ? paths.criterionEvidence(id) : null,
    })),
    measures: action.measures.map((measure) => toMeasure(measure, input, day, past)),
    bar: { parts: toBar(tally), total: live.length, words: tallyWords(tally, unverifiedOf(live)) },
    action: {
      milestones: rows.map((row) => toMilestoneRow(row, { day, past, anchors: true, may: input.may })),
    },
    milestoneWords: `${count(rows.length, 'milestone')}, in the order of the plan`,
    errors: input.judging.errors.map(({ field, text }) => ({ text, href: `#judge-${field}` })),
    judge: past === null && !action.dropped && input.may.judge ? toJudgeForm(input) : null,
    review: past === null && !action.dropped && input.may.judge ? paths.review(action.id) : null,
    redated: redatedWords(live.map((row) => row.milestone)),
    links: toThingLinks(input.around, ends, past),
    threats: input.threats,
    carried: toCarried(input.carriers, { actions: [action], milestones }, ends),
    remarks: toRemarksView(
      input.remarks,
      past === null && !action.dropped && input.may.comment ? paths.remarks('action', action.id) : null,
    ),
    history: changes.map(toHistoryRow),
    historyWords: changes.length === 0 ? '' : `${count(changes.length, 'change')}, newest first`,
  }
}

const toMeasure = (
  measure: MeasureFacts,
  { action, may }: ActionInput,
  day: PlainDate,
  past: PlainDate | null,
): CriterionView['measures'][number] => ({
  ...toMeasureView(measure, day),
  answer: past === null && !action.dropped && may.answer ? `${paths.measure(measure.id)}#answer` : null,
})

function redatedWords(milestones: readonly MilestoneAsAt[]): string | null {
  const times = milestones.reduce((sum, { earlierDue }) => sum + earlierDue.length, 0)
  const moved = milestones.filter(({ earlierDue }) => earlierDue.length > 0).length
  if (times === 0) return null
  return `${capital(count(moved, 'milestone'))} re-dated, ${times === 1 ? 'once' : `${times} times`} in all`
}

function judgedView({ judgement }: ActionAsAt): ActionPage['judged'] {
  if (!judgement) return null
  return {
    code: judgement.status,
    words: judgement.words,
    said: STATUS_KEY[judgement.status].long,
    byline: `${judgement.author} on ${formatDay(judgement.saidOn)}`,
  }
}

function factsOf({ action, theme, phase, around }: ActionInput, path: OnPath | null): ActionPage['facts'] {
  const fact = (label: string, lines: readonly (string | null)[], without: string) => {
    const said = lines.filter((line) => line !== null)
    return said.length > 0 ? { label, lines: said, gap: false } : { label, lines: [without], gap: true }
  }
  const ends = phase?.endsOn ? `, by ${formatDay(phase.endsOn)}` : ''
  return [
    fact('Lead', action.leads.map(leadInFull), 'Nobody: this action has no lead'),
    fact('Theme', [theme?.name ?? null, theme?.outcome ?? null], 'No theme'),
    fact('Phase', [phase ? `${phase.name}${ends}` : null], 'No phase'),
    fact('Outcome wanted', [action.outcome], 'No outcome stated'),
    fact('Critical path', [path && pathWords(path, around)], NOT_ON_PATH),
    fact('Watched by', action.boards, 'No board'),
    ...Object.entries(action.extra).map(([label, text]) => fact(label, [text], '')),
  ]
}

const endsOfAction = ({ id }: ActionAsAt, milestones: readonly MilestoneAsAt[]): [LinkEnd, ...LinkEnd[]] => [
  { kind: 'action', id },
  ...milestones.map((milestone) => ({ kind: 'milestone' as const, id: milestone.id })),
]

const NOT_ON_PATH = 'Not on it: it answers no finding, and nothing that does waits for it'

/** "On it: answers 2 findings; action 2.02 waits for it". */
export function pathWords({ answers, neededBy }: OnPath, { actions }: Pick<PlanAsAt, 'actions'>): string {
  const names = neededBy.map((id) => actions.find((one) => one.id === id)?.ref ?? 'one without a number')
  const reasons = [
    ...(answers.length > 0 ? [`answers ${count(answers.length, 'finding')}`] : []),
    ...(names.length > 0
      ? [
          `${names.length === 1 ? 'action' : 'actions'} ${list(names)} ${names.length === 1 ? 'waits' : 'wait'} for it`,
        ]
      : []),
  ]
  return `On it: ${reasons.join('; ')}`
}

function toJudgeForm({ action, judging }: ActionInput): JudgeForm {
  const { values, errors, once } = judging
  const errorOf = (field: string): string | null =>
    errors.find((error) => error.field === field)?.text ?? null
  return {
    send: paths.judgeAction(action.id),
    once,
    statuses: STATUSES.map((value, at) => ({
      id: at === 0 ? 'judge-status' : `judge-status-${at + 1}`,
      value,
      words: STATUS_KEY[value].long,
      checked: values?.status === value,
    })),
    words: values?.words ?? '',
    errors: { status: errorOf('status'), words: errorOf('words') },
  }
}

export function exampleActionInput(index = 0): ActionInput {
  const plan = examplePlan()
  const action = plan.actions[index]
  if (!action) throw new Error('The made-up plan has no such action')
  return {
    plan: { id: plan.id, title: plan.title },
    action,
    theme: plan.themes.find((theme) => theme.id === action.themeId) ?? null,
    phase: plan.phases.find((phase) => phase.id === action.phaseId) ?? null,
    findings: plan.findings,
    milestones: plan.milestones.filter((milestone) => milestone.actionId === action.id),
    around: plan,
    threats: exampleThreats(),
    carriers: exampleCarriers({ kind: 'action', id: action.id }),
    evidence: new Map([[action.criteria[0]?.id ?? '', exampleEvidence()]]),
    changes: exampleChanges(),
    remarks: exampleRemarks(),
    terms: exampleMarked(action.words),
    may: { update: () => true, judge: true, comment: true, attest: true, change: true, answer: true },
    judging: { once: 'one-time', values: null, errors: [] },
  }
}

export const actionPage = definePage<ActionPage>('plans/pages/action.njk', () =>
  toActionPage(exampleActionInput(), EXAMPLE_TODAY),
)
