/** Why a milestone is not achieved, in the order in which the form offers them. */
export const REASONS = {
  capacity: 'Not enough people or time',
  partner: 'Waiting for a partner',
  money: 'Money',
  technical: 'A system or technical matter',
  scope: 'The task turned out to be another one',
  other: 'Something else',
} as const

export type Reason = keyof typeof REASONS

export const REASON_CODES = Object.keys(REASONS) as [Reason, ...Reason[]]

export const isReason = (text: string): text is Reason => Object.hasOwn(REASONS, text)
