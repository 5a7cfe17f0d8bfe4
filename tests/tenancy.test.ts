/**
 * No area sees another: told by the catalogue (every wall stands, of the right make), by the database alone (raw
 * statements, no `area_id =` of the app's), by the app alone (the walls taken away), and through every door.
 */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PERMISSIONS, type Permission } from '../src/platform/access/permissions.ts'
import { APP_ROLE } from '../src/platform/db/app-role.ts'
import { asOwner } from '../src/platform/db/connect.ts'
import { withAccount, withArea } from '../src/platform/db/scope.ts'
import type { RegisteredRoute } from '../src/platform/http/routes.ts'
import { newId } from '../src/platform/ids.ts'
import { addressOf, furnish, type House, leadsToThing } from './support/house.ts'
import type { Program } from './support/program.ts'
import { startWorld, type TestClient, type TestWorld } from './support/world.ts'

let world: TestWorld
let ours: House
let theirs: House
let areaTables: string[]

beforeAll(async () => {
  world = await startWorld()
  ours = await furnish(world, 'Anyshire')
  theirs = await furnish(world, 'Othershire')
  areaTables = (await catalogue<{ name: string }>(AREA_TABLES)).map(({ name }) => name)
})
afterAll(() => world.close())

const AREA_TABLES = `
  select c.relname as name
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'area_id' and not a.attisdropped
   where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
   order by 1`

function catalogue<Row extends object>(query: string, ...values: unknown[]): Promise<Row[]> {
  return asOwner(world.database.ownerUrl, async (owner) => (await owner.query<Row>(query, values)).rows)
}

const names = (rows: readonly { name: string }[]): string[] => rows.map(({ name }) => name)

