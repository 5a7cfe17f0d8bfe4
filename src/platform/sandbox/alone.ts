import type { FromAlone } from './sandbox.ts'

/** The other side of `runAlone`: answers the one input that comes, and ends. An error that is thrown ends it too. */
export function answerAlone<I>(
  work: (input: I, tell: (progress: unknown) => void) => Promise<unknown>,
): void {
  const say = (said: FromAlone) => process.send?.(said)
  process.once('message', async ({ input }: { input: I }) => {
    say({ answer: await work(input, (progress) => say({ progress })) })
  })
}
