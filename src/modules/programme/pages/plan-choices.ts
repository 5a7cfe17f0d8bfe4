import { endsOf, type LinkEnd, nameOfEnd, type PlanAsAt } from '../../plans/index.ts'

/** The live things of a plan as a list of choices: each action, with its milestones under it. */
export interface ChoiceGroup {
  label: string
  options: { value: string; text: string; selected: boolean }[]
}

export const keyOfEnd = ({ kind, id }: LinkEnd): string => `${kind} ${id}`

export function toPlanChoices(plan: PlanAsAt, chosen: string): ChoiceGroup[] {
  const actionOf = new Map(plan.milestones.map(({ id, actionId }) => [id, actionId]))
  const groups = Map.groupBy(endsOf(plan), ({ id }) => actionOf.get(id) ?? id)
  return [...groups].map(([actionId, ends]) => ({
    label: nameOfEnd(plan, { kind: 'action', id: actionId }),
    options: ends.map((end) => ({
      value: keyOfEnd(end),
      text: end.kind === 'action' ? `Action ${nameOfEnd(plan, end)}` : capital(nameOfEnd(plan, end)),
      selected: keyOfEnd(end) === chosen,
    })),
  }))
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
