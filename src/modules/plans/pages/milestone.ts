import { formatDay, formatInstant, type PlainDate } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { evidencePaths } from '../../evidence/index.ts'
import { createMarker, libraryPaths, type Marker, type Piece, type Term } from '../../library/index.ts'
import type { AssessmentFacts } from '../domain/assessment.ts'
import type { CarrierFacts } from '../domain/carriers.ts'
import { isUnverified } from '../domain/claim.ts'
import type {
  ActionAsAt,
  CitationFacts,
  FindingFacts,
  MilestoneAsAt,
  PlanAsAt,
  UpdateFacts,
} from '../domain/facts.ts'
import { REASONS } from '../domain/reasons.ts'
import { standingOf } from '../domain/roll-up.ts'
import { exampleThreats, type Threat } from '../domain/threats.ts'
import { paths } from '../paths.ts'
import { type CarriedView, exampleCarriers, toCarried } from './carried.ts'
import { type EvidenceLine, toEvidenceLine } from './evidence-words.ts'
import { EXAMPLE_TODAY, examplePlan, exampleUpdate } from './example.ts'
import { boardsOf } from './plan-query.ts'
import { exampleRemarks, type RemarksView, type SaidRemark, toRemarksView } from './remarks.ts'
import { type MilestoneSupport, toMilestoneSupport } from './support.ts'
import { type ThingLinks, toThingLinks } from './thing-links.ts'
import {
  capital,
  count,
  dueSoon,
  findingName,
  isOverdue,
  leadInFull,
  list,
  NOT_YET_VERIFIED,
  redated,
  type StatusView,
  saidWhen,
  statedDate,
  statedDateInFull,
  statusInFull,
  statusView,
} from './words.ts'

/** One change of one field, as the record keeps it. */
export interface ChangeFacts {
  /** ISO instant. */
  at: string
  by: string
  field: string
  was: string | null
  now: string | null
  reason: string | null
}

export interface MilestoneInput {
  plan: { id: string; title: string }
  milestone: MilestoneAsAt
  action: ActionAsAt
  theme: { id: string; name: string } | null
  /** The plan as far as links lead: the whole of it, or no more than the action. */
  around: PlanAsAt
  carriers: CarrierFacts[]
  threats: Threat[]
  /** Those that the milestone or its action cites. */
  findings: FindingFacts[]
  /** Newest first. */
  updates: UpdateFacts[]
  /** What was made of them, newest first. */
  assessments: AssessmentFacts[]
  /** Newest first. */
  changes: ChangeFacts[]
  /** Documents that it was read from, newest first. */
  origins: OriginFacts[]
  /** Oldest first. */
  remarks: SaidRemark[]
  /** The glossary, for the words that it explains. */
  terms: readonly Pick<Term, 'id' | 'term' | 'meaning'>[]
  may: {
    update: boolean
    change: boolean
    verify: boolean
    review: boolean
    seeSource: boolean
    comment: boolean
    attest: boolean
  }
}

export interface OriginFacts {
  documentId: string
  documentName: string
  line: number
  place: string
}

export interface MilestonePage {
  name: string
  words: string
  /** Its words, and the terms among them. */
  marked: Piece[]
  plan: { title: string; href: string }
  past: { on: string; today: string } | null
  dropped: string | null
  status: StatusView
  statusSince: string | null
  /** Who verified a claim of completion, or that nobody has; null where none is made. */
  claim: { words: string; verified: boolean } | null
  due: { words: string; soon: string | null; late: boolean; redated: string | null }
  /** A new date that the last update asks for, for whoever may agree to it. */
  proposal: { words: string; agree: { send: string; update: string } | null } | null
  /** What was asked and is not answered yet, oldest first. */
  queries: { words: string; byline: string; answer: string | null }[]
  verify: string | null
  review: string | null
  update: string | null
  change: string | null
  facts: { label: string; lines: string[]; gap: boolean }[]
  thread: ThreadStep[]
  updates: UpdateView[]
  updatesWords: string
  remarks: RemarksView
  support: MilestoneSupport
  evidence: EvidenceLine[]
  evidenceWords: string
  addEvidence: string | null
  links: ThingLinks
  carried: CarriedView
  /** Open risks and issues that threaten it, the gravest first. */
  threats: Threat[]
  history: HistoryRow[]
  historyWords: string
  /** Where it was printed in the documents that were brought in. */
  sources: { words: string; href: string | null }[]
}

