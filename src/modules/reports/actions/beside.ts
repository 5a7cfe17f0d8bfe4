import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { listRefreshes, readCrosswalk, readFrontMatter } from '../../editions/index.ts'
import { readMatrix } from '../../judgement/index.ts'
import { matrixOfPaper, refreshOfPaper } from '../domain/gathered.ts'
import type { Layout, Section } from '../domain/layout.ts'
import type { PaperFacts } from '../domain/paper-facts.ts'

type Beside = Pick<PaperFacts, 'front' | 'matrix' | 'refresh'>

/**
 * What the plan's own facts do not carry, as at a day, and only what a part of the layout tells. What a refresh decided
 * is told as it stands now. As many queries for a large plan as for a small one.
 */
export async function readBeside(
  scope: Scope,
  { sections }: Layout,
  planId: string,
  day: PlainDate,
): Promise<Beside> {
  const tells = (...kinds: Section['kind'][]): boolean => sections.some(({ kind }) => kinds.includes(kind))
  return {
    ...(tells('commitment', 'front') ? { front: await readFrontMatter(scope, planId, day) } : {}),
    ...(tells('matrix')
      ? matrixOfPaper(await readMatrix(scope, planId, { framework: null, on: null, asAt: day }))
      : {}),
    ...(tells('refresh') ? await readLastRefresh(scope, planId) : {}),
  }
}

async function readLastRefresh(scope: Scope, planId: string): Promise<Beside> {
  const last = (await listRefreshes(scope, planId)).at(-1)
  return refreshOfPaper(last, last ? (await readCrosswalk(scope, last.id)).crosswalk : null)
}
