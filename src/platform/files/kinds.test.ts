import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ACCEPTED, judgeFile } from './kinds.ts'
import { cleanFileName } from './names.ts'

const TAKEN = ACCEPTED.split(',').map((extension) => extension.slice(1))
const bytes = fc.uint8Array({ minLength: 1, maxLength: 300 })

test('whatever a file is called and holds, it is taken under a type of ours or refused in a sentence', () => {
  fc.assert(
    fc.property(fc.string(), bytes, (name, content) => {
      const verdict = judgeFile(name, content)
      if (verdict.ok)
        expect(verdict.type).toMatch(/^(application|text|image|message)\/(?!html|javascript|svg)[\w.+-]+$/)
      else expect(verdict.refusal).toMatch(/^[A-Z].{20,}/)
    }),
  )
})

test('a program is taken under no name', () => {
  const program = fc.constantFrom('MZ\u0090\u0000', '\u007fELF\u0002', '#!/bin/sh\n')
  fc.assert(
    fc.property(fc.constantFrom(...TAKEN), program, (extension, begins) => {
      expect(judgeFile(`report.${extension}`, Buffer.from(`${begins} more`, 'latin1')).ok).toBe(false)
    }),
  )
})

test('what each kind begins with is taken, whatever the case of its ending', () => {
  const zip = (inside: string) => Buffer.from(`PK\u0003\u0004 ${inside}`, 'latin1')
  const believable: [string, Buffer][] = [
    ['a.PDF', Buffer.from('\n%PDF-1.4')],
    ['a.docx', zip('[Content_Types].xml word/document.xml')],
    ['a.xlsx', zip('[Content_Types].xml xl/workbook.xml')],
    ['a.pptx', zip('[Content_Types].xml ppt/presentation.xml')],
    ['a.odt', zip('mimetypeapplication/vnd.oasis.opendocument.text')],
    ['a.ods', zip('mimetypeapplication/vnd.oasis.opendocument.spreadsheet')],
    ['a.odp', zip('mimetypeapplication/vnd.oasis.opendocument.presentation')],
    ['a.csv', Buffer.from('Café;1\n', 'latin1')],
    ['a.txt', Buffer.from('\ufeffWritten in Word', 'utf16le')],
    ['a.png', Buffer.from('89504e470d0a1a0a00', 'hex')],
    ['a.jpg', Buffer.from('ffd8ffe0', 'hex')],
    ['a.jpeg', Buffer.from('ffd8ffe1', 'hex')],
    ['a.msg', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['a.eml', Buffer.from('From: a@example.org\r\nSubject: Minutes\r\n\r\nHello')],
  ]
  expect(believable.map(([name, content]) => [name, judgeFile(name, content).ok])).toEqual(
    believable.map(([name]) => [name, true]),
  )
  expect(new Set(believable.map(([name]) => name.split('.')[1]?.toLowerCase()))).toEqual(new Set(TAKEN))
})

test('a name is never a path, never hidden, never empty, and stays what it is once it is clean', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (given) => {
      const name = cleanFileName(given, 'evidence')
      expect(name).toMatch(/^(?![. ])[^/\\\p{Cc}]{1,200}$/u)
      expect(cleanFileName(name, 'evidence')).toBe(name)
    }),
  )
})
