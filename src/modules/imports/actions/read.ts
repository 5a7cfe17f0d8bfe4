import type { Scope } from '../../../platform/db/scope.ts'
import type { FileStore } from '../../../platform/files/files.ts'
import { Unacceptable } from '../../../platform/http/errors.ts'
import type { SourceGrid } from '../../../platform/office/grid.ts'
import { record } from '../../../platform/record/record.ts'
import { dayOfDocument } from '../domain/day.ts'
import type { PlanReading, ReadChoices } from '../domain/reading.ts'
import { COPY_COLUMNS } from '../domain/working-copy.ts'
import { findCopyBase } from '../queries/copies.ts'
import { getImport, type ImportRow, type KeptReading, lockImports, saveImport } from '../queries/imports.ts'
import { readMemory } from '../queries/memory.ts'
import { type KeptLine, replaceLines } from '../queries/rows.ts'
import { type Progress, readFileAlone } from '../reader.ts'
import { keepComparison } from './compare.ts'
import { suggestTarget } from './target.ts'

type InScope = <T>(work: (scope: Scope) => Promise<T>) => Promise<T>

/** Progress is told at most this often: each telling is a transaction. */
const TELL_EVERY_MS = 500

/**
 * Reads a document that was brought in, in a process of its own, and keeps what it says: its lines and what became of
 * each cell, its rows and what they are to the plan. A reading that somebody has asked to be done otherwise meanwhile
 * (another revision) is thrown away. A file that cannot be read is refused with its sentence; any other fault is
 * thrown, and the job is tried again.
 */
export async function readImport(
  files: FileStore,
  inScope: InScope,
  { importId, revision }: { importId: string; revision: number },
): Promise<void> {
  const started = await inScope(async (scope) => ({
    areaId: scope.areaId,
    row: await getImport(scope, importId),
    choices: (await readMemory(scope)).columns as NonNullable<ReadChoices['columns']>,
  }))
  const { row, areaId } = started
  if (row.state !== 'reading' || row.revision !== revision) return
  const choices = { ...row.choices, columns: { ...COPY_COLUMNS, ...started.choices, ...row.choices.columns } }
  const bytes = await files.read(areaId, row.sha256)
  try {
    const { grid, reading } = await readFileAlone(
      { name: row.fileName, bytes },
      choices,
      teller(inScope, importId),
    )
    await inScope((scope) => keep(scope, { importId, revision, grid, reading }))
  } catch (error) {
    if (!(error instanceof Unacceptable)) throw error
    await inScope((scope) => refuse(scope, importId, revision, error.message))
  }
}

function teller(inScope: InScope, importId: string): (progress: Progress) => void {
  let last = 0
  return (progress) => {
    const now = performance.now()
    if (now - last < TELL_EVERY_MS) return
    last = now
    // How far it has come is told for comfort: when it cannot be written down, the reading goes on.
    inScope((scope) => saveImport(scope, importId, { progress })).catch(() => {})
  }
}

async function refuse(scope: Scope, importId: string, revision: number, fault: string): Promise<void> {
  await lockImports(scope)
  const row = await getImport(scope, importId)
  if (row.revision !== revision || row.state !== 'reading') return
  await saveImport(scope, importId, { state: 'refused', fault, progress: null })
  await record(scope, { act: 'import.refused', thing: { kind: 'import', id: importId } })
}

interface Read {
  importId: string
  revision: number
  grid: SourceGrid
  reading: PlanReading
}

async function keep(scope: Scope, { importId, revision, grid, reading }: Read): Promise<void> {
  await lockImports(scope)
  const row = await getImport(scope, importId)
  if (row.revision !== revision || row.state !== 'reading') return
  await replaceLines(scope, importId, linesOf(grid, reading))
  const copy = grid.exportId ? await findCopyBase(scope, grid.exportId) : undefined
  const target = row.settled.targetChosen
    ? row.targetPlanId
    : (copy?.planId ?? (await suggestTarget(scope, reading)))
  await saveImport(scope, importId, {
    ...whatItIs(row, reading),
    ...(copy && { title: row.fileName }),
    // What a copy says is said on the day on which it comes back.
    ...(copy && { document_on: row.choices.documentOn ?? scope.today }),
    target_plan_id: target,
    copy_id: copy ? grid.exportId : null,
    reading: kept(reading),
    state: reading.refused ? 'refused' : 'proposed',
    fault: reading.refused?.reason ?? null,
    progress: null,
  })
  await keepComparison(scope, importId, reading)
  await record(scope, {
    act: reading.refused ? 'import.refused' : 'import.proposed',
    thing: { kind: 'import', id: importId },
    detail: { rows: reading.rows.length },
  })
}

/** A title or a day that a person gave is not given back to the document. */
function whatItIs({ title, fileName, choices }: ImportRow, reading: PlanReading) {
  return {
    title: title === fileName ? (reading.document.title ?? fileName) : title,
    document_on: choices.documentOn ?? dayOfDocument(reading.document),
    published_on: choices.published ?? null,
  }
}

function kept({ rows: _rows, findings: _findings, ledger, ...reading }: PlanReading): KeptReading {
  const { entries: _entries, ...counts } = ledger
  return { ...reading, ledger: counts }
}

/** The lines that hold anything, each with the fate of its cells. */
function linesOf(grid: SourceGrid, { ledger }: PlanReading): KeptLine[] {
  const fates = new Map(ledger.entries.map((entry) => [`${entry.line}:${entry.column}`, entry]))
  return grid.lines.flatMap(({ number, cells, where }) => {
    const filled = cells.flatMap(({ column, text, colour, note }) => {
      const entry = fates.get(`${number}:${column}`)
      if (!entry) return []
      const { fate, reason } = entry
      return [{ column, text, fate, reason, ...(colour && { colour }), ...(note && { note }) }]
    })
    return filled.length > 0 ? [{ line: number, place: where ?? `line ${number}`, cells: filled }] : []
  })
}
