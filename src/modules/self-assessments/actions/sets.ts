import type { Scope } from '../../../platform/db/scope.ts'
import { Unacceptable } from '../../../platform/http/errors.ts'
import { findFramework, frameworkName, gradeWords, listFrameworks } from '../../frameworks/index.ts'
import type { Question, QuestionSet } from '../domain/facts.ts'
import type { AskedSet } from '../forms.ts'
import { listFindings, listReviews, type NameOf } from '../queries/read.ts'

/** A framework that is no longer held is still called something. */
export const nameOfFramework: NameOf = (framework, version) => {
  const found = findFramework({ framework, version })
  return found ? frameworkName(found) : `${framework} ${version}`
}

/** Everything that a round can be opened over: reviews that have findings, and every framework. */
export async function listSets(scope: Scope): Promise<{ set: QuestionSet; questions: number }[]> {
  const reviews = await listReviews(scope)
  return [
    ...reviews.map(({ id, title, findings }) => ({
      set: { kind: 'review' as const, id, title },
      questions: findings,
    })),
    ...listFrameworks().map((framework) => ({
      set: {
        ...{ kind: 'framework' as const, framework: framework.code, version: framework.version },
        title: frameworkName(framework),
      },
      questions: framework.descriptors.length,
    })),
  ]
}

/** The questions of a set as they stand now. Errors: Unacceptable for one that the area has not, or that asks nothing. */
export async function readSetOf(
  scope: Scope,
  asked: AskedSet,
): Promise<{ set: QuestionSet; questions: Question[] }> {
  const sets = await listSets(scope)
  const found = sets.find(({ set }) => isSame(set, asked))
  if (!found) throw new Unacceptable('Choose what you assess from the list', 'set')
  const { set } = found
  if (set.kind === 'review') return { set, questions: await listFindings(scope, set.id) }
  return { set, questions: questionsOf(set) }
}

const isSame = (set: QuestionSet, asked: AskedSet): boolean =>
  set.kind === 'review'
    ? asked.kind === 'review' && asked.id === set.id
    : asked.kind === 'framework' && asked.framework === set.framework && asked.version === set.version

function questionsOf(key: { framework: string; version: string }): Question[] {
  const framework = findFramework(key)
  if (!framework) return []
  return framework.areas.flatMap((area) =>
    framework.descriptors
      .filter((one) => one.area === area.code)
      .map(({ code, words, grade }) => ({
        ...{ key: code, group: area.words, ref: code, words },
        grade: gradeWords(framework, grade),
      })),
  )
}
