/** A plan of believable size for tests: small enough to hold in one's head, with one of each thing that matters. */
import type {
  ActionDraft,
  FindingDraft,
  LeadDraft,
  MilestoneDraft,
  PlanDraft,
  ReviewDraft,
  UpdateDraft,
} from '../../src/modules/plans/index.ts'

/** Posts that lead in the small plan; `world.plan` makes them where the area has none of that title. */
export const POSTS = ['Head of First Response', 'Head of Care Planning', 'Workforce Lead'] as const

const FIRST_RESPONSE = POSTS[0]
const CARE = POSTS[1]
const WORKFORCE = POSTS[2]

/** A lead by post. Its holder is settled by `world.plan`, by title. */
export const leadBy = (title: string, part: LeadDraft['part'] = 'lead'): LeadDraft => ({
  words: title,
  part,
  holder: null,
})

export function said(
  saidOn: string,
  status: UpdateDraft['status'],
  done: string,
  more: Partial<UpdateDraft> = {},
): UpdateDraft {
  return {
    period: `${saidOn.slice(0, 7)}-01`,
    saidOn,
    status,
    statusWords: null,
    done,
    next: null,
    support: null,
    evidence: null,
    author: { id: null, words: FIRST_RESPONSE },
    ...more,
  }
}

export function milestoneDraft(
  key: string,
  words: string,
  more: Partial<MilestoneDraft> = {},
): MilestoneDraft {
  return {
    key,
    ref: null,
    words,
    leads: [],
    cites: [],
    boards: [],
    extra: {},
    start: null,
    due: { on: '2026-12-31', precision: 'day', words: null },
    updates: [],
    redated: [],
    origin: null,
    id: null,
    ...more,
  }
}

export function actionDraft(key: string, words: string, more: Partial<ActionDraft> = {}): ActionDraft {
  return {
    key,
    ref: null,
    words,
    leads: [],
    cites: [],
    boards: [],
    extra: {},
    theme: null,
    phase: null,
    outcome: null,
    criteria: [],
    measures: [],
    origin: null,
    judgements: [],
    milestones: [],
    ...more,
  }
}

/** Two themes, three actions, six milestones, four findings; one milestone was re-dated, two months have been said. */
export function smallPlan(more: Partial<PlanDraft> = {}): PlanDraft {
  return {
    title: 'Improvement Plan',
    commitment: 'Every child is seen, heard and safe.',
    headings: {},
    inForceFrom: '2026-09-01',
    edition: {
      number: 1,
      label: 'Version 1',
      state: 'approved',
      approvedBy: 'Improvement Board',
      approvedOn: '2026-09-10',
    },
    reviews: [inspection()],
    themes: [
      { key: 't1', name: 'Front door', outcome: 'A child who needs help is heard the first time.' },
      { key: 't2', name: 'Workforce', outcome: 'A child keeps the same social worker.' },
    ],
    phases: [],
    cites: [],
    tables: [],
    document: null,
    actions: [contacts(), visits(), caseloads()],
    ...more,
  }
}

function inspection(): ReviewDraft {
  return {
    key: 'r1',
    kind: 'inspection',
    title: 'Inspection of services for children in need of help and protection',
    body: 'Ofsted',
    publishedOn: '2026-07-14',
    judgement: 'Inadequate',
    findings: [
      findingDraft('f1', '1', 'Decide on every contact within one working day.'),
      findingDraft('f2', '2', 'See children alone and write down what they say.'),
      findingDraft('f3', '3', 'Reduce the caseloads of newly qualified social workers.'),
      findingDraft('f4', '4', 'Share plans with partners within five working days.'),
    ],
  }
}

const findingDraft = (key: string, ref: string, words: string): FindingDraft => ({
  key,
  ref,
  group: 'Immediately',
  words,
  remark: null,
  deadline: { on: '2026-12-31', precision: 'month', words: 'By December 2026' },
  ...{ criteria: [], measures: [], origin: null },
})

const contacts = (): ActionDraft =>
  actionDraft('a1', 'Decide on every contact within one working day', {
    ref: '1',
    theme: 't1',
    outcome: 'Children get help at the right time.',
    leads: [leadBy(FIRST_RESPONSE, 'accountable')],
    cites: [{ words: 'Finding 1', finding: 'f1' }],
    boards: ['Improvement Board'],
    criteria: [
      {
        words: '95% of contacts are decided within one working day',
        measures: [{ kind: 'indicator', words: 'Contacts decided within one working day' }],
      },
    ],
    judgements: [said('2026-10-30', 'on_track', 'Two of three steps are done.')],
    milestones: [
      milestoneDraft('m1', 'Agree one threshold document with all partners', {
        ref: '1.1',
        leads: [leadBy(FIRST_RESPONSE)],
        cites: [{ words: 'Finding 1', finding: 'f1' }],
        updates: [
          said('2026-10-30', 'on_track', 'The draft went to all partners.'),
          said('2026-11-20', 'achieved', 'The board agreed the document.', {
            evidence: 'Minutes of 19 November',
          }),
        ],
      }),
      milestoneDraft('m2', 'Put a manager on every shift of the front door', {
        ref: '1.2',
        leads: [leadBy(FIRST_RESPONSE)],
        due: { on: '2026-11-30', precision: 'month', words: 'End of November 2026' },
        redated: [
          {
            was: { on: '2026-10-31', precision: 'month', words: 'End of October 2026' },
            now: { on: '2026-11-30', precision: 'month', words: 'End of November 2026' },
            on: '2026-10-20',
            reason: 'Recruitment took a month longer.',
            by: 'Programme Manager',
          },
        ],
        updates: [
          said('2026-10-30', 'off_track', 'Two of five posts are filled.'),
          said('2026-11-20', 'on_track', 'Four of five posts are filled.', {
            next: 'Interview for the fifth.',
          }),
        ],
      }),
    ],
  })

const visits = (): ActionDraft =>
  actionDraft('a2', 'See every child alone', {
    ref: '2',
    theme: 't1',
    leads: [leadBy(CARE, 'accountable')],
    cites: [
      { words: 'Finding 2', finding: 'f2' },
      { words: 'Ofsted 2024', finding: null },
    ],
    milestones: [
      milestoneDraft('m3', 'Train every social worker in direct work', {
        ref: '2.1',
        leads: [leadBy(CARE)],
        updates: [
          said('2026-11-20', 'not_achieved', 'Nobody was trained.', {
            support: 'A trainer, from the council.',
          }),
        ],
      }),
      milestoneDraft('m4', 'Audit twenty visits a month', {
        ref: '2.2',
        leads: [leadBy(CARE), leadBy(WORKFORCE, 'support')],
      }),
    ],
  })

const caseloads = (): ActionDraft =>
  actionDraft('a3', 'Bring caseloads down', {
    ref: '3',
    theme: 't2',
    leads: [leadBy(WORKFORCE, 'accountable')],
    cites: [{ words: 'Finding 3', finding: 'f3' }],
    milestones: [
      milestoneDraft('m5', 'Cap caseloads of newly qualified workers at twelve', {
        ref: '3.1',
        leads: [leadBy(WORKFORCE)],
      }),
      milestoneDraft('m6', 'Appoint ten permanent social workers', {
        ref: '3.2',
        leads: [leadBy('Director (to be appointed)')],
        due: { on: null, precision: null, words: 'Ongoing' },
        extra: { Resources: 'Within budget' },
      }),
    ],
  })
