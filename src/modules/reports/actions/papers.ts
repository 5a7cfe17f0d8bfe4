import type { Scope } from '../../../platform/db/scope.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import type { Format } from '../domain/formats.ts'
import { mayRead, mayTakeFacts } from '../policy.ts'
import { getPaper, listFiles, listPapers, type PaperFile, type PaperRow } from '../queries/papers.ts'
import { listSent, type SentRow } from '../queries/sent.ts'

export interface PaperRead {
  paper: PaperRow
  files: PaperFile[]
  sent: SentRow[]
}

/** A paper with its files and to whom it went, as far as the reader may read it. Errors: NotFound. */
export async function readPaper(scope: Scope, id: string): Promise<PaperRead> {
  const paper = await getPaper(scope, id)
  const sent = await listSent(scope, id)
  if (!mayRead(scope.actor, { published: paper.layout.published, sent: sent.length > 0 }))
    throw new NotFound('paper')
  const files = (await listFiles(scope, id)).filter(
    ({ format }) => format !== 'json' || mayTakeFacts(scope.actor),
  )
  return { paper, files: paper.state === 'made' ? files : [], sent }
}

/** One file of a made paper. Errors: NotFound. */
export async function readPaperFile(scope: Scope, id: string, format: Format): Promise<PaperFile> {
  const { files } = await readPaper(scope, id)
  const found = files.find((file) => file.format === format)
  if (!found) throw new NotFound('file of this paper')
  return found
}

export interface ListedPaper {
  paper: PaperRow
  sent: SentRow[]
}

/** Papers that the reader may read, newest first: all, those that were sent, or those that were not. */
export async function readPapers(scope: Scope, which: 'all' | 'yes' | 'no'): Promise<ListedPaper[]> {
  const byPaper = Map.groupBy(await listSent(scope), ({ paperId }) => paperId)
  return (await listPapers(scope))
    .map((paper) => ({ paper, sent: byPaper.get(paper.id) ?? [] }))
    .filter(({ paper, sent }) => {
      const wanted = which === 'all' || (which === 'yes') === sent.length > 0
      return wanted && mayRead(scope.actor, { published: paper.layout.published, sent: sent.length > 0 })
    })
}
