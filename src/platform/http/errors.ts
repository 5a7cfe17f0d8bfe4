/** The thing is not there for this reader: not held, or behind another area's wall. The answer is the same. */
export class NotFound extends Error {
  readonly statusCode = 404
  constructor(thing: string) {
    super(`No such ${thing}`)
  }
}

/** The reader is known, and may not. */
export class NotAllowed extends Error {
  readonly statusCode = 403
  constructor(what: string) {
    super(`Not allowed: ${what}`)
  }
}

/** Input that a person can put right; the words are shown to them as they are. */
export class Unacceptable extends Error {
  readonly statusCode: 422 | 409 = 422
  /** The field of the form that it is about, where there is one. */
  readonly field: string | null
  constructor(words: string, field: string | null = null) {
    super(words)
    this.field = field
  }
}

/** Input that was fine, had not something else been there first: somebody's change, or other words of the same mark. */
export class Conflict extends Unacceptable {
  override readonly statusCode = 409
}

/** A program without a token that is any good. */
export class TokenNeeded extends Error {
  readonly statusCode = 401
}

/** More than its share in a minute. */
export class TooMany extends Error {
  readonly statusCode = 429
  /** Seconds until more may be asked. */
  readonly after: number
  constructor(after: number) {
    super('Too many')
    this.after = after
  }
}

/** The reader has to sign in first; the page that they wanted is kept. */
export class SignInNeeded extends Error {
  readonly statusCode = 401
}
