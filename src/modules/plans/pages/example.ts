import { addDays, addMonths, endOfMonth, type PlainDate, startOfMonth } from '../../../platform/calendar.ts'
import type { EvidenceFacts } from '../../evidence/index.ts'
import type {
  ActionAsAt,
  CitationFacts,
  FindingFacts,
  LeadFacts,
  LinkFacts,
  MeasureAnswer,
  MeasureFacts,
  MeasureStanding,
  MilestoneAsAt,
  PlanAsAt,
  ShownStatement,
  StatedDate,
  SupportFacts,
  UpdateFacts,
} from '../domain/facts.ts'
import { isStatus, STATUSES, type Status } from '../domain/status.ts'

/**
 * A made-up plan, for the examples that every page must bring and for measurements: the same for the same
 * size, with every kind of gap that real plans have (no lead, no date, no update, other words, dropped).
 */

export const EXAMPLE_TODAY: PlainDate = '2026-11-22'

const PEOPLE: readonly (readonly [string, string])[] = [
  ['Head of First Response', 'Anyshire Council'],
  ['Detective Sergeant, Public Protection', 'Anyshire Police'],
  ['Designated Doctor', 'NHS Anyshire'],
  ['Head of Fostering', 'Anyshire Council'],
  ['Head of Service, Looked After Children', 'Anyshire Council'],
  ['Head Teacher Representative', 'Anyshire Schools Alliance'],
  ['Safeguarding Partnership Manager', 'Anyshire Safeguarding Partnership'],
]

const BOARDS = [
  'Performance and Quality Board',
  'Corporate Parenting Panel',
  'Safeguarding Partnership Executive',
]

const THEMES = [
  ['Good practice', 'Every child who needs help is seen, heard and helped in time.'],
  ['Early intervention', 'Families get help before a problem becomes a crisis.'],
  ['Leadership and governance', 'Partners lead together, and know how well children are protected.'],
  ['Capacity and staffing', 'Children have the same social worker for longer.'],
  ['Performance management', null],
] as const

const PHASES = [
  ['Phase 1', '2026-06-30', 'Safe: the judgement is adequate.'],
  ['Phase 2', '2027-03-31', 'Good: improvement is sustained.'],
  ['Phase 3', null, null],
] as const

const ACTIONS: readonly { words: string; outcome: string | null; milestones: readonly string[] }[] = [
  {
    words: 'Ensure quality of service by improving child protection referral and assessment processes',
    outcome: 'Referrals are responded to on the same day',
    milestones: [
      'Threshold document agreed by all partners and launched with each referring agency',
      'Every contact has a management decision recorded within one working day',
      'Weekly report of assessment activity for each team in use by team managers',
      'Multi-agency audit of 30 referrals shows that decisions were right and in time, and the lessons have been shared with the teams concerned in their own meetings',
    ],
  },
  {
    words: 'Improve attendance at strategy meetings and child protection conferences',
    outcome: 'Partners who know the child are in the room',
    milestones: [
      'Practice standards for attendance developed and published',
      'Attendance by agency reported to the Safeguarding Partnership every quarter',
      'Police attendance at initial conferences reaches 95%',
      'General practitioners send a report to every conference',
    ],
  },
  {
    words: 'Strengthen supervision so that every decision about a child is challenged and recorded',
    outcome: 'Decisions about children are tested by a second person',
    milestones: [
      'Supervision policy reviewed and reissued',
      'All 42 managers trained in reflective supervision',
      'Supervision audit in place, two files for each manager each quarter',
      'Staff survey shows that supervision helps',
    ],
  },
  {
    words: 'Give children who go missing from care an independent return interview',
    outcome: null,
    milestones: [
      'Contract for independent interviews let',
      'Interview offered within 72 hours of return in every case',
      'Themes from interviews reported to the exploitation group',
    ],
  },
  {
    words: 'Increase the use and the quality of personal education plans',
    outcome: 'Looked after children do better at school',
    milestones: [
      'Virtual school head reviews each plan every term',
      'Every looked after child of school age has a plan from the last six months',
      'Pupil premium spending tied to targets in the plan',
      'Young people say that their plan is about them',
    ],
  },
  {
    words: 'Reduce caseloads in the assessment teams to the level agreed by the Partnership',
    outcome: 'Children have the same social worker for longer',
    milestones: [
      'Vacancies in assessment teams below 10%',
      'No social worker holds more than 18 children',
      'Recruitment campaign with the neighbouring authorities',
      'Exit interviews read and answered every month',
    ],
  },
  {
    words: 'Develop one data set that partners trust and use',
    outcome: null,
    milestones: [
      'Partners agree definitions for 24 indicators',
      'Monthly data from health and police loaded without retyping',
      'Data quality errors in the children in need census fall by half',
    ],
  },
  {
    words: 'Hear children, and show them what was done with what they said',
    outcome: "Children's voice is heard and answered",
    milestones: [
      'Children in Care Council meets the lead member every quarter',
      'Every audit asks what daily life is like for this child',
      'An easy-read page of this plan published and kept up to date',
      'Advocacy offered at every initial conference',
    ],
  },
]

