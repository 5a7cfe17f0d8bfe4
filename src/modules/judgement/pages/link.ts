import type { FieldError } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import { EXAMPLE_TODAY, type PlanAsAt, statedDate } from '../../plans/index.ts'
import type { Sheet, Statement } from '../domain/statement.ts'
import { paths } from '../paths.ts'
import { exampleMatrixInput } from './matrix.ts'

export interface LinkInput {
  plan: PlanAsAt
  sheet: Sheet
  statement: Statement
  /** What was ticked, where the form came back; else null. */
  ticked: readonly string[] | null
  errors: readonly FieldError[]
}

interface Box {
  id: string
  value: string
  name: string
  words: string
  due: string
  ticked: boolean
  /** It was so when the page was shown. */
  before: boolean
}

/** Which actions and milestones show one statement: boxes to tick, in the plan's order. */
export interface LinkPage {
  back: string
  plan: { title: string }
  sheet: { title: string; key: string; grade: string }
  statement: { code: string; words: string; place: string }
  send: string
  words: string
  errors: FieldError[]
  actions: (Box & { milestones: Box[]; open: boolean })[]
}

export function toLinkPage({ plan, sheet, statement, ticked, errors }: LinkInput): LinkPage {
  const linked = new Set(statement.shownBy.map(({ kind, id }) => `${kind} ${id}`))
  const now = ticked ? new Set(ticked) : linked
  const at = sheet.statements.findIndex(({ code }) => code === statement.code)
  const live = plan.actions.filter(({ dropped }) => !dropped)
  const byAction = Map.groupBy(
    plan.milestones.filter(({ dropped }) => !dropped),
    ({ actionId }) => actionId,
  )
  const box = (
    kind: 'action' | 'milestone',
    id: string,
    ref: string | null,
    words: string,
    due = '',
  ): Box => {
    const value = `${kind} ${id}`
    return {
      ...{ id: `${kind}-${id}`, value, name: ref ?? '', words, due },
      ...{ ticked: now.has(value), before: linked.has(value) },
    }
  }
  return {
    back: paths.matrix(plan.id, { framework: sheet.key }),
    plan: { title: plan.title },
    sheet: { title: sheet.title, key: sheet.key, grade: sheet.grade ?? '' },
    statement: {
      ...{ code: statement.code, words: statement.words },
      place: `Statement ${at + 1} of ${sheet.statements.length}`,
    },
    send: paths.link(plan.id),
    words: `${counted(live.length, 'action')}, in the order of the plan`,
    errors: [...errors],
    actions: live.map(({ id, ref, words }) => {
      const milestones = (byAction.get(id) ?? []).map((one) =>
        box('milestone', one.id, one.ref, one.words, statedDate(one.due) ?? ''),
      )
      return { ...box('action', id, ref, words), milestones, open: milestones.some(({ ticked }) => ticked) }
    }),
  }
}

export const linkPage = definePage<LinkPage>('judgement/pages/link.njk', () => {
  const { plan, sheet } = exampleMatrixInput()
  const [statement] = sheet?.statements ?? []
  if (!sheet || !statement) throw new Error(`The made-up plan of ${EXAMPLE_TODAY} is not complete`)
  const errors = [{ field: 'things', text: 'The plan has changed since this page was shown: choose again' }]
  return toLinkPage({ plan, sheet, statement, ticked: null, errors })
})
