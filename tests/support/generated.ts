/** Requests made from the OpenAPI document alone, as somebody would who has nothing else: good ones and bad. */
import fc from 'fast-check'

export type Json = { [key: string]: Json } | Json[] | string | number | boolean | null

export interface Schema {
  $ref?: string
  type?: string | string[]
  anyOf?: Schema[]
  enum?: Json[]
  const?: Json
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
  items?: Schema
  format?: string
  contentEncoding?: string
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  default?: Json
}

const FORMATS: Record<string, fc.Arbitrary<string>> = {
  uuid: fc.uuid(),
  base64: fc.base64String(),
  date: fc
    .date({ min: new Date('1900-01-01'), max: new Date('2999-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
}

/** Values that a schema takes. Errors: a kind of schema that this file was not told of yet. */
export function valuesOf(schema: Schema): fc.Arbitrary<Json> {
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(valuesOf))
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (Array.isArray(schema.type)) return fc.oneof(...schema.type.map((type) => valuesOf({ ...schema, type })))
  if (schema.type === 'null') return fc.constant(null)
  if (schema.type === 'boolean') return fc.boolean()
  if (schema.type === 'integer' || schema.type === 'number') {
    return fc.integer({ min: schema.minimum ?? -1_000, max: Math.min(schema.maximum ?? 1_000, 1_000) })
  }
  if (schema.type === 'string') return textsOf(schema)
  if (schema.type === 'array') return fc.array(valuesOf(schema.items ?? {}), { maxLength: 4 })
  if (schema.type === 'object') return objectsOf(schema)
  throw new Error(`Tell tests/support/generated.ts of ${JSON.stringify(schema)}`)
}

function textsOf({ format, contentEncoding, minLength = 0, maxLength = 60 }: Schema): fc.Arbitrary<string> {
  const known = FORMATS[format ?? contentEncoding ?? '']
  if (known) return known
  const length = { minLength, maxLength: Math.min(maxLength, 60) }
  return fc.oneof(fc.string({ unit: 'grapheme', ...length }), fc.string({ unit: ODD, ...length }))
}

/** Characters that databases, pages and parsers trip over. */
const ODD = fc.constantFrom(
  ...['\0', '\ud800', '\udfff', '\ufeff', '\r', '\n', '\u202e', "'", '"', '\\', '<', '🧵', ' '],
)

function objectsOf({ properties = {}, required = [] }: Schema): fc.Arbitrary<Json> {
  const values = Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, valuesOf(one)]))
  return fc.record(values, { requiredKeys: required as never[] }) as fc.Arbitrary<Json>
}

/** What no schema asked for: other kinds, odd text, numbers at the edge, names of prototypes. */
export const anything: fc.Arbitrary<Json> = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>,
  fc.constantFrom<Json>(
    ...['', ' ', '\0', '\ud800', "'; drop table plan; --", '../../etc/passwd', '<script>alert(1)</script>'],
    ...[
      1e308,
      -1,
      0.5,
      Number.MAX_SAFE_INTEGER,
      'x'.repeat(9_000),
      '0000-00-00',
      '-infinity',
      '999999-01-01',
    ],
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
)

/** A good object with some of its fields spoilt, left out, or added. */
export function spoilt(schema: Schema): fc.Arbitrary<Json> {
  const names = [...Object.keys(schema.properties ?? {}), 'unasked', 'constructor', 'area_id', 'areaId']
  const faults = fc.dictionary(fc.constantFrom(...names), fc.option(anything, { nil: undefined }), {
    minKeys: 1,
    maxKeys: 3,
  })
  return fc.oneof(
    { weight: 4, arbitrary: fc.tuple(valuesOf(schema), faults).map(([good, bad]) => merged(good, bad)) },
    { weight: 1, arbitrary: anything },
  )
}

function merged(good: Json, bad: Record<string, Json | undefined>): Json {
  const both = { ...(good as Record<string, Json>), ...bad }
  return Object.fromEntries(
    Object.entries(both).filter((pair): pair is [string, Json] => pair[1] !== undefined),
  )
}