const SAID: Record<Status, readonly string[]> = {
  not_started: ['Waits for the new commissioning year.', 'To begin when the policy has been agreed.'],
  on_track: [
    'Draft went to all partners on 4 November; 11 of 14 have answered and none disagrees.',
    'Two of three workshops held. The last one is on 9 December.',
    'First weekly report issued. Managers use it in Monday meetings; two teams asked for the figures by worker as well, which will be in the next one.',
  ],
  achieved: [
    'In place since 1 September. Audit of 30 cases: 28 decisions recorded within the day.',
    'Published, and read by 96% of staff. Attendance has risen from 71% to 93%.',
  ],
  off_track: [
    'Three weeks late because the provider changed its manager. New date agreed with the board.',
    'Training dates moved twice for lack of a room; all now booked.',
  ],
  not_achieved: [
    '20 of 42 managers trained. The trainer has left and there is no budget for another.',
    'Police cannot release officers in the afternoon. Needs a decision by the Executive.',
  ],
}

const SUPPORT = 'A decision by the Executive on cover for trainers, by 5 December'

/** Repeatable "chance": the n-th number below the limit. */
const pick = (n: number, limit: number): number => (Math.imul(n + 7, 2654435761) >>> 8) % limit

function from<T>(items: readonly [T, ...T[]] | readonly T[], n: number): T {
  const item = items[n % items.length]
  if (item === undefined) throw new Error('An example list is empty')
  return item
}

/** A plan of so many actions with three or four milestones each (or exactly `each`). */
export function examplePlan(actions = 8, each: number | null = null): PlanAsAt {
  const made = Array.from({ length: actions }, (_, n) => exampleActionWith(n, each))
  return {
    id: 'plan-1',
    title: 'Anyshire Safeguarding Improvement Plan',
    asAt: EXAMPLE_TODAY,
    edition: {
      label: 'Edition 6',
      state: 'approved',
      approvedBy: 'the Safeguarding Partnership Executive',
      approvedOn: '2026-09-14',
    },
    themes: THEMES.map(([name, outcome], n) => ({ id: `theme-${n}`, name, outcome })),
    phases: PHASES.map(([name, endsOn, outcome], n) => ({
      id: `phase-${n}`,
      ...{ name, endsOn, outcome, targetJudgement: n === 0 ? 'Good' : null },
    })),
    actions: made.map(({ action }) => action),
    milestones: made.flatMap(({ milestones }) => milestones),
    findings: exampleFindings(),
    cites: [],
    tables: [],
    links: exampleLinks(made.map(({ action }) => action.id)),
    frameworks: [{ framework: 'example', version: '2026', grade: 'good' }],
  }
}

/** The third action waits for the first, refers to the second, and to a number that nobody has. */
function exampleLinks([first, second, third]: readonly string[]): LinkFacts[] {
  if (!first || !second || !third) return []
  const from = { kind: 'action' as const, id: third }
  const to = (id: string) => ({ kind: 'action' as const, id })
  return [
    { id: 'link-1', kind: 'depends_on', from, to: to(first), words: 'depends on the first' },
    { id: 'link-2', kind: 'see_also', from, to: to(second), words: 'also see the second' },
    { id: 'link-3', kind: 'see_also', from, to: null, words: 'also see 9.09' },
  ]
}

export function exampleFindings(): FindingFacts[] {
  const ofsted = {
    id: 'review-1',
    title: 'Ofsted inspection of local authority children’s services',
    body: 'Ofsted',
    publishedOn: '2026-02-25',
  }
  const serious = {
    id: 'review-2',
    title: 'Local child safeguarding practice review, Child K',
    body: 'Anyshire Safeguarding Partnership',
    publishedOn: '2026-05-12',
  }
  const finding = (
    id: number,
    review: FindingFacts['review'],
    group: string | null,
    ref: string,
    words: string,
    deadline: StatedDate | null,
  ): FindingFacts => ({
    id: `finding-${id}`,
    ...{ review, group, ref, words, deadline, criteria: [], measures: [] },
  })
  const three: StatedDate = { on: '2026-05-25', precision: 'day', words: 'Within three months' }
  const six: StatedDate = { on: '2026-08-25', precision: 'day', words: 'Within six months' }
  return [
    finding(
      1,
      ofsted,
      'Safeguarding',
      '1',
      'The timeliness and quality of decisions at the front door',
      three,
    ),
    finding(
      2,
      ofsted,
      'Safeguarding',
      '2',
      'Attendance of partners at strategy meetings and conferences',
      three,
    ),
    finding(3, ofsted, 'Safeguarding', '3', 'The quality and recording of supervision', six),
    finding(4, ofsted, 'Looked after children', '4', 'Return interviews for children who go missing', six),
    finding(5, ofsted, 'Looked after children', '5', 'Use of personal education plans', six),
    finding(6, ofsted, 'Looked after children', '6', 'Stability of placements for older children', {
      on: '2027-02-25',
      precision: 'day',
      words: 'Within twelve months',
    }),
    finding(7, serious, null, 'A', 'Information about adults in the household was not shared', null),
    finding(8, serious, null, 'B', 'The child was not seen alone', {
      on: null,
      precision: null,
      words: 'Immediately',
    }),
  ]
}

