import { expect, test } from 'vitest'
import type { MatrixFacts } from '../../judgement/index.ts'
import { matrixOfPaper, refreshOfPaper, threadOfPaper } from './gathered.ts'
import { samplePaper } from './sample-paper.ts'

const { matrix, refresh, thread } = samplePaper()

test('what a paper keeps of other modules survives being kept as text', () => {
  const gathered = {
    thread: threadOfPaper({
      same: new Map(Object.entries(thread?.same ?? {})),
      missing: new Map(Object.entries(thread?.missing ?? {})),
    }),
    ...matrixOfPaper({ ...matrix, next: { ...matrix?.next, expectedOn: matrix?.next?.on } } as MatrixFacts),
    ...refreshOfPaper(refresh, refresh?.crosswalk ?? null),
  }
  expect(JSON.parse(JSON.stringify(gathered))).toEqual({ thread, matrix, refresh })
})

test('a plan that is held against nothing, and was never refreshed, brings neither', () => {
  expect(matrixOfPaper({ ...matrix, sheet: null } as unknown as MatrixFacts)).toEqual({})
  expect(refreshOfPaper(undefined, null)).toEqual({})
})
