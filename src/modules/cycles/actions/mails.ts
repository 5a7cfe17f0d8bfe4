import { dayOf, formatDay, formatMonth } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { mailLink, type NewMail, pageLink } from '../../../platform/mail/outbox.ts'
import { counted } from '../../../platform/words.ts'
import { cyclePaths } from '../paths.ts'
import type { CycleRow } from '../queries/cycles.ts'

/** The purpose for which an ask's link is signed: it opens nothing else. */
export const ASK = 'ask'

interface Asking {
  askId: string
  /** Whom it goes to. */
  personId: string
  name: string
  address: string
  /** The lead for whom somebody sees to it; null when it goes to the lead. */
  forWhom: string | null
  milestones: readonly { id: string; ref: string | null; words: string }[]
}

const linkTo = (askId: string) => mailLink('/asked/', ASK, askId)

/** The one mail of a month to a lead: all of their milestones, and one link. */
export function askMail(cycle: CycleRow, asking: Asking, until: Date): NewMail {
  const link = linkTo(asking.askId)
  const month = formatMonth(cycle.period)
  return {
    ...to(asking),
    kind: 'ask',
    subject: `${month}: ${counted(asking.milestones.length, 'milestone')} to update by ${formatDay(cycle.dueOn)}`,
    text: paragraphs([
      greeting(asking),
      `Where do these milestones of “${cycle.plan}” stand in ${month}? Please answer by ${formatDay(cycle.dueOn)}. It takes about two minutes each, on one page, and needs no passphrase:`,
      link.mark,
      listOf(asking.milestones),
      closing(until),
    ]),
    links: [link],
    once: `ask ${asking.askId}`,
  }
}

/** One mail about what a lead has taken on since they were asked; the link is the one that they have. */
export function askMoreMail(cycle: CycleRow, asking: Asking, until: Date): NewMail {
  const link = linkTo(asking.askId)
  const month = formatMonth(cycle.period)
  return {
    ...to(asking),
    kind: 'ask',
    subject: `${month}: ${counted(asking.milestones.length, 'more milestone')} to update by ${formatDay(cycle.dueOn)}`,
    text: paragraphs([
      greeting(asking),
      `You lead more of “${cycle.plan}” than when you were asked for ${month}. Please say where these stand too, by ${formatDay(cycle.dueOn)}, on the page that you have:`,
      link.mark,
      listOf(asking.milestones),
      closing(until),
    ]),
    links: [link],
    once: `ask ${asking.askId} more ${asking.milestones.map(({ id }) => id).join(' ')}`,
  }
}

/** Says again what is still to be said, with the same link. */
export function reminderMail(scope: Scope, cycle: CycleRow, asking: Asking, until: Date): NewMail {
  const link = linkTo(asking.askId)
  const month = formatMonth(cycle.period)
  const late = scope.today > cycle.dueOn
  return {
    ...to(asking),
    kind: 'reminder',
    subject: `Reminder: ${counted(asking.milestones.length, 'milestone')} still to update for ${month}`,
    text: paragraphs([
      greeting(asking),
      `${late ? `These were due on ${formatDay(cycle.dueOn)}` : `These are due by ${formatDay(cycle.dueOn)}`}, and nothing has been said of them for ${month}. One sentence each is enough, also where little has moved:`,
      link.mark,
      listOf(asking.milestones),
      closing(until),
    ]),
    links: [link],
    once: `reminder ${asking.askId} ${scope.today}`,
  }
}

interface Telling {
  personId: string
  name: string
  address: string
  /** What they are above: "actions that you lead", "themes that you lead". */
  above: string
  silent: readonly { lead: string; milestones: readonly { ref: string | null; words: string }[] }[]
}

/** One mail to whoever stands above: who has not answered, and about what. */
export function escalationMail(scope: Scope, cycle: CycleRow, rung: string, telling: Telling): NewMail {
  const month = formatMonth(cycle.period)
  const number = telling.silent.reduce((sum, one) => sum + one.milestones.length, 0)
  const page = pageLink(cyclePaths.month(cycle.id))
  return {
    ...to(telling),
    kind: 'escalation',
    subject: `${counted(number, 'milestone')} without an answer for ${month}`,
    text: paragraphs([
      `Hello ${telling.name},`,
      `The updates of “${cycle.plan}” were due on ${formatDay(cycle.dueOn)}. Of the ${telling.above}, these are still without an answer for ${month}:`,
      ...telling.silent.map(({ lead, milestones }) => `${lead}\n${listOf(milestones)}`),
      'Please speak with them, or say where each stands yourself:',
      page.mark,
    ]),
    links: [page],
    once: `${rung} ${cycle.id} ${telling.personId} ${scope.today}`,
  }
}

const to = ({ personId, address }: { personId: string; address: string }) => ({ personId, address })

const greeting = ({ name, forWhom }: Asking): string =>
  forWhom ? `Hello ${name},\n\nYou see to this while ${forWhom} is away.` : `Hello ${name},`

const closing = (until: Date): string =>
  `The link is for you alone, so please do not pass it on. It works until ${formatDay(dayOf(until))}. If one of these is not yours, say so on that page: your programme manager is told.`

const listOf = (milestones: readonly { ref: string | null; words: string }[]): string =>
  milestones.map(({ ref, words }) => `- ${ref ? `${ref} ` : ''}${words}`).join('\n')

const paragraphs = (parts: readonly string[]): string => parts.join('\n\n')
