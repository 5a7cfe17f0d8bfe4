import fc from 'fast-check'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/support/database.ts'
import type { DB } from '../../database.ts'
import { systemActor } from '../access/actor.ts'
import { appUrl } from '../db/app-role.ts'
import { asOwner, type Pool } from '../db/connect.ts'
import { type Scope, withScope } from '../db/scope.ts'
import { newId } from '../ids.ts'
import type { Anchor } from './anchors.ts'
import { type ChainCheck, checkChain } from './check.ts'
import { record, recordAll } from './record.ts'
import { type Detail, type Entry, GENESIS, seal } from './seal.ts'

interface Area {
  id: string
  name: string
}

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.close())

let clock = Date.parse('2026-11-23T09:00:00.123Z')
const now = (): Date => {
  clock += 1
  return new Date(clock)
}

const within = <T>(area: Area, work: (scope: Scope) => Promise<T>, pool: Pool = database.pool): Promise<T> =>
  withScope(pool, { now }, systemActor(area, 'Test'), work)

async function makeArea(): Promise<Area> {
  const id = newId()
  const area = { id, name: `Area ${id}` }
  await database.pool
    .insertInto('area')
    .values({ ...area, demonstration: false })
    .execute()
  return area
}

/** An area with so many entries in its record, numbered in their detail. */
async function areaWith(entries: number): Promise<Area> {
  const area = await makeArea()
  const acts = Array.from({ length: entries }, (_, at) => actNumbered(at + 1))
  await within(area, (scope) => recordAll(scope, acts))
  return area
}

const actNumbered = (number: number) => ({
  act: 'test.act',
  thing: { kind: 'thing', id: newId() },
  detail: { number },
})

const check = (area: Area, anchors: readonly Anchor[] = []): Promise<ChainCheck> =>
  within(area, ({ db }) => checkChain(db, area.id, anchors))

/** What a thief with the owner's password can do. */
const tamper = (area: Area, ...statements: string[]): Promise<void> =>
  asOwner(database.ownerUrl, async (owner) => {
    await owner.query('select set_config($1, $2, false)', ['app.area_id', area.id])
    for (const statement of statements)
      await owner.query(`${statement.replace('$area', `area_id = '${area.id}'`)}`)
  })

describe('a whole chain', () => {
  test('verifies, entry by entry, with its head', async () => {
    const area = await areaWith(12)
    const { entries, head, fault } = await check(area)
    expect([entries, head.seq, fault]).toEqual([12, 12, null])
    expect(head.hash).toMatch(/^[0-9a-f]{64}$/)
  })

  test('verifies when nothing was written yet', async () => {
    expect(await check(await makeArea())).toEqual({
      entries: 0,
      head: { seq: 0, hash: GENESIS },
      fault: null,
    })
  })

  test('goes on over several acts, and each area has its own', async () => {
    const [one, two] = [await areaWith(2), await areaWith(3)]
    await within(one, (scope) => record(scope, actNumbered(3)))
    expect([(await check(one)).entries, (await check(two)).entries]).toEqual([3, 3])
    expect((await check(one)).head.hash).not.toBe((await check(two)).head.hash)
  })

  test('is longer than a page of the check, and verifies all the same', async () => {
    const area = await areaWith(5_000)
    await within(area, (scope) => record(scope, actNumbered(5_001)))
    expect(await check(area)).toMatchObject({ entries: 5_001, fault: null })
  })

  test('has no gap where an act was taken back', async () => {
    const area = await areaWith(2)
    const failing = within(area, async (scope) => {
      await record(scope, actNumbered(99))
      throw new Error('the act failed')
    })
    await expect(failing).rejects.toThrow('the act failed')
    await within(area, (scope) => record(scope, actNumbered(3)))
    expect(await check(area)).toMatchObject({ entries: 3, fault: null })
  })

  test('holds whatever facts it is given, however the database keeps them', async () => {
    const area = await makeArea()
    const text = fc.string({ unit: 'grapheme', maxLength: 20 }).map((one) => one.replaceAll('\0', ''))
    const details = fc.dictionary(
      text,
      fc.oneof(
        text,
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.boolean(),
        fc.constant(null),
        fc.array(fc.integer()),
      ),
    )
    const acts = fc.sample(details, 100).map((detail) => ({ ...actNumbered(0), detail: detail as Detail }))
    await within(area, (scope) => recordAll(scope, acts))
    expect(await check(area)).toMatchObject({ entries: 100, fault: null })
  })
})

