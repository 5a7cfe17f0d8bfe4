import { formatDay } from '../../../platform/calendar.ts'
import type { FieldError } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import {
  descriptorsOf,
  exampleFramework,
  type Framework,
  frameworkName,
  frameworkPaths,
  gradeWords,
} from '../../frameworks/index.ts'
import { examplePlan, type PlanAsAt } from '../../plans/index.ts'
import { frameworkSheetKey } from '../domain/sheets.ts'
import { paths } from '../paths.ts'

export interface ChooseInput {
  plan: PlanAsAt
  frameworks: readonly Framework[]
  /** What was typed for each phase, by the phase's id. */
  targets: ReadonlyMap<string, string>
  errors: readonly FieldError[]
}

/** What a plan is held against, and what each of its phases aims at. */
export interface ChoosePage {
  back: string
  plan: { title: string }
  errors: FieldError[]
  chosen: { text: string; href: string; key: string }[]
  end: string
  choose: { send: string; options: { value: string; text: string }[] }
  definitions: string
  targets: { send: string; phases: { field: string; name: string; by: string; value: string }[] }
}

export function toChoosePage({ plan, frameworks, targets, errors }: ChooseInput): ChoosePage {
  const held = new Set(plan.frameworks.map(frameworkSheetKey))
  return {
    back: paths.matrix(plan.id),
    plan: { title: plan.title },
    errors: [...errors],
    chosen: plan.frameworks.map((chosen) => {
      const framework = frameworks.find(
        ({ code, version }) => code === chosen.framework && version === chosen.version,
      )
      return {
        text: framework ? nameOf(framework, chosen.grade) : frameworkSheetKey(chosen),
        href: frameworkPaths.framework(chosen.framework, chosen.version),
        key: frameworkSheetKey(chosen),
      }
    }),
    end: paths.endChoice(plan.id),
    choose: {
      send: paths.choose(plan.id),
      options: frameworks.flatMap(optionsOf).filter(({ value }) => !held.has(value)),
    },
    definitions: frameworkPaths.frameworks(),
    targets: {
      send: paths.targets(plan.id),
      phases: plan.phases.map(({ id, name, endsOn, targetJudgement }) => ({
        ...{ field: `target-${id}`, name, by: endsOn ? formatDay(endsOn) : '' },
        value: targets.get(id) ?? targetJudgement ?? '',
      })),
    },
  }
}

const nameOf = (framework: Framework, grade: string): string =>
  `${frameworkName(framework)}: ${gradeWords(framework, grade)}`

/** Each grade of which statements are held. */
const optionsOf = (framework: Framework): ChoosePage['choose']['options'] =>
  framework.grades.flatMap(({ code }) => {
    const statements = descriptorsOf(framework, code).length
    if (statements === 0) return []
    const { version } = framework
    return [
      {
        value: frameworkSheetKey({ framework: framework.code, version, grade: code }),
        text: `${nameOf(framework, code)}, ${counted(statements, 'statement')}`,
      },
    ]
  })

export const choosePage = definePage<ChoosePage>('judgement/pages/choose.njk', () =>
  toChoosePage({
    plan: examplePlan(2),
    frameworks: [exampleFramework(), { ...exampleFramework(), version: '2027' }],
    targets: new Map(),
    errors: [{ field: 'framework', text: 'Choose a framework and a grade' }],
  }),
)
