/** Answers kept while one document is read: its rules ask the same of the same cell many times over. */

/** So many letters of questions are kept for each rule; then it begins anew. */
const MOST_LETTERS = 4_000_000

const notebooks: Map<string, unknown>[] = []

/** The rule, answering at once what it was asked before. Its answers are shared, so nobody may change them. */
export function remembered<Answer>(rule: (text: string) => Answer): (text: string) => Answer {
  const known = new Map<string, Answer>()
  let letters = 0
  notebooks.push(known)
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    const answer = rule(text)
    letters = known.size === 0 ? text.length : letters + text.length
    if (letters > MOST_LETTERS) known.clear()
    known.set(text, answer)
    return answer
  }
}

/** Once a document is read, nothing of it stays in memory. */
export function forgetAll(): void {
  for (const known of notebooks) known.clear()
}
