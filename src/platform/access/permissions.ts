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

/**
 * Which role may come to which door. A councillor reads what was published, so is not among the readers of the
 * live plan; whether somebody may touch one particular thing is asked of that module's `policy.ts`.
 */
export const PERMISSIONS = {
  'home.view': { does: 'See what needs them', roles: everyone },
  'notices.view': { does: 'See what they were told, and choose how often by mail', roles: everyone },
  'access.view': { does: 'See who can do what', roles: everyone },
  'plans.view': { does: 'Read plans, findings, actions, milestones and updates', roles: planReaders },
  'plans.update': {
    does: 'Report on milestones that they lead (a programme manager: on any)',
    roles: ['programme_manager', ...leads],
  },
  'plans.judge': {
    does: "Give an action's own status, of actions that they lead (a programme manager: of any)",
    roles: ['programme_manager', 'theme_lead', 'action_lead'],
  },
  'plans.change': { does: "Change a milestone's words, dates and leads", roles: ['programme_manager'] },
  'imports.run': { does: 'Bring a plan in from a document', roles: ['programme_manager'] },
  'reports.make': { does: 'Make and download reports', roles: planReaders },
  'people.manage': {
    does: 'Invite people, give and end access',
    roles: ['administrator', 'programme_manager'],
  },
  'mail.manage': {
    does: 'See the mail to people and what became of it, and send it again',
    roles: ['administrator', 'programme_manager'],
  },
  'record.view': { does: 'Read the record of what was done, and by whom', roles: ['privacy_officer'] },
} as const satisfies Record<string, { does: string; roles: readonly Role[] }>

export type Permission = keyof typeof PERMISSIONS

export function can(actor: Actor, permission: Permission): boolean {
  if (actor.kind === 'system') return true
  if (actor.kind === 'integration') return actor.scopes.includes(permission)
  if (actor.kind === 'link') return permission === 'plans.update'
  return PERMISSIONS[permission].roles.some((role) => actor.roles.includes(role))
}
