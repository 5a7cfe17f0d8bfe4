import { oneLine } from './lines.ts'
import type { Outcome } from './mail.ts'

export interface Fault {
  message?: string
  code?: string
  command?: string
  /** What the server said, where it said something. */
  response?: string
  responseCode?: number
}

/** `begun`: the server has asked for the message, and may have it. */
export function outcomeOf(fault: Fault, begun: boolean): Outcome {
  const words = wordsOf(fault)
  const code = fault.responseCode ?? 0
  const answered = code >= 400 && code < 600
  if (begun && !answered) return { kind: 'unsure', words }
  const away = !begun && !isAboutMessage(fault)
  if (away || (answered && code < 500)) return { kind: 'later', words, away: away || code === 421 }
  return { kind: 'refused', words }
}

/**
 * Until a recipient is named, whatever the server says would be said of every message: that it wants another password
 * or sender is no refusal of this one.
 */
const isAboutMessage = ({ code, command }: Fault): boolean => code === 'EENVELOPE' && command !== 'MAIL FROM'

export const wordsOf = ({ response, message = '' }: Fault): string =>
  oneLine(response || message).slice(0, 500)