const person = (n: number): LeadFacts => {
  const [name, partner] = from(PEOPLE, n)
  const kind = n % PEOPLE.length === 4 || n % PEOPLE.length === 6 ? 'post' : 'person'
  return { holder: { kind, id: `${kind}-${n % PEOPLE.length}` }, name, partner, part: 'lead' }
}

function cite(n: number): CitationFacts {
  if (n % 9 === 8) return { findingId: null, findingRef: null, words: 'Ofsted Feb 2026' }
  const ref = (n % 5) + 1
  return { findingId: `finding-${ref}`, findingRef: String(ref), words: `Ofsted Feb 2026, Rec ${ref}` }
}

/** The first actions show one statement each, the others none. */
function exampleShown(n: number): ShownStatement[] {
  const key = { framework: 'example', version: '2026' }
  if (n === 0) return [{ ...key, descriptor: 'G1', words: 'Leaders know how practice reaches children.' }]
  return n === 1 ? [{ ...key, descriptor: 'G2', words: 'Children at risk are seen without delay.' }] : []
}

function exampleActionWith(
  n: number,
  each: number | null,
): { action: ActionAsAt; milestones: MilestoneAsAt[] } {
  const text = from(ACTIONS, n)
  const phase = Math.min(2, Math.floor(n / 26))
  const ref = `${phase + 1}.${String((n % 26) + 1).padStart(2, '0')}`
  const id = `action-${n + 1}`
  const milestones = Array.from({ length: each ?? text.milestones.length }, (_, m) =>
    exampleMilestoneOf(id, ref, from(text.milestones, m), n * 4 + m, m),
  )
  const judged = pick(n, 3) === 0 ? null : from(STATUSES, pick(n + 3, 4) + 1)
  return {
    milestones,
    action: {
      id,
      ref,
      words: text.words,
      themeId: n % 11 === 10 ? null : `theme-${pick(n, THEMES.length)}`,
      phaseId: `phase-${phase}`,
      outcome: text.outcome,
      leads: [{ ...person(n), part: 'accountable' }],
      cites: n % 4 === 3 ? [] : [cite(n)],
      boards: n % 6 === 5 ? [] : [from(BOARDS, n)],
      shows: exampleShown(n),
      criteria: [
        {
          id: `criterion-${n}`,
          words: 'All cases are risk assessed by a team manager and allocated promptly',
          measures: [
            exampleMeasure(n, 'indicator', 'Assessments within 45 working days: at least 85%'),
            exampleMeasure(n + 1, 'audit', 'Audit of 30 cases each quarter'),
          ],
        },
      ],
      measures: [],
      judgement: judged && {
        status: judged,
        words: from(SAID[judged], n),
        saidOn: '2026-11-03',
        author: from(PEOPLE, n)[0],
      },
      dropped: null,
      extra: {},
    },
  }
}

/** Every third is met, every third is on its way, and of the rest nothing is said. */
export function exampleMeasure(n: number, kind: string, words: string): MeasureFacts {
  const said = n % 3 === 2 ? null : exampleAnswer(n % 3 === 0 ? 'met' : 'towards')
  return {
    id: `measure-${n}-${kind}`,
    kind,
    words,
    printed: n % 4 === 1 ? '81% in March' : null,
    answer: said,
  }
}

export const exampleAnswer = (standing: MeasureStanding): MeasureAnswer => ({
  standing,
  value: standing === 'met' ? '88%' : '79%',
  words: 'Of 412 assessments, counted from the case system.',
  aboutOn: standing === 'met' ? '2026-09-30' : '2026-03-31',
  saidOn: '2026-10-20',
  by: 'Performance Manager',
  evidence: { id: 'evidence-1', title: 'Quarterly performance report' },
})

