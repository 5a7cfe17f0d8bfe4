/**
 * The sector's words as data: headings, section words, status words, role and body nouns. Everything is
 * compared in the form that `wordKey` gives: lower case, letters and digits, single blanks.
 */
import type { CanonicalStatus } from './reading.ts'

export const FIELDS = [
  'ref',
  'source',
  'theme',
  'finding',
  'recommendation',
  'objective',
  'outcome',
  'action',
  'milestone',
  'start',
  'due',
  'revisedDue',
  'completedOn',
  'dateAgreed',
  'reviewDate',
  'lead',
  'scope',
  'status',
  'progressNote',
  'evidence',
  'successCriteria',
  'measure',
  'monitoringBody',
  'impact',
  'priority',
  'resources',
  'risk',
  'crossReference',
  'score',
] as const

export type Field = (typeof FIELDS)[number]

/** Whole headings, as printed in plans; read before the looser patterns below. */
export const HEADING_WORDS: Readonly<Partial<Record<Field, readonly string[]>>> = {
  ref: [
    'ref',
    'ref no',
    'reference',
    'no',
    'number',
    'id',
    'item',
    'item no',
    'action no',
    'action ref',
    'rec no',
    'actions ref no',
  ],
  source: ['source', 'source of recommendation', 'inspection', 'link to', 'origin'],
  theme: [
    'theme',
    'strand',
    'workstream',
    'work stream',
    'priority area',
    'domain',
    'standard',
    'pillar',
    'category',
    'area',
  ],
  finding: [
    'finding',
    'findings',
    'issue',
    'issues',
    'key issue',
    'area of weakness',
    'learning',
    'learning point',
    'gap',
    'what we found',
  ],
  recommendation: [
    'recommendation',
    'recommendations',
    'area for improvement',
    'areas for improvement',
    'area for development',
    'areas for development',
    'priorities for further improvement',
    'priorities for improvement',
  ],
  objective: ['objective', 'objectives', 'aim', 'goal', 'priority aim'],
  outcome: [
    'outcome',
    'outcomes',
    'desired outcome',
    'intended outcome',
    'expected outcome',
    'what difference will it make',
    'outcomes for children',
  ],
  action: [
    'action',
    'actions',
    'task',
    'tasks',
    'actions tasks',
    'action to take',
    'action required',
    'actions required',
    'planned action',
    'what we will do',
    'what will we do',
    'what needs to be done',
    'what',
  ],
  milestone: [
    'milestone',
    'milestones',
    'key milestones',
    'steps',
    'key steps',
    'deliverable',
    'deliverables',
  ],
  start: ['start', 'start date', 'from', 'date started', 'begin'],
  due: [
    'due',
    'due date',
    'end',
    'end date',
    'by when',
    'when',
    'timescale',
    'timescales',
    'timeframe',
    'time frame',
    'deadline',
    'completion date',
    'target date',
    'due for completion',
    'target',
    'date',
    'by',
  ],
  revisedDue: [
    'revised date',
    'revised target date',
    'revised due date',
    'revised timescale',
    'forecast',
    'forecast date',
  ],
  completedOn: [
    'date completed',
    'completed on',
    'actual completion date',
    'date of completion',
    'actual date',
  ],
  dateAgreed: ['date raised', 'date agreed', 'date added'],
  reviewDate: ['next review', 'review date', 'date of next review'],
  lead: [
    'lead',
    'lead officer',
    'milestone lead',
    'action lead',
    'owner',
    'by whom',
    'who',
    'lead agency',
    'lead person',
    'accountable',
    'sro',
    'responsible',
    'responsibility',
    'personnel',
    'lead officers',
    'leads',
  ],
  scope: ['scope', 'scope of recommendation', 'local or regional', 'agency'],
  status: [
    'status',
    'rag',
    'brag',
    'rag rating',
    'rag status',
    'brag rating',
    'action status',
    'status of action',
    'position',
  ],
  progressNote: [
    'progress',
    'progress note',
    'progress notes',
    'update',
    'updates',
    'comments',
    'commentary',
    'narrative',
    'latest position',
    'progress update',
    'current position',
    'notes',
  ],
  evidence: [
    'evidence',
    'evidence of completion',
    'assurance',
    'source of assurance',
    'how will we evidence this',
  ],
  successCriteria: [
    'success criteria',
    'success criterion',
    'success measure',
    'success measures',
    'how will we know',
    'what will good look like',
    'what success looks like',
  ],
  measure: [
    'measure',
    'measures',
    'measured',
    'kpi',
    'kpis',
    'performance indicator',
    'impact measures',
    'how will success criteria be measured',
    'how will success be measured',
  ],
  monitoringBody: [
    'monitoring',
    'monitored by',
    'governance',
    'board',
    'reporting to',
    'oversight',
    'monitoring board',
    'how will progress be monitored',
    'monitoring arrangements',
  ],
  impact: ['impact', 'so what', 'impact on children', 'difference made', 'impact to date'],
  priority: ['priority', 'urgency', 'high medium low', 'priority level'],
  resources: ['resources', 'cost', 'costs', 'resource implications', 'budget', 'resources required'],
  risk: ['risk', 'risks', 'barriers', 'issues risks', 'mitigation', 'risks and issues'],
  crossReference: ['cross reference', 'links to', 'cross ref', 'linked actions', 'see also'],
  score: ['score', 'grade'],
}

