import { type ParseArgsConfig, parseArgs } from 'node:util'

/** The words after a command cannot be understood; the message ends with how they are to be given. */
export class Misunderstood extends Error {
  constructor(fault: string, usage: string) {
    super(`${fault}\n${usage}`)
  }
}

/** Reads the words after a command. Errors: Misunderstood. */
export function readArguments<T extends NonNullable<ParseArgsConfig['options']>>(
  args: string[],
  options: T,
  usage: string,
) {
  try {
    return parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    throw new Misunderstood(error instanceof Error ? (error.message.split('. ')[0] ?? '') : '', usage)
  }
}
