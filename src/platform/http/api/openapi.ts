import { z } from 'zod'
import type { ApiOperation } from '../api.ts'
import { Attached } from './file.ts'
import { Problem, SMALL_BODY, toMegabytes } from './problem.ts'

type Json = { [key: string]: unknown }

/** What each status means, in a sentence for whoever reads the document. */
const STATUS_WORDS: Record<number, string> = {
  200: 'As it was asked for',
  201: 'It was added, or had been added by this very request before',
  400: 'The body is no JSON',
  401: 'No token, or one that has ended or expired',
  403: 'The integration was not given this',
  404: 'It is not held, or belongs to another area',
  409: 'Something else was there first',
  415: 'The body is of another kind than JSON',
  422: 'Something needs to be put right',
  429: 'Too many requests in a minute',
  503: 'The database does not answer: try again',
}

/** Every status with which an operation may answer, beside the one for "done". */
export function refusalsOf({ params, body, conflicts }: ApiOperation): number[] {
  return [
    ...(body ? [400] : []),
    ...[401, 403],
    ...(params ? [404] : []),
    ...(conflicts ? [409] : []),
    ...(body ? [413, 415] : []),
    // A parameter that an operation does not have is refused too, so that 422 is never out of the question.
    ...[422, 429, 503],
  ]
}

/** The API as an OpenAPI 3.1 document: every operation, from the very schemas that read and write it. */
export function toOpenApi(operations: readonly ApiOperation[], publicUrl: string): Json {
  const components = createComponents()
  const paths: Record<string, Json> = {}
  for (const operation of operations) {
    const path = operation.url.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: toOperation(operation, components) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Goldenthread',
      version: '1',
      description:
        'Improvement programmes: the same facts and the same acts as on its pages. Days are YYYY-MM-DD.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: publicUrl }],
    paths,
    components: {
      schemas: components.schemas,
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'The token of an integration, shown once when it is made.',
        },
      },
    },
  }
}

interface Components {
  schemas: Json
  /** A schema as it stands within the document; what it names goes among the components. */
  place(schema: z.ZodType, io: 'input' | 'output'): Json
}

function createComponents(): Components {
  const schemas: Json = {}
  const place: Components['place'] = (schema, io) => {
    const made = z.toJSONSchema(schema, { target: 'draft-2020-12', io, unrepresentable: 'any' })
    const { $schema: _, $defs = {}, ...rest } = rewritten(made)
    Object.assign(schemas, $defs)
    return rest
  }
  return { schemas, place }
}

/** Names of schemas lead to the components of the document. */
const rewritten = (schema: object): Json =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/'))

function toOperation(operation: ApiOperation, components: Components): Json {
  const { name, does, url, can, body, answers, status = 200 } = operation
  const refusals = refusalsOf(operation)
  return {
    operationId: name,
    summary: does,
    tags: [url.split('/')[3] ?? ''],
    security: [{ token: [can] }],
    parameters: parametersOf(operation, components),
    ...(body && { requestBody: { required: true, content: jsonOf(components.place(body, 'input')) } }),
    responses: {
      [status]: { description: STATUS_WORDS[status], content: contentOf(answers, components) },
      ...Object.fromEntries(refusals.map((one) => [one, toRefusal(one, operation, components)])),
    },
  }
}

/** A file comes as it was kept, under its own kind. */
const contentOf = (answers: z.ZodType, components: Components): Json =>
  answers === Attached ? { '*/*': {} } : jsonOf(components.place(answers, 'output'))

const jsonOf = (schema: Json): Json => ({ 'application/json': { schema } })

const toRefusal = (status: number, { bodyLimit }: ApiOperation, components: Components): Json => ({
  description: STATUS_WORDS[status] ?? `The body is larger than ${toMegabytes(bodyLimit ?? SMALL_BODY)}`,
  content: { 'application/problem+json': { schema: components.place(Problem, 'output') } },
})

function parametersOf({ params, query }: ApiOperation, components: Components): Json[] {
  return [
    ...Object.entries(params?.shape ?? {}).map(([name, schema]) =>
      parameter('path', name, schema, components),
    ),
    ...Object.entries(query?.shape ?? {}).map(([name, schema]) =>
      parameter('query', name, schema, components),
    ),
  ]
}

function parameter(
  place: 'path' | 'query',
  name: string,
  schema: z.core.$ZodType,
  components: Components,
): Json {
  const { description, ...rest } = components.place(schema as z.ZodType, 'input')
  return {
    name,
    in: place,
    required: place === 'path',
    ...(description ? { description } : {}),
    schema: rest,
  }
}
