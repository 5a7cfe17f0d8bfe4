import type { Scope } from '../../src/platform/db/scope.ts'
import type { TestArea, TestWorld } from './world.ts'

class TakenBack extends Error {}

/** Does the work in an area, as the system, and takes it back; gives how many statements it came to. */
export async function countStatements(
  world: TestWorld,
  area: TestArea,
  work: (scope: Scope) => Promise<unknown>,
): Promise<number> {
  let count = 0
  const counting = {
    transformQuery: <Node>({ node }: { node: Node }) => {
      count += 1
      return node
    },
    transformResult: async <Result>({ result }: { result: Result }) => result,
  }
  const done = world.scope(area, async (scope) => {
    await work({ ...scope, db: scope.db.withPlugin(counting) })
    throw new TakenBack()
  })
  await done.catch((error: unknown) => {
    if (!(error instanceof TakenBack)) throw error
  })
  return count
}