/** One knot of the golden thread. Each is a link or a gap, and a gap is said. */
export interface ThreadStep {
  name: string
  here: boolean
  items: { text: string; href: string | null }[]
  gap: string | null
}

export interface UpdateView {
  anchor: string
  month: string
  status: StatusView
  /** How the author put it, where that is not the key's own word. */
  saidAs: string | null
  byline: string
  at: string
  done: Piece[]
  next: Piece[] | null
  support: Piece[] | null
  evidence: string | null
  /** Said when a claim stands without proof. */
  noEvidence: string | null
  /** Why it is not achieved, how it is made good, and the new date that is asked for. */
  more: { label: string; words: string }[]
  /** What the author was asked before it was saved. */
  concerns: string[]
  /** What others made of it, oldest first. */
  made: { title: string; words: string | null; replies: { byline: string; words: string }[] }[]
}

export interface HistoryRow {
  when: string
  who: string
  field: string
  was: string
  now: string
  reason: string | null
}

export function toMilestonePage(
  input: MilestoneInput,
  today: PlainDate,
  asAt: PlainDate | null = null,
): MilestonePage {
  const { milestone, action, plan, may } = input
  const past = asAt !== null && asAt !== today ? asAt : null
  const standing = standingOf(milestone, action)
  const open = past === null && standing !== 'dropped'
  const mark = createMarker(input.terms, libraryPaths.term)
  return {
    name: milestone.ref ? `Milestone ${milestone.ref}` : 'Milestone',
    words: milestone.words,
    marked: mark(milestone.words),
    plan: { title: plan.title, href: paths.plan(plan.id, { asAt: past }) },
    past: past === null ? null : { on: formatDay(past), today: paths.milestone(milestone.id) },
    dropped: droppedWords(milestone, action),
    status: milestone.latest?.status
      ? statusInFull(milestone.latest)
      : statusView(standing, milestone.latest),
    statusSince: milestone.latest && `Said for ${saidWhen(milestone.latest)} by ${milestone.latest.author}`,
    due: {
      words: statedDate(milestone.due) ?? 'no date',
      soon: dueSoon(milestone.due, standing, past ?? today),
      late: isOverdue(milestone.due, standing, past ?? today),
      redated: redated(milestone.earlierDue),
    },
    claim: claimOf(milestone),
    proposal: proposalOf(milestone, open && may.change),
    queries: openQueries(input, open && may.update),
    verify: open && may.verify ? paths.verifyMilestone(milestone.id) : null,
    review: open && may.review ? paths.review(action.id) : null,
    update: open && may.update ? paths.updateMilestone(milestone.id) : null,
    change: open && may.change ? paths.changeMilestone(milestone.id) : null,
    facts: factsOf(input),
    thread: threadOf(input, past),
    updates: input.updates.map((update) => toUpdateView(update, input.assessments, milestone, mark)),
    updatesWords: input.updates.length === 0 ? '' : `${count(input.updates.length, 'update')}, newest first`,
    remarks: toRemarksView(
      input.remarks,
      open && may.comment ? paths.remarks('milestone', milestone.id) : null,
    ),
    support: toMilestoneSupport(milestone, past ?? today, open && may.update),
    evidence: milestone.evidence.map((facts) => toEvidenceLine(facts, past ?? today)),
    evidenceWords:
      milestone.evidence.length === 0
        ? ''
        : `${count(milestone.evidence.length, 'piece')} of evidence, the first attached first`,
    addEvidence: open && may.attest ? paths.milestoneEvidence(milestone.id) : null,
    links: toThingLinks(input.around, [{ kind: 'milestone', id: milestone.id }], past),
    threats: input.threats,
    carried: toCarried(input.carriers, input.around, [{ kind: 'milestone', id: milestone.id }]),
    history: input.changes.map(toHistoryRow),
    historyWords: input.changes.length === 0 ? '' : `${count(input.changes.length, 'change')}, newest first`,
    sources: input.origins.map(({ documentId, documentName, line, place }) => ({
      words: `${documentName}, ${place}`,
      href: may.seeSource ? paths.source(documentId, line) : null,
    })),
  }
}

