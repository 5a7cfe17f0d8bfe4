import type { UpdateFacts } from './facts.ts'

/** Whether the last word on something is a claim of completion that nobody else has verified yet. */
export const isUnverified = (latest: Pick<UpdateFacts, 'status' | 'verification'> | null): boolean =>
  latest?.status === 'achieved' && latest.verification?.verdict !== 'verified'
