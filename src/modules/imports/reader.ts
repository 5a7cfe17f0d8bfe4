import { Unacceptable } from '../../platform/http/errors.ts'
import type { SourceGrid } from '../../platform/office/grid.ts'
import { runAlone, TookTooLong, TookTooMuch } from '../../platform/sandbox/sandbox.ts'
import type { PlanReading, ReadChoices } from './domain/reading.ts'
import type { ReaderAnswer } from './reader-process.ts'

const CAPS = { seconds: 60, megabytes: 768 }

export interface PlanFile {
  name: string
  bytes: Uint8Array
}

export interface Progress {
  done: number
  of: number
  /** What is counted: "page". */
  part: string
}

/**
 * Reads a plan file in a process of its own, with caps on time and memory and no way out, so that a hostile file
 * harms only itself. Errors: Unacceptable, in a sentence.
 */
export async function readFileAlone(
  { name, bytes }: PlanFile,
  choices: ReadChoices,
  tell: (progress: Progress) => void = () => {},
): Promise<{ grid: SourceGrid; reading: PlanReading }> {
  if (bytes.length === 0) throw new Unacceptable('The file is empty', 'file')
  const answer = await asked({ name, bytes, choices }, (progress) => tell(progress as Progress))
  if ('refusal' in answer) throw new Unacceptable(answer.refusal, 'file')
  return answer
}

async function asked(
  input: { name: string; bytes: Uint8Array; choices: ReadChoices },
  tell: (progress: unknown) => void,
): Promise<ReaderAnswer> {
  try {
    const module = new URL('./reader-process.ts', import.meta.url)
    return (await runAlone(module, input, CAPS, tell)) as ReaderAnswer
  } catch (error) {
    if (error instanceof TookTooLong)
      throw new Unacceptable(
        `The file could not be read within ${CAPS.seconds} seconds. Give only the pages with the plan.`,
        'file',
      )
    if (error instanceof TookTooMuch)
      throw new Unacceptable(
        'The file needs more memory than a plan may take. Give only the pages with the plan.',
        'file',
      )
    throw error
  }
}
