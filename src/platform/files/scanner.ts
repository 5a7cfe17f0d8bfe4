import { connect, type Socket } from 'node:net'

/** Where clamd listens. */
export interface ClamdAddress {
  host: string
  port: number
}

export interface ScanAnswer {
  /** `unsure` when the scanner answered, but not of the file: it is too large for it, or out of order. */
  verdict: 'clean' | 'refused' | 'unsure'
  /** The scanner's own words. */
  words: string
}

export interface Scanner {
  /** Errors: when the scanner is away or too slow; nothing is known of the file then. */
  scan(bytes: Uint8Array): Promise<ScanAnswer>
}

/** As clamd takes a stream: pieces, each after its length, and a length of nothing at the end. */
const PIECE = 64 * 1024

const PATIENCE_MS = 60_000

/** A scanner that asks clamd (its INSTREAM command); null where none is set. */
export function createScanner(clamd: ClamdAddress | null, patienceMs = PATIENCE_MS): Scanner | null {
  return clamd && { scan: async (bytes) => readAnswer(await ask(clamd, bytes, patienceMs)) }
}

/** "stream: OK", "stream: Eicar-Test-Signature FOUND"; anything else says nothing of the file. */
function readAnswer(answer: string): ScanAnswer {
  const words = answer
    .replace(/^stream: /, '')
    .replace(/\0|\s+$/g, '')
    .slice(0, 200)
  if (words === 'OK') return { verdict: 'clean', words }
  return { verdict: words.endsWith(' FOUND') ? 'refused' : 'unsure', words }
}

function ask({ host, port }: ClamdAddress, bytes: Uint8Array, patienceMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port })
    const said: Buffer[] = []
    socket.setTimeout(patienceMs, () => socket.destroy(new Error('The scanner does not answer')))
    socket.on('connect', () => send(socket, bytes))
    socket.on('data', (piece: Buffer) => said.push(piece))
    socket.on('error', reject)
    socket.on('close', () => resolve(Buffer.concat(said).toString('utf8')))
  })
}

function send(socket: Socket, bytes: Uint8Array): void {
  socket.write('zINSTREAM\0')
  for (let at = 0; at < bytes.length; at += PIECE) {
    const piece = bytes.subarray(at, at + PIECE)
    socket.write(lengthOf(piece.length))
    socket.write(piece)
  }
  socket.write(lengthOf(0))
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes)
  return length
}
