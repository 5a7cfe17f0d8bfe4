/**
 * The API held against its own document: for every operation, requests made from the schemas, good ones and spoilt
 * ones, with every sort of token. Whatever comes, the answer is one that the document names.
 */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { SCOPES } from '../src/platform/access/permissions.ts'
import { newId } from '../src/platform/ids.ts'
import { anything, type Json, type Schema, spoilt, valuesOf } from './support/generated.ts'
import { furnish, type House, thingsOf } from './support/house.ts'
import type { ApiAnswer, Program } from './support/program.ts'
import { startWorld, type TestWorld } from './support/world.ts'

const RUNS = 60

/** By name, so that one that goes missing is missed. */
const NAMES = [
  ...['listPlans', 'readPlan', 'listFindings', 'readAction', 'judgeAction'],
  ...['readMilestone', 'listUpdates', 'updateMilestone', 'changeMilestone'],
  ...['listEvidence', 'readEvidence', 'readEvidenceFile', 'listMilestoneEvidence'],
  ...['addEvidence', 'addEvidenceFile', 'attachEvidence', 'withdrawEvidence'],
  ...['listRisks', 'readRisk'],
  ...['listMonths', 'readMonth', 'openMonth', 'freezeMonth', 'readFrozenMonth', 'readMonthChanges'],
]

interface Told {
  operationId: string
  method: 'get' | 'post'
  path: string
  security: { token: (keyof typeof SCOPES)[] }[]
  parameters: { name: string; in: 'path' | 'query'; schema: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, { content: Record<string, { schema: Schema }> }>
}

let world: TestWorld
let ours: House
let theirs: House
let operations: Told[]
let schemas: Record<string, Schema>
let ended: Program
let expired: Program

beforeAll(async () => {
  world = await startWorld()
  ours = await furnish(world, 'Anyshire')
  theirs = await furnish(world, 'Othershire')
  const { body } = await world.client().get('/api/openapi.json')
  const document = JSON.parse(body)
  schemas = document.components.schemas
  operations = Object.entries<Record<string, Told>>(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => ({ ...one, path, method: method as Told['method'] })),
  )
  ended = await world.program(ours.area)
  await endAll()
  expired = await world.program(ours.area, undefined, '2026-11-23')
  world.clock.set('2026-11-24T09:00:00Z')
})
afterAll(() => world.close())

/** As the page ends one, at once. */
const endAll = () =>
  world.scope(ours.area, ({ db, areaId, now }) =>
    db.updateTable('integration').set({ ended_at: now }).where('area_id', '=', areaId).execute(),
  )

const headsOf = (house: House) =>
  world.scope(house.area, ({ db }) => db.selectFrom('record_head').select(['seq', 'hash']).execute())

/** A schema of the document, as something that can be asked whether a value fits it. */
function checkOf(schema: Schema): z.ZodType {
  const text = JSON.stringify({ ...schema, $defs: schemas }).replaceAll('#/components/schemas/', '#/$defs/')
  return z.fromJSONSchema(JSON.parse(text))
}

function expectDocumented(told: Told, answer: ApiAnswer): void {
  expect(Object.keys(told.responses)).toContain(String(answer.status))
  const [[type = '', content] = []] = Object.entries(told.responses[answer.status]?.content ?? {})
  expect(answer.headers['cache-control']).toBe('no-store')
  if (type === '*/*') {
    expect(answer.headers['content-disposition']).toMatch(/^attachment/)
    return
  }
  expect(answer.headers['content-type']).toBe(
    type === 'application/json' || type === 'application/problem+json' ? `${type}; charset=utf-8` : '',
  )
  const fits = checkOf(content?.schema ?? {}).safeParse(answer.json)
  expect(fits.error?.issues ?? []).toEqual([])
}

/** What a request may carry to be both well formed and true: a mark that was read, and leads who are there. */
async function truths(program: Program, id: string): Promise<Record<string, Json>> {
  const { json } = await program.get(`/api/v1/milestones/${id}`)
  return { seen: json.mark ?? '' }
}

const digits = (number: number, length: number): string => String(number).padStart(length, '0')

/** Bodies whose parts go together, which chance alone would hardly ever find; by a field that no other has. */
const together = (): Record<string, fc.Arbitrary<Json>> => {
  const text = fc.stringMatching(/^[a-z]{3,20}$/)
  return {
    support_needed: fc.record({
      once: fc.uuid(),
      status: fc.constantFrom('on_track', 'off_track'),
      done: text,
      support_needed: fc.constant('no'),
      sure: fc.constant('due_passed,words_say_completed'),
    }),
    url: fc.record({ once: fc.uuid(), kind: fc.constant('note'), title: text, words: text }),
    content: fc.record({ once: fc.uuid(), name: fc.constant('a.txt'), content: text.map(btoa) }),
    descriptor: fc.record({
      kind: fc.constant('milestone'),
      planId: fc.constant(ours.plan.id),
      id: fc.constantFrom(...thingsOf('/milestones/:id', ours)),
    }),
    period: fc
      .tuple(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 12 }))
      .map(([year, month]) => ({ period: `${digits(year, 4)}-${digits(month, 2)}` })),
  }
}

function sensible({ properties = {} }: Schema) {
  const found = Object.entries(together()).flatMap(([field, value]) => (field in properties ? [value] : []))
  return found.map((value) => ({ weight: 2, arbitrary: fc.record({ good: fc.constant(true), value }) }))
}

