import type { EvidenceVersion } from './facts.ts'

/** Why a file may not be had; null when it may. */
export function heldBack({ scan, scanAnswer }: Pick<EvidenceVersion, 'scan' | 'scanAnswer'>): string | null {
  if (scan === 'waiting') return 'This file waits for the virus scan. Try again in some minutes.'
  if (scan === 'refused')
    return `The virus scan refused this file (${scanAnswer ?? 'no words given'}). It is not given out.`
  return null
}