describe('a broken chain names its first bad entry', () => {
  test.each([
    ['who', `actor_name = 'Somebody else'`],
    ['who, by id', `actor_id = '0190a000-0000-7000-8000-000000000001'`],
    ['whether a person did it', `actor_kind = 'person'`],
    ['what was done', `act = 'test.other'`],
    ['to what kind of thing', `thing_kind = 'other'`],
    ['to what', `thing_id = null`],
    ['when', `at = at + interval '1 millisecond'`],
    ['a fact', `detail = '{"number": 7}'`],
    ['one fact more', `detail = detail || '{"more": null}'`],
    ['the seal', `hash = repeat('0', 64)`],
  ])('when %s was changed', async (_, change) => {
    const area = await areaWith(6)
    await tamper(area, `update record_entry set ${change} where $area and seq = 3`)
    expect(await check(area)).toMatchObject({
      entries: 2,
      fault: expect.stringMatching(/^entry 3 .*was altered$/),
    })
  })

  test('when one was changed and sealed again, the next one tells', async () => {
    const area = await areaWith(6)
    const [, second] = await sealsOf(area)
    const forged: Entry = { ...blank(3), act: 'test.forged' }
    await tamper(area, 'delete from record_entry where $area and seq = 3')
    await insert(area, forged, seal(second ?? '', area.id, forged))
    expect(await check(area)).toMatchObject({
      entries: 3,
      fault: expect.stringMatching(/^entry 4 .*was altered$/),
    })
  })

  test('when one was removed, from the middle or the beginning', async () => {
    const [middle, beginning] = [await areaWith(6), await areaWith(6)]
    await tamper(middle, 'delete from record_entry where $area and seq = 3')
    await tamper(beginning, 'delete from record_entry where $area and seq = 1')
    expect((await check(middle)).fault).toBe('entry 3 is missing')
    expect((await check(beginning)).fault).toBe('entry 1 is missing')
  })

  test('when two changed places', async () => {
    const area = await areaWith(6)
    await tamper(
      area,
      'update record_entry set seq = 100 where $area and seq = 3',
      'update record_entry set seq = 3 where $area and seq = 4',
      'update record_entry set seq = 4 where $area and seq = 100',
    )
    expect((await check(area)).fault).toMatch(/^entry 3 .*was altered$/)
  })

  test('when one was put in, however well it was sealed', async () => {
    const area = await areaWith(6)
    const [, second] = await sealsOf(area)
    const forged: Entry = { ...blank(3), act: 'test.forged' }
    await makeRoomAt(area, 3)
    await insert(area, forged, seal(second ?? '', area.id, forged))
    expect((await check(area)).fault).toMatch(/^entry 4 .*was altered$/)
  })

  test('when one was added at the end without the head, or the head was moved without one', async () => {
    const [added, moved] = [await areaWith(2), await areaWith(2)]
    const forged = blank(3)
    await insert(added, forged, seal((await check(added)).head.hash, added.id, forged))
    expect((await check(added)).fault).toBe('the head says entry 2, the last entry is 3')
    await tamper(moved, 'update record_head set seq = 7 where $area')
    expect((await check(moved)).fault).toBe('the head says entry 7, the last entry is 2')
  })

  test('when an entry was brought over from another area', async () => {
    const [one, two] = [await areaWith(3), await areaWith(3)]
    await tamper(
      one,
      `update record_entry set hash = (select hash from record_entry o where o.area_id = '${two.id}' and o.seq = 3) where $area and seq = 3`,
    )
    expect((await check(one)).fault).toMatch(/^entry 3 .*was altered$/)
  })
})

describe('what a chain alone cannot show, an anchor does', () => {
  test('a tail that was cut, head and all', async () => {
    const area = await areaWith(6)
    const { head } = await check(area)
    await cutTail(area, 4)
    expect((await check(area)).fault).toBeNull()
    const anchor = { at: '2026-11-22T02:15:00.000Z', ...head }
    expect((await check(area, [anchor])).fault).toBe(
      'the record ends at entry 4, but entry 6 was anchored on 2026-11-22T02:15:00.000Z: its tail was cut',
    )
  })

  test('a record that was taken away whole', async () => {
    const area = await areaWith(2)
    const { head } = await check(area)
    await tamper(area, 'delete from record_entry where $area', 'delete from record_head where $area')
    expect((await check(area)).fault).toBeNull()
    expect((await check(area, [{ at: 'yesterday', ...head }])).fault).toMatch(/its tail was cut$/)
  })

  test('a record that was written anew, every seal in order', async () => {
    const area = await areaWith(4)
    const { head } = await check(area)
    await tamper(area, 'delete from record_entry where $area', 'delete from record_head where $area')
    await within(area, (scope) => recordAll(scope, [1, 2, 3, 4, 5].map(actNumbered)))
    expect((await check(area)).fault).toBeNull()
    expect((await check(area, [{ at: 'yesterday', ...head }])).fault).toBe(
      'entry 4 differs from its anchor: the record was rewritten',
    )
  })

  test('and a whole chain that grew since fits its anchors', async () => {
    const area = await areaWith(4)
    const { head } = await check(area)
    await within(area, (scope) => record(scope, actNumbered(5)))
    expect((await check(area, [{ at: 'yesterday', ...head }])).fault).toBeNull()
  })
})

