import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findMentions } from './mentions.ts'

const NAMES = [
  { id: 'head-of', name: 'Head of First' },
  { id: 'head', name: 'Head of First Response' },
  { id: 'workforce', name: 'Workforce Lead' },
  { id: 'twin', name: 'Workforce Lead' },
  { id: 'board', name: 'Chair (Quality)' },
]

const idsIn = (words: string) => findMentions(words, NAMES).ids

describe('who is mentioned', () => {
  test('the longest name that stands there, whatever its case', () => {
    expect(idsIn('@Head of First Response: please look')).toEqual(['head'])
    expect(idsIn('thanks, @head of first responses')).toEqual(['head-of'])
    expect(idsIn('@HEAD OF FIRST, and you?')).toEqual(['head-of'])
  })

  test('each once, in the order in which they were named, and all of one name', () => {
    expect(idsIn('@Workforce Lead and @Head of First and @Workforce Lead')).toEqual([
      'workforce',
      'twin',
      'head-of',
    ])
    expect(idsIn('(@Chair (Quality)) said so')).toEqual(['board'])
  })

  test('nobody by an address of mail, by an @ alone, or by a name that goes on', () => {
    expect(findMentions('lead@workforce.example and @ nobody', NAMES)).toEqual({ ids: [], unknown: [] })
    expect(findMentions('@Workforce Leadership', NAMES)).toEqual({ ids: [], unknown: ['Workforce'] })
  })

  test('a word after an @ that is nobody’s name is told back, once', () => {
    expect(findMentions('@Fred, @Fred and @Workforce Lead', NAMES).unknown).toEqual(['Fred'])
  })
})

const name = fc.stringMatching(/^[A-Z][a-z]{1,6}( [A-Za-z]{1,6}){0,3}$/)
const plain = fc.stringMatching(/^[a-z ,.:]{0,20}$/)

describe('of any names and any words', () => {
  test('whoever is named after an @ is meant, and whoever has a longer name than stands there is not', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(name, { minLength: 1, maxLength: 6 }),
        plain,
        plain,
        (names, before, after) => {
          const known = names.map((one, at) => ({ id: String(at), name: one }))
          const [wanted = ''] = names
          const { ids } = findMentions(`${before} @${wanted}, ${after}`, known)
          const meant = ids.map((id) => names[Number(id)] ?? '')
          expect(meant).toHaveLength(names.filter((one) => one.toLowerCase() === wanted.toLowerCase()).length)
          expect(meant.every((one) => one.toLowerCase() === wanted.toLowerCase())).toBe(true)
        },
      ),
    )
  })

  test('words without an @ mention nobody, whatever they say', () => {
    fc.assert(
      fc.property(fc.array(name), fc.string(), (names, words) => {
        const known = names.map((one, at) => ({ id: String(at), name: one }))
        expect(findMentions(words.replaceAll('@', ''), known)).toEqual({ ids: [], unknown: [] })
      }),
    )
  })

  test('the order of the names changes nothing about who is meant', () => {
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 6 }), fc.array(name), (names, said) => {
        // Some names begin with others.
        const all = [...names, ...names.map((one) => `${one} of Care`)]
        const known = all.map((one) => ({ id: one, name: one }))
        const words = [...said, ...all].map((one) => `@${one}`).join(' ')
        const one = findMentions(words, known)
        const other = findMentions(words, known.toReversed())
        expect(other.ids.toSorted()).toEqual(one.ids.toSorted())
        expect(other.unknown).toEqual(one.unknown)
      }),
    )
  })
})