describe('the walls, by the catalogue', () => {
  test('there are area tables to look at', () => {
    expect(areaTables).toEqual(expect.arrayContaining(['person', 'plan', 'record_entry', 'import']))
  })

  test('row-level security is enabled and forced on each, and area_id is never null', async () => {
    const open = await catalogue<{ name: string }>(`
      select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'area_id'
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
         and not (c.relrowsecurity and c.relforcerowsecurity and a.attnotnull)`)
    expect(names(open)).toEqual([])
  })

  test('each has exactly one policy: permissive, for everything and everybody, of settings only', async () => {
    const policies = await catalogue<{
      name: string
      permissive: string
      cmd: string
      roles: string
      qual: string
    }>(
      `select tablename as name, permissive, cmd, roles::text, qual from pg_policies where schemaname = 'public' order by 1`,
    )
    expect(names(policies)).toEqual(areaTables)
    for (const policy of policies) {
      expect(policy).toMatchObject({ permissive: 'PERMISSIVE', cmd: 'ALL', roles: '{public}' })
      expect(policy.qual.toLowerCase()).not.toMatch(/select|exists|\bin\b/)
      const called = policy.qual.match(/[a-z_]+(?=\()/gi)?.map((name) => name.toLowerCase()) ?? []
      expect(called.filter((name) => !['nullif', 'current_setting'].includes(name))).toEqual([])
    }
  })

  test('every key and index that must be unique begins with the area', async () => {
    const loose = await catalogue<{ name: string }>(`
      select i.indexrelid::regclass::text as name
        from pg_index i join pg_attribute area on area.attrelid = i.indrelid and area.attname = 'area_id'
        join pg_class c on c.oid = i.indrelid and c.relnamespace = 'public'::regnamespace
       where i.indisunique and i.indkey[0] <> area.attnum`)
    expect(names(loose)).toEqual([])
  })

  test('what points at an area table begins with the area, on both sides', async () => {
    const loose = await catalogue<{ name: string }>(`
      select k.conrelid::regclass || ' ' || k.conname as name
        from pg_constraint k join pg_attribute far on far.attrelid = k.confrelid and far.attname = 'area_id'
        left join pg_attribute near on near.attrelid = k.conrelid and near.attname = 'area_id'
       where k.contype = 'f' and (k.conkey[1] is distinct from near.attnum or k.confkey[1] <> far.attnum)`)
    expect(names(loose)).toEqual([])
  })

  test('what points at a shared table is the area itself, or the account of a person', async () => {
    const shared = await catalogue<{ name: string }>(`
      select distinct k.conrelid::regclass || ' → ' || k.confrelid::regclass as name from pg_constraint k
       where k.contype = 'f' and k.connamespace = 'public'::regnamespace and k.confrelid <> 'area'::regclass
         and not exists (select from pg_attribute where attrelid = k.confrelid and attname = 'area_id')`)
    expect(names(shared)).toEqual(['person → account'])
  })

  test('nothing is set to null when what it points at goes', async () => {
    const loose = await catalogue<{ name: string }>(`
      select conrelid::regclass || ' ' || conname as name from pg_constraint
       where contype = 'f' and connamespace = 'public'::regnamespace and confdeltype not in ('a', 'c')`)
    expect(names(loose)).toEqual([])
  })

  test('a view asks as its reader, and there is no trigger', async () => {
    const views = await catalogue<{ name: string }>(`
      select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')
         and not coalesce(reloptions::text ilike '%security_invoker=%true%' or reloptions::text ilike '%security_invoker=on%', false)`)
    const triggers = await catalogue<{ name: string }>(`
      select tgname as name from pg_trigger join pg_class c on c.oid = tgrelid
       where not tgisinternal and c.relnamespace = 'public'::regnamespace`)
    expect([...names(views), ...names(triggers)]).toEqual([])
  })

  test('tables that no area owns are these, and hold nothing of an area', async () => {
    const shared = await catalogue<{ name: string }>(`
      select c.relname as name from pg_class c
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
         and not exists (select from pg_attribute where attrelid = c.oid and attname = 'area_id') order by 1`)
    expect(names(shared)).toEqual(['account', 'area', 'migration'])
  })
})

describe('the app’s own role', () => {
  test('is no superuser, bypasses nothing, makes nothing, and belongs to no other role', async () => {
    const [role] = await catalogue(
      `select rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication, rolinherit,
              (select count(*)::int from pg_auth_members where member = r.oid) as memberships
         from pg_roles r where rolname = $1`,
      APP_ROLE,
    )
    expect(role).toEqual({
      ...{ rolsuper: false, rolbypassrls: false, rolcreatedb: false, rolcreaterole: false },
      ...{ rolreplication: false, rolinherit: false, memberships: 0 },
    })
  })

  test('owns nothing', async () => {
    const owned = await catalogue<{ name: string }>(
      `select relname as name from pg_class where relowner = $1::regrole
       union all select proname from pg_proc where proowner = $1::regrole
       union all select nspname from pg_namespace where nspowner = $1::regrole
       union all select datname from pg_database where datdba = $1::regrole`,
      APP_ROLE,
    )
    expect(names(owned)).toEqual([])
  })

  test('can add to the record and to what was said, and never change or remove it', async () => {
    const rights = await catalogue(
      `select t as name, has_table_privilege($1, t, 'insert') as adds,
              has_any_column_privilege($1, t, 'update') or has_table_privilege($1, t, 'delete')
              or has_table_privilege($1, t, 'truncate') as rewrites
         from unnest(array['record_entry', 'progress', 'plan_change', 'origin', 'remark']) as t`,
      APP_ROLE,
    )
    expect(rights).toEqual(
      ['record_entry', 'progress', 'plan_change', 'origin', 'remark'].map((name) => ({
        name,
        adds: true,
        rewrites: false,
      })),
    )
    await expect(inOurs((db) => sql`update record_entry set act = 'x'`.execute(db))).rejects.toThrow(
      /permission denied/,
    )
    await expect(inOurs((db) => sql`delete from progress`.execute(db))).rejects.toThrow(/permission denied/)
  })

  test('empties no table, makes no table, and reaches the queue through one function only', async () => {
    const truncates = await catalogue<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
          and has_table_privilege($1, oid, 'truncate')`,
      APP_ROLE,
    )
    expect(names(truncates)).toEqual([])
    const [makes] = await catalogue(
      `select has_schema_privilege($1, 'public', 'create') as tables, has_schema_privilege($1, 'graphile_worker', 'usage') as queue,
              has_table_privilege($1, 'migration', 'select') as migrations`,
      APP_ROLE,
    )
    expect(makes).toEqual({ tables: false, queue: false, migrations: false })
  })

  test('runs as itself but for three functions: one fills the queue, one searches, one takes back what an import made', async () => {
    const definers = await catalogue<{ name: string }>(
      `select proname as name from pg_proc where pronamespace = 'public'::regnamespace and prosecdef`,
    )
    expect(names(definers).sort()).toEqual(['enqueue', 'search_area', 'take_back'])
  })
})

const inOurs = <T>(work: Parameters<typeof withArea<T>>[2]) => withArea(world.pool, ours.area.id, work)

/** Whose rows a bare select shows: no condition, only the wall. */
async function areasSeen(table: string, run: typeof inOurs<string[]>): Promise<string[]> {
  return run(async (db) => {
    const { rows } = await sql<{ area_id: string }>`select distinct area_id from ${sql.table(table)}`.execute(
      db,
    )
    return rows.map((row) => row.area_id)
  })
}

describe('the database alone, without a word of the app', () => {
  test('both areas have rows, so that there is something to hide', async () => {
    for (const { spare } of [ours, theirs]) await world.signedIn(spare)
    for (const table of ['plan', 'milestone', 'progress', 'person', 'record_entry', 'import', 'session']) {
      const held = await catalogue<{ area_id: string }>(`select distinct area_id from ${table}`)
      expect([table, held.length]).toEqual([table, 2])
    }
  })

  test('without a scope, no area table shows a row', async () => {
    for (const table of areaTables) {
      const { rows } = await sql`select from ${sql.table(table)} limit 1`.execute(world.pool)
      expect([table, rows.length]).toEqual([table, 0])
    }
  })

  test('within an area, every table shows that area only', async () => {
    for (const table of areaTables) {
      expect([table, await areasSeen(table, inOurs)]).toEqual([
        table,
        (await isFilled(table)) ? [ours.area.id] : [],
      ])
    }
  })

  async function isFilled(table: string): Promise<boolean> {
    const rows = await catalogue(`select from ${table} where area_id = $1 limit 1`, ours.area.id)
    return rows.length > 0
  }

  test('a row for another area is refused by the wall, in every table', async () => {
    for (const table of areaTables) {
      const adding = inOurs((db) =>
        sql`insert into ${sql.table(table)} (area_id) values (${theirs.area.id})`.execute(db),
      )
      await expect(adding, table).rejects.toThrow(/row-level security policy/)
    }
  })

  test('a row cannot be handed to another area', async () => {
    const handing = inOurs((db) => sql`update plan set area_id = ${theirs.area.id}`.execute(db))
    await expect(handing).rejects.toThrow(/row-level security policy/)
  })

  test('another area’s rows cannot be touched by their id', async () => {
    const touched = await inOurs((db) =>
      sql`update plan set title = 'Taken' where id = ${theirs.plan.id}`.execute(db),
    )
    expect(touched.numAffectedRows).toBe(0n)
  })

  test('the area is forgotten with the transaction, also when it fails', async () => {
    await expect(inOurs(() => Promise.reject(new Error('stop')))).rejects.toThrow('stop')
    // A request opens the session before there is a scope: on every connection, so many at once.
    const browser = await world.signedIn(ours.spare)
    await Promise.all(Array.from({ length: 20 }, () => browser.get('/access')))
    const settings = await Promise.all(
      Array.from({ length: 20 }, () =>
        sql<{ area: string | null }>`select current_setting('app.area_id', true) as area`.execute(world.pool),
      ),
    )
    expect(settings.flatMap(({ rows }) => rows.map(({ area }) => area || null))).toEqual(Array(20).fill(null))
  })

  test('what is no id opens nothing', async () => {
    for (const id of ['', "'; reset role; --", `${ours.area.id}' or true --`, ours.area.id.toUpperCase()]) {
      await expect(async () => withArea(world.pool, id, async () => 'in')).rejects.toThrow(/must be an id/)
    }
  })

  test('signing in sees the people of one account, and of nothing else', async () => {
    const accounts = await withAccount(world.pool, newId(), async (db) => {
      const people = await sql`select from person`.execute(db)
      const plans = await sql`select from plan`.execute(db)
      return [people.rows.length, plans.rows.length]
    })
    expect(accounts).toEqual([0, 0])
  })
})

