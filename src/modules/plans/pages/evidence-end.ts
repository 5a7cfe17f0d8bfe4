import type { FieldError } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { type EvidencePiece, evidencePaths } from '../../evidence/index.ts'
import { examplePieces } from './evidence-example.ts'
import { type NamedPlace, toSupport } from './evidence-supports.ts'

export interface EndInput {
  piece: EvidencePiece
  places: readonly NamedPlace[]
  /** The use that ends; null when the whole piece is withdrawn. */
  useId: string | null
  reason: string
  errors: FieldError[]
}

/** Taking evidence away from one thing, or from everything, with a reason. */
export interface EndPage {
  piece: { title: string; href: string }
  title: string
  /** What will happen. */
  words: string
  button: string
  send: string
  useId: string | null
  reason: string
  errors: FieldError[]
}

export function toEndPage({ piece, places, useId, reason, errors }: EndInput): EndPage {
  const use = piece.uses.find(({ id }) => id === useId)
  const shared = { piece: { title: piece.title, href: evidencePaths.one(piece.id) }, reason, errors }
  if (!use) {
    return {
      ...{ ...shared, title: 'Withdraw this evidence', button: 'Withdraw it', useId: null },
      words: 'From today it supports nothing any more. It can still be read, and past days still show it.',
      send: evidencePaths.withdraw(piece.id),
    }
  }
  return {
    ...{ ...shared, title: 'Detach this evidence', button: 'Detach it', useId },
    words: `From today it no longer supports “${toSupport(use, places).text}”. Past days still show it there.`,
    send: evidencePaths.detach(piece.id),
  }
}

export const endPage = definePage<EndPage>('plans/pages/evidence-end.njk', () => {
  const [piece] = examplePieces()
  if (!piece) throw new Error('The made-up evidence is not complete')
  const errors = [{ field: 'reason', text: 'Say why it no longer supports this' }]
  return toEndPage({ piece, places: [], useId: 'use-4', reason: '', errors })
})
