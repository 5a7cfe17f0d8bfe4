/** The numbers that Word prints before paragraphs, which stand nowhere in the text. */
import type { ListMark } from './blocks.ts'
import { isOn, type Styles } from './docx-styles.ts'
import { formatNumber } from './number-format.ts'
import { type Attributes, handlers, readXml } from './xml.ts'

export interface Numbering {
  /** Counts one paragraph of a list on and says what is printed before it; null where nothing is. Level from 0. */
  next(list: string, level: number): ListMark | null
  /** The level that the list ties to a style, where it does. */
  levelOfStyle(list: string, style: string): number | null
}

export const NO_NUMBERING: Numbering = { next: () => null, levelOfStyle: () => null }

/** What stands before every item of a list would else be text without end. */
const LONGEST_LABEL = 100

interface Level {
  start: number
  format: string
  /** "%1.%2" with the numbers of the levels in place. */
  text: string
  /** The level (from 1) whose number starts this one again; 0 never; null any above. */
  restart: number | null
  style: string | null
  /** Roman and letters of the levels above are printed as digits. */
  legal: boolean
}

interface Definition {
  levels: Level[]
  /** A style whose list this one is. */
  style: string | null
}

interface List {
  definition: string
  starts: Map<number, number>
  levels: Map<number, Level>
}

interface Book {
  definitions: Map<string, Definition>
  lists: Map<string, List>
}

export function readNumbering(xml: string, styles: Styles): Numbering {
  const book = readBook(xml)
  const counters = new Map<Definition, (number | undefined)[]>()
  const started = new Set<string>()
  return {
    levelOfStyle(id, style) {
      const level = definitionOf(book, id, styles)?.levels.findIndex((one) => one?.style === style) ?? -1
      return level < 0 ? null : level
    },
    next(id, at) {
      const [list, definition] = [book.lists.get(id), definitionOf(book, id, styles)]
      const levels = list && definition ? levelsOf(definition, list) : []
      const level = levels[at]
      if (!list || !definition || !level) return null
      const numbers = counters.get(definition) ?? []
      counters.set(definition, numbers)
      const own = started.has(`${id} ${at}`) ? undefined : list.starts.get(at)
      started.add(`${id} ${at}`)
      numbers[at] = own ?? (numbers[at] === undefined ? level.start : numbers[at] + 1)
      restartBelow(numbers, levels, at)
      return markOf(levels, numbers, level)
    },
  }
}

function levelsOf(definition: Definition, list: List): (Level | undefined)[] {
  return list.levels.size === 0
    ? definition.levels
    : Array.from({ length: 9 }, (_, at) => list.levels.get(at) ?? definition.levels[at])
}

function restartBelow(numbers: (number | undefined)[], levels: readonly (Level | undefined)[], at: number) {
  for (let below = at + 1; below < numbers.length; below += 1) {
    const restart = levels[below]?.restart ?? null
    if (restart === null || (restart > 0 && at < restart)) numbers[below] = undefined
  }
}

function markOf(
  levels: readonly (Level | undefined)[],
  numbers: readonly (number | undefined)[],
  level: Level,
): ListMark | null {
  if (level.format === 'bullet') return level.text === '' ? null : { number: null }
  const printed = level.text.replace(/%([1-9])/g, (_, digit: string) => {
    const at = Number(digit) - 1
    const format = level.legal ? 'decimal' : (levels[at]?.format ?? 'decimal')
    return formatNumber(numbers[at] ?? levels[at]?.start ?? 1, format)
  })
  return printed.trim() === '' ? null : { number: printed.trim() }
}

/** A list may say "as that style's list": followed a few times, never for ever. */
function definitionOf(book: Book, id: string, styles: Styles): Definition | null {
  let list = book.lists.get(id)
  for (let hops = 0; hops < 5; hops += 1) {
    const definition = list ? book.definitions.get(list.definition) : undefined
    if (!definition?.style) return definition ?? null
    list = book.lists.get(styles.list(definition.style)?.list ?? '')
  }
  return null
}

interface Reading extends Book {
  definition: Definition | null
  list: List | null
  /** Where the levels that come go. */
  level: Level | null
  overridden: number
  /** How deep within a fallback for older readers. */
  passed: number
}

function readBook(xml: string): Book {
  const reading: Reading = {
    definitions: new Map(),
    lists: new Map(),
    definition: null,
    list: null,
    level: null,
    overridden: 0,
    passed: 0,
  }
  readXml(xml, {
    open(name, attributes) {
      if (reading.passed > 0 || name === 'Fallback') reading.passed += 1
      else OPENED.get(name)?.(reading, attributes)
    },
    close() {
      if (reading.passed > 0) reading.passed -= 1
    },
  })
  return reading
}

const whole = (written: string | undefined, otherwise: number): number => {
  const value = Number.parseInt(written ?? '', 10)
  return Number.isNaN(value) ? otherwise : value
}

const toLevel = (attributes: Attributes): number => Math.min(Math.max(whole(attributes.ilvl, 0), 0), 8)

const OPENED = handlers<(reading: Reading, attributes: Attributes) => void>({
  abstractNum(reading, { abstractNumId }) {
    reading.definition = { levels: [], style: null }
    reading.list = null
    reading.definitions.set(abstractNumId ?? '', reading.definition)
  },
  num(reading, { numId }) {
    reading.list = { definition: '', starts: new Map(), levels: new Map() }
    reading.definition = null
    reading.lists.set(numId ?? '', reading.list)
  },
  abstractNumId(reading, { val }) {
    if (reading.list) reading.list.definition = val ?? ''
  },
  numStyleLink(reading, { val }) {
    if (reading.definition) reading.definition.style = val ?? null
  },
  lvlOverride(reading, attributes) {
    reading.overridden = toLevel(attributes)
  },
  startOverride(reading, { val }) {
    reading.list?.starts.set(reading.overridden, whole(val, 1))
  },
  lvl(reading, attributes) {
    const level: Level = { start: 0, format: 'decimal', text: '', restart: null, style: null, legal: false }
    reading.level = level
    if (reading.definition) reading.definition.levels[toLevel(attributes)] = level
    else reading.list?.levels.set(toLevel(attributes), level)
  },
  start: ({ level }, { val }) => set(level, { start: whole(val, 1) }),
  numFmt: ({ level }, { val }) => set(level, { format: val ?? 'decimal' }),
  lvlText: ({ level }, { val }) => set(level, { text: val?.slice(0, LONGEST_LABEL) ?? '' }),
  lvlRestart: ({ level }, { val }) => set(level, { restart: whole(val, 0) }),
  pStyle: ({ level }, { val }) => set(level, { style: val ?? null }),
  isLgl: ({ level }, { val }) => set(level, { legal: isOn({ val }) }),
})

function set(level: Level | null, change: Partial<Level>): void {
  if (level) Object.assign(level, change)
}
