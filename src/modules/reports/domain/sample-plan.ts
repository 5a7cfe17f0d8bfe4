import type {
  ActionAsAt,
  CitationFacts,
  FindingFacts,
  LeadFacts,
  MilestoneAsAt,
  PlanAsAt,
  StatedDate,
  Status,
  UpdateFacts,
} from './plan.ts'

/**
 * A made-up plan of a made-up area with every oddity that a report has to print: for page examples, tests and the
 * bench. It names posts, not people.
 */
export function samplePlan(): PlanAsAt {
  return {
    id: 'plan-1',
    title: 'Anyshire Safeguarding and Looked After Children Plan',
    asAt: '2011-05-31',
    edition: {
      label: 'Version 6',
      state: 'approved',
      approvedBy: 'Anyshire Safeguarding Children Board',
      approvedOn: '2011-03-24',
    },
    themes: [
      {
        id: 'practice',
        name: 'Best practice',
        outcome: 'Children are seen, heard and kept safe by workers who know them',
      },
      { id: 'voice', name: 'Participation', outcome: 'What children say changes what is done' },
      { id: 'quality', name: 'Quality assurance', outcome: null },
    ],
    phases: [],
    actions: sampleActions(),
    milestones: sampleMilestones(),
    findings: sampleFindings(),
    cites: [],
    tables: [],
    links: [],
    frameworks: [],
  }
}

/** A day picked from a calendar. */
export const day = (on: string): StatedDate => ({ on, precision: 'day', words: null })

const month = (on: string, words: string): StatedDate => ({ on, precision: 'month', words })

const post = (name: string, partner: string | null = null, part: LeadFacts['part'] = 'lead'): LeadFacts => ({
  holder: { kind: 'post', id: name.toLowerCase().replaceAll(' ', '-') },
  name,
  partner,
  part,
})

const cite = (findingId: string | null, words: string): CitationFacts => ({
  findingId,
  findingRef: findingId,
  words,
})

/** An update with nothing but its status and words. */
export function said(status: Status | null, done: string, more: Partial<UpdateFacts> = {}): UpdateFacts {
  return {
    id: `update-${done.length}`,
    period: '2011-05-01',
    saidOn: '2011-05-27',
    status,
    statusWords: null,
    done,
    next: null,
    support: null,
    evidence: null,
    author: 'Head of First Response',
    ...{ forWhom: null, concerns: [], reason: null, recovery: null, proposedDue: null, verification: null },
    recordedAt: '2011-05-27T09:30:00Z',
    ...more,
  }
}

/** An action with nothing but its number and words. */
export function action(id: string, words: string, more: Partial<ActionAsAt> = {}): ActionAsAt {
  return {
    id,
    ref: id,
    words,
    themeId: null,
    phaseId: null,
    outcome: null,
    leads: [],
    cites: [],
    boards: [],
    shows: [],
    criteria: [],
    measures: [],
    judgement: null,
    dropped: null,
    extra: {},
    ...more,
  }
}

/** A milestone with nothing but its number and words. */
export function milestone(
  id: string,
  actionId: string,
  words: string,
  more: Partial<MilestoneAsAt> = {},
): MilestoneAsAt {
  return {
    id,
    actionId,
    ref: id,
    words,
    start: day('2011-03-01'),
    due: day('2011-08-31'),
    earlierDue: [],
    support: [],
    leads: [],
    cites: [],
    boards: [],
    shows: [],
    latest: null,
    evidence: [],
    dropped: null,
    extra: {},
    ...more,
  }
}

function sampleActions(): ActionAsAt[] {
  return [
    action('1', 'Bring recording, supervision and assessment to a consistent standard', {
      themeId: 'practice',
      outcome: 'Concerns are found early and looked into properly, wherever the child lives',
      leads: [post('Assistant Director, Safeguarding', null, 'accountable')],
      cites: [cite('s8', 'Inspection February 2011 – Rec 8')],
      judgement: {
        status: 'off_track',
        words: 'Recording is better; supervision is not yet regular in two teams',
        saidOn: '2011-05-30',
        author: 'Assistant Director, Safeguarding',
      },
    }),
    action('2', 'Review short breaks for disabled children', {
      themeId: 'practice',
      outcome: 'Families know what they can have and how to ask for it',
    }),
    action('3', 'Raise the standard of refuges used by families', {
      themeId: 'practice',
      outcome: 'Mothers and children are placed somewhere safe and decent',
      dropped: { on: '2011-04-18', reason: 'Moved to the domestic abuse strategy, action 4' },
    }),
    action('14', 'Involve children and young people in how services are run', {
      themeId: 'voice',
      outcome: 'The Children in Care Council is asked before decisions are taken',
    }),
    action('15', 'Publish the pledge to children in care in an easy-read form', { themeId: 'voice' }),
    action('16', 'Renew the quality assurance framework', {
      themeId: 'quality',
      outcome: 'Partners learn from audits and act on them',
    }),
    action('30', 'Keep the multi-agency training offer under review'),
  ]
}

