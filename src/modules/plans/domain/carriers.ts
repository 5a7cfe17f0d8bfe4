import type { LinkEnd } from './facts.ts'

export const HOST_LEVELS = ['partner', 'directorate', 'team', 'personal'] as const
export type HostLevel = (typeof HOST_LEVELS)[number]

/** What kind of plan it is, as people say it. */
export const HOST_LEVEL_WORDS: Record<HostLevel, string> = {
  partner: 'Partner’s plan',
  directorate: 'Directorate plan',
  team: 'Team plan',
  personal: 'Personal plan',
}

export const isHostLevel = (text: string): text is HostLevel =>
  (HOST_LEVELS as readonly string[]).includes(text)

/** A plan of somebody else that carries an action or a milestone of ours. */
export interface CarrierFacts {
  id: string
  thing: LinkEnd
  host: { id: string; title: string; level: HostLevel; partner: string | null }
  /** Its number or heading there. */
  reference: string | null
}
