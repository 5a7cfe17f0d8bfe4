import { dayOf, formatDay } from '../../../platform/calendar.ts'
import type { FieldError, FormValues } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { type TakeAway, takeAway } from '../../../platform/office/table.ts'
import { type Fault, RULES, SEVERITIES, type Severity, type Thing, xray } from '../domain/xray/index.ts'
import { liveXrayPlan } from '../domain/xray/live.ts'
import { paths } from '../paths.ts'
import { examplePlan } from './example.ts'
import { type PlanTab, planTabs } from './plan-tabs.ts'
import { count } from './words.ts'

type Seen = Fault & { mark: string }

/** What was ticked and typed. */
export interface XrayValues {
  faults: string[]
  acceptances: string[]
  reason: string
}

export interface XrayInput {
  plan: { id: string; title: string }
  open: readonly Seen[]
  accepted: readonly (Seen & { acceptance: { id: string; reason: string; by: string; at: Date } })[]
  may: { accept: boolean }
  values: XrayValues | null
  errors: readonly FieldError[]
}

/** What looks wrong in a plan, rule by rule, and what somebody decided to live with. */
export interface XrayPage {
  tabs: PlanTab[]
  plan: { title: string; href: string }
  takeAway: TakeAway
  words: string
  checks: string[]
  counts: { number: number; words: string; href: string }[]
  severities: SeverityView[]
  empty: string | null
  accepted: AcceptedView
  accept: { action: string; reason: string; errors: { faults: string | null; reason: string | null } } | null
  errors: { text: string; href: string }[]
}

export interface SeverityView {
  id: string
  heading: string
  rules: { heading: string; why: string; words: string; faults: FaultView[] }[]
}

export interface FaultView {
  id: string
  mark: string
  message: string
  link: { text: string; href: string } | null
  checked: boolean
}

export interface AcceptedView {
  summary: string
  open: boolean
  action: string
  error: string | null
  rows: {
    id: string
    acceptance: string
    message: string
    link: { text: string; href: string } | null
    reason: string
    who: string
    checked: boolean
  }[]
}

export const SEVERITY_WORDS: Record<Severity, { heading: string; count: string }> = {
  error: { heading: 'Cannot be right as it stands', count: 'cannot be right' },
  warning: { heading: 'Somebody has to act', count: 'to act on' },
  note: { heading: 'Worth knowing', count: 'worth knowing' },
}

export function toXrayPage(input: XrayInput): XrayPage {
  const { plan, open, accepted, may, errors } = input
  const errorOf = (field: string): string | null => errors.find((one) => one.field === field)?.text ?? null
  return {
    tabs: planTabs(plan.id, 'xray'),
    plan: { title: plan.title, href: paths.plan(plan.id) },
    takeAway: takeAway((format) => paths.xrayTable(plan.id, format)),
    words: wordsOf(open.length, accepted.length),
    checks: RULES.map(({ heading }) => heading),
    counts: SEVERITIES.map((severity) => toCount(severity, open)).filter(({ number }) => number > 0),
    severities: SEVERITIES.flatMap((severity) => toSeverity(severity, input)),
    empty: open.length === 0 ? emptyWords(accepted.length) : null,
    accepted: toAccepted(input, errorOf('acceptances')),
    accept:
      may.accept && open.length > 0
        ? {
            action: paths.acceptFaults(plan.id),
            reason: input.values?.reason ?? '',
            errors: { faults: errorOf('faults'), reason: errorOf('reason') },
          }
        : null,
    errors: errors.map(({ field, text }) => ({ text, href: `#${FIRST_OF[field] ?? field}` })),
  }
}

const FIRST_OF: Record<string, string> = { faults: 'fault-1', acceptances: 'acceptance-1' }

/** What the form was sent with, so that nothing typed is lost. */
export function readXrayValues({ faults, acceptances, reason }: FormValues): XrayValues {
  return {
    faults: severalOf(faults),
    acceptances: severalOf(acceptances),
    reason: typeof reason === 'string' ? reason : '',
  }
}

const severalOf = (value: FormValues[string] | undefined): string[] =>
  typeof value === 'string' ? [value] : (value ?? [])