// ── Through every door ──────────────────────────────────────────────────────────────────────────────────

const browsers = new Map<Permission, Promise<TestClient>>()

/** Somebody of our area who may come to this door. */
async function visitor(route: RegisteredRoute): Promise<TestClient> {
  if (route.can === 'anyone') return world.client()
  const [role] = PERMISSIONS[route.can].roles
  const { can } = route
  const known =
    browsers.get(can) ?? world.person(ours.area, { role }).then((person) => world.signedIn(person))
  browsers.set(can, known)
  return known
}

const doors = (method: string): RegisteredRoute[] =>
  // An invitation is its own key: whoever holds it may come from anywhere.
  world.app.registeredRoutes.filter(
    (one) => one.method === method && leadsToThing(one) && one.can !== 'anyone',
  )

/** A program of our area that was given everything. */
let ourProgram: Promise<Program> | undefined

function knock(method: 'GET' | 'POST', route: RegisteredRoute, house: House) {
  const address = addressOf(route.url, house)
  if (route.by === 'session') {
    return visitor(route).then((browser) =>
      method === 'GET' ? browser.get(address) : browser.post(address, believable(route, house)),
    )
  }
  ourProgram ??= world.program(ours.area)
  return ourProgram.then((program) =>
    method === 'GET' ? program.get(address) : program.post(address, believable(route, house)),
  )
}

