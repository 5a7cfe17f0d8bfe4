/** The parts of a Word file, found by what the file says of them and never by their usual names. */
import { Unreadable } from '../grid.ts'
import type { OfficePackage } from './package.ts'
import { readXml } from './xml.ts'

export interface WordParts {
  main: string
  /** The one part of a kind ("styles", "numbering", "comments", "theme"), where there is one. */
  one(kind: string): string | null
  /** Every part of a kind ("header", "footer"). */
  all(kind: string): string[]
}

interface Relationship {
  /** The last word of its type: the rest differs between the strict and the usual kind of file. */
  kind: string
  target: string
}

/** Errors: Unreadable when there is no main part, or when it belongs to another kind of file. */
export async function wordParts(file: OfficePackage): Promise<WordParts> {
  const [start] = (await relationshipsOf(file, '')).filter(({ kind }) => kind === 'officeDocument')
  if (!start || !file.has(start.target)) throw notWord()
  await refuseMacros(file)
  const around = (await relationshipsOf(file, start.target)).filter(({ target }) => file.has(target))
  const all = (kind: string) => around.filter((one) => one.kind === kind).map(({ target }) => target)
  return { main: start.target, all, one: (kind) => all(kind)[0] ?? null }
}

export const notWord = () =>
  new Unreadable('The file is no Word document: open it in Word and save it as .docx.')

async function refuseMacros(file: OfficePackage): Promise<void> {
  if (!file.has('[Content_Types].xml')) throw notWord()
  if (/macroEnabled|vbaProject/i.test(await file.text('[Content_Types].xml')))
    throw new Unreadable('The file has macros in it: save it without them, as .docx.')
}

async function relationshipsOf(file: OfficePackage, part: string): Promise<Relationship[]> {
  const folder = part.slice(0, part.lastIndexOf('/') + 1)
  const name = `${folder}_rels/${part.slice(folder.length)}.rels`
  const found: Relationship[] = []
  if (file.has(name))
    readXml(await file.text(name), {
      open(element, { Type, Target, TargetMode }) {
        if (element !== 'Relationship' || TargetMode === 'External') return
        found.push({ kind: Type?.split('/').at(-1) ?? '', target: resolve(folder, Target ?? '') })
      },
    })
  return found
}

/** A name within the package; it never reaches a disk. */
function resolve(folder: string, target: string): string {
  const steps: string[] = []
  for (const step of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '' && step !== '.') steps.push(step)
  }
  return steps.join('/')
}
