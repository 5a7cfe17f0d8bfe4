import type { Actor } from './actor.ts'

/** Every role of the product, in the order in which the printed table shows them (spec/trust.md). */
export const ROLES = {
  programme_manager: 'Programme manager',
  theme_lead: 'Theme lead',
  action_lead: 'Action lead',
  milestone_lead: 'Milestone lead',
  board_member: 'Board member or chair',
  analyst: 'Performance analyst',
  qa_lead: 'QA lead or moderator',
  scrutiny_councillor: 'Scrutiny councillor',
  inspector: 'Inspector or adviser',
  privacy_officer: 'Privacy officer',
  administrator: 'Administrator',
} as const

export type Role = keyof typeof ROLES

const everyone = Object.keys(ROLES) as Role[]
const leads = ['theme_lead', 'action_lead', 'milestone_lead'] as const
const planReaders = [
  'programme_manager',
  ...leads,
  'board_member',
  'analyst',
  'qa_lead',
  'inspector',
  'privacy_officer',
] as const

/** Whoever works on the plan or watches over it: not those who look at it from outside. */
const speakers = ['programme_manager', ...leads, 'board_member', 'analyst', 'qa_lead'] as const

/**
 * Which role may come to which door. A councillor reads what was published, so is not among the readers of the
 * live plan; whether somebody may touch one particular thing is asked of that module's `policy.ts`.
 */