/** Looser reading of a short heading, tried in this order after the whole headings. */
export const HEADING_PATTERNS: readonly (readonly [RegExp, Field])[] = [
  [/^(action|item|rec|recommendation|milestone|task)? ?(ref|reference|no|number|id)( no| number)?$/, 'ref'],
  [/\bmonitor|\bgovernance\b|\boversight\b|\breport(ed|ing)? to\b|\bscrutin/, 'monitoringBody'],
  [/\brevised\b|\bforecast\b/, 'revisedDue'],
  [
    /\bdate (was )?completed\b|\bcompleted (on|date)\b|\bactual\b.*\bdate\b|\bdate of completion\b/,
    'completedOn',
  ],
  [/\bnext review\b|\breview date\b/, 'reviewDate'],
  [/\b(lead|leads|owner|responsible|responsibility|accountable|whom)\b/, 'lead'],
  [/\b(status|rag|brag|bragg)\b/, 'status'],
  [/\b(start|commencement) date\b|\bdate (of )?(start|commenc)/, 'start'],
  [
    /\b(due|deadline|timescales?|timeframe|by when|target date|end date|completion date|completed? by|delivery date)\b/,
    'due',
  ],
  [/\bsuccess\b|\bhow (will|do) we know\b|\bgood looks? like\b/, 'successCriteria'],
  [/\bmeasur|\bkpis?\b|\bperformance indicators?\b/, 'measure'],
  [/\bevidence|\bassurance\b/, 'evidence'],
  [/\bprogress\b|\bupdates?\b|\bcomment|\bnarrative\b|\blatest position\b/, 'progressNote'],
  [/\bmilestones?\b|\bdeliverables?\b|\bkey steps\b/, 'milestone'],
  [
    /\brecommendations?\b|\bareas? for (improvement|development)\b|\bpriorit(y|ies) for\b.*\bimprovement\b/,
    'recommendation',
  ],
  [/\bfindings?\b|\bweakness|\blearning\b|\bissue identified\b|\btold us\b/, 'finding'],
  [/\bactions?\b|\btasks?\b|\bwhat (will|are) we (do|doing)\b/, 'action'],
  [/\bimpact\b|\bso what\b/, 'impact'],
  [/\boutcomes?\b|\bdifference\b/, 'outcome'],
  [/\bobjectives?\b|\baims?\b|\bgoals?\b/, 'objective'],
  [/\bthemes?\b|\bstrand\b|\bwork ?stream\b|\bpillar\b|\bpriority area\b/, 'theme'],
  [/\bresources?\b|\bcosts?\b|\bbudget\b|\bfunding\b/, 'resources'],
  [/\brisks?\b|\bbarriers?\b|\bmitigation/, 'risk'],
]

/** What a line that opens with one of these words introduces ("Theme: …", "Section 2: …"). */
export const SECTION_WORDS: readonly (readonly [RegExp, SectionField])[] = [
  [/^(theme|strand|work ?stream|priority area|domain|standard|pillar|priority)s?\b/i, 'theme'],
  [/^(objective|aim|goal)\b/i, 'objective'],
  [/^(desired |intended |expected )?outcome\b/i, 'outcome'],
  [/^(recommendation|area for (improvement|development)|finding)\b/i, 'recommendation'],
  [/^(section|phase|stage|part)\b/i, 'phase'],
]

export type SectionField = 'theme' | 'objective' | 'outcome' | 'recommendation' | 'phase'

