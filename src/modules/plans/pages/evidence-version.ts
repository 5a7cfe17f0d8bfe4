import type { FieldError } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { type EvidencePiece, evidencePaths } from '../../evidence/index.ts'
import { examplePieces } from './evidence-example.ts'

export interface VersionPage {
  piece: { title: string; href: string }
  newest: string
  send: string
  accepted: string
  errors: FieldError[]
}

export const toVersionPage = (piece: EvidencePiece, accepted: string, errors: FieldError[]): VersionPage => ({
  piece: { title: piece.title, href: evidencePaths.one(piece.id) },
  newest: piece.versions[0]?.name ?? '',
  send: evidencePaths.newVersion(piece.id),
  ...{ accepted, errors },
})

export const versionPage = definePage<VersionPage>('plans/pages/evidence-version.njk', () => {
  const [piece] = examplePieces()
  if (!piece) throw new Error('The made-up evidence is not complete')
  return toVersionPage(piece, '.pdf,.docx', [{ field: 'file', text: 'Choose a file' }])
})
