import type { Challenge, Risk } from '../../risks/index.ts'

/** What a board asked of a risk, with the risk as it stands. */
export interface Challenged {
  risk: Risk
  challenge: Challenge
}
