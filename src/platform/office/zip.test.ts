import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { withoutTimes, zipOf } from './zip.ts'

const files = [
  { name: '01 Milestones.csv', bytes: strToU8('Number,Milestone\r\n1.1,See children') },
  { name: '02 Findings é.csv', bytes: strToU8('') },
]

describe('a zip of ours', () => {
  test('holds each file under its name, in order', () => {
    const held = unzipSync(zipOf(files))
    expect(Object.keys(held)).toEqual(files.map(({ name }) => name))
    expect(strFromU8(held['01 Milestones.csv'] ?? new Uint8Array())).toContain('See children')
  })

  test('is the same bytes whenever its parts were packed', () => {
    const at = (mtime: string) =>
      withoutTimes(zipSync({ 'a.xml': strToU8('<a/>') }, { mtime: new Date(mtime) }))
    expect(at('2026-11-23T09:00:00Z')).toEqual(at('2031-01-02T23:59:58Z'))
  })

  test('takes no two files of one name, and nothing that is no zip', () => {
    expect(() => zipOf([...files, ...files])).toThrow('Two files of a zip have one name')
    expect(() => withoutTimes(strToU8('This is no zip at all, only words.'))).toThrow('no zip')
  })
})
