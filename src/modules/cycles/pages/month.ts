import {
  daysBetween,
  formatDay,
  formatInstant,
  formatMonth,
  type PlainDate,
} from '../../../platform/calendar.ts'
import type { FieldError, FormValues } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { type TakeAway, takeAway } from '../../../platform/office/table.ts'
import { counted } from '../../../platform/words.ts'
import { planPaths } from '../../plans/index.ts'
import { type AskedMilestone, standingOf } from '../domain/replies.ts'
import { cyclePaths } from '../paths.ts'

export interface MonthInput {
  cycle: {
    id: string
    plan: string
    planId: string
    period: PlainDate
    opensOn: PlainDate
    dueOn: PlainDate
    reviewOn: PlainDate
    freezeOn: PlainDate
    openedBy: string
    frozenAt: Date | null
  }
  frozen: { by: string; sha256: string } | null
  asks: readonly {
    id: string
    person: string
    standIn: string | null
    email: string | null
    revoked: boolean
    reminders: number
    remindedOn: PlainDate | null
    mail: string | null
    mailAnswer: string | null
  }[]
  asked: readonly AskedMilestone[]
  unasked: readonly { milestoneId: string; ref: string | null; words: string; why: string }[]
  notMine: readonly {
    milestoneId: string
    words: string
    whose: string | null
    saidBy: string
    saidOn: PlainDate
  }[]
  /** What waits for somebody above the leads. */
  waiting: readonly { number: number; words: string; hint: string; href: string }[]
  may: { run: boolean; chase: boolean }
  /** The form of the days as it was sent, and what was wrong with it. */
  typed: { values: FormValues; errors: readonly FieldError[] } | null
  today: PlainDate
}

export interface MonthPage {
  title: string
  plan: { title: string; href: string }
  errors: { text: string; href: string }[]
  state: string
  days: { name: string; words: string; soon: string | null }[]
  counts: { number: number; words: string; href: string | null }[]
  bar: { answered: number; silent: number; total: number; words: string }
  needs: { number: number; words: string; href: string; hint: string }[]
  leads: LeadRow[]
  leadsWords: string
  takeAway: TakeAway | null
  /** By the reason, those with most milestones first. */
  unasked: { why: string; milestones: { text: string; href: string; words: string }[] }[]
  unaskedWords: string
  /** What leads say is not theirs. */
  notMine: NotMineRow[]
  chase: { href: string; some: boolean } | null
  escalate: boolean
  links: { text: string; href: string }[]
  run: {
    ask: string
    freeze: string
    days: string
    fields: DayField[]
    open: boolean
  } | null
  frozen: { words: string; sha256: string; facts: string } | null
}

export interface NotMineRow {
  name: string
  href: string
  said: string
  words: string
  whose: string
  /** Where it is handed on; null for whoever may not. */
  change: string | null
}

export interface DayField {
  name: string
  label: string
  value: string
  error: string | null
}

export interface LeadRow {
  id: string
  name: string
  standIn: string | null
  answered: string
  silent: { text: string; href: string }[]
  mail: string
  mailFault: boolean
  reminded: string
  /** Whether they can be reminded. */
  open: boolean
  revoke: string | null
  /** Where a new link is sent in the place of one that was ended. */
  renew: string | null
}

