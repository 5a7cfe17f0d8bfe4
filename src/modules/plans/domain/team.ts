import type { LeadFacts } from './facts.ts'

/** A post, or a whole partner with all its posts and people. */
export interface Team {
  kind: 'post' | 'partner'
  id: string
  name: string
  /** Of a post; null where it belongs to none, and for a partner. */
  partner: string | null
}

/** The lines by which a team stands under something: of a partner also those of its posts and people. */
export const linesOf = (team: Team, leads: readonly LeadFacts[]): LeadFacts[] =>
  leads.filter(({ holder, partner }) =>
    team.kind === 'partner' ? partner === team.name : holder?.kind === 'post' && holder.id === team.id,
  )