function claimOf({ latest }: MilestoneAsAt): MilestonePage['claim'] {
  if (latest?.status !== 'achieved') return null
  if (isUnverified(latest) || !latest.verification) {
    return { words: capital(NOT_YET_VERIFIED), verified: false }
  }
  const { by, on, words } = latest.verification
  return { words: `Verified by ${by} on ${formatDay(on)}: ${words}`, verified: true }
}

function proposalOf({ id, latest, due }: MilestoneAsAt, may: boolean): MilestonePage['proposal'] {
  if (!latest?.proposedDue || latest.proposedDue === due?.on) return null
  return {
    words: `${latest.author} asks for a new date: ${formatDay(latest.proposedDue)}`,
    agree: may ? { send: paths.agreeDate(id), update: latest.id } : null,
  }
}

const openQueries = ({ assessments, milestone }: MilestoneInput, may: boolean): MilestonePage['queries'] =>
  assessments
    .filter(({ verdict, answered }) => verdict === 'queried' && !answered)
    .toReversed()
    .map(({ words, by, on }) => ({
      words: words ?? '',
      byline: `${by} on ${formatDay(on)}`,
      answer: may ? paths.updateMilestone(milestone.id) : null,
    }))

function droppedWords(milestone: MilestoneAsAt, action: ActionAsAt): string | null {
  if (milestone.dropped) return `Dropped on ${formatDay(milestone.dropped.on)}: ${milestone.dropped.reason}`
  if (!action.dropped) return null
  return `Dropped with its action on ${formatDay(action.dropped.on)}: ${action.dropped.reason}`
}

function factsOf({ milestone, action, theme }: MilestoneInput): MilestonePage['facts'] {
  const fact = (label: string, lines: readonly (string | null)[], without: string) => {
    const said = lines.filter((line) => line !== null)
    return said.length > 0 ? { label, lines: said, gap: false } : { label, lines: [without], gap: true }
  }
  const earlier = milestone.earlierDue.map(statedDate)
  return [
    fact('Lead', milestone.leads.map(leadInFull), 'Nobody: this milestone has no lead'),
    fact('Starts', [statedDateInFull(milestone.start)], 'No start date'),
    fact('Due', [statedDateInFull(milestone.due)], 'No due date'),
    ...(earlier.length > 0 ? [fact('Was due', [list(earlier.flatMap((due) => due ?? []))], '')] : []),
    fact('Theme', [theme?.name ?? null], 'No theme'),
    fact('Outcome wanted', [action.outcome], 'No outcome stated'),
    fact('Watched by', boardsOf(milestone, action), 'No board'),
    ...Object.entries({ ...action.extra, ...milestone.extra }).map(([label, text]) =>
      fact(label, [text], ''),
    ),
  ]
}

function threadOf(input: MilestoneInput, past: PlainDate | null): ThreadStep[] {
  const { milestone, action, updates } = input
  const cites = [...action.cites, ...milestone.cites]
  const named = new Map(updates.flatMap((update) => (update.evidence ? [[update.evidence, update.id]] : [])))
  const evidence = [
    ...milestone.evidence.map(({ id, title }) => ({ text: title, href: evidencePaths.one(id) })),
    ...[...named]
      .filter(([text]) => !milestone.evidence.some(({ title }) => title === text))
      .map(([text, updateId]) => ({ text, href: `#said-${updateId}` })),
  ]
  const shown = shownItems(input, past)
  return [
    {
      name: 'Finding',
      here: false,
      items: citedItems(cites, input, past),
      gap: cites.length > 0 ? null : 'Answers no finding',
    },
    {
      name: 'Action',
      here: false,
      items: [{ text: actionName(action), href: paths.action(action.id, past) }],
      gap: null,
    },
    { name: 'This milestone', here: true, items: [{ text: hereWords(input), href: null }], gap: null },
    {
      name: 'Evidence',
      here: false,
      items: evidence,
      gap: evidence.length > 0 ? null : 'No evidence yet',
    },
    {
      name: 'Descriptor',
      here: false,
      items: shown,
      gap: shown.length > 0 ? null : 'Linked to no judgement descriptor',
    },
  ]
}

