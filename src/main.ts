import { Misunderstood } from './commands/arguments.ts'

interface Command {
  says: string
  /** `USAGE` of what takes words after it. */
  load: () => Promise<{ run: (args: string[]) => Promise<number>; USAGE?: string }>
}

const COMMANDS: Record<string, Command> = {
  serve: { says: 'serve the site, with a worker beside it', load: () => import('./commands/serve.ts') },
  worker: { says: 'work through the job queue', load: () => import('./commands/worker.ts') },
  migrate: { says: 'bring the database to the newest schema', load: () => import('./commands/migrate.ts') },
  seed: { says: 'load the demonstration area', load: () => import('./commands/seed.ts') },
  area: { says: 'make an area: NAME --manager E-MAIL', load: () => import('./commands/area.ts') },
  import: {
    says: 'FILE --area NAME [--plan TITLE], or: read FILE [--published YYYY-MM-DD] [--json]',
    load: () => import('./commands/import.ts'),
  },
  report: {
    says: 'CODE --plan TITLE [--as-at YYYY-MM-DD] --format html|docx|pdf|xlsx|csv|json --out FILE',
    load: () => import('./commands/report.ts'),
  },
  xray: {
    says: 'FILE [--published YYYY-MM-DD] [--json], or: --plan TITLE [--area NAME] [--json]',
    load: () => import('./commands/xray.ts'),
  },
  bounce: {
    says: 'read one mail that came back, from standard input, and mark the mail that it is about',
    load: () => import('./commands/bounce.ts'),
  },
  check: { says: 'verify the record of every area', load: () => import('./commands/check.ts') },
}

/** Runs the command that the arguments name. Gives the exit code: 0 done, 1 refused or failed, 2 not understood. */
async function main([name, ...args]: string[]): Promise<number> {
  const command = COMMANDS[name ?? '']
  if (!command) {
    process.stderr.write(usage())
    return name === undefined || name === '--help' ? 0 : 2
  }
  try {
    const { run, USAGE } = await command.load()
    if (args.includes('--help')) return help(USAGE ?? `usage: goldenthread ${name}\n\n${command.says}`)
    return await run(args)
  } catch (error) {
    process.stderr.write(`${wordsOf(error)}\n`)
    return error instanceof Misunderstood ? 2 : 1
  }
}

/** Whoever asks how is told, and nothing is done: `seed --help` loads no area. */
function help(words: string): number {
  process.stdout.write(`${words}\n`)
  return 0
}

function usage(): string {
  const lines = Object.entries(COMMANDS).map(([name, { says }]) => `  ${name.padEnd(8)} ${says}`)
  return `goldenthread COMMAND\n\n${lines.join('\n')}\n`
}

const FILE_FAULTS: Record<string, string> = {
  ENOENT: 'is not there',
  EACCES: 'may not be opened',
  EPERM: 'may not be opened',
  EISDIR: 'is a folder',
  ENOTDIR: 'is not in a folder',
  ENOSPC: 'does not fit: the disk is full',
}

/** Every error that reaches a terminal is a sentence that somebody wrote for it. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code, path, port } = error as NodeJS.ErrnoException & { port?: number }
  if (code === 'EADDRINUSE')
    return `Another program is at port ${port} already: stop it, or choose another with PORT`
  const fault = code && FILE_FAULTS[code]
  return fault && path ? `${path} ${fault}` : error.message
}

process.exitCode = await main(process.argv.slice(2))
