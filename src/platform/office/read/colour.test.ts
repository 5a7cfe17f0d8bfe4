import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { colourName } from './colour.ts'

const named = (...written: string[]) => written.map(colourName)

describe('a background', () => {
  test.each([
    ['red', ['FF0000', 'C00000', 'FFC7CE', 'F2DCDB', 'F8D7D3', 'C0504D', 'FF9999', 'FFC0CB']],
    ['amber', ['FFC000', 'FFEB9C', 'FFA500', 'F79646', 'ED7D31', 'FCE4D6', 'FFF2CC', 'FFF0BF', 'FFBF00']],
    ['yellow', ['FFFF00', 'FFFF99', 'FFFFCC']],
    ['green', ['00B050', '92D050', '00FF00', 'C6EFCE', 'D3EBDD', 'E2EFDA', 'EBF1DE', '70AD47', '006100']],
    ['blue', ['0070C0', '00B0F0', 'BDD7EE', 'DCE6F1', 'CFE2F3', '1F497D', '0000FF', '4F81BD', '00FFFF']],
    ['purple', ['7030A0', 'CCC0DA', 'FF00FF', '800080']],
    ['grey', ['F2F2F2', 'D9D9D9', '808080', 'BFBFBF', 'EEECE1', 'DDD9C3', '44546A', 'D5DCE4', 'E6E7E8']],
    ['black', ['000000', '0D0D0D', '262626']],
  ])('is called %s, strong or pale', (name, written) => {
    expect(named(...written)).toEqual(written.map(() => name))
  })

  test('that is white, nearly white or not there has no name', () => {
    expect(named('FFFFFF', 'FDFDFD', 'FFFFFB', 'auto', 'transparent', 'none', '', 'inherit')).toEqual(
      Array(8).fill(null),
    )
    expect(named('rgba(255, 0, 0, 0)', '#ff000000', 'white', '#fff')).toEqual(Array(4).fill(null))
  })

  test('is understood as the web writes it', () => {
    expect(named('#92D050', '#f00', 'rgb(255, 192, 0)', 'rgb(0 176 80)', 'rgba(255,0,0,.5)')).toEqual([
      'green',
      'red',
      'amber',
      'green',
      'red',
    ])
    expect(named('Lime', ' YELLOW ', 'rgb(100%, 0%, 0%)', '#00b050ff')).toEqual([
      'green',
      'yellow',
      'red',
      'green',
    ])
  })

  test('is understood as Excel writes it, with its alpha in front', () => {
    expect(named('FFC6EFCE', '00FF0000')).toEqual(['green', 'red'])
  })

  test('is no word of the language by chance', () => {
    expect(
      named('constructor', '__proto__', 'rgb()', 'rgb(1,2)', 'rgb(999,0,0)', 'rgb(a,b,c)', '12'),
    ).toEqual(Array(7).fill(null))
  })

  test('of any six digits has a name or none, and never an error', () => {
    const hex = fc.integer({ min: 0, max: 0xffffff }).map((n) => n.toString(16).padStart(6, '0'))
    fc.assert(fc.property(hex, (one) => colourName(one) === colourName(`#${one.toUpperCase()}`)))
    fc.assert(fc.property(fc.string(), (one) => typeof colourName(one) !== 'undefined'))
  })
})