async function statuses(method: 'GET' | 'POST', house: House): Promise<Record<string, number>> {
  const found: Record<string, number> = {}
  for (const route of doors(method)) {
    found[route.url] = (await knock(method, route, house)).status
  }
  return found
}

/** A form that would be taken, so that the answer is about the thing and not about the form. */
function believable({ url }: RegisteredRoute, house: House): Record<string, string> {
  const once = newId()
  if (url.startsWith('/risks/')) return risking(url, house)
  if (url.startsWith('/glossary/')) return { once, term: 'CIN', meaning: 'Child in need' }
  const review = { kind: 'inspection', title: 'A review', body: 'Ofsted', state: 'published', seen: '0' }
  if (url === '/reviews/:id/change') return review
  if (url === '/reviews/:id/findings') return { once, lines: 'See children alone', kind: 'finding' }
  if (url === '/reviews/:id/judgements') return { once, about: 'Leadership', grade: 'strong' }
  if (url === '/reviews/:id/judgements/withdraw') return { judgement: house.review.judgementId }
  if (url === '/reviews/:id/plans') return { plan: house.plan.id }
  if (url === '/findings/:id/change') return { ref: '1', words: 'Other words', kind: 'finding', seen: '0' }
  if (url.startsWith('/finding-groups/')) return { finding: house.review.findingId, words: 'The same' }
  if (url === '/self-assessments/:id/answers')
    return { once, question: house.plan.of('f2'), rating: 'met', words: 'Seen.' }
  if (url.endsWith('/criteria/new'))
    return { once, of: `action:${house.plan.of('a1')}`, words: 'Children are seen' }
  if (url.startsWith('/measures/') && url.endsWith('/answer'))
    return { once, standing: 'met', words: 'Counted.' }
  if (/^\/(criteria|measures)\/:id\/end$/.test(url)) return { seen: newId(), reason: 'Agreed' }
  if (url === '/criteria/:id/measures') return { once, kind: 'audit', words: 'An audit' }
  if (url === '/criteria/:id/change') return { seen: newId(), words: 'Other words' }
  if (url === '/measures/:id/change')
    return { seen: newId(), kind: 'audit', words: 'Other words', same: 'yes' }
  if (url.startsWith('/host-plans')) return believableHost(url, once)
  if (url.startsWith('/budget-lines')) return { once, source: 'Grant', needed: '1', allocated: '1' }
  if (/\/(links|carried-by|money)\/end$/.test(url)) return { one: newId() }
  if (url.endsWith('/carried-by')) return { host: house.hostPlanId }
  if (url.endsWith('/links/keep')) return { found: 'a-mark' }
  if (url.endsWith('/links/new')) {
    const [from, to] = ['a1', 'a2'].map((key) => `action ${house.plan.of(key)}`)
    return { once, from: from ?? '', kind: 'see_also', to: to ?? '' }
  }
  if (url.endsWith('/money/new'))
    return { once, action: house.plan.of('a1'), source: 'Grant', needed: '1', allocated: '1' }
  if (url.endsWith('/framework') || url.endsWith('/framework/end'))
    return { framework: 'ilacs 2026 requires-improvement' }
  if (url.endsWith('/framework/targets')) return {}
  if (url.endsWith('/matrix/link') || url.endsWith('/matrix/statement/evidence'))
    return { framework: 'ilacs 2026 good', statement: 'G1', evidence: house.evidence.id }
  if (url.endsWith('/matrix/take-over'))
    return { table: newId(), place: '1', framework: 'ilacs 2026 good', statement: 'G1' }
  if (url.endsWith('/changes')) return { seen: '', words: 'Other words' }
  if (url.endsWith('/hand-over')) return { person: newId(), from: '2027-01-01' }
  if (/\/judgements?$/.test(url)) return { once, status: 'on_track', words: 'On the way.' }
  if (url.endsWith('/answers'))
    return { review: house.review.id, findings: house.plan.of('f2'), whole: 'yes', reason: 'Agreed' }
  if (url.endsWith('/give-access')) return { role: 'analyst', until: '' }
  if (url.endsWith('/xray/accept')) return { faults: 'a-mark', reason: 'Agreed' }
  if (url.endsWith('/xray/withdraw')) return { acceptances: newId() }
  if (url.endsWith('/evidence')) return { once, kind: 'note', title: 'A note', words: 'Seen.' }
  if (url.endsWith('/files')) return { once, name: 'Seen.txt', content: btoa('Seen.') }
  if (url.endsWith('/uses')) return { kind: 'milestone', planId: house.plan.id, id: house.plan.of('m2') }
  if (url.endsWith('/months')) return { period: '2026-12' }
  if (url.endsWith('/editions')) return { label: 'Next edition' }
  if (url.endsWith('/front-matter')) return { commitment: 'Together.' }
  if (url.includes('/new-actions')) return { words: 'A new action' }
  if (url.endsWith('/abandon')) return { because: 'Too early' }
  if (url.endsWith('/approve')) return { by: 'A board', on: '2026-11-20', changes: 'Regrouped' }
  if (url.endsWith('/undo') && url.startsWith('/refreshes/')) return { decision: once }
  if (url.startsWith('/refreshes/')) return { once, what: 'carried' }
  if (url.endsWith('/freezing')) return {}
  if (url.endsWith('/evidence/attach')) return { evidence: house.evidence.id }
  if (url.endsWith('/attach')) return { plan: house.plan.id, target: `milestone ${house.plan.of('m2')}` }
  if (url.endsWith('/detach')) return { use: house.evidence.useId, reason: 'Agreed' }
  if (/\/withdraw(al)?$/.test(url)) return { reason: 'Agreed' }
  if (url === '/papers/:id/send')
    return { once, recipients: 'A board', 'on-day': '23', 'on-month': '11', 'on-year': '2026' }
  if (url.endsWith('/views')) return { name: 'Mine', view: 'due=overdue' }
  if (url.startsWith('/views/')) return { name: 'Mine' }
  if (url.endsWith('/change')) return { once, words: 'Other words', reason: 'Agreed' }
  if (url.startsWith('/boards/'))
    return { seat: newId(), person: house.spare.id, 'from-day': '1', 'from-month': '12', 'from-year': '2026' }
  if (url.endsWith('/remarks') || url.endsWith('/reopen')) return { once, words: 'Well.' }
  if (url.endsWith('/support') || url.endsWith('/ask')) return { once, words: 'Help.', to: 'nobody' }
  if (url.endsWith('/close'))
    return { once, state: 'met', words: 'Done.', 'on-day': '23', 'on-month': '11', 'on-year': '2026' }
  if (url.endsWith('/confirm'))
    return { title: `Plan brought in by ${house.area.name}`, documentOn: '2026-11-01' }
  if (url.endsWith('/review')) return { once, update: newId(), verdict: 'accepted' }
  if (url.endsWith('/verify')) return { once, update: newId(), verdict: 'verified', words: 'Seen.' }
  if (url.endsWith('/not-mine')) return { once, words: 'Another team has it.' }
  if (url.endsWith('/answer')) return { once, query: newId(), words: 'It is.' }
  if (url.endsWith('/agree-date')) return { update: newId() }
  return { once, status: 'on_track', done: 'Done.', support_needed: 'no' }
}

