import { formatDay, type PlainDate } from '../../../platform/calendar.ts'
import { counted } from '../../../platform/words.ts'
import { type Clash, clashOf, dropOf, type FoundLink, linksInWords } from '../domain/dependencies.ts'
import type { LinkEnd, LinkFacts, PlanAsAt } from '../domain/facts.ts'
import { STANDING_WORDS } from '../domain/roll-up.ts'
import { headOf } from '../domain/xray/naming.ts'
import { paths } from '../paths.ts'

/** What one action or milestone leans on and refers to, and what leans on it. */
export interface ThingLinks {
  rows: LinkRow[]
  words: string
  /** Where links are kept. */
  all: string
}

export interface LinkRow {
  /** "Depends on", "Needed by", "Also see", "Named by". */
  says: string
  name: string
  /** Null where the number leads nowhere. */
  href: string | null
  /** The milestone of the action that is linked; null for the thing of the page itself. */
  through: string | null
  /** What is wrong with it: it leads nowhere, or its date or its state clashes. */
  wrong: string | null
  /** Set where nobody has kept it. */
  found: string | null
}

/** The links of an action with its milestones, or of one milestone: those that are kept first. */
export function toThingLinks(plan: PlanAsAt, ends: readonly LinkEnd[], past: PlainDate | null): ThingLinks {
  const mine = new Set(ends.map(({ id }) => id))
  const rows = [...plan.links, ...linksInWords(plan)].flatMap((link) =>
    rowsOf(link, { plan, ends, mine, past }),
  )
  return {
    rows,
    words: rows.length === 0 ? '' : `${counted(rows.length, 'link')}, those that are kept first`,
    all: paths.links(plan.id),
  }
}

interface Seen {
  plan: PlanAsAt
  ends: readonly LinkEnd[]
  mine: ReadonlySet<string>
  past: PlainDate | null
}

/** A link is seen from the end that is shown; one within the action from the end that refers. */
function rowsOf(link: LinkFacts | FoundLink, seen: Seen): LinkRow[] {
  const { mine, ends } = seen
  const found = 'id' in link ? null : `in its words: “${link.words}”`
  const through = (end: LinkEnd) => (end.id === ends[0]?.id ? null : nameOfEnd(seen.plan, end))
  const { from, to, kind } = link
  if (mine.has(from.id)) {
    const says = kind === 'depends_on' ? 'Depends on' : 'Also see'
    return [
      { says, ...otherEnd(link, to, seen), through: through(from), wrong: wrongFrom(link, seen.plan), found },
    ]
  }
  if (!to || !mine.has(to.id)) return []
  const says = kind === 'depends_on' ? 'Needed by' : 'Named by'
  return [
    { says, ...otherEnd(link, from, seen), through: through(to), wrong: wrongTo(link, seen.plan), found },
  ]
}

function otherEnd(link: LinkFacts | FoundLink, end: LinkEnd | null, { plan, past }: Seen) {
  if (!end) return { name: 'ref' in link ? link.ref : `“${link.words}”`, href: null }
  return { name: nameOfEnd(plan, end), href: addressOfEnd(end, past) }
}

export const addressOfEnd = ({ kind, id }: LinkEnd, past: PlainDate | null = null): string =>
  kind === 'action' ? paths.action(id, past) : paths.milestone(id, past)

/** "2.02 Improve working of the LSCB", with the head of its words. */
export function nameOfEnd(
  { actions, milestones }: Pick<PlanAsAt, 'actions' | 'milestones'>,
  end: LinkEnd,
): string {
  const found = (end.kind === 'action' ? actions : milestones).find(({ id }) => id === end.id)
  if (!found) return 'Something that was no part of the plan'
  const name = found.ref ? `${found.ref} ${headOf(found.words)}` : headOf(found.words)
  return end.kind === 'milestone' ? `milestone ${name}` : name
}

type AnyLink = Pick<LinkFacts, 'kind' | 'from' | 'to'>

/** What is wrong with a link, as the end that refers says it; null when nothing is. */
export function wrongFrom(link: AnyLink, plan: PlanAsAt): string | null {
  if (!link.to) return 'The plan has no such number'
  const drop = dropOf(plan, link.to)
  if (drop) return `It was dropped on ${formatDay(drop.on)}`
  const clash = clashOf(plan, link)
  return clash && [...datesFrom(clash), ...standingOf(clash, 'It')].join('. ')
}

/** The same as the end that is referred to says it. */
function wrongTo(link: AnyLink, plan: PlanAsAt): string | null {
  const clash = clashOf(plan, link)
  return clash && [...datesTo(clash), ...standingOf(clash, 'What it waits for')].join('. ')
}

const datesFrom = ({ dates }: Clash): string[] =>
  dates ? [`It is due ${formatDay(dates.to)}, after what waits for it: ${formatDay(dates.from)}`] : []

const datesTo = ({ dates }: Clash): string[] =>
  dates ? [`It is due ${formatDay(dates.from)}, before what it waits for: ${formatDay(dates.to)}`] : []

const standingOf = ({ standing }: Clash, what: string): string[] =>
  standing ? [`${what} is said to be “${STANDING_WORDS[standing]}”`] : []
