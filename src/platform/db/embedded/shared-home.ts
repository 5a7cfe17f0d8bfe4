/** Our own place outside the project, used only when root runs a project that other users cannot reach. */
import { chmod, mkdir } from 'node:fs/promises'

export const SHARED_HOME = '/var/lib/goldenthread'

export async function makeSharedHome(): Promise<void> {
  await mkdir(SHARED_HOME, { recursive: true })
  await chmod(SHARED_HOME, 0o755)
}
