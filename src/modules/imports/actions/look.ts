import type { Scope } from '../../../platform/db/scope.ts'
import { listPlans, readPlan } from '../../plans/index.ts'
import type { ReadRow } from '../domain/reading.ts'
import { keyOf } from '../domain/settled.ts'
import { type WordsToSettle, wordFields, wordsToSettle } from '../domain/words-to-settle.ts'
import type { KnownNames } from '../forms.ts'
import type { ConfirmInput } from '../pages/confirm.ts'
import type { FoundInput } from '../pages/found.ts'
import { PAGE_SIZE, type PreviewInput, type PreviewInputRow } from '../pages/preview.ts'
import type { ResultInput } from '../pages/result.ts'
import type { WordsInput } from '../pages/words.ts'
import type { PreviewAddress } from '../paths.ts'
import { getImport, type ImportRow } from '../queries/imports.ts'
import { readMemory } from '../queries/memory.ts'
import { countRows, decisionKey, type KeptRow, linesOf, listRows, listSomeRows } from '../queries/rows.ts'
import { settledOf } from './compare.ts'
import { listNames } from './names.ts'

/** What each page of the journey shows, gathered. Errors: NotFound. */
export async function readFoundFacts(scope: Scope, importId: string): Promise<FoundInput> {
  return {
    row: await getImport(scope, importId),
    counts: await countRows(scope, importId),
    plans: await listPlans(scope),
  }
}

export async function readWords(scope: Scope, importId: string): Promise<WordsInput & { known: KnownNames }> {
  const row = await getImport(scope, importId)
  const rows = (await listRows(scope, importId, 'milestone')).map(({ body }) => body as ReadRow)
  const names = await listNames(scope, await themesOf(scope, row))
  const words = wordsToSettle({ rows }, settledOf(row, await readMemory(scope)), names)
  const leads = new Map(
    rows.flatMap((one) => one.leads.map(({ name }) => [name.toLowerCase(), name] as const)),
  )
  const { holders, holderNames, boards } = names
  return { row, words, holders: holderNames, boards, known: { holders, leads, fields: wordFields(words) } }
}

async function themesOf(scope: Scope, { targetPlanId }: ImportRow): Promise<string[]> {
  if (targetPlanId === null) return []
  const { themes } = await readPlan(scope, targetPlanId, scope.today)
  return themes.map(({ name }) => name)
}

export async function readPreview(
  scope: Scope,
  importId: string,
  view: PreviewAddress,
): Promise<PreviewInput> {
  const row = await getImport(scope, importId)
  const filter = {
    ...(view.show && view.show !== 'doubtful' && { fates: [view.show as NonNullable<KeptRow['fate']>] }),
    doubtful: view.show === 'doubtful',
    cause: view.cause ?? null,
  }
  const rows = await listSomeRows(scope, importId, filter, {
    from: ((view.page ?? 1) - 1) * PAGE_SIZE,
    count: PAGE_SIZE,
  })
  const lines = rows.flatMap(({ kind, body }) =>
    kind === 'gone' ? [] : ((body as Partial<ReadRow>).sourceLines ?? []),
  )
  return {
    row,
    rows: rows.map((one) => withKey(one)),
    lines: await linesOf(scope, importId, lines),
    counts: await countRows(scope, importId),
    target: await titleOf(scope, row.targetPlanId),
    view,
    decisions: row.settled.decisions ?? {},
  }
}

/** The key that a decision on the row is kept by. */
function withKey(row: KeptRow): PreviewInputRow {
  return { ...row, key: decisionKey(row) }
}

async function titleOf(scope: Scope, planId: string | null): Promise<string | null> {
  if (planId === null) return null
  return (await listPlans(scope)).find(({ id }) => id === planId)?.title ?? null
}

export async function readConfirmFacts(scope: Scope, importId: string): Promise<ConfirmInput> {
  const facts = await readWords(scope, importId)
  const { row, words } = facts
  const themes = new Set((await themesOf(scope, row)).map(keyOf))
  return {
    row,
    counts: await countRows(scope, importId),
    target: await titleOf(scope, row.targetPlanId),
    newBoards: namesMade(words.boards, new Set(facts.boards.map(keyOf))),
    newThemes: namesMade(words.themes, themes),
    tables: (row.reading?.side.length ?? 0) - (row.settled.leftOutTables?.length ?? 0),
  }
}

const namesMade = (words: WordsToSettle['boards'], held: ReadonlySet<string>): string[] => [
  ...new Set(words.flatMap(({ value }) => (value !== '' && !held.has(keyOf(value)) ? [value] : []))),
]

/** As many as a page takes of what is still to be settled. */
const MOST_DOUBTFUL = 200

export async function readResult(scope: Scope, importId: string): Promise<ResultInput> {
  const row = await getImport(scope, importId)
  const doubtful = await listSomeRows(scope, importId, { doubtful: true }, { from: 0, count: MOST_DOUBTFUL })
  return {
    row,
    planTitle: await titleOf(scope, row.planId),
    doubtful: doubtful
      .filter(({ kind }) => kind === 'milestone')
      .map(({ body, thingId }) => {
        const { ref, text, doubts } = body as ReadRow
        return { ref, words: text, thingId, messages: doubts.map(({ message }) => message) }
      }),
    doubtCount: (await countRows(scope, importId)).doubtful,
  }
}
