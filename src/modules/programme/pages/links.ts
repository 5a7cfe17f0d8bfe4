import { formatDay, type PlainDate } from '../../../platform/calendar.ts'
import type { FieldError } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { type TakeAway, takeAway } from '../../../platform/office/table.ts'
import { counted } from '../../../platform/words.ts'
import {
  addressOfEnd,
  criticalPath,
  EXAMPLE_TODAY,
  examplePlan,
  type FoundLink,
  type LinkEnd,
  type LinkFacts,
  linksInWords,
  nameOfEnd,
  type PlanAsAt,
  type PlanTab,
  pathWords,
  planPaths,
  planTabs,
  wrongFrom,
} from '../../plans/index.ts'
import { paths } from '../paths.ts'

export interface LinksInput {
  plan: PlanAsAt
  /** Who kept each link, and since when. */
  kept: ReadonlyMap<string, { fromOn: PlainDate; madeBy: string }>
  /** Whether the reader keeps links, and the day is today. */
  may: boolean
  /** What marks a reference that was found. */
  markOf: (found: FoundLink) => string
  chosen: readonly string[]
  errors: readonly FieldError[]
}

export interface LinksPage {
  tabs: PlanTab[]
  plan: { title: string; href: string }
  past: { on: string; today: string } | null
  errors: { text: string; href: string }[]
  words: string
  takeAway: TakeAway | null
  add: string | null
  keep: { send: string; error: string | null } | null
  found: FoundRow[]
  foundWords: string
  end: string | null
  links: KeptRow[]
  linksWords: string
  path: { name: string; href: string; why: string }[]
  pathWords: string
  /** What is not on it, and why nobody can say of the rest. */
  besidePath: string[]
}

interface Row {
  from: { name: string; href: string }
  says: string
  to: { name: string; href: string | null }
  wrong: string | null
}

export interface FoundRow extends Row {
  id: string
  mark: string
  words: string
  checked: boolean
}

export interface KeptRow extends Row {
  id: string
  words: string
  since: string
}

export function toLinksPage(input: LinksInput, today: PlainDate): LinksPage {
  const { plan, may, errors } = input
  const past = plan.asAt === today ? null : plan.asAt
  const found = linksInWords(plan).map((one, at) => toFoundRow(one, at, input, past))
  const links = plan.links.map((one) => toKeptRow(one, input, past))
  const path = criticalPath(plan)
  const live = plan.actions.filter(({ dropped }) => !dropped).length
  return {
    tabs: planTabs(plan.id, 'links', past),
    plan: { title: plan.title, href: planPaths.plan(plan.id, { asAt: past }) },
    past: past === null ? null : { on: formatDay(past), today: paths.links(plan.id) },
    errors: errors.map(({ field, text }) => ({ text, href: field === 'found' ? '#found-0' : '#found' })),
    words: summaryWords(links, found),
    takeAway:
      links.length + found.length > 0 ? takeAway((format) => paths.linksTable(plan.id, format, past)) : null,
    add: may ? paths.newLink(plan.id) : null,
    keep: may && found.length > 0 ? { send: paths.keepLinks(plan.id), error: errors[0]?.text ?? null } : null,
    found,
    foundWords: `${counted(found.length, 'reference')}, in the order of the plan`,
    end: may ? paths.endLink(plan.id) : null,
    links,
    linksWords: `${counted(links.length, 'link')}, the oldest first`,
    path: [...path].map(([id, why]) => ({
      name: nameOfEnd(plan, { kind: 'action', id }),
      href: planPaths.action(id, past),
      why: pathWords(why, plan).replace(/^On it: /, ''),
    })),
    pathWords: `${path.size} of ${counted(live, 'action')}, in the order of the plan`,
    besidePath: besidePath(plan, path),
  }
}

function summaryWords(links: readonly KeptRow[], found: readonly FoundRow[]): string {
  const wrong = [...links, ...found].filter((row) => row.wrong !== null).length
  const parts = [
    `${counted(links.length, 'link')} kept`,
    `${found.length} more found in words`,
    ...(wrong > 0 ? [`${wrong} of them to look at`] : []),
  ]
  return parts.join(', ')
}

/** What puts nothing on the path, said aloud where the plan has it. */
function besidePath(plan: PlanAsAt, path: ReadonlyMap<string, unknown>): string[] {
  const throughout = plan.cites.filter(({ findingId }) => findingId !== null).length
  const unsure = plan.actions.filter(
    ({ id, dropped, cites }) =>
      !dropped && !path.has(id) && cites.some(({ findingId }) => findingId === null),
  ).length
  return [
    ...(throughout > 0
      ? [
          `The plan as a whole answers ${counted(throughout, 'finding')}: that puts no single action on the path.`,
        ]
      : []),
    ...(unsure > 0
      ? [
          `${counted(unsure, 'action')} ${unsure === 1 ? 'cites' : 'cite'} a review without a finding that is held: say which finding is meant, and the path is complete.`,
        ]
      : []),
  ]
}

const SAYS: Record<LinkFacts['kind'], string> = { depends_on: 'waits for', see_also: 'refers to' }

export const saysOf = (kind: LinkFacts['kind']): string => SAYS[kind]

function toRow(link: FoundLink | LinkFacts, plan: PlanAsAt, past: PlainDate | null): Row {
  const named = (end: LinkEnd) => ({ name: nameOfEnd(plan, end), href: addressOfEnd(end, past) })
  const nowhere = { name: 'ref' in link ? link.ref : `“${link.words}”`, href: null }
  return {
    from: named(link.from),
    says: SAYS[link.kind],
    to: link.to ? named(link.to) : nowhere,
    wrong: wrongFrom(link, plan),
  }
}

const toFoundRow = (found: FoundLink, at: number, input: LinksInput, past: PlainDate | null): FoundRow => ({
  ...toRow(found, input.plan, past),
  ...{ id: `found-${at}`, mark: input.markOf(found), words: found.words },
  checked: input.chosen.includes(input.markOf(found)),
})

function toKeptRow(link: LinkFacts, { plan, kept }: LinksInput, past: PlainDate | null): KeptRow {
  const by = kept.get(link.id)
  const since = by ? `${formatDay(by.fromOn)}, ${by.madeBy}` : ''
  return { ...toRow(link, plan, past), id: link.id, words: link.words, since }
}

export const linksPage = definePage<LinksPage>('programme/pages/links.njk', () => {
  const plan = examplePlan()
  const [first, second] = plan.actions
  if (first) first.words = 'Improve the working of the board (also see action 9.08)'
  if (second) second.cites = [{ findingId: null, findingRef: null, words: 'Ofsted 2024' }]
  const kept = new Map(
    plan.links.map(({ id }) => [id, { fromOn: '2026-10-01', madeBy: 'Programme Manager' }]),
  )
  const markOf = ({ ref }: FoundLink) => ref
  const errors = [{ field: 'found', text: 'Select what you keep' }]
  return toLinksPage({ plan, kept, may: true, markOf, chosen: [], errors }, EXAMPLE_TODAY)
})
