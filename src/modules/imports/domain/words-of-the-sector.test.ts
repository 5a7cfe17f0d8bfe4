import { describe, expect, test } from 'vitest'
import { readCitations } from './citations.ts'
import { readLeads } from './leads.ts'
import { readNotes } from './notes.ts'
import { meaningOf, statusHead } from './statuses.ts'

const names = (cell: string) => readLeads(cell).leads.map((lead) => lead.name)

describe('leads', () => {
  test('a name broken over two lines is one where other marks part the names', () => {
    expect(names('Ada Example/ Beth\nSample / Carol Trial')).toEqual([
      'Ada Example',
      'Beth Sample',
      'Carol Trial',
    ])
    expect(names('Beth\nSample; Carol Trial')).toEqual(['Beth Sample', 'Carol Trial'])
    expect(names('Ada Example/Beth\nCarol Trial')).toEqual(['Ada Example', 'Beth', 'Carol Trial'])
    expect(names('Beth\nCarol')).toEqual(['Beth', 'Carol'])
  })

  test.each([
    ['Head of Service / Team Managers', ['Head of Service', 'Team Managers']],
    ['Head of Service; Clerk + Chief Nurse', ['Head of Service', 'Clerk', 'Chief Nurse']],
    ['Chief Executive and Area Managers Social Care', ['Chief Executive', 'Area Managers Social Care']],
    ['Head of Safeguarding and Quality Assurance', ['Head of Safeguarding and Quality Assurance']],
    ['Head of Service, Children in Care', ['Head of Service, Children in Care']],
    ['Area Team Practitioners/Managers', ['Area Team Practitioners/Managers']],
    ['LSCB, Police, Health', ['LSCB', 'Police', 'Health']],
    ['DD C&F', ['DD C&F']],
    ['<p>Practice Lead</p><p>Clerk</p>', ['Practice Lead', 'Clerk']],
    ['-', []],
    ['TBC', []],
  ])('%s is %j', (cell, expected) => {
    expect(names(cell)).toEqual(expected)
  })

  test('a person keeps the title written with the name, in brackets or after a comma', () => {
    expect(readLeads('Ada Example (team lead)').leads).toEqual([
      { name: 'Ada Example', kind: 'person', role: 'team lead' },
    ])
    expect(readLeads('Ada Example, Performance Manager, Social Care').leads).toEqual([
      { name: 'Ada Example', kind: 'person', role: 'Performance Manager, Social Care' },
    ])
  })

  test('names run together are parted two by two, and said', () => {
    const read = readLeads('Ada Example Bob Sample')
    expect(read.leads.map((lead) => lead.name)).toEqual(['Ada Example', 'Bob Sample'])
    expect(read.doubts).toHaveLength(1)
  })

  test('"with support of" helps and does not answer', () => {
    expect(readLeads('Head of Service with support of Practice Lead').leads).toEqual([
      { name: 'Head of Service', kind: 'role' },
      { name: 'Practice Lead', kind: 'role', supporting: true },
    ])
  })

  test('a date is no lead', () => {
    expect(readLeads('Mar 14 -')).toMatchObject({
      leads: [],
      doubts: [expect.stringContaining('which is a date')],
    })
  })
})

describe('status words', () => {
  test.each([
    ['Completed.', 'achieved'],
    ['Achieved . New policy in use', 'achieved'],
    ['Completed March 2013', 'achieved'],
    ['In progress', 'in_progress'],
    ['Not on track', 'off_track'],
    ['Not achieved', 'not_achieved'],
    ['To be started', 'not_started'],
    ['Signed off', 'achieved_and_verified'],
    ['No longer required', 'withdrawn'],
  ])('%s is %s', (words, canonical) => {
    expect(statusHead(words)?.canonical).toBe(canonical)
  })

  test.each([
    'Initial action completed',
    'Completed the review of cases',
    'Performance information being provided',
  ])('%s is a sentence and no status', (words) => {
    expect(statusHead(words)).toBeNull()
  })

  test('a key tells "no support needed" from "support required"', () => {
    expect(meaningOf('Not on track but no support required')).toBe('off_track')
    expect(meaningOf('Not achieved / not on track, support required')).toBe('not_achieved')
    expect(meaningOf('In progress and on track to be completed')).toBe('on_track')
  })
})

describe('notes', () => {
  test('only the head of an entry is its date and status', () => {
    const [note] = readNotes('May 2013 - On track. Discussed on 24/04/2013; to be achieved by 3rd June 2013.')
    expect(note).toMatchObject({ date: '2013-05', status: { canonical: 'on_track' } })
  })

  test('a second, signed entry stands apart', () => {
    expect(
      readNotes('May 2013 - On track. Contract drawn up. Update – from autumn 2013 part of a programme - AB'),
    ).toMatchObject([
      { date: '2013-05' },
      { date: null, author: 'AB', text: 'Update – from autumn 2013 part of a programme - AB' },
    ])
  })

  test('an entry without a date at its head has none', () => {
    expect(readNotes('Planned since 2008 -2013 for all')).toMatchObject([{ date: null }])
  })
})

describe('citations', () => {
  test.each([
    ['Policy agreed (Ofsted Feb 2013 - Rec 1)', 'Ofsted', '1'],
    ['Policy agreed (Ofsted Feb 2013 – Rec13)', 'Ofsted', '13'],
    ['Policy agreed (Ofsted Feb 2013 Rec - 4)', 'Ofsted', '4'],
    ['Policy agreed (CQC Rec 3)', 'CQC', '3'],
    ['Policy agreed (Ofsted Feb 2013)', 'Ofsted', null],
    ['2013 - Rec 8) of the review', null, '8'],
  ])('%s cites %s %s', (text, body, number) => {
    expect(readCitations(text, 'milestone')).toMatchObject([{ body, number }])
  })

  test('the name of a body alone cites nothing', () => {
    expect(readCitations('Share the plan with Ofsted and CQC', 'action')).toEqual([])
  })
})
