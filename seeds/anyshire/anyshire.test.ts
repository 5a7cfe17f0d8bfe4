import { describe, expect, it } from 'vitest'
import { dateOf, fill, judgementDisagrees, overdue, readAnyshire, standing } from './schema.ts'

const anyshire = readAnyshire()
const { area, review, plan, actions } = anyshire
const milestones = actions.flatMap((a) => a.milestones)
const updates = milestones.flatMap((m) => m.updates)

/** Every text of the plan that a reader would see as a sentence, with the ref that it stands at. */
function* texts(): Generator<{ at: string; text: string }> {
  for (const f of review.findings) yield { at: `finding ${f.number}`, text: f.words }
  for (const a of actions) {
    yield { at: a.ref, text: a.words }
    if (a.outcome !== undefined) yield { at: a.ref, text: a.outcome }
    for (const c of a.criteria) yield { at: a.ref, text: c.words }
    for (const j of a.judgements) {
      yield { at: a.ref, text: j.words }
      if (j.support !== undefined) yield { at: a.ref, text: j.support }
    }
    for (const m of a.milestones) {
      yield { at: m.ref, text: m.words }
      if (m.redated) yield { at: m.ref, text: m.redated.reason }
      for (const u of m.updates) {
        for (const text of [u.done, u.next, u.support]) if (text !== undefined) yield { at: m.ref, text }
      }
    }
  }
}

describe('Anyshire', () => {
  it('has the size that was promised', () => {
    expect(review.findings).toHaveLength(14)
    expect(plan.themes).toHaveLength(5)
    expect(plan.phases).toHaveLength(3)
    expect(actions).toHaveLength(48)
    expect(milestones).toHaveLength(181)
    expect(area.boards).toHaveLength(6)
    expect(updates.length).toBeGreaterThan(430)
    expect(new Set(area.partners.map((p) => p.kind)).size).toBe(5)
    expect(new Set(area.people.map((p) => p.role)).size).toBe(11)
  })

  it('has every ref resolved', () => {
    const posts = new Set(area.posts.map((p) => p.key))
    const boards = new Set(area.boards.map((b) => b.key))
    const findings = new Set(review.findings.map((f) => f.number))
    const phases = new Set(plan.phases.map((p) => p.number))
    for (const a of actions) {
      expect(phases).toContain(a.phase)
      for (const b of a.boards) expect(boards).toContain(b)
      for (const f of a.answers) expect(findings).toContain(f)
      for (const p of [a.lead, ...a.support]) expect(posts).toContain(p)
      for (const m of a.milestones) {
        for (const f of m.answers) expect(a.answers).toContain(f)
        for (const p of [...(m.lead ? [m.lead] : []), ...m.support]) expect(posts).toContain(p)
        for (const u of m.updates) if (u.verifiedBy) expect(posts).toContain(u.verifiedBy)
      }
    }
  })

  it('stands today as a real plan does in its fourth month', () => {
    const stands = (s: ReturnType<typeof standing>) => milestones.filter((m) => standing(m) === s).length
    expect({
      achieved: stands('achieved'),
      on_track: stands('on_track'),
      off_track: stands('off_track'),
      support_required: stands('support_required'),
      not_started: stands('not_started'),
    }).toEqual({ achieved: 40, on_track: 81, off_track: 22, support_required: 13, not_started: 25 })
    expect(milestones.filter(overdue)).toHaveLength(9)
    expect(milestones.filter((m) => m.redated)).toHaveLength(6)
    expect(milestones.filter((m) => m.lead === undefined)).toHaveLength(5)
    const live = milestones
      .filter((m) => m.updates.some((u) => u.status !== 'not_started'))
      .filter((m) => standing(m) !== 'achieved')
    const reported = live.filter((m) => m.updates.at(-1)?.month === 0).length / live.length
    expect(reported).toBeGreaterThan(0.45)
    expect(reported).toBeLessThan(0.6)
  })

  it('shows the gaps that it is meant to show', () => {
    const answering = (n: number) => actions.filter((a) => a.answers.includes(n)).length
    const unanswered = review.findings.filter((f) => answering(f.number) === 0)
    expect(unanswered.map((f) => f.number)).toEqual([14])
    expect(milestones.some((m) => m.answers.includes(14))).toBe(false)
    for (const n of [7, 8, 9, 11]) expect(answering(n)).toBe(1)
    expect(actions.filter(judgementDisagrees).map((a) => a.ref)).toEqual(['1.03'])
  })

  it('never says the same sentence twice, and says it plainly', () => {
    const seen = new Map<string, string>()
    for (const { at, text } of texts()) {
      expect(text, at).not.toMatch(/[\u2013\u2014{}]/)
      for (const sentence of text.split(/(?<=[.?!])\s+/)) {
        expect(seen.get(sentence.toLowerCase()), `${at}: ${sentence}`).toBeUndefined()
        seen.set(sentence.toLowerCase(), at)
      }
    }
  })

  it('gives the people who sign in something to update', () => {
    for (const person of area.people.filter((p) => /theme_lead|action_lead|milestone_lead/.test(p.role))) {
      const theirs = milestones.filter((m) => m.lead === person.post && standing(m) !== 'achieved')
      expect(theirs.length, person.name).toBeGreaterThan(0)
    }
  })

  it('counts its dates from today, whatever the day', () => {
    const leapYear = new Date(2028, 1, 29)
    expect(dateOf({ month: 0, day: 'last' }, leapYear)).toBe('2028-02-29')
    expect(dateOf({ month: -2, day: 9 }, leapYear)).toBe('2027-12-09')
    expect(dateOf({ month: 11, day: 'last' }, leapYear)).toBe('2029-01-31')
    expect(fill('By the end of {month}', -2, leapYear)).toBe('By the end of December')
    expect(fill('{month+1 year} and the {term}', -2, leapYear)).toBe('January 2028 and the autumn term')
    expect(readAnyshire(leapYear)).toEqual(readAnyshire(leapYear))
  })
})
