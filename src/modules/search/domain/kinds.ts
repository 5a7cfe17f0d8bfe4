import type { Permission } from '../../../platform/access/permissions.ts'

/** Everything that can be found, in the order in which it is offered: what it is called, and who may open it. */
export const KINDS = {
  plan: { one: 'Plan', many: 'Plans', can: 'plans.view' },
  review: { one: 'Review', many: 'Reviews', can: 'plans.view' },
  finding: { one: 'Finding', many: 'Findings', can: 'plans.view' },
  action: { one: 'Action', many: 'Actions', can: 'plans.view' },
  milestone: { one: 'Milestone', many: 'Milestones', can: 'plans.view' },
  update: { one: 'Update', many: 'Updates', can: 'plans.view' },
  comment: { one: 'Comment', many: 'Comments', can: 'plans.view' },
  support: { one: 'Request for support', many: 'Requests for support', can: 'plans.view' },
  evidence: { one: 'Evidence', many: 'Evidence', can: 'evidence.view' },
  risk: { one: 'Risk or issue', many: 'Risks and issues', can: 'risks.view' },
  document: { one: 'Document', many: 'Documents', can: 'imports.run' },
  month: { one: 'Frozen month', many: 'Frozen months', can: 'plans.view' },
  board: { one: 'Board', many: 'Boards', can: 'boards.view' },
  host_plan: { one: "Partner's plan", many: "Partners' plans", can: 'plans.view' },
  term: { one: 'Term', many: 'Terms of the glossary', can: 'glossary.view' },
} as const satisfies Record<string, { one: string; many: string; can: Permission }>

export type Kind = keyof typeof KINDS

export const ALL_KINDS = Object.keys(KINDS) as Kind[]

export const isKind = (text: string): text is Kind => Object.hasOwn(KINDS, text)

/** Of what was said, so many of the newest are ranked; where there are more, the page says so. */
export const MOST_UPDATES = 250
