import type { Thing, XrayPlan } from './plan.ts'

/**
 * How much a fault weighs. `error`: the plan cannot be right as it is printed. `warning`: somebody must act.
 * `note`: worth knowing.
 */
export type Severity = 'error' | 'warning' | 'note'

export const SEVERITIES = ['error', 'warning', 'note'] as const satisfies readonly Severity[]

export interface Fault {
  rule: string
  severity: Severity
  thing: Thing
  /** One sentence or two, for an official: what is wrong, and what to do. */
  message: string
}

/** What one look of a rule finds; the rule itself says how much it weighs. */
export type Found = Pick<Fault, 'thing' | 'message'>

/** One check. It looks at the plan and nothing else: no clock, no other rule. */
export interface Rule {
  id: string
  severity: Severity
  /** Its name on the page. */
  heading: string
  /** Why it matters, in one sentence. */
  why: string
  look(plan: XrayPlan): Found[]
}
