import { type Scope, withScope } from '../../../platform/db/scope.ts'
import { TOO_LARGE } from '../../../platform/files/kinds.ts'
import { type FieldError, readForm, refusalOf } from '../../../platform/http/forms.ts'
import type { Deps } from '../../../platform/http/routes.ts'
import type { Upload } from '../../../platform/http/upload.ts'
import { answerIn, type Concern, recordUpdate, type Typed, typedInto, UpdateForm } from '../../plans/index.ts'
import type { FollowedLink } from '../actions/answer.ts'
import { attachFile } from '../actions/attach.ts'

export interface Answered {
  typed: Typed
  errors: readonly FieldError[]
  fileError: string | null
  /** What the author has to be asked first; none where the answer is saved, null where it is given back. */
  concerns: Concern[] | null
}

/**
 * Saves an answer with its file in one transaction, so that a server that stops has both or neither. An answer that has
 * to be mended first is given back, and its file kept alone: it need not be chosen again.
 */
export async function answer(
  deps: Deps,
  link: FollowedLink,
  milestoneId: string,
  upload: Upload,
): Promise<Answered> {
  const whole = readAnswer(upload, upload.file !== null)
  const ready = whole.ok && !upload.tooLarge && link.over === null && answerIn(upload.fields) !== 'change'
  if (!ready) return giveBack(deps, link, milestoneId, upload, [])
  try {
    const concerns = await withScope(deps.pool, deps.clock, link.actor, async (s) => {
      await keepFile(s, deps, link, milestoneId, upload)
      return recordUpdate(s, milestoneId, { ...whole.data, period: link.cycle.period })
    })
    return { typed: typedInto(whole.values, []), errors: [], fileError: null, concerns }
  } catch (error) {
    const refused = refusalOf(error, 'status').filter(({ field }) => field !== 'file')
    return giveBack(deps, link, milestoneId, upload, refused)
  }
}

async function giveBack(
  deps: Deps,
  link: FollowedLink,
  milestoneId: string,
  upload: Upload,
  refused: readonly FieldError[],
): Promise<Answered> {
  const fileError = await keepFileAlone(deps, link, milestoneId, upload)
  const form = readAnswer(upload, upload.file !== null && fileError === null)
  const over = link.over === null || fileError !== null ? [] : [{ field: 'done', text: link.over }]
  const errors = form.ok ? [...refused, ...over] : form.errors
  return { typed: typedInto(form.values, errors), errors, fileError, concerns: null }
}

/** The form as it was sent; a file that comes with it shows what evidence in words would. */
const readAnswer = ({ fields }: Upload, withFile: boolean) =>
  readForm(UpdateForm, { ...fields, ...(withFile && { evidence_attached: 'yes' }) })

async function keepFile(
  scope: Scope,
  deps: Deps,
  link: FollowedLink,
  milestoneId: string,
  { file, fields }: Upload,
): Promise<void> {
  if (file !== null) await attachFile(scope, deps.files, link, { milestoneId, once: fields.once ?? '', file })
}

/** Gives what was wrong with the file. */
async function keepFileAlone(
  deps: Deps,
  link: FollowedLink,
  milestoneId: string,
  upload: Upload,
): Promise<string | null> {
  if (upload.tooLarge) return TOO_LARGE
  if (link.over !== null) return null
  try {
    await withScope(deps.pool, deps.clock, link.actor, (s) => keepFile(s, deps, link, milestoneId, upload))
    return null
  } catch (error) {
    return refusalOf(error, 'file')[0]?.text ?? null
  }
}