/** Statements that the milestone or its action shows, each once. */
function shownItems(
  { milestone, action, plan }: MilestoneInput,
  past: PlainDate | null,
): ThreadStep['items'] {
  const items = [...milestone.shows, ...action.shows].map((shown) => ({
    text: shown.words,
    href: paths.statement(plan.id, shown, past),
  }))
  return [...new Map(items.map((item) => [item.href, item])).values()]
}

function hereWords({ milestone, action }: MilestoneInput): string {
  const { words } = statusView(standingOf(milestone, action), milestone.latest)
  return milestone.ref ? `${milestone.ref}: ${words}` : words
}

/** One item for each finding, and each citation that names none, once. */
export function citedItems(
  cites: readonly CitationFacts[],
  { findings, plan }: Pick<MilestoneInput, 'findings' | 'plan'>,
  past: PlainDate | null,
): ThreadStep['items'] {
  const items = new Map<string, { text: string; href: string | null }>()
  for (const cite of cites) {
    const finding = findings.find((known) => known.id === cite.findingId)
    if (finding) {
      const text = `${findingName(finding)}: ${finding.words}`
      items.set(finding.id, { text, href: paths.finding(plan.id, finding.id, past) })
    } else {
      items.set(cite.words, { text: `${cite.words} (names no finding that is held)`, href: null })
    }
  }
  return [...items.values()]
}

export const actionName = (action: ActionAsAt): string =>
  action.ref ? `${action.ref} ${action.words}` : action.words

function toUpdateView(
  update: UpdateFacts,
  assessments: readonly AssessmentFacts[],
  { evidence }: MilestoneAsAt,
  mark: Marker,
): UpdateView {
  return {
    anchor: `said-${update.id}`,
    month: saidWhen(update),
    status: statusInFull(update),
    saidAs: update.status && update.statusWords ? update.statusWords : null,
    byline: `${update.author} on ${formatDay(update.saidOn)}`,
    at: update.recordedAt,
    done: mark(update.done),
    next: update.next === null ? null : mark(update.next),
    support: update.support === null ? null : mark(update.support),
    evidence: update.evidence,
    noEvidence:
      update.status === 'achieved' && !update.evidence && evidence.length === 0
        ? 'Said to be completed, but no evidence is given.'
        : null,
    more: moreOf(update),
    concerns: update.concerns.map(({ words }) => words),
    made: assessments
      .filter(({ progressId }) => progressId === update.id)
      .toReversed()
      .map(toMade),
  }
}

function moreOf({ reason, recovery, proposedDue }: UpdateFacts): UpdateView['more'] {
  const more = [
    { label: 'Why', words: reason && REASONS[reason] },
    { label: 'How it is made good', words: recovery },
    { label: 'New date asked for', words: proposedDue && formatDay(proposedDue) },
  ]
  return more.flatMap(({ label, words }) => (words ? [{ label, words }] : []))
}

const MADE: Record<AssessmentFacts['verdict'], string> = {
  accepted: 'Accepted',
  queried: 'Asked',
  verified: 'Verified',
  returned: 'Returned',
}

function toMade({ verdict, words, by, on, replies }: AssessmentFacts): UpdateView['made'][number] {
  return {
    title: `${MADE[verdict]} by ${by} on ${formatDay(on)}`,
    words,
    replies: replies.map((reply) => ({
      byline: `${reply.by} on ${formatDay(reply.on)}`,
      words: reply.words,
    })),
  }
}