describe('writing', () => {
  test('a thousand acts are two statements', async () => {
    const area = await makeArea()
    const { pool, statements } = counting()
    await within(
      area,
      (scope) =>
        recordAll(
          scope,
          Array.from({ length: 1_000 }, (_, at) => actNumbered(at)),
        ),
      pool,
    )
    await pool.destroy()
    expect(statements.filter((text) => text.includes('record_'))).toHaveLength(2)
    expect(await check(area)).toMatchObject({ entries: 1_000, fault: null })
  })

  test('nothing is written where nothing was done', async () => {
    const area = await makeArea()
    const { pool, statements } = counting()
    await within(area, (scope) => recordAll(scope, []), pool)
    await pool.destroy()
    expect(statements.filter((text) => text.includes('record_'))).toEqual([])
  })

  test('twenty writers at once make one chain', async () => {
    const area = await makeArea()
    await Promise.all(
      Array.from({ length: 20 }, (_, at) => within(area, (scope) => record(scope, actNumbered(at)))),
    )
    expect(await check(area)).toMatchObject({ entries: 20, fault: null })
    expect((await numbersOf(area)).sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, at) => at))
  })

  test('writers of different areas do not wait for each other', async () => {
    const [one, two] = [await areaWith(1), await areaWith(1)]
    await within(one, async (scope) => {
      await record(scope, actNumbered(2))
      await within(two, (other) => record(other, actNumbered(2)))
    })
    expect([(await check(one)).entries, (await check(two)).entries]).toEqual([2, 2])
  })

  test('an act whose record cannot be written is not done', async () => {
    const area = await areaWith(1)
    await asOwner(database.ownerUrl, (owner) =>
      owner.query('revoke insert on record_entry from goldenthread_app'),
    )
    const acting = within(area, async (scope) => {
      await scope.db
        .insertInto('partner')
        .values({ area_id: area.id, id: newId(), name: 'Police', kind: 'police' })
        .execute()
      await record(scope, actNumbered(2))
    })
    await expect(acting).rejects.toThrow(/permission denied/)
    await asOwner(database.ownerUrl, (owner) =>
      owner.query('grant insert on record_entry to goldenthread_app'),
    )
    expect(await within(area, ({ db }) => db.selectFrom('partner').selectAll().execute())).toEqual([])
    expect(await check(area)).toMatchObject({ entries: 1, fault: null })
  })
})

// ── Tools ───────────────────────────────────────────────────────────────────────────────────────────────

function counting(): { pool: Pool; statements: string[] } {
  const statements: string[] = []
  const dialect = new PostgresDialect({
    pool: new pg.Pool({ connectionString: appUrl(database.ownerUrl), max: 1 }),
  })
  const pool = new Kysely<DB>({ dialect, log: ({ query }) => void statements.push(query.sql) })
  return { pool, statements }
}

const sealsOf = (area: Area): Promise<string[]> =>
  within(area, async ({ db }) => {
    const rows = await db
      .selectFrom('record_entry')
      .select('hash')
      .where('area_id', '=', area.id)
      .orderBy('seq')
      .execute()
    return rows.map(({ hash }) => hash)
  })

const numbersOf = (area: Area): Promise<number[]> =>
  within(area, async ({ db }) => {
    const { rows } = await sql<{
      number: number
    }>`select (detail->>'number')::int as number from record_entry where area_id = ${area.id}`.execute(db)
    return rows.map(({ number }) => number)
  })

const blank = (seq: number): Entry => ({
  seq,
  at: '2026-11-23T10:00:00.000Z',
  actorKind: 'system',
  actorId: null,
  actorName: 'Test',
  act: 'test.act',
  thingKind: 'thing',
  thingId: null,
  detail: {},
})

const makeRoomAt = (area: Area, seq: number): Promise<void> =>
  tamper(
    area,
    `update record_entry set seq = -seq - 1 where $area and seq >= ${seq}`,
    'update record_entry set seq = -seq where $area and seq < 0',
    'update record_head set seq = seq + 1 where $area',
  )

const insert = (area: Area, entry: Entry, hash: string): Promise<void> =>
  tamper(
    area,
    `insert into record_entry (area_id, seq, at, actor_kind, actor_name, act, thing_kind, detail, hash)
     values ('${area.id}', ${entry.seq}, '${entry.at}', 'system', '${entry.actorName}', '${entry.act}', 'thing', '{}', '${hash}')`,
  )

async function cutTail(area: Area, last: number): Promise<void> {
  const hash = (await sealsOf(area))[last - 1]
  await tamper(
    area,
    `delete from record_entry where $area and seq > ${last}`,
    `update record_head set seq = ${last}, hash = '${hash}' where $area`,
  )
}
