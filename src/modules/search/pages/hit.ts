import { formatDay, formatMonth } from '../../../platform/calendar.ts'
import { boardPaths } from '../../boards/index.ts'
import { cyclePaths } from '../../cycles/index.ts'
import { evidencePaths } from '../../evidence/index.ts'
import { IMPORT_STATES, importPaths } from '../../imports/index.ts'
import { libraryPaths } from '../../library/index.ts'
import { planPaths, STANDING_WORDS } from '../../plans/index.ts'
import { excerptOf, type Part } from '../domain/excerpt.ts'
import type { HitFacts, MarkedWords, Named } from '../domain/facts.ts'
import { KINDS, type Kind } from '../domain/kinds.ts'
import { searchPaths } from '../paths.ts'

export interface HitView {
  /** "Milestone 1.06". */
  kind: string
  href: string
  title: Part[]
  body: Part[]
  /** Where it stands in the thread, from the review to the thing itself. */
  place: Link[]
  status: { code: string; words: string } | null
}

interface Link {
  text: string
  href: string
}

const TITLE_LENGTH = 220
const BODY_LENGTH = 260
const PLACE_LENGTH = 60

export function toHitView(hit: HitFacts): HitView {
  const title = hit.title ? excerpt(hit.title, TITLE_LENGTH) : [{ text: nameOf(hit), hit: false }]
  const body = hit.body ? excerpt(hit.body, BODY_LENGTH) : []
  return {
    kind: [KINDS[hit.kind].one, hit.ref].filter(Boolean).join(' '),
    href: hrefOf(hit),
    title,
    // What was looked for stands in the title already, and the rest would only be read for nothing; what a term means is
    // what one looks it up for.
    body: hit.kind !== 'term' && hit.title && !body.some((part) => part.hit) ? [] : body,
    place: placeOf(hit),
    status: statusOf(hit),
  }
}

const excerpt = ({ words, marked }: MarkedWords, most: number): Part[] => excerptOf(words, marked, most)

const HREFS: Record<Kind, (hit: HitFacts) => string> = {
  plan: ({ id }) => planPaths.plan(id),
  review: ({ id }) => searchPaths.review(id),
  finding: ({ id, review, findings }) => {
    const planId = findings[0]?.planId
    return planId ? planPaths.finding(planId, id) : searchPaths.review(review?.id ?? '')
  },
  action: ({ id }) => planPaths.action(id),
  milestone: ({ id }) => planPaths.milestone(id),
  update: (hit) => `${thingOf(hit)}#said-${hit.id}`,
  comment: (hit) => {
    const page = hit.supportId ? planPaths.supportRequest(hit.supportId) : thingOf(hit)
    return hit.progressId ? `${page}#said-${hit.progressId}` : `${page}#remark-${hit.id}`
  },
  support: ({ id }) => planPaths.supportRequest(id),
  evidence: ({ id }) => evidencePaths.one(id),
  risk: ({ id }) => searchPaths.risk(id),
  document: ({ id }) => importPaths.one(id),
  month: ({ id }) => cyclePaths.changes(id),
  board: ({ id }) => boardPaths.board(id),
  term: ({ id }) => libraryPaths.term(id),
  host_plan: ({ id }) => searchPaths.hostPlan(id),
}

const hrefOf = (hit: HitFacts): string => HREFS[hit.kind](hit)

const thingOf = ({ milestone, action }: HitFacts): string =>
  milestone ? planPaths.milestone(milestone.id) : planPaths.action(action?.id ?? '')

/** Of what has no words for a name. */
function nameOf({ kind, on, by, plan }: HitFacts): string {
  if (kind === 'month') return `${on ? formatMonth(on) : ''}, ${plan?.title ?? ''}`
  return `${KINDS[kind].one} of ${on ? formatDay(on) : ''} by ${by ?? ''}`
}

/** The thread from where it begins to the thing itself, which is left out: it stands above. */
function placeOf(hit: HitFacts): Link[] {
  const { kind, plan, review, findings, action, milestone } = hit
  const links: (Link | null)[] = [
    plan && kind !== 'plan' ? { text: plan.title, href: planPaths.plan(plan.id) } : null,
    review && { text: review.title, href: searchPaths.review(review.id) },
    ...(kind === 'finding' ? [] : findingLinks(findings)),
    action && kind !== 'action' ? namedLink('Action', action, planPaths.action(action.id)) : null,
    milestone && kind !== 'milestone'
      ? namedLink('Milestone', milestone, planPaths.milestone(milestone.id))
      : null,
  ]
  return links.filter((link) => link !== null)
}

const MOST_FINDINGS = 2

function findingLinks(findings: HitFacts['findings']): Link[] {
  const shown = findings.slice(0, MOST_FINDINGS).map(({ id, ref, planId, review }) => ({
    ...{ text: `Finding ${ref} of ${review}`, href: planPaths.finding(planId, id) },
  }))
  const [first] = findings
  const more = findings.length - shown.length
  if (!first || more <= 0) return shown
  const words = `${more} more ${more === 1 ? 'finding' : 'findings'}`
  return [...shown, { text: words, href: planPaths.findings(first.planId) }]
}

function namedLink(kind: string, { ref, words }: Named, href: string): Link {
  const short =
    words.length > PLACE_LENGTH ? `${words.slice(0, PLACE_LENGTH).replace(/\s+\S*$/, '')}…` : words
  return { text: `${kind}${ref ? ` ${ref}` : ''}: ${short}`, href }
}

/** What became of it: no word stands here that its own page would not say. */
function statusOf({ kind, standing }: HitFacts): HitView['status'] {
  if (standing.dropped) return { code: 'dropped', words: STANDING_WORDS.dropped }
  if (kind === 'milestone' || kind === 'update') return reportedStatus(standing)
  const words = standing.state && stateWords(kind, standing.state)
  return words ? { code: '', words } : null
}

function reportedStatus({ status, statusWords, unverified }: HitFacts['standing']): HitView['status'] {
  if (!status) return statusWords ? { code: 'other_words', words: statusWords } : null
  const claimed = unverified ? ', not yet verified' : ''
  return { code: status, words: `${STANDING_WORDS[status]}${claimed}` }
}

const SUPPORT = { open: 'Open', met: 'Met', withdrawn: 'No longer wanted' } as const

function stateWords(kind: Kind, state: string): string {
  const words: Record<string, string> =
    kind === 'document' ? IMPORT_STATES : kind === 'support' ? SUPPORT : {}
  return words[state] ?? state.charAt(0).toUpperCase() + state.slice(1)
}