function risking(url: string, { plan, boardId }: House): Record<string, string> {
  const once = newId()
  const levels = {
    'likelihood-before': '3',
    'impact-before': '3',
    'likelihood-after': '3',
    'impact-after': '3',
  }
  return {
    ...{
      once,
      expected: newId(),
      plan: plan.id,
      kind: 'risk',
      title: 'A risk',
      cause: 'Pay.',
      effect: 'Delay.',
    },
    ...{ ...levels, response: 'treat', responseWords: 'Watched.', ownerWords: 'The board', words: 'Seen.' },
    ...{ board: boardId, challenge: newId() },
    ...{ because: 'Seen.', 'review-day': '1', 'review-month': '12', 'review-year': '2026' },
    ...{ target: `milestone ${plan.of('m2')}`, link: url.endsWith('/end') ? newId() : '' },
  }
}
const believableHost = (url: string, once: string): Record<string, string> =>
  url.endsWith('/reviews')
    ? { once, words: 'Well.', 'reviewed-day': '1', 'reviewed-month': '11', 'reviewed-year': '2026' }
    : { once, level: 'team', title: 'Team plan', owner: 'Head of Service' }

describe('through every door', () => {
  test('our own things are there, so that a 404 means something', async () => {
    const found = await statuses('GET', ours)
    expect(Object.keys(found).length).toBeGreaterThan(5)
    expect(Object.entries(found).filter(([, status]) => status !== 200)).toEqual([])
  })

  test('another area’s things are not found, whatever page is asked for them', async () => {
    const found = await statuses('GET', theirs)
    expect(Object.entries(found).filter(([, status]) => status !== 404)).toEqual([])
  })

  test('nothing can be done to another area’s things', async () => {
    const before = await recordOf(theirs)
    const found = await statuses('POST', theirs)
    expect(Object.keys(found).length).toBeGreaterThan(3)
    expect(Object.entries(found).filter(([, status]) => status !== 404)).toEqual([])
    expect(await recordOf(theirs)).toEqual(before)
  })

  test('an invitation opens its own area only', async () => {
    const { token } = theirs.spare.invitation
    expect((await world.client().get(`/welcome/${theirs.area.id}.${token}`)).status).toBe(200)
    expect((await world.client().get(`/welcome/${ours.area.id}.${token}`)).status).toBe(404)
  })

  test('a session opens its own area only', async () => {
    const browser = await world.signedIn(theirs.spare)
    const [, token] = browser.session.split('.')
    browser.carry({ areaId: ours.area.id, token: token ?? '' })
    expect((await browser.get('/access')).location).toMatch(/^\/sign-in/)
  })

  test('the app alone, with the walls taken away, finds no more', async () => {
    for (const table of areaTables) {
      await catalogue(`alter table ${table} disable row level security`)
    }
    expect(await areasSeen('plan', inOurs)).toHaveLength(2)
    const found = { ...(await statuses('GET', theirs)), ...(await statuses('POST', theirs)) }
    expect(Object.entries(found).filter(([, status]) => status !== 404)).toEqual([])
    for (const route of world.app.registeredRoutes.filter(
      (one) => one.method === 'GET' && !leadsToThing(one),
    )) {
      const answer = await knock('GET', route, ours)
      expect(JSON.stringify(answer), route.url).not.toContain('Othershire')
    }
    for (const table of areaTables) {
      await catalogue(`alter table ${table} enable row level security`)
    }
  })
})

const recordOf = ({ area }: House) =>
  catalogue('select seq, hash from record_head where area_id = $1', area.id)
