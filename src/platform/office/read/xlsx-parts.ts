/** How the parts of a workbook point at each other. */
import { posix } from 'node:path'
import type { OfficePackage } from './package.ts'
import { readXml } from './xml.ts'

export interface Relation {
  id: string
  /** The last word of the relation's type: "worksheet", "comments", "theme". */
  type: string
  /** The part that it points at. */
  target: string
}

/** What a part points at within the package; nothing where it has no relations. `''` stands for the package. */
export async function relationsOf(office: OfficePackage, part: string): Promise<Relation[]> {
  const name = posix.join(posix.dirname(part), '_rels', `${posix.basename(part)}.rels`)
  const relations: Relation[] = []
  if (!office.has(name)) return relations
  readXml(await office.text(name), {
    open(tag, { Id, Type, Target, TargetMode }) {
      if (tag !== 'Relationship' || TargetMode === 'External') return
      relations.push({ id: Id ?? '', type: lastWord(Type ?? ''), target: resolve(part, Target ?? '') })
    },
  })
  return relations
}

const lastWord = (type: string): string => type.slice(type.lastIndexOf('/') + 1)

const resolve = (from: string, target: string): string =>
  target.startsWith('/') ? target.slice(1) : posix.join(posix.dirname(from), target)
