/** Runs alone (platform/sandbox): the file's bytes in, its grid and what the rules read in it out. */
import { type SourceGrid, type TellProgress, Unreadable } from '../../platform/office/grid.ts'
import { readAny } from '../../platform/office/read/any.ts'
import { answerAlone } from '../../platform/sandbox/alone.ts'
import { textGrid } from './domain/grid.ts'
import { readPlan } from './domain/read-plan.ts'
import type { PlanReading, ReadChoices } from './domain/reading.ts'

export interface ReaderInput {
  bytes: Uint8Array
  name: string
  choices: ReadChoices
}

export type ReaderAnswer = { grid: SourceGrid; reading: PlanReading } | { refusal: string }

answerAlone<ReaderInput>(async ({ bytes, name, choices }, tell): Promise<ReaderAnswer> => {
  const tellPart: TellProgress = (done, of, part) => tell({ done, of, part })
  try {
    const grid = await readAny(bytes, name, textGrid, tellPart)
    return { grid, reading: readPlan(grid, choices) }
  } catch (error) {
    if (error instanceof Unreadable) return { refusal: error.message }
    throw error
  }
})