function sampleMilestones(): MilestoneAsAt[] {
  return [...practiceMilestones(), ...otherMilestones()]
}

function practiceMilestones(): MilestoneAsAt[] {
  return [
    milestone('1.1', '1', 'Work given to unqualified staff reviewed, and cases reallocated where needed', {
      due: day('2011-05-31'),
      cites: [cite('s1', 'Inspection February 2011 – Rec 1')],
      leads: [post('Head of First Response')],
      latest: said(
        'achieved',
        'All 214 open cases checked. 31 reallocated to qualified social workers; the rest confirmed.',
        {
          statusWords: 'Achieved',
          evidence: 'Allocation audit, 12 May 2011',
        },
      ),
    }),
    milestone('1.2', '1', 'Attendance at child protection medicals monitored every month', {
      due: day('2011-05-31'),
      earlierDue: [day('2011-04-30')],
      cites: [cite('s2', 'Inspection February 2011 – Rec 2')],
      leads: [post('Named Doctor', 'Anyshire NHS Trust'), post('Head of First Response', null, 'support')],
      latest: said('achieved', 'Protocol agreed and in use since 1 April.', {
        period: '2011-04-01',
        saidOn: '2011-04-28',
        author: 'Named Doctor',
      }),
    }),
    milestone('1.3', '1', 'Supervision records show clear objectives in nine of ten files sampled', {
      due: day('2011-04-30'),
      cites: [cite('s4', 'Inspection February 2011 – Rec 4')],
      leads: [post('Principal Social Worker')],
      latest: said(
        'not_achieved',
        'Six of ten files meet the standard. Two team managers’ posts are vacant, and their teams were supervised in groups only.',
        {
          statusWords: 'Not achieved',
          next: 'An outside supervision specialist starts on 13 June.',
          support: 'Agreement from Human Resources to advertise both posts outside the freeze.',
          author: 'Principal Social Worker',
        },
      ),
    }),
    milestone('1.4', '1', 'Chronologies template rolled out to all teams', {
      cites: [cite('s8', 'Inspection February 2011 – Rec 8')],
      dropped: { on: '2011-05-09', reason: 'Merged into 1.5, which covers every part of the file' },
    }),
    milestone('1.5', '1', 'Case files checked against one recording standard, chronology included', {
      start: month('2011-04-01', 'April 2011'),
      leads: [post('Quality Assurance Manager')],
      latest: said('on_track', 'Standard agreed by the practice board; first 40 files checked.', {
        author: 'Quality Assurance Manager',
      }),
    }),
    milestone('2.1', '2', 'Joint guidance on short breaks agreed with the health trust', {
      due: month('2011-07-31', 'By end July 2011'),
      cites: [cite(null, 'Inspection February 2011')],
      leads: [post('Head of Disabled Children’s Services')],
      latest: said(null, 'Draft with both legal teams.', {
        statusWords: 'In progress',
        author: 'Head of Disabled Children’s Services',
      }),
    }),
    milestone('3.1', '3', 'Standard for refuges written into contracts', {
      leads: [post('Head of Housing')],
    }),
  ]
}

function otherMilestones(): MilestoneAsAt[] {
  return [
    milestone('14.4', '14', 'Views of children in care on their health gathered and reported', {
      start: day('2011-05-01'),
      due: { on: '2011-11-30', precision: 'season', words: 'Autumn 2011' },
      cites: [cite('h4', 'Health review – Rec 4')],
      leads: [post('Designated Nurse', 'Anyshire NHS Trust')],
      latest: said('off_track', 'Questionnaire written. Pilot moved to the summer holidays.', {
        author: 'Designated Nurse',
      }),
    }),
    milestone('14.5', '14', 'Children in Care Council meets members every quarter', {
      due: { on: null, precision: null, words: 'Ongoing' },
      leads: [post('Participation Officer')],
    }),
    milestone('', '16', 'A system for collating and reporting audits is in place', {
      id: 'm-16-a',
      ref: null,
      leads: [post('Quality Assurance Manager')],
      latest: said('not_started', 'Starts when the recording standard is in use.', {
        period: null,
        saidOn: '2011-05-20',
        author: 'Quality Assurance Manager',
      }),
    }),
    milestone('16.2', '16', 'Reviewing officers report themes from children’s reviews twice a year', {
      cites: [cite('l10', 'Inspection February 2011 – Rec 10')],
      latest: said('on_track', 'First report drafted & circulated <for comment>.', {
        author: 'Reviewing Service Manager',
      }),
    }),
  ]
}