function wordsOf(open: number, accepted: number): string {
  const made = `${count(RULES.length, 'check')} made`
  const rest = accepted === 0 ? '' : ` and ${accepted} accepted`
  return `${made}: ${count(open, 'fault')} found${rest}${open > 1 ? ', the most serious first' : ''}`
}

const emptyWords = (accepted: number): string =>
  accepted === 0
    ? 'Nothing was found that cannot be right, that is missing, or that contradicts itself.'
    : 'Nothing was found besides what has been accepted.'

const toCount = (severity: Severity, open: readonly Seen[]): XrayPage['counts'][number] => ({
  number: open.filter((fault) => fault.severity === severity).length,
  words: SEVERITY_WORDS[severity].count,
  href: `#${severity}`,
})

/** Faults keep the order of the rules; a fault of a failed check stands with the errors, under its rule's name. */
function toSeverity(severity: Severity, { plan, open, values }: XrayInput): SeverityView[] {
  const faults = open.filter((fault) => fault.severity === severity)
  if (faults.length === 0) return []
  const places = new Map(
    SEVERITIES.flatMap((one) => open.filter((fault) => fault.severity === one)).map(({ mark }, at) => [
      mark,
      at + 1,
    ]),
  )
  const toView = (fault: Seen): FaultView => ({
    id: `fault-${places.get(fault.mark)}`,
    mark: fault.mark,
    message: fault.message,
    link: linkOf(fault.thing, plan.id),
    checked: values?.faults.includes(fault.mark) ?? false,
  })
  const rules = [...Map.groupBy(faults, ({ rule }) => rule)].map(([id, found]) => ({
    ...ruleWords(id),
    words: count(found.length, 'fault'),
    faults: found.map(toView),
  }))
  return [{ id: severity, heading: SEVERITY_WORDS[severity].heading, rules }]
}

export function ruleWords(id: string): { heading: string; why: string } {
  const rule = RULES.find((one) => one.id === id)
  return { heading: rule?.heading ?? id, why: rule?.why ?? '' }
}

function toAccepted({ plan, accepted, may, values }: XrayInput, error: string | null): AcceptedView {
  return {
    summary: count(accepted.length, 'accepted fault'),
    open: error !== null,
    action: may.accept ? paths.withdrawFaults(plan.id) : '',
    error,
    rows: accepted.map(({ message, thing, acceptance }, at) => ({
      id: `acceptance-${at + 1}`,
      acceptance: acceptance.id,
      message,
      link: linkOf(thing, plan.id),
      reason: acceptance.reason,
      who: `${acceptance.by}, ${formatDay(dayOf(acceptance.at))}`,
      checked: values?.acceptances.includes(acceptance.id) ?? false,
    })),
  }
}

/** The page of the thing that the fault is about; the plan itself and the tables beside it have none of their own. */
function linkOf({ kind, id, ref, text }: Thing, planId: string): FaultView['link'] {
  if (id === undefined) return null
  const words = ref === null ? `See the ${kind} “${text}”` : `See ${kind} ${ref}`
  if (kind === 'milestone') return { text: words, href: paths.milestone(id) }
  if (kind === 'action') return { text: words, href: paths.action(id) }
  return kind === 'finding' ? { text: words, href: paths.finding(planId, id) } : null
}

export const xrayPage = definePage<XrayPage>('plans/pages/xray.njk', () => {
  const plan = examplePlan(24)
  const found = xray(liveXrayPlan(plan, { inForceFrom: '2026-01-15' })).map((fault, at) => ({
    ...fault,
    mark: `mark-${at}`,
  }))
  const acceptance = {
    id: 'acceptance',
    reason: 'The board agreed the later date in September.',
    by: 'Programme Manager',
    at: new Date('2026-11-20T10:00:00Z'),
  }
  return toXrayPage({
    plan,
    open: found.slice(1),
    accepted: found.slice(0, 1).map((fault) => ({ ...fault, acceptance })),
    may: { accept: true },
    values: { faults: ['mark-2'], acceptances: [], reason: '' },
    errors: [{ field: 'reason', text: 'Say why it is accepted' }],
  })
})
