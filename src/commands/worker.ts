import { JOBS } from '../app.ts'
import { startWorker } from '../platform/jobs/worker.ts'
import { inWorld, workerDeps } from './world.ts'

/** Works through the queue until it is told to stop; the job in hand is finished, or given back. */
export const run = (): Promise<number> =>
  inWorld(async (world) => {
    const told = untilTold()
    const worker = await startWorker(world.database.ownerUrl, JOBS, workerDeps(world))
    await told
    await worker.stop()
    // The channel to the parent would keep this process alive.
    if (process.connected) process.disconnect?.()
    return 0
  })

/** SIGTERM, or the end of the process that started us. Ctrl-C is our parent's to pass on. */
function untilTold(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGTERM', () => resolve())
    process.on('disconnect', () => resolve())
    process.on('SIGINT', () => {
      if (!process.connected) resolve()
    })
  })
}
