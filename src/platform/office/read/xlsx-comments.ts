/** Comments of a sheet: the old kind, and threads with their answers. */
import type { OfficePackage } from './package.ts'
import type { Relation } from './xlsx-parts.ts'
import { cleaned, createRichTextReader } from './xlsx-strings.ts'
import { readXml } from './xml.ts'

/** More than any sheet that people comment by hand. */
const MOST_COMMENTS = 10_000

/** The comments by the place of their cell ("B14"); a thread is one comment, an answer a line. */
export async function readComments(
  office: OfficePackage,
  relations: readonly Relation[],
): Promise<Map<string, string>> {
  const comments = new Map<string, string>()
  for (const text of await parts(office, relations, 'comments')) readOld(text, comments)
  const threads = new Map<string, string>()
  for (const text of await parts(office, relations, 'threadedComment')) readThreads(text, threads)
  // A thread also stands among the old comments, as a note for old programs.
  for (const [ref, text] of threads) comments.set(ref, text)
  return comments
}

async function parts(office: OfficePackage, relations: readonly Relation[], type: string): Promise<string[]> {
  const targets = relations.filter((relation) => relation.type === type && office.has(relation.target))
  return Promise.all(targets.map(({ target }) => office.text(target)))
}

function readOld(xml: string, comments: Map<string, string>): void {
  const reader = createRichTextReader()
  let ref = ''
  readXml(xml, {
    open(tag, attributes) {
      if (tag === 'comment') ref = attributes.ref ?? ''
      reader.open(tag, attributes)
    },
    text: reader.text,
    close(tag) {
      reader.close(tag)
      if (tag === 'comment') add(comments, ref, reader.take().text)
    },
  })
}

function readThreads(xml: string, comments: Map<string, string>): void {
  let ref = ''
  let text: string | null = null
  readXml(xml, {
    open(tag, attributes) {
      if (tag === 'threadedComment') ref = attributes.ref ?? ''
      else if (tag === 'text') text = ''
    },
    text(words) {
      if (text !== null) text += words
    },
    close(tag) {
      if (tag !== 'text') return
      add(comments, ref, cleaned(text ?? ''))
      text = null
    },
  })
}

function add(comments: Map<string, string>, ref: string, text: string): void {
  const known = comments.get(ref)
  if (text.trim() === '' || (!known && comments.size >= MOST_COMMENTS)) return
  comments.set(ref, known ? `${known}\n${text.trim()}` : text.trim())
}
