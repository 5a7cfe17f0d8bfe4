import { expect, it } from 'vitest'
import { joinLines, vocabularyOf } from './pdf-words.ts'

const words = vocabularyOf([
  'The implementation of this plan',
  'A multi-agency group meets',
  'An audit trail is kept',
])

it('joins words that a line cut, and keeps hyphens that were written', () => {
  expect(joinLines('The Implementa-', 'tion of it', words)).toBe('The Implementation of it')
  expect(joinLines('The Implementat', 'ion of it', words)).toBe('The Implementation of it')
  expect(joinLines('A multi-', 'agency team', words)).toBe('A multi-agency team')
  expect(joinLines('31-May-', '2027', words)).toBe('31-May-2027')
  expect(joinLines('a soft\u00ad', 'ware', words)).toBe('a software')
  expect(joinLines('two', 'words', words)).toBe('two words')
})

it('joins the end of a word that had no room left for a letter more, and no whole word', () => {
  expect(joinLines('Outcom', 'e', words, true)).toBe('Outcome')
  expect(joinLines('Outcom', 'e', words)).toBe('Outcom e')
  expect(joinLines('Chair', 'of it', words, true)).toBe('Chair of it')
  expect(joinLines('Participation', 'adviser', words, true)).toBe('Participation adviser')
})