function exampleMilestoneOf(
  actionId: string,
  actionRef: string,
  words: string,
  n: number,
  m: number,
): MilestoneAsAt {
  const due = endOfMonth(addMonths('2026-06-01', pick(n, 14)))
  return {
    id: `milestone-${n + 1}`,
    actionId,
    ref: `${actionRef}.${m + 1}`,
    words,
    start: { on: startOfMonth(addMonths(due, -5)), precision: 'month', words: null },
    due: exampleDue(due, n),
    earlierDue: n % 8 === 2 ? [{ on: addDays(due, -61), precision: 'day', words: null }] : [],
    support: n % 12 === 3 ? [exampleSupport(n)] : [],
    leads: n % 17 === 5 ? [] : n % 7 === 3 ? [person(n), person(n + 2)] : [person(pick(n, 7))],
    cites: n % 5 === 0 ? [cite(n)] : [],
    boards: [],
    shows: [],
    latest: n % 13 === 12 ? null : exampleUpdate(n, due),
    evidence: n % 4 === 3 ? exampleEvidence() : [],
    dropped: n % 29 === 28 ? { on: '2026-10-05', reason: 'Now part of the early help strategy' } : null,
    extra: n % 10 === 0 ? { 'Host plan': 'First Response service plan, 3.2' } : {},
  }
}

function exampleDue(on: PlainDate, n: number): StatedDate | null {
  if (n % 19 === 7) return null
  if (n % 23 === 9) return { on: null, precision: null, words: 'Ongoing' }
  return n % 3 === 0
    ? { on, precision: 'month', words: `By end ${on.slice(0, 7)}` }
    : { on, precision: 'day', words: null }
}

/** A file that still counts, one that is too old, and a note. */
export function exampleEvidence(): EvidenceFacts[] {
  const piece: EvidenceFacts = {
    id: 'evidence-1',
    kind: 'file',
    title: 'Audit of 30 referrals, September 2026.pdf',
    owner: 'Head of First Response',
    datedOn: '2026-09-30',
    expiresOn: '2026-12-10',
    sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    addedBy: 'Head of First Response',
    addedOn: '2026-10-02',
  }
  return [
    piece,
    {
      ...{ ...piece, id: 'evidence-2', kind: 'link', title: 'Threshold document on the partnership’s site' },
      ...{ datedOn: '2025-09-01', expiresOn: '2026-09-01', sha256: null },
    },
    {
      ...{ ...piece, id: 'evidence-3', kind: 'note', title: 'What the young inspectors saw', sha256: null },
      ...{ datedOn: null, expiresOn: null },
    },
  ]
}

/** What the lead of the n-th milestone last said. */
export function exampleUpdate(n: number, due: PlainDate = '2026-12-31'): UpdateFacts {
  const past = due < EXAMPLE_TODAY
  const status: Status = from(
    past
      ? ['achieved', 'achieved', 'achieved', 'achieved', 'off_track', 'not_achieved', 'on_track']
      : ['on_track', 'on_track', 'on_track', 'not_started', 'off_track', 'on_track', 'achieved'],
    pick(n + 1, 7),
  ) as Status
  const unclear = n % 31 === 30
  const month = pick(n, 4) === 0 ? '2026-10-01' : '2026-11-01'
  return {
    id: `update-${n}`,
    period: month,
    saidOn: addDays(month, 3 + pick(n, 14)),
    status: unclear || !isStatus(status) ? null : status,
    statusWords: unclear ? 'In progress' : null,
    done: from(SAID[status], pick(n, 6)),
    next: status === 'achieved' ? null : 'Report to the board in December.',
    support: status === 'not_achieved' ? SUPPORT : null,
    evidence: status === 'achieved' ? 'Audit report, September 2026' : null,
    author: from(PEOPLE, n)[0],
    forWhom: null,
    concerns: [],
    reason: status === 'not_achieved' ? 'capacity' : null,
    recovery: status === 'not_achieved' ? 'A second cohort starts in January.' : null,
    proposedDue: null,
    verification: exampleVerification(status, n),
    recordedAt: `${addDays(month, 3 + pick(n, 14))}T09:05:00Z`,
  }
}

/** Two claims of three are verified. */
const exampleVerification = (status: Status, n: number): UpdateFacts['verification'] =>
  status === 'achieved' && n % 3 !== 0
    ? { verdict: 'verified', words: 'Seen in the audit.', by: 'Programme Manager', on: '2026-11-20' }
    : null

/** The first milestone of the made-up plan. */
export function exampleMilestone(): MilestoneAsAt {
  return from(examplePlan(1).milestones, 0)
}

/** Help that a made-up milestone asks for. */
export const exampleSupport = (n: number): SupportFacts => ({
  id: `support-${n}`,
  words: 'A decision on the two posts that the grant no longer pays for',
  to: 'Improvement Board',
  wantedBy: n % 2 === 0 ? null : '2026-10-30',
  openedOn: '2026-09-11',
})
