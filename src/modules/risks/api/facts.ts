import { z } from 'zod'
import { KINDS, type Owner, RESPONSES, type Risk, type RiskState, refOf, TARGETS } from '../domain/facts.ts'
import { type Rating as Rated, scoreOf } from '../domain/score.ts'

/** The facts of a risk as the API tells them. A fact that is not named here does not go out. */

const keysOf = <K extends string>(words: Readonly<Record<K, string>>) => z.enum(Object.keys(words) as K[])
const day = z.iso.date()
const level = z.int().min(1).max(5)

const Rating = z.object({
  likelihood: level,
  impact: level,
  score: z.int().min(1).max(25).meta({ description: 'Likelihood times impact.' }),
})

const State = z
  .object({
    id: z.uuid(),
    ...{ title: z.string(), cause: z.string(), effect: z.string() },
    before: Rating.meta({ description: 'With nothing done about it.' }),
    after: Rating.meta({ description: 'As it stands.' }),
    response: keysOf(RESPONSES),
    responseWords: z.string(),
    owner: z.object({ personId: z.uuid().nullable(), postId: z.uuid().nullable(), words: z.string() }),
    reviewOn: day.nullable(),
    state: z.enum(['open', 'closed']),
    because: z.string().nullable(),
    author: z.string(),
    saidOn: day,
  })
  .meta({ id: 'RiskState', description: 'All that was said of a risk at one time.' })

const whole = {
  id: z.uuid(),
  ref: z.string().meta({ description: '“R3”, “I4”: counted within the plan.' }),
  kind: keysOf(KINDS),
  plan: z.object({ id: z.uuid(), title: z.string() }),
  raisedOn: day,
  raisedBy: z.string(),
  now: State,
  threatens: z.array(
    z.object({
      kind: keysOf(TARGETS),
      id: z.uuid(),
      ref: z.string().nullable(),
      words: z.string(),
      from: day,
    }),
  ),
}

export const RiskFacts = z.object(whole).meta({ id: 'Risk' })

export const RiskWithHistory = z
  .object({ ...whole, history: z.array(State).meta({ description: 'Up to the day, oldest first.' }) })
  .meta({ id: 'RiskWithHistory' })

const rated = (rating: Rated) => ({ ...rating, score: scoreOf(rating) })
const owned = ({ personId, postId, words }: Owner) => ({ personId, postId, words })

export const toState = (state: RiskState): z.input<typeof State> => ({
  ...state,
  ...{ before: rated(state.before), after: rated(state.after), owner: owned(state.owner) },
})

export const toRiskFacts = (risk: Risk): z.input<typeof RiskFacts> => ({
  ...{ id: risk.id, ref: refOf(risk), kind: risk.kind, plan: risk.plan, now: toState(risk.now) },
  ...{ raisedOn: risk.raisedOn, raisedBy: risk.raisedBy },
  threatens: risk.links.map(({ kind, id, ref, words, from }) => ({ kind, id, ref, words, from })),
})