/** The month as its programme manager watches it: who has answered, who has not, and what waits for whom. */
export function toMonthPage(input: MonthInput): MonthPage {
  const { cycle, asked, may, today, frozen } = input
  const standing = standingOf(asked)
  const open = cycle.frozenAt === null
  const leads = input.asks.map((ask) => leadRow(ask, asked, open && may.chase, open && may.run))
  return {
    title: formatMonth(cycle.period),
    plan: { title: cycle.plan, href: planPaths.plan(cycle.planId) },
    errors: (input.typed?.errors ?? []).map(({ field, text }) => ({ text, href: `#${field}` })),
    state: stateWords(input),
    days: daysOf(input),
    counts: [
      {
        number: standing.asked,
        words: `${standing.asked === 1 ? 'milestone' : 'milestones'} asked about`,
        href: null,
      },
      { number: standing.answered, words: 'answered', href: null },
      { number: standing.silent, words: 'still silent', href: standing.silent > 0 ? '#leads' : null },
    ],
    bar: {
      answered: standing.answered,
      silent: standing.silent,
      total: standing.asked,
      words: `${standing.answered} of ${counted(standing.asked, 'milestone')} answered`,
    },
    needs: [
      ...input.waiting,
      {
        ...{ number: input.notMine.length, words: 'said not to be theirs', href: '#not-mine' },
        hint: 'Change the lead, or speak with them',
      },
    ].filter((one) => one.number > 0),
    leads: leads.sort((a, b) => b.silent.length - a.silent.length),
    leadsWords: `${counted(standing.leads, 'lead')} asked, ${standing.leadsDone} answered in full; those with most to say first`,
    takeAway: leads.length === 0 ? null : takeAway((format) => cyclePaths.list(cycle.id, format)),
    unasked: toUnasked(input.unasked),
    notMine: notMineRows(input),
    unaskedWords: `${counted(input.unasked.length, 'milestone')}, by the reason`,
    chase:
      open && may.chase && standing.silent > 0
        ? { href: cyclePaths.chase(cycle.id), some: leads.some((lead) => lead.open) }
        : null,
    escalate: open && may.run && today > cycle.dueOn,
    links: [
      { text: 'Review the answers', href: cyclePaths.review(cycle.id) },
      { text: 'What changed since the last frozen month', href: cyclePaths.changes(cycle.id) },
    ],
    run:
      open && may.run
        ? {
            ask: cyclePaths.ask(cycle.id),
            freeze: cyclePaths.freeze(cycle.id),
            days: cyclePaths.days(cycle.id),
            fields: dayFields(input),
            open: input.typed !== null,
          }
        : null,
    frozen:
      frozen && cycle.frozenAt
        ? {
            words: `Frozen ${formatInstant(cycle.frozenAt)} by ${frozen.by}. It stands as it was then, whatever is said later.`,
            sha256: frozen.sha256,
            facts: cyclePaths.facts(cycle.id),
          }
        : null,
  }
}

/** One vacant post may lead twenty milestones: it is named once. */
const toUnasked = (unasked: MonthInput['unasked']): MonthPage['unasked'] =>
  [...Map.groupBy(unasked, ({ why }) => why)]
    .map(([why, list]) => ({
      why,
      milestones: list.map(({ milestoneId, ref, words }) => ({
        ...{ text: ref ?? words, words: ref ? words : '', href: planPaths.milestone(milestoneId) },
      })),
    }))
    .sort((a, b) => b.milestones.length - a.milestones.length)

function stateWords({ cycle, today }: MonthInput): string {
  if (cycle.frozenAt !== null) return 'Frozen'
  const left = daysBetween(today, cycle.dueOn)
  if (left > 0) return `Open; ${counted(left, 'day')} left to answer`
  if (left === 0) return 'Open; answers are due today'
  return `Answers were due ${counted(-left, 'day')} ago`
}

function dayFields({ cycle, typed }: MonthInput): DayField[] {
  const field = (name: string, label: string, day: PlainDate): DayField => {
    const sent = typed?.values[name]
    const error = typed?.errors.find((one) => one.field === name)?.text ?? null
    return { name, label, value: typed ? String(sent ?? '') : day, error }
  }
  return [
    field('due', 'Answers due', cycle.dueOn),
    field('review', 'Reviewed by', cycle.reviewOn),
    field('freeze', 'Frozen on', cycle.freezeOn),
  ]
}

function daysOf({ cycle, today }: MonthInput): MonthPage['days'] {
  const soon = (day: PlainDate): string | null => {
    const left = daysBetween(today, day)
    if (cycle.frozenAt !== null || left < 0) return null
    return left === 0 ? 'today' : `in ${counted(left, 'day')}`
  }
  return [
    { name: 'Opened', words: `${formatDay(cycle.opensOn)}, by ${cycle.openedBy}`, soon: null },
    { name: 'Answers due', words: formatDay(cycle.dueOn), soon: soon(cycle.dueOn) },
    { name: 'Reviewed by', words: formatDay(cycle.reviewOn), soon: soon(cycle.reviewOn) },
    { name: 'Frozen on', words: formatDay(cycle.freezeOn), soon: soon(cycle.freezeOn) },
  ]
}

function notMineRows({ notMine, asked, may }: MonthInput): NotMineRow[] {
  const byId = new Map(asked.map((one) => [one.milestoneId, one]))
  return notMine.map(({ milestoneId, words, whose, saidBy, saidOn }) => ({
    name: byId.get(milestoneId)?.ref ?? byId.get(milestoneId)?.words ?? 'A milestone',
    href: planPaths.milestone(milestoneId),
    said: `${saidBy}, ${formatDay(saidOn)}`,
    words,
    whose: whose ?? 'They do not know',
    change: may.run ? planPaths.changeMilestone(milestoneId) : null,
  }))
}

