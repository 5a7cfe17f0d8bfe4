/** Files and the virus scanner: a stub of clamd on loopback, which knows the EICAR test file and can be away. */
import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { mainTextOf } from '../../../tests/support/html.ts'
import {
  startWorld,
  type TestArea,
  type TestClient,
  type TestPlan,
  type TestWorld,
} from '../../../tests/support/world.ts'
import { createScanner } from '../../platform/files/scanner.ts'
import { listEvidence } from './index.ts'
import { scanRestJob } from './jobs.ts'

/** The test file that every scanner knows; in two pieces, so that no scanner finds it here. */
const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EI', 'CAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')

interface Clamd {
  port: number
  /** How it answers instead, when set; `hang` never does. */
  instead: string | null
  scanned: number
  close(): void
}

async function startClamd(port = 0): Promise<Clamd> {
  const server: Server = createServer((socket) => serve(socket, clamd))
  const clamd: Clamd = { port, instead: null, scanned: 0, close: () => server.close() }
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  clamd.port = (server.address() as AddressInfo).port
  return clamd
}

/** Reads a stream as clamd does: zINSTREAM, pieces after their length, an end of no length; then answers. */
function serve(socket: Socket, clamd: Clamd): void {
  const heard: Buffer[] = []
  socket.on('error', () => {})
  socket.on('data', (piece: Buffer) => {
    heard.push(piece)
    // A stream ends with a length of nothing; until then there is nothing to look for.
    const end = Buffer.concat(heard.slice(-4)).subarray(-4)
    const file = end.equals(Buffer.alloc(4)) ? fileIn(Buffer.concat(heard)) : null
    if (file === null || clamd.instead === 'hang') return
    clamd.scanned += 1
    const verdict = file.includes(EICAR) ? 'Eicar-Test-Signature FOUND' : 'OK'
    socket.end(`${clamd.instead ?? `stream: ${verdict}`}\0`)
  })
}

function fileIn(heard: Buffer): Buffer | null {
  const command = 'zINSTREAM\0'
  if (heard.subarray(0, command.length).toString() !== command) return null
  const pieces: Buffer[] = []
  for (let at = command.length; at + 4 <= heard.length; ) {
    const length = heard.readUInt32BE(at)
    if (length === 0) return Buffer.concat(pieces)
    pieces.push(heard.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return null
}

let clamd: Clamd
let world: TestWorld
let area: TestArea
let plan: TestPlan
let lead: TestClient

beforeAll(async () => {
  clamd = await startClamd()
  world = await startWorld()
  world.files.scanner = createScanner({ host: '127.0.0.1', port: clamd.port }, 10_000)
  area = await world.area()
  plan = await world.plan(area)
  lead = await world.signedIn(await world.person(area, { role: 'programme_manager' }))
})
afterAll(async () => {
  clamd.close()
  await world.close()
})
beforeEach(() => {
  clamd.instead = null
})

async function add(name: string, bytes: string | Uint8Array): Promise<string> {
  const fields = { once: crypto.randomUUID(), kind: 'file' }
  const answer = await lead.upload(`/milestones/${plan.of('m1')}/evidence`, fields, { name, bytes })
  expect(answer.status).toBe(303)
  return (await piece(name)).id
}

async function piece(name: string) {
  const pieces = await world.scope(area, listEvidence)
  const found = pieces.find(({ title }) => title === name)
  if (!found) throw new Error(`There is no "${name}"`)
  return found
}

const scanOf = async (name: string) => (await piece(name)).versions[0]?.scan
const fetchFile = (id: string) => lead.get(`/evidence/${id}/versions/1`)
const rest = () => scanRestJob.run(world.workerDeps, {})

test('a file waits until it was looked at, and is given out when nothing was found', async () => {
  const id = await add('clean.txt', 'Nothing bad.')
  const waiting = await fetchFile(id)
  expect([waiting.status, mainTextOf(waiting.body)]).toEqual([
    422,
    expect.stringContaining('waits for the virus scan'),
  ])
  expect(waiting.body).not.toContain('Nothing bad.')
  expect(mainTextOf((await lead.get(`/evidence/${id}`)).body)).toContain('Waits for the virus scan')
  await world.work()
  expect((await fetchFile(id)).body).toBe('Nothing bad.')
  expect(mainTextOf((await lead.get(`/evidence/${id}`)).body)).toContain('Scanned for viruses: nothing found')
})

test('what the scanner refuses is never given out; its words are shown, and who brought it is told', async () => {
  const id = await add('eicar.txt', EICAR)
  await world.work()
  const answer = await fetchFile(id)
  expect([answer.status, answer.body.includes(EICAR)]).toEqual([422, false])
  const page = mainTextOf((await lead.get(`/evidence/${id}`)).body)
  expect(page).toContain('The virus scan refused it: Eicar-Test-Signature FOUND')
  const notices = await world.scope(area, ({ db }) =>
    db.selectFrom('notice').select(['words', 'href']).execute(),
  )
  expect(notices).toEqual([
    { words: 'The virus scan refused your file eicar.txt. Nobody can open it.', href: `/evidence/${id}` },
  ])
})

test('a large file reaches the scanner whole', async () => {
  const bytes = Buffer.concat([Buffer.alloc(3_000_000, 'a'), Buffer.from(EICAR)])
  await add('large.txt', bytes)
  await world.work()
  expect(await scanOf('large.txt')).toBe('refused')
})

test.each([
  ['is away', 'away'],
  ['hangs', 'hang'],
  ['says that it cannot', 'INSTREAM size limit exceeded. ERROR'],
  ['hangs up without a word', ''],
])(
  'while the scanner %s, a file waits and is not given out; when it is back, it is looked at',
  async (_, how) => {
    const name = `waits-${how.slice(0, 4)}.txt`
    const { scanner } = world.files
    if (how === 'away') clamd.close()
    else clamd.instead = how
    if (how === 'hang') world.files.scanner = createScanner({ host: '127.0.0.1', port: clamd.port }, 300)
    const id = await add(name, `Patience, ${how}.`)
    await world.work()
    expect([await scanOf(name), (await fetchFile(id)).status]).toEqual(['waiting', 422])
    await expect(rest()).rejects.toThrow()
    if (how === 'away') clamd = await startClamd(clamd.port)
    clamd.instead = null
    world.files.scanner = scanner
    await rest()
    expect([await scanOf(name), (await fetchFile(id)).status]).toEqual(['clean', 200])
  },
)

test('where no scanner is set, the page says so; once there is one, it looks at what came before', async () => {
  const { scanner } = world.files
  world.files.scanner = null
  const id = await add('before.txt', 'Before there was a scanner.')
  expect((await fetchFile(id)).status).toBe(200)
  expect(mainTextOf((await lead.get(`/evidence/${id}`)).body)).toContain('no scanner is set')
  await rest()
  expect(await scanOf('before.txt')).toBe('unscanned')
  world.files.scanner = scanner
  await rest()
  expect(await scanOf('before.txt')).toBe('clean')
  const before = clamd.scanned
  await rest()
  expect(clamd.scanned).toBe(before)
})
