/** A telephone line to a server, which a test can cut and mend: the app meets a server that is gone. */

import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { connect, createServer, type Server, type Socket } from 'node:net'

export interface Line {
  /** The same address, but through the line. */
  through(url: string): string
  /** What is connected breaks off, and who calls is refused. */
  cut(): Promise<void>
  mend(): Promise<void>
  close(): Promise<void>
}

export async function layLine(serverUrl: string): Promise<Line> {
  const far = new URL(serverUrl)
  const open = new Set<Socket>()
  let exchange = await listen(0)
  const { port } = exchange.address() as AddressInfo

  async function listen(at: number): Promise<Server> {
    const server = createServer((near) => join(near, connect(Number(far.port || 5432), far.hostname)))
    server.listen(at, '127.0.0.1')
    await once(server, 'listening')
    return server
  }

  function join(near: Socket, distant: Socket): void {
    for (const [one, other] of [
      [near, distant],
      [distant, near],
    ] as const) {
      open.add(one)
      one.pipe(other)
      one.on('error', () => other.destroy()).on('close', () => open.delete(one))
    }
  }

  const cut = async () => {
    const closed = once(exchange, 'close')
    exchange.close()
    for (const socket of open) socket.destroy()
    await closed
  }
  return {
    through: (url) => Object.assign(new URL(url), { hostname: '127.0.0.1', port: String(port) }).toString(),
    cut,
    mend: async () => {
      exchange = await listen(port)
    },
    close: () => (exchange.listening ? cut() : Promise.resolve()),
  }
}
