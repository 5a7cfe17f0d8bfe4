import { JOBS } from '../app.ts'
import { startWorker } from '../platform/jobs/worker.ts'
import { inWorld, workerDeps } from './world.ts'

/** Given by `serve` to the worker that it starts: it ends with its parent, however that ends. */
export const WITH_PARENT = '--with-parent'

/** Works through the queue until it is told to stop; the job in hand is finished, or given back. */
export async function run(args: string[]): Promise<number> {
  const told = untilTold()
  // The parent may have gone while this was still being loaded, and nobody would say so any more.
  if (args.includes(WITH_PARENT) && !process.connected) return 0
  return inWorld(async (world) => {
    const worker = await startWorker(world.database.ownerUrl, JOBS, workerDeps(world))
    await told
    await worker.stop()
    // The channel to the parent would keep this process alive.
    if (process.connected) process.disconnect?.()
    return 0
  })
}

/** SIGTERM, or the end of the process that started us. Ctrl-C is our parent's to pass on. */
function untilTold(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGTERM', () => resolve())
    process.once('disconnect', () => resolve())
    process.on('SIGINT', () => {
      if (!process.connected) resolve()
    })
  })
}