function sampleFindings(): FindingFacts[] {
  const inspection = {
    id: 'review-1',
    title: 'Inspection of safeguarding and looked after children services',
    body: 'The inspectorate',
    publishedOn: '2011-02-25',
  }
  const health = {
    id: 'review-2',
    title: 'Review of health services',
    body: 'The health regulator',
    publishedOn: null,
  }
  const safeguarding = 'Safeguarding services'
  const lookedAfter = 'Services for looked after children'
  const within = (months: 'three' | 'six'): StatedDate => ({
    on: months === 'three' ? '2011-05-25' : '2011-08-25',
    precision: 'day',
    words: `Within ${months} months`,
  })
  const finding = (id: string, group: string, words: string, deadline: StatedDate): FindingFacts => {
    return { id, review: inspection, group, ref: id.slice(1), words, deadline, criteria: [], measures: [] }
  }
  return [
    finding('s1', safeguarding, 'Review how social work assistants are used in assessments', within('three')),
    finding(
      's2',
      safeguarding,
      'Reduce missed child protection medicals, and monitor attendance',
      within('three'),
    ),
    finding(
      's4',
      safeguarding,
      'Keep supervision records up to date, with clear objectives',
      within('three'),
    ),
    finding('s5', safeguarding, 'Evaluate services jointly, including trends in complaints', within('six')),
    finding('s8', safeguarding, 'Bring case recording and supervision to best practice', within('six')),
    finding('l10', lookedAfter, 'Review the role of independent reviewing officers', within('three')),
    finding('l12', lookedAfter, 'Have partners report together on children in care', {
      on: null,
      precision: null,
      words: 'As soon as partners can agree',
    }),
    {
      id: 'h4',
      review: health,
      group: null,
      ref: '4',
      words: 'Capture young people’s views on their health needs',
      deadline: null,
      criteria: [],
      measures: [],
    },
  ]
}

const NOTES = [
  'Agreed with partners and in use in every team.',
  'Monthly audit of ten files shows the standard met in eight. The two others were put right with their workers and are looked at again next month.',
  'The first draft went to the practice board, which asked for a shorter version with one page for schools and one for health visitors. That version is being tried in the north locality, where the team manager gathers comments every Friday; what has been learnt is put to the board in its next meeting, together with the figures of the last quarter and the views of parents.',
]

const STANDINGS: (Status | null)[] = [
  'on_track',
  'achieved',
  'on_track',
  'off_track',
  'not_achieved',
  'not_started',
  null,
]

/** A plan of any size, always the same for the same size: four milestones to an action, six themes. */
export function largePlan(milestones: number): PlanAsAt {
  const actions = Math.ceil(milestones / 4)
  return {
    ...samplePlan(),
    themes: Array.from({ length: 6 }, (_, index) => ({
      id: `t${index}`,
      name: `Theme ${index + 1}`,
      outcome: 'Children notice that it is better',
    })),
    actions: Array.from({ length: actions }, (_, index) => largeAction(index, actions)),
    milestones: Array.from({ length: milestones }, (_, index) => largeMilestone(index)),
  }
}

function largeAction(index: number, all: number): ActionAsAt {
  return action(
    `${index + 1}`,
    'Bring practice in every team to one written standard and show that it is kept',
    {
      themeId: `t${Math.floor((index * 6) / all)}`,
      outcome: 'Families meet the same good practice wherever they live',
    },
  )
}

function largeMilestone(index: number): MilestoneAsAt {
  const ref = `${Math.floor(index / 4) + 1}.${(index % 4) + 1}`
  const standing = STANDINGS[index % STANDINGS.length] ?? null
  const note = NOTES[index % NOTES.length] ?? ''
  return milestone(
    ref,
    `${Math.floor(index / 4) + 1}`,
    'Standard written with the people who use it, agreed and published',
    {
      earlierDue: index % 5 === 0 ? [day('2011-05-31')] : [],
      leads: [post('Head of First Response')],
      cites: [cite(index % 3 === 0 ? 's1' : null, 'Inspection February 2011')],
      latest:
        index % 11 === 0 ? null : said(standing, note, { statusWords: standing ? null : 'In progress' }),
    },
  )
}