/** Status words by canonical state; the longest that opens the text is taken. */
export const STATUS_WORDS: Readonly<Record<CanonicalStatus, readonly string[]>> = {
  achieved_and_verified: [
    'embedded',
    'signed off',
    'completed and embedded',
    'complete and embedded',
    'completed and verified',
    'completed and evidenced',
    'achieved and verified',
    'verified',
    'closed and evidenced',
  ],
  achieved: [
    'achieved',
    'fully achieved',
    'completed',
    'complete',
    'fully complete',
    'fully completed',
    'done',
    'closed',
    'action completed',
    'action complete',
    'actioned',
    'met',
    'fully met',
    'implemented',
    'fully implemented',
    'action completed and desired outcome achieved',
    'completed and desired outcome achieved',
  ],
  on_track: [
    'on track',
    'on target',
    'on schedule',
    'progressing on track',
    'action in progress and on track to be completed',
    'in progress and on track',
    'in progress on track',
    'on course',
  ],
  in_progress: [
    'in progress',
    'underway',
    'under way',
    'started',
    'commenced',
    'in hand',
    'in train',
    'progressing',
    'work in progress',
    'partially complete',
    'partially completed',
    'partly complete',
    'partly completed',
    'partially achieved',
    'partly achieved',
    'partially met',
    'partly met',
  ],
  ongoing: ['ongoing', 'on going', 'continuing', 'continuous'],
  off_track: [
    'off track',
    'not on track',
    'behind schedule',
    'behind',
    'overdue',
    'slipped',
    'slippage',
    'delayed',
    'at risk',
    'some slippage',
    'off target',
  ],
  not_achieved: [
    'not achieved',
    'not complete',
    'not completed',
    'not met',
    'incomplete',
    'missed',
    'failed',
    'off track support required',
  ],
  not_started: [
    'not started',
    'to be started',
    'not yet started',
    'not yet due',
    'not due',
    'yet to start',
    'not commenced',
    'not begun',
    'to start',
    'planned',
  ],
  withdrawn: [
    'superseded',
    'no longer required',
    'no longer applicable',
    'transferred',
    'withdrawn',
    'cancelled',
    'discontinued',
    'removed',
    'merged',
  ],
}

/** Colours and their usual letters. What one means is for the document's own key to say. */
export const COLOURS: Readonly<Record<string, string>> = {
  red: 'red',
  r: 'red',
  amber: 'amber',
  a: 'amber',
  green: 'green',
  g: 'green',
  blue: 'blue',
  b: 'blue',
  purple: 'purple',
  grey: 'grey',
  gray: 'grey',
  yellow: 'yellow',
  white: 'white',
  black: 'black',
  orange: 'orange',
}

/** Nouns that make a name a post: "Head of …", "… Manager". */
export const ROLE_NOUNS: ReadonlySet<string> = new Set(
  (
    'manager managers head heads director directors lead leads officer officers chair chairs chairman coordinator coordinators ' +
    'co-ordinator commander superintendent inspector sergeant nurse doctor gp gps midwife consultant adviser advisers advisor ' +
    'advisors practitioner practitioners worker workers supervisor supervisors secretary executive president clerk leader leaders ' +
    'headteacher headteachers teacher principal administrator analyst solicitor commissioner commissioners member members ' +
    'owner owners staff dcs cex dce ad dd ace'
  ).split(' '),
)

/** Nouns that make a name a body of people. */
export const BODY_NOUNS: ReadonlySet<string> = new Set(
  (
    'board boards group groups panel panels committee committees team teams forum service services partnership trust trusts ' +
    'council agency agencies authority department division unit subgroup sub-group meeting meetings network cabinet schools ' +
    'school police health education probation camhs lscb nhs pct ccg qeg icb mash partners providers'
  ).split(' '),
)

/** Words of the sector that are never part of a person's name, so that "Quality Assurance" is nobody. */
export const SECTOR_WORDS: ReadonlySet<string> = new Set(
  (
    'area areas social care quality assurance performance children childrens child family families safeguarding adult adults young ' +
    'people youth early help intervention workforce development learning training strategy strategic strategies commissioning ' +
    'operations operational ops business support standards practice policy planning plan information data finance legal human ' +
    'resources hr it ict communications corporate parenting fostering adoption looked after leaving inclusion housing community ' +
    'public protection review reviewing independent assessment referral front door deputy assistant senior interim acting chief ' +
    'named designated all multi joint borough county district city national local regional lac icb qa cp irs iro iros lado residential ' +
    'locality localities integrated enhanced preventative project programme management executive of the for and to with'
  ).split(' '),
)

/** Nouns with which a monitoring body's name ends. */
export const MONITOR_NOUNS =
  /\b(board|group|panel|committee|team|teams|forum|meeting|meetings|partnership|cabinet)s?\.?$/i

/** Who cites: the body before a recommendation's number. */
export const CITING_BODIES =
  'Ofsted|CQC|Care Quality Commission|HMIC|HMICFRS|HMIP|HMI|JTAI|JAR|Joint Area Review|APA|SCR|Serious Case Review|CSPR|Peer Review|LGA|DfE|Laming|Munro|ILACS|SIF'