type Token = 'good' | 'none' | 'ended' | 'expired' | 'narrow'
interface Asked {
  token: Token
  id: string
  number: string
  query: Json
  body: { good: boolean; value: Json }
}
const tokens = fc.oneof(
  { weight: 8, arbitrary: fc.constant<Token>('good') },
  { weight: 1, arbitrary: fc.constantFrom<Token>('none', 'ended', 'expired') },
  { weight: 1, arbitrary: fc.constant<Token>('narrow') },
)

const idsOf = (path: string) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...thingsOf(path, ours)) },
    { weight: 2, arbitrary: fc.constantFrom(...thingsOf(path, theirs)) },
    { weight: 1, arbitrary: fc.uuid() },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }) },
  )

function queriesOf(told: Told): fc.Arbitrary<Json> {
  const properties = Object.fromEntries(
    told.parameters.filter((one) => one.in === 'query').map(({ name, schema }) => [name, schema]),
  )
  const schema: Schema = { type: 'object', properties }
  return fc.oneof({ weight: 3, arbitrary: valuesOf(schema) }, { weight: 1, arbitrary: spoilt(schema) })
}

function toQuery(query: Json): string {
  if (typeof query !== 'object' || query === null || Array.isArray(query)) return ''
  const pairs = Object.entries(query).map(([name, value]): [string, string] => [name, String(value)])
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`
}

/** Requests that are simply right, so that no run of chance is without one. */
function plainly(told: Told, body: Schema | undefined) {
  const bodies = body
    ? sensible(body).flatMap(({ arbitrary }) => fc.sample(arbitrary, 3))
    : [{ good: true, value: null as Json }]
  const [id = ''] = told.path.includes('{id}') ? thingsOf(told.path, ours) : []
  return bodies.map((one): [Asked] => [{ token: 'good', id, number: '1', query: {}, body: markedAnew(one) }])
}

/** Chance is the same for each operation, and a mark that another one has used up would be refused. */
const markedAnew = ({ good, value }: Asked['body']): Asked['body'] =>
  typeof value === 'object' && value !== null && 'once' in value
    ? { good, value: { ...value, once: newId() } }
    : { good, value }

let strangers = 0
const nextAddress = (): string => {
  strangers += 1
  return `10.${strangers >> 16}.${(strangers >> 8) & 255}.${strangers & 255}`
}

describe('the operations of the document', () => {
  test('are there to be tried', () => {
    expect(operations.map(({ operationId }) => operationId).sort()).toEqual(NAMES.toSorted())
  })

  test.each(NAMES)('%s answers as it is documented to, whatever comes', async (name) => {
    const told = operations.find(({ operationId }) => operationId === name)
    if (!told) throw new Error(`The document has no ${name}`)
    const scopes = told.security[0]?.token ?? []
    const good = await world.program(ours.area)
    const narrow = await world.program(
      ours.area,
      (Object.keys(SCOPES) as (keyof typeof SCOPES)[]).filter((one) => !scopes.includes(one)),
    )
    const tokenOf: Record<Token, string> = {
      ...{ good: good.token, none: '', ended: ended.token, expired: expired.token, narrow: narrow.token },
    }
    const bodySchema = told.requestBody?.content['application/json']?.schema
    const before = await headsOf(theirs)
    const seen = new Set<number>()
    const requests: fc.Arbitrary<Asked> = fc.record({
      token: tokens,
      id: told.path.includes('{id}') ? idsOf(told.path) : fc.constant(''),
      number: fc.constantFrom('1', '1', '2', '0', 'x'),
      query: queriesOf(told),
      body: bodySchema
        ? fc.oneof(
            { weight: 3, arbitrary: fc.record({ good: fc.constant(true), value: valuesOf(bodySchema) }) },
            { weight: 2, arbitrary: fc.record({ good: fc.constant(false), value: spoilt(bodySchema) }) },
            { weight: 1, arbitrary: fc.record({ good: fc.constant(false), value: anything }) },
            ...sensible(bodySchema),
          )
        : fc.constant({ good: true, value: null as Json }),
    })
    await fc.assert(
      fc.asyncProperty(requests, async ({ token, id, number, query, body }) => {
        const asked = bodySchema ? '' : toQuery(query)
        const url = told.path.replace('{id}', encodeURIComponent(id)).replace('{number}', number) + asked
        const sending = { token: tokenOf[token], remoteAddress: nextAddress() }
        const needsMark = body.good && bodySchema?.properties?.seen !== undefined
        const { leads: _, ...value } = { ...(body.value as Record<string, Json>) }
        const sent = needsMark ? { ...value, ...(await truths(good, id)) } : body.value
        const answer = bodySchema ? await good.post(url, sent, sending) : await good.get(url, sending)
        seen.add(answer.status)
        expectDocumented(told, answer)
        if (['none', 'ended', 'expired'].includes(token)) expect(answer.status).toBe(401)
        if (token === 'narrow') expect(answer.status).toBe(403)
        if (token === 'good') expect([401, 403]).not.toContain(answer.status)
        if (thingsOf(told.path, theirs).includes(id) && answer.status < 400)
          throw new Error('a row of another area')
        expect(JSON.stringify(answer.json)).not.toContain('Othershire')
      }),
      { numRuns: RUNS, examples: plainly(told, bodySchema) },
    )
    expect(await headsOf(theirs)).toEqual(before)
    expect([...seen].filter((status) => status < 300)).not.toEqual([])
    expect([...seen]).toEqual(expect.arrayContaining([401, 403]))
  })
})
