/** Anyshire's register of risks: raised, moved and closed on their days. */
import { type AnyshireRisk, dayBy } from '../../../seeds/anyshire/around.ts'
import {
  changeRisk,
  closeRisk,
  type Level,
  raiseRisk,
  readRisk,
  type Saying,
} from '../../modules/risks/index.ts'
import { addMonths } from '../../platform/calendar.ts'
import type { Scope } from '../../platform/db/scope.ts'
import { newId } from '../../platform/ids.ts'
import { idOf, type Known, MANAGER, thingOf } from './known.ts'

export async function raiseRisks(known: Known): Promise<void> {
  for (const risk of known.around.risks) await follow(risk, known)
}

async function follow(risk: AnyshireRisk, known: Known): Promise<void> {
  const { timeline, now, planId } = known
  const [[, likelihood, impact], ...moves] = risk.after as [Move, ...Move[]]
  const threatens = risk.threatens.map((ref) => thingOf(known, ref))
  const id = await timeline(dayBy(risk.raised, now), MANAGER, (scope) =>
    raiseRisk(scope, { ...sayingOf(risk, known, [likelihood, impact]), planId, kind: risk.kind, threatens }),
  )
  for (const [month, ...rating] of moves)
    await timeline(dayBy({ month, day: 20 }, now), MANAGER, async (scope) =>
      changeRisk(scope, id, {
        ...{ ...sayingOf(risk, known, rating), because: 'The response has begun to work.' },
        expected: await lastOf(scope, id),
      }),
    )
  const { closed } = risk
  if (closed)
    await timeline(dayBy(closed, now), MANAGER, async (scope) =>
      closeRisk(scope, id, { words: closed.because, expected: await lastOf(scope, id), once: newId() }),
    )
}

type Move = AnyshireRisk['after'][number]

const lastOf = async (scope: Scope, id: string): Promise<string> =>
  (await readRisk(scope, id, null)).risk.now.id

function sayingOf(risk: AnyshireRisk, known: Known, after: readonly [number, number]): Saying {
  const rating = ([likelihood, impact]: readonly [number, number]) => ({
    likelihood: likelihood as Level,
    impact: impact as Level,
  })
  return {
    ...{ title: risk.title, cause: risk.cause, effect: risk.effect },
    ...{ before: rating(risk.before), after: rating(after) },
    ...{ response: risk.response, responseWords: risk.words },
    owner: { key: `post:${idOf(known, `post:${risk.owner}`)}`, words: '' },
    reviewOn: addMonths(known.today, risk.reviewInMonths),
    once: newId(),
  }
}