export const PERMISSIONS = {
  'home.view': { does: 'See what needs them', roles: everyone },
  'notices.view': { does: 'See what they were told, and choose how often by mail', roles: everyone },
  'access.view': { does: 'See who can do what', roles: everyone },
  'glossary.view': { does: 'Read the glossary', roles: everyone },
  'glossary.keep': {
    does: 'Add, change and take out terms of the glossary',
    roles: ['programme_manager', 'analyst', 'qa_lead'],
  },
  'plans.view': { does: 'Read plans, findings, actions, milestones and updates', roles: planReaders },
  'plans.update': {
    does: 'Report on milestones that they lead (a programme manager: on any)',
    roles: ['programme_manager', ...leads],
  },
  'plans.judge': {
    does: "Give an action's own status, of actions that they lead (a programme manager: of any)",
    roles: ['programme_manager', 'theme_lead', 'action_lead'],
  },
  'plans.verify': {
    does: 'Verify that something is completed, or return it, where somebody else said so',
    roles: ['programme_manager', 'theme_lead', 'action_lead', 'board_member'],
  },
  'plans.comment': {
    does: 'Comment on milestones and actions, and reply on requests for support',
    roles: speakers,
  },
  'boards.view': {
    does: 'See the boards on which they sit (a programme manager: every board)',
    roles: ['programme_manager', 'theme_lead', 'action_lead', 'board_member'],
  },
  'boards.seat': {
    does: 'Add, rename and close boards, and say who sits on them and who chairs',
    roles: ['programme_manager'],
  },
  'plans.change': {
    does: "Change a milestone's words, dates and leads, and say what answers which finding",
    roles: ['programme_manager'],
  },
  'reviews.keep': {
    does: 'Enter reviews and their findings, and say which findings are the same',
    roles: ['programme_manager'],
  },
  'judgement.keep': {
    does: 'Choose the judgement framework of a plan, and say which actions show which statement',
    roles: ['programme_manager'],
  },
  'criteria.answer': {
    does: 'Say what a measure of success shows (action leads: of actions that they lead)',
    roles: ['programme_manager', 'theme_lead', 'action_lead', 'analyst', 'qa_lead'],
  },
  'self-assessments.run': {
    does: 'Open and close a self-assessment',
    roles: ['programme_manager', 'qa_lead'],
  },
  'self-assessments.answer': {
    does: 'Answer the questions of a self-assessment',
    roles: ['programme_manager', 'theme_lead', 'action_lead', 'qa_lead'],
  },
  'editions.refresh': {
    does: 'Refresh a plan: say what becomes of each action, and approve the next edition',
    roles: ['programme_manager'],
  },
  'programme.keep': {
    does: 'Keep budgets, dependencies and the plans of others that carry milestones',
    roles: ['programme_manager'],
  },
  'risks.view': {
    does: 'Read risks and issues (milestone leads: those that they raised or own)',
    roles: ['programme_manager', ...leads, 'board_member', 'analyst', 'qa_lead', 'inspector'],
  },
  'risks.raise': {
    does: 'Raise a risk or an issue',
    roles: ['programme_manager', ...leads],
  },
  'risks.keep': {
    does: 'Change, review and close risks and issues that they own (a programme manager: any)',
    roles: ['programme_manager', 'theme_lead', 'action_lead'],
  },
  'risks.challenge': {
    does: 'Challenge risks and issues of others, for a board on which they sit',
    roles: ['programme_manager', 'theme_lead', 'action_lead', 'board_member'],
  },
  'search.use': { does: 'Search what they may read', roles: planReaders },
  'months.view': {
    does: 'See who was asked this month, and who has answered (leads: below them)',
    roles: ['programme_manager', 'theme_lead', 'action_lead'],
  },
  'months.chase': {
    does: 'Remind leads who have not answered (leads: those below them)',
    roles: ['programme_manager', 'theme_lead', 'action_lead'],
  },
  'months.run': { does: 'Open, change and freeze a month, and set its rules', roles: ['programme_manager'] },
  'evidence.view': { does: 'Read evidence, and take its files away', roles: planReaders },
  'evidence.add': {
    does: 'Add evidence to what they lead, and attach, replace or withdraw it (a programme manager, a theme lead and a QA lead: any)',
    roles: ['programme_manager', ...leads, 'qa_lead'],
  },
  'imports.run': { does: 'Bring a plan in from a document', roles: ['programme_manager'] },
  'reports.make': { does: 'Make and download reports', roles: planReaders },
  'papers.published': {
    does: 'Read papers that were sent and are for publication (who makes reports: every paper)',
    roles: [...planReaders, 'scrutiny_councillor'],
  },
  'papers.send': {
    does: 'Say that a paper was sent and to whom, and keep who is owed which report',
    roles: ['programme_manager'],
  },
  'reports.write': {
    does: 'Write the texts that reports carry',
    roles: ['programme_manager', 'theme_lead', 'analyst'],
  },
  'reports.lay-out': {
    does: 'Copy a report layout, and change how the copy is laid out',
    roles: ['administrator', 'programme_manager'],
  },
  'people.manage': {
    does: 'Invite people, give and end access, hand posts over',
    roles: ['administrator', 'programme_manager'],
  },
  'stand-ins.name': {
    does: 'Say who sees to their milestones while they are away (a programme manager: for anybody)',
    roles: everyone,
  },
  'integrations.manage': {
    does: 'Give programs access of their own, no wider than theirs, and end it',
    roles: ['administrator', 'programme_manager'],
  },
  'mail.manage': {
    does: 'See the mail to people and what became of it, and send it again',
    roles: ['administrator', 'programme_manager'],
  },
  'record.view': { does: 'Read the record of what was done, and by whom', roles: ['privacy_officer'] },
} as const satisfies Record<string, { does: string; roles: readonly Role[] }>

export type Permission = keyof typeof PERMISSIONS

/** What a program can be given, in the words in which it is given: each opens doors of the API, and no page. */
export const SCOPES = {
  'plans.view': 'Read plans, findings, actions, milestones and updates',
  'plans.update': 'Report on any milestone',
  'plans.judge': "Give any action's own status",
  'plans.change': "Change any milestone's words, dates and leads",
  'evidence.view': 'Read evidence, and take its files away',
  'evidence.add': 'Add evidence to anything, attach it, and withdraw any',
  'risks.view': 'Read risks and issues',
  'months.view': 'See who was asked in any month, and who has not answered',
  'months.run': 'Open a month, which writes to its leads, and freeze it',
} as const satisfies Partial<Record<Permission, string>>

export type ApiScope = keyof typeof SCOPES

export const isApiScope = (text: string): text is ApiScope => Object.hasOwn(SCOPES, text)

export function can(actor: Actor, permission: Permission): boolean {
  if (actor.kind === 'system') return true
  if (actor.kind === 'integration') return actor.scopes.includes(permission)
  // Of what it was sent for, and nothing else: each policy asks.
  if (actor.kind === 'link') return permission === 'plans.update' || permission === 'evidence.add'
  return PERMISSIONS[permission].roles.some((role) => actor.roles.includes(role))
}
