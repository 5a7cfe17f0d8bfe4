/** Faults of the embedded server, said so that a person knows what to do. */

const KNOWN: readonly (readonly [RegExp, string])[] = [
  [
    /No space left on device|ENOSPC|Disk quota exceeded/,
    'The disk is full: free some space and start again.',
  ],
  [
    /could not look up effective user ID/,
    'The user that runs it has no entry in /etc/passwd: add one, or set DATABASE_URL to a PostgreSQL server.',
  ],
  [
    /database files are incompatible|was initialized by PostgreSQL version/,
    'The folder was made by another version of PostgreSQL: restore a backup into a new folder.',
  ],
  [/Read-only file system|EROFS/, 'The disk can only be read: choose another data folder.'],
  [/Permission denied|EACCES/, 'Its user may not write there: choose another data folder.'],
]

/** The sentence, the advice where the reason is known, and PostgreSQL's own last words. */
export function explain(sentence: string, output: string): Error {
  const advice = KNOWN.find(([pattern]) => pattern.test(output))?.[1]
  return new Error([sentence, ...(advice ? [advice] : []), lastWords(output)].join(' ').trim())
}

const lastWords = (output: string): string => output.trim().split('\n').slice(-8).join('\n')
