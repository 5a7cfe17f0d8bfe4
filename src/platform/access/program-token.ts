import { type AreaToken, readAreaToken, writeAreaToken } from './session.ts'

/** Begins every token of a program, so that whoever scans code for secrets knows one when it sees it. */
const PREFIX = 'gt_'

export const writeProgramToken = (token: AreaToken): string => PREFIX + writeAreaToken(token)

/** What an Authorization header carries; null when it is no token of ours. */
export function readProgramToken(authorization: string | undefined): AreaToken | null {
  const [, text] = /^Bearer +(\S+)$/i.exec(authorization ?? '') ?? []
  return text?.startsWith(PREFIX) ? readAreaToken(text.slice(PREFIX.length)) : null
}