function leadRow(
  ask: MonthInput['asks'][number],
  asked: readonly AskedMilestone[],
  mayChase: boolean,
  mayRun: boolean,
): LeadRow {
  const own = asked.filter((one) => one.askId === ask.id)
  const silent = own.filter((one) => !one.answered)
  return {
    id: ask.id,
    name: ask.person,
    standIn: ask.standIn,
    answered: `${own.length - silent.length} of ${own.length}`,
    silent: silent.map(({ milestoneId, ref, words }) => ({
      text: ref ?? words,
      href: planPaths.milestone(milestoneId),
    })),
    ...mailOf(ask),
    reminded: remindedWords(ask),
    open: mayChase && silent.length > 0 && !ask.revoked && ask.email !== null,
    revoke: mayRun && !ask.revoked ? cyclePaths.revoke(ask.id) : null,
    renew: mayRun && ask.revoked && ask.email !== null ? cyclePaths.renew(ask.id) : null,
  }
}

const MAIL_WORDS: Record<string, string> = {
  waiting: 'Mail is waiting to go',
  sending: 'Mail is being sent',
  sent: 'Mail was sent',
  refused: 'Mail came back',
  unsure: 'Nobody can say whether the mail arrived',
  stopped: 'Mail could not be sent',
  withdrawn: 'Mail was taken back',
}

export function mailOf({ mail, mailAnswer, revoked }: MonthInput['asks'][number]): {
  mail: string
  mailFault: boolean
} {
  if (revoked) return { mail: 'The link was ended', mailFault: false }
  const fault = mail === 'refused' || mail === 'unsure' || mail === 'stopped'
  const words = MAIL_WORDS[mail ?? ''] ?? 'No mail was written'
  return { mail: fault && mailAnswer ? `${words}: ${mailAnswer}` : words, mailFault: fault }
}

function remindedWords({ reminders, remindedOn }: MonthInput['asks'][number]): string {
  if (reminders === 0 || !remindedOn) return 'Not reminded'
  return reminders === 1
    ? `Reminded on ${formatDay(remindedOn)}`
    : `Reminded ${reminders} times, last on ${formatDay(remindedOn)}`
}

export function exampleMonthInput(): MonthInput {
  const milestone = (askId: string, ref: string, answered: boolean): AskedMilestone => ({
    askId,
    milestoneId: `milestone-${ref}`,
    ref,
    words: 'Agree the standard for strategy discussions',
    actionId: 'a1',
    themeId: 't1',
    answered,
  })
  const ask = (id: string, person: string, mail: string) => ({
    id,
    person,
    standIn: null,
    email: 'lead@anyshire.example',
    revoked: false,
    reminders: 1,
    remindedOn: '2026-11-17',
    mail,
    mailAnswer: null,
  })
  return {
    cycle: {
      id: 'month-1',
      plan: 'Improvement plan',
      planId: 'plan-1',
      period: '2026-11-01',
      opensOn: '2026-11-02',
      dueOn: '2026-11-20',
      reviewOn: '2026-11-24',
      freezeOn: '2026-11-30',
      openedBy: 'Programme Manager',
      frozenAt: null,
    },
    frozen: null,
    asks: [
      { ...ask('k1', 'Head of First Response', 'sent'), standIn: 'Team Manager, First Response' },
      { ...ask('k2', 'Designated Nurse', 'refused'), mailAnswer: 'no such mailbox' },
      ask('k3', 'Virtual School Head', 'sent'),
    ],
    asked: [
      milestone('k1', '1.1', false),
      milestone('k1', '1.2', true),
      milestone('k2', '2.1', false),
      milestone('k3', '3.1', true),
    ],
    notMine: [
      {
        ...{ milestoneId: 'milestone-2.1', words: 'It went to the partnership team in October' },
        ...{ whose: 'Partnership Manager', saidBy: 'Designated Nurse', saidOn: '2026-11-19' },
      },
    ],
    unasked: [{ milestoneId: 'm9', ref: '4.2', words: 'Publish the strategy', why: 'It has no lead' }],
    waiting: [
      {
        number: 2,
        words: 'to review',
        hint: 'Answered, and nobody has looked yet',
        href: '/months/month-1/review',
      },
    ],
    may: { run: true, chase: true },
    typed: {
      values: { due: '2026-12-04', review: '2026-12-01', freeze: '2026-12-11' },
      errors: [{ field: 'review', text: 'The review day must be on or after the due day' }],
    },
    today: '2026-11-24',
  }
}

export const monthPage = definePage<MonthPage>('cycles/pages/month.njk', () =>
  toMonthPage(exampleMonthInput()),
)