export function toHistoryRow(change: ChangeFacts): HistoryRow {
  return {
    when: formatInstant(new Date(change.at)),
    who: change.by,
    field: change.field,
    was: change.was ?? 'nothing',
    now: change.now ?? 'nothing',
    reason: change.reason,
  }
}

/** What a milestone page is given, made from the made-up plan. */
/** A glossary that explains the first word. */
export const exampleMarked = (words: string): MilestoneInput['terms'] => [
  { id: 'term-1', term: words.split(' ')[0] ?? '', meaning: 'What it means' },
]

export function exampleMilestoneInput(index = 3): MilestoneInput {
  const plan = examplePlan()
  const milestone = plan.milestones[index] ?? plan.milestones[0]
  const action = plan.actions.find((known) => known.id === milestone?.actionId)
  if (!milestone || !action) throw new Error('The made-up plan has no such milestone')
  return {
    plan: { id: plan.id, title: plan.title },
    milestone,
    action,
    theme: plan.themes[0] ?? null,
    around: plan,
    threats: exampleThreats(),
    carriers: exampleCarriers({ kind: 'milestone', id: milestone.id }),
    findings: plan.findings,
    ...exampleSaid(milestone.latest),
    changes: exampleChanges(),
    origins: [
      { documentId: 'import-1', documentName: 'Plan, October 2026.docx', line: 42, place: 'table 2, row 5' },
    ],
    remarks: exampleRemarks(),
    terms: exampleMarked(milestone.words),
    may: {
      update: true,
      change: true,
      verify: true,
      review: true,
      seeSource: true,
      comment: true,
      attest: true,
    },
  }
}

/** Four months of words; of the last but one somebody asked, of the oldest the claim was returned. */
function exampleSaid(latest: UpdateFacts | null): Pick<MilestoneInput, 'updates' | 'assessments'> {
  const updates = exampleUpdates(latest)
  const made = (at: number, verdict: AssessmentFacts['verdict'], words: string, answered: boolean) => ({
    ...{ id: `made-${at}`, progressId: updates[at]?.id ?? '', verdict, words, answered },
    ...{ by: 'Programme Manager', on: '2026-11-21', replies: [] },
  })
  return {
    updates,
    assessments: [
      made(0, 'queried', 'Which teams were seen?', false),
      {
        ...made(1, 'queried', 'Is the rota published?', true),
        replies: [{ words: 'It is, since Monday.', by: 'Head of Fostering', on: '2026-09-20' }],
      },
      made(3, 'returned', 'The audit shows that half of the plans were late.', false),
    ],
  }
}

function exampleUpdates(latest: UpdateFacts | null): UpdateFacts[] {
  return [
    latest ?? exampleUpdate(3),
    {
      ...{
        ...exampleUpdate(20),
        id: 'update-a',
        concerns: [
          {
            kind: 'due_passed',
            words:
              'It was due on 31 August 2026, which has passed, and you chose “On track to be completed”.',
          },
        ],
      },
      period: '2026-09-01',
      saidOn: '2026-09-11',
    },
    { ...exampleUpdate(16), id: 'update-b', period: '2026-08-01', saidOn: '2026-08-12' },
    { ...exampleUpdate(1), id: 'update-c', period: '2026-07-01', saidOn: '2026-07-09', evidence: null },
  ]
}

export function exampleChanges(): ChangeFacts[] {
  return [
    {
      at: '2026-09-14T10:20:00Z',
      by: 'Safeguarding Partnership Manager',
      field: 'Due',
      was: '31 August 2026',
      now: '31 October 2026',
      reason: 'The provider changed its manager; agreed by the Executive on 14 September',
    },
    {
      at: '2026-03-02T09:00:00Z',
      by: 'Head of Fostering',
      field: 'Lead',
      was: null,
      now: 'Head of Fostering',
      reason: null,
    },
  ]
}

export const milestonePage = definePage<MilestonePage>('plans/pages/milestone.njk', () =>
  toMilestonePage(exampleMilestoneInput(), EXAMPLE_TODAY),
)
