import type { Scope } from '../../../platform/db/scope.ts'
import type { FileStore } from '../../../platform/files/files.ts'
import type { ScanAnswer } from '../../../platform/files/scanner.ts'
import { record } from '../../../platform/record/record.ts'
import { notify } from '../../notices/index.ts'
import { evidencePaths } from '../paths.ts'
import { listToScan } from '../queries/read.ts'
import { setScanned } from '../queries/save.ts'

export type InScope = <T>(run: (scope: Scope) => Promise<T>) => Promise<T>

type ToScan = Awaited<ReturnType<typeof listToScan>>[number]

/**
 * Has the scanner look at every file of an area that none has looked at. The scanner is asked outside of any
 * transaction, since it may take long. Without a scanner nothing happens. Errors: when the scanner cannot say; what
 * waits then goes on waiting.
 */
export async function scanWaiting(files: FileStore, inScope: InScope): Promise<void> {
  const { scanner } = files
  if (!scanner) return
  const { areaId, waiting } = await inScope(async (s) => ({ areaId: s.areaId, waiting: await listToScan(s) }))
  const unsure: string[] = []
  for (const file of waiting) {
    const answer = await scanner.scan(await files.read(areaId, file.sha256))
    if (answer.verdict === 'unsure') unsure.push(answer.words)
    else await inScope((s) => settle(s, file, answer))
  }
  if (unsure.length > 0) throw new Error(`The scanner could not say of ${unsure.length}: ${unsure[0]}`)
}

async function settle(scope: Scope, file: ToScan, { verdict, words }: ScanAnswer): Promise<void> {
  const { evidenceId, number, addedById, name } = file
  const clean = verdict === 'clean'
  if (!(await setScanned(scope, file, { scan: clean ? 'clean' : 'refused', words }))) return
  await record(scope, {
    act: clean ? 'evidence.scanned' : 'evidence.refused',
    thing: { kind: 'evidence', id: evidenceId },
    detail: { number, answer: words },
  })
  if (clean || !addedById) return
  await notify(scope, [
    {
      ...{ personId: addedById, kind: 'evidence', href: evidencePaths.one(evidenceId) },
      words: `The virus scan refused your file ${name}. Nobody can open it.`,
      once: `evidence ${evidenceId} ${number} refused`,
    },
  ])
}
