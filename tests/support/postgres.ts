/**
 * One throw-away PostgreSQL for the whole test run (vitest globalSetup); tests read its address with
 * `inject('ownerUrl')`. TEST_DATABASE_URL names another server to test against, which is then left running.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { attachEmbedded } from '../../src/platform/db/embedded.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The server's superuser; tests make databases of their own there. */
    ownerUrl: string
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL
  const server = given ? { ownerUrl: given, close: async () => undefined } : await startThrowAway()
  project.provide('ownerUrl', server.ownerUrl)
  return () => server.close()
}

async function startThrowAway(): Promise<{ ownerUrl: string; close(): Promise<void> }> {
  const temp = throwAwayFolder('goldenthread-test-')
  const server = await attachEmbedded(join(temp.folder, 'postgres'), console.error, { unsafe: true })
  const close = async () => {
    await server.close()
    await temp.remove()
  }
  return { ownerUrl: server.ownerUrl, close }
}

/** A folder that is gone in the end, with every server in it, whatever becomes of us: also after kill -9. */
export function throwAwayFolder(prefix: string): { folder: string; remove(): Promise<void> } {
  const folder = mkdtempSync(join(tmpdir(), prefix))
  // mkdtemp makes it for us alone; as root, the server runs as another user and must get through.
  chmodSync(folder, 0o711)
  const guard = startGuard(folder)
  const remove = async () => {
    guard.ref()
    const removed = once(guard, 'exit')
    guard.stdin.end()
    await removed
  }
  return { folder, remove }
}

/**
 * Waits until our end of its input closes, which the system does for us when we die, then stops what still runs
 * in the folder and removes it. In a session of its own, so that Ctrl-C does not reach it.
 */
function startGuard(folder: string) {
  const script = `
    read -r _
    for file in "$1"/*/cluster/data/postmaster.pid; do
      [ -e "$file" ] && kill -INT "$(head -n 1 "$file")"
    done
    for _ in 1 2 3 4 5 6 7 8 9 10; do
      rm -rf "$1" && exit
      sleep 1
    done`
  const guard = spawn('/bin/sh', ['-c', script, 'sh', folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  guard.unref()
  return guard
}
