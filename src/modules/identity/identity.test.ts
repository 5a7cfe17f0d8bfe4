import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formsOf, mainTextOf, tagsOf, textOf } from '../../../tests/support/html.ts'
import { startWorld, type TestArea, type TestPerson, type TestWorld } from '../../../tests/support/world.ts'
import { addDays, formatDay } from '../../platform/calendar.ts'

const GOOD = 'copper lantern drifts past seven herons'
const TODAY = '2026-11-23'

let world: TestWorld
let area: TestArea
let manager: TestPerson

beforeAll(async () => {
  world = await startWorld()
  area = await world.area({ name: 'Anyshire' })
  manager = await world.person(area, { role: 'programme_manager', name: 'Programme Manager' })
})
afterAll(() => world.close())

let strangers = 0

/** A browser at an address of its own: attempts are counted by address. */
function stranger() {
  strangers += 1
  return world.client({ remoteAddress: `192.0.2.${strangers}` })
}

async function invited(fields: Record<string, string>) {
  const browser = await world.signedIn(manager)
  const answer = await browser.post('/people', { partner: '', until: '', ...fields })
  await world.work()
  return { browser, answer }
}

/** The link of the last message to somebody. */
function linkTo(email: string): string {
  const message = world.mail.findLast(({ to }) => to === email)
  const link = /http:\/\/goldenthread\.test(\S+)/.exec(message?.text ?? '')?.[1]
  if (!link) throw new Error(`No link was mailed to ${email}`)
  return link
}

const accept = (link: string, passphrase = GOOD) => stranger().post(link, { passphrase, again: passphrase })

const acts = (thingId: string) =>
  world.scope(area, ({ db, areaId }) =>
    db
      .selectFrom('record_entry')
      .select(['act', 'actor_name', 'detail'])
      .where('area_id', '=', areaId)
      .where('thing_id', '=', thingId)
      .orderBy('seq')
      .execute(),
  )

const personOf = (email: string) =>
  world.scope(area, ({ db, areaId }) =>
    db
      .selectFrom('person')
      .select(['id', 'name'])
      .where('area_id', '=', areaId)
      .where('email', '=', email)
      .executeTakeFirst(),
  )

describe('an invitation', () => {
  test('is mailed as a link, which shows whom it is for, and by which they choose a passphrase and are in', async () => {
    const email = 'sam.lead@anyshire.example'
    const { answer } = await invited({ name: 'Sam Lead', email, role: 'milestone_lead' })
    expect(answer.status).toBe(303)
    const message = world.mail.at(-1)
    expect(message?.to).toBe(email)
    expect(message?.subject).toBe('Your access to Goldenthread for Anyshire')

    const browser = stranger()
    const shown = await browser.get(linkTo(email))
    expect(shown.status).toBe(200)
    expect(mainTextOf(shown.body)).toContain('Sam Lead, you have been given access')
    expect(mainTextOf(shown.body)).toContain(`You will sign in as ${email}`)

    const accepted = await browser.post(linkTo(email), { passphrase: GOOD, again: GOOD })
    expect(accepted.status).toBe(303)
    const home = await browser.follow(accepted)
    expect(home.status).toBe(200)
    expect(textOf(home.body)).toContain('Sam Lead')
    expect(mainTextOf(home.body)).toContain('Your passphrase is saved')
  })

  test('then lets them sign in with address and passphrase, and nobody with another', async () => {
    const email = 'kim.lead@anyshire.example'
    await invited({ name: 'Kim Lead', email, role: 'action_lead' })
    await accept(linkTo(email))
    const wrong = await stranger().post('/sign-in', { email, passphrase: 'quite another set of words' })
    expect(wrong.status).toBe(422)
    expect(mainTextOf(wrong.body)).toContain('The e-mail address or the passphrase is wrong')
    expect(formsOf(wrong.body).find(({ action }) => action === '/sign-in')?.values.email).toBe(email)

    const browser = stranger()
    const answer = await browser.post('/sign-in', { email: 'Kim.Lead@Anyshire.example ', passphrase: GOOD })
    expect(answer.status).toBe(303)
    expect(textOf((await browser.follow(answer)).body)).toContain('Kim Lead')
  })

  test('refuses a weak passphrase in words, and shows no passphrase back', async () => {
    const email = 'weak@anyshire.example'
    await invited({ name: 'Weak Words', email, role: 'milestone_lead' })
    const cases = [
      { passphrase: 'short', words: 'Passphrase must be 15 characters or more' },
      { passphrase: 'passwordpassword', words: 'Passphrase is too easy to guess: use four or more' },
      { passphrase: 'weak@anyshire.example', words: 'Passphrase is too easy to guess' },
      { passphrase: '', words: 'Enter a passphrase' },
    ]
    for (const { passphrase, words } of cases) {
      const answer = await accept(linkTo(email), passphrase)
      expect(answer.status).toBe(422)
      expect(mainTextOf(answer.body)).toContain(words)
      const boxes = tagsOf(answer.body).filter(({ attributes }) => attributes.type === 'password')
      expect(boxes.map(({ attributes }) => attributes.value ?? '')).toEqual(['', ''])
    }
    const unlike = await stranger().post(linkTo(email), { passphrase: GOOD, again: `${GOOD}!` })
    expect(unlike.status).toBe(422)
    expect(mainTextOf(unlike.body)).toContain('The two passphrases are not the same')
    expect((await stranger().get(linkTo(email))).status).toBe(200)
  })

  test('works once, and of two who press at the same moment one is told that there is no such page', async () => {
    const email = 'twice@anyshire.example'
    await invited({ name: 'Twice Sent', email, role: 'milestone_lead' })
    const answers = await Promise.all([accept(linkTo(email)), accept(linkTo(email))])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 404])
    expect((await stranger().get(linkTo(email))).status).toBe(404)
    expect((await accept(linkTo(email))).status).toBe(404)
  })

  test('runs out after 14 days', async () => {
    const email = 'late@anyshire.example'
    await invited({ name: 'Late Comer', email, role: 'milestone_lead' })
    const start = world.clock.now().toISOString()
    world.clock.forward({ days: 14, minutes: -1 })
    const inTime = await stranger().get(linkTo(email))
    world.clock.forward({ minutes: 1 })
    const [shown, sent] = [await stranger().get(linkTo(email)), await accept(linkTo(email))]
    world.clock.set(start)
    expect([inTime.status, shown.status, sent.status]).toEqual([200, 404, 404])
  })

  test('of another making, or with a letter changed, opens nothing', async () => {
    const email = 'forged@anyshire.example'
    await invited({ name: 'Forged Link', email, role: 'milestone_lead' })
    const link = linkTo(email)
    const changed = link.slice(0, -1) + (link.endsWith('A') ? 'B' : 'A')
    const other = await world.area()
    const elsewhere = link.replace(area.id, other.id)
    for (const bad of [changed, elsewhere, '/welcome/x', '/welcome/undefined']) {
      expect((await stranger().get(bad)).status).toBe(404)
    }
  })

  test('to somebody whom the area has already is refused, with what was typed still there', async () => {
    const { answer } = await invited({ name: 'Second Me', email: manager.email, role: 'milestone_lead' })
    expect(answer.status).toBe(422)
    expect(mainTextOf(answer.body)).toContain('Somebody in this area already has this e-mail address')
    const form = formsOf(answer.body).find(({ action }) => action === '/people')
    expect(form?.values).toMatchObject({ name: 'Second Me', email: manager.email, role: 'milestone_lead' })
  })

  test('without name, address or role is refused with a word for each', async () => {
    const { answer } = await invited({ name: '', email: 'nobody', role: '', until: '31/12/2026' })
    expect(answer.status).toBe(422)
    const text = mainTextOf(answer.body)
    expect(text).toContain('Enter a name')
    expect(text).toContain('Enter an e-mail address, like name@example.org')
    expect(text).toContain('Select what they do')
    expect(text).toContain('Enter the last day as a date, like 2027-03-31')
    expect(await personOf('nobody')).toBeUndefined()
  })

  test('is written down, and so is its acceptance, without the address', async () => {
    const email = 'recorded@anyshire.example'
    await invited({ name: 'Re Corded', email, role: 'analyst' })
    await accept(linkTo(email))
    const person = await personOf(email)
    const rows = await acts(person?.id ?? '')
    expect(rows.map(({ act, actor_name }) => [act, actor_name])).toEqual([
      ['person.invited', 'Programme Manager'],
      ['person.accepted_invitation', 'Invitation'],
      ['person.signed_in', 'Sign-in'],
    ])
    expect(JSON.stringify(rows)).not.toContain(email)
  })

  test('that the mail server will not take is sent when it comes back', async () => {
    let away = true
    const sent: string[] = []
    const post = await startWorld({
      mailer: {
        send: async ({ to }) => {
          if (away) return { kind: 'later', words: 'The mail server is away', away }
          sent.push(to)
          return { kind: 'taken', words: '250 Kept' }
        },
      },
    })
    try {
      const here = await post.area()
      const browser = await post.signedIn(await post.person(here, { role: 'programme_manager' }))
      const address = 'no.mail@here.example'
      const fields = { name: 'No Mail', email: address, role: 'analyst', partner: '', until: '' }
      expect((await browser.post('/people', fields)).status).toBe(303)
      await post.work()
      expect(sent).toEqual([])
      away = false
      post.clock.forward({ minutes: 1 })
      await post.goThroughMail()
      expect(sent.filter((to) => to === address)).toHaveLength(1)
    } finally {
      await post.close()
    }
  })

  test('goes to nobody whose access has ended before it could be sent', async () => {
    const email = 'gone.before@anyshire.example'
    const browser = await world.signedIn(manager)
    await browser.post('/people', { name: 'Gone Before', email, role: 'analyst', partner: '', until: '' })
    const person = await personOf(email)
    await browser.post(`/people/${person?.id}/end-access`)
    await world.work()
    expect(world.mail.filter(({ to }) => to === email)).toEqual([])
  })

  test('leaves no secret in the database', async () => {
    const email = 'no.secret@anyshire.example'
    await invited({ name: 'No Secret', email, role: 'analyst' })
    const secret = linkTo(email).split('.').at(-1) ?? ''
    const mails = await world.scope(area, ({ db }) => db.selectFrom('mail').selectAll().execute())
    expect(mails.filter(({ address }) => address === email)).toHaveLength(1)
    expect(secret).toHaveLength(43)
    expect(JSON.stringify(mails)).not.toContain(secret)
  })
})

describe('somebody from outside', () => {
  const wish = { name: 'Visiting Inspector', role: 'inspector' }

  test('is not let in without a last day, or for longer than 90 days', async () => {
    const last = addDays(TODAY, 90)
    for (const until of ['', addDays(last, 1)]) {
      const { answer } = await invited({ ...wish, email: 'hmi@ofsted.example', until })
      expect(answer.status).toBe(422)
      expect(mainTextOf(answer.body)).toContain(
        `Enter a last day of access, no later than ${formatDay(last)}`,
      )
    }
    expect(await personOf('hmi@ofsted.example')).toBeUndefined()
    const { answer } = await invited({ ...wish, email: 'hmi@ofsted.example', until: last })
    expect(answer.status).toBe(303)
  })

  test('reads to the end of the last day, and nothing on the day after', async () => {
    const inspector = await world.person(area, { role: 'inspector', until: '2026-11-30' })
    const start = world.clock.now().toISOString()
    world.clock.set('2026-11-30T23:00:00Z')
    const browser = await world.signedIn(inspector)
    const within = await browser.get('/plans')
    world.clock.forward({ minutes: 59 })
    const lastMinute = await browser.get('/plans')
    world.clock.forward({ minutes: 1 })
    const after = await browser.get('/plans')
    world.clock.set(start)
    expect([within.status, lastMinute.status, after.status]).toEqual([200, 200, 403])
  })

  test('cannot be given a last day that is over', async () => {
    const { answer } = await invited({ ...wish, email: 'over@ofsted.example', until: '2026-11-22' })
    expect(answer.status).toBe(422)
    expect(mainTextOf(answer.body)).toContain('The last day of access must be today or later')
  })
})

describe('ending access', () => {
  test('bites at the very next request, read or written', async () => {
    const person = await world.person(area, { role: 'milestone_lead', name: 'Leaving Soon' })
    const theirs = await world.signedIn(person)
    expect((await theirs.get('/plans')).status).toBe(200)
    const token = await theirs.csrfToken()

    const ours = await world.signedIn(manager)
    const ended = await ours.post(`/people/${person.id}/end-access`)
    expect(ended.status).toBe(303)
    const list = await ours.follow(ended)
    expect(mainTextOf(list.body)).toMatch(/Leaving Soon.*?No access/)

    const read = await theirs.get('/plans')
    expect([read.status, read.location]).toEqual([303, '/sign-in?next=%2Fplans'])
    const plan = await world.plan(await world.area())
    const written = await theirs.postBare(`/milestones/${plan.of('m1')}/update`, { _csrf: token })
    expect([written.status, written.location]).toEqual([303, '/sign-in'])
    expect((await acts(person.id)).at(-1)).toMatchObject({
      act: 'person.access_ended',
      actor_name: 'Programme Manager',
    })
  })

  test('leaves nothing that a new sign-in opens', async () => {
    const person = await world.person(area, { role: 'programme_manager', passphrase: GOOD })
    await (await world.signedIn(manager)).post(`/people/${person.id}/end-access`)
    const browser = stranger()
    const home = await browser.follow(
      await browser.post('/sign-in', { email: person.email, passphrase: GOOD }),
    )
    expect(home.status).toBe(403)
    for (const url of ['/plans', '/people', '/imports', '/reports', '/record']) {
      expect((await browser.get(url)).status).toBe(403)
    }
  })

  test('ends the link that was not used yet with it', async () => {
    const email = 'never.came@anyshire.example'
    await invited({ name: 'Never Came', email, role: 'milestone_lead' })
    const person = await personOf(email)
    await (await world.signedIn(manager)).post(`/people/${person?.id}/end-access`)
    expect((await stranger().get(linkTo(email))).status).toBe(404)
  })

  test('can be undone: access is given again with a new link, by which the old passphrase is replaced', async () => {
    const person = await world.person(area, { role: 'analyst', name: 'Back Again', passphrase: GOOD })
    const ours = await world.signedIn(manager)
    await ours.post(`/people/${person.id}/end-access`)
    const given = await ours.post(`/people/${person.id}/give-access`, { role: 'milestone_lead' })
    expect(given.status).toBe(303)
    await world.work()
    await world.work()
    expect((await acts(person.id)).slice(-2).map(({ act }) => act)).toEqual([
      'person.access_ended',
      'person.invited',
    ])
    const other = 'seven copper kettles under the bridge'
    expect((await accept(linkTo(person.email), other)).status).toBe(303)
    expect((await stranger().post('/sign-in', { email: person.email, passphrase: GOOD })).status).toBe(422)
    const back = stranger()
    await back.post('/sign-in', { email: person.email, passphrase: other })
    expect((await back.get('/updates')).status).toBe(200)
    expect((await back.get('/people')).status).toBe(403)
  })

  test('is not done to oneself, and not to somebody of another area', async () => {
    const browser = await world.signedIn(manager)
    const own = await browser.post(`/people/${manager.id}/end-access`)
    expect(own.status).toBe(422)
    expect(mainTextOf(own.body)).toContain('You cannot end your own access')
    expect((await browser.get('/people')).status).toBe(200)

    const neighbour = await world.person(await world.area(), { role: 'programme_manager' })
    expect((await browser.post(`/people/${neighbour.id}/end-access`)).status).toBe(404)
    expect((await (await world.signedIn(neighbour)).get('/people')).status).toBe(200)
  })
})

describe('signing in', () => {
  test('with a login that reaches two areas asks which, and opens only the one chosen', async () => {
    const email = 'officer@police.example'
    const [north, south] = [
      await world.area({ name: 'Northshire' }),
      await world.area({ name: 'Southshire' }),
    ]
    const wish = { role: 'milestone_lead', name: 'Police Officer', email, passphrase: GOOD } as const
    await world.person(north, wish)
    await world.person(south, wish)

    const browser = stranger()
    const asked = await browser.post('/sign-in', { email, passphrase: GOOD })
    expect(asked.status).toBe(422)
    expect(mainTextOf(asked.body)).toContain('Choose an area')
    expect(mainTextOf(asked.body)).toMatch(/Northshire.*Southshire/)
    expect(asked.body).not.toContain(GOOD)
    expect(browser.session).toBe('')

    const chosen = await browser.post('/sign-in', { email, passphrase: GOOD, area: south.id })
    expect(chosen.status).toBe(303)
    expect(textOf((await browser.follow(chosen)).body)).toContain('Southshire')
    expect(browser.session).toContain(south.id)

    const elsewhere = await stranger().post('/sign-in', { email, passphrase: GOOD, area: area.id })
    expect(elsewhere.status).toBe(422)
  })

  test('goes on to the page that was asked for, and never to another site', async () => {
    const person = await world.person(area, { role: 'programme_manager', passphrase: GOOD })
    const asked = await stranger().get('/people')
    expect(asked.location).toBe('/sign-in?next=%2Fpeople')
    const targets = [
      ['/people', '/people'],
      ['//evil.example', '/'],
      ['/\\evil.example', '/'],
      ['https://evil.example', '/'],
      ['', '/'],
    ] as const
    for (const [next, wanted] of targets) {
      const answer = await stranger().post('/sign-in', { email: person.email, passphrase: GOOD, next })
      expect(answer.location).toBe(wanted)
    }
  })

  test('lasts an hour without a request and twelve hours in all', async () => {
    const start = world.clock.now().toISOString()
    const browser = await world.signedIn(manager)
    world.clock.forward({ minutes: 60 })
    const stillIn = await browser.get('/people')
    world.clock.forward({ minutes: 61 })
    const idle = await browser.get('/people')

    world.clock.set(start)
    const busy = await world.signedIn(manager)
    const seen: number[] = []
    for (let hour = 1; hour <= 13; hour += 1) {
      world.clock.forward({ minutes: 59 })
      seen.push((await busy.get('/people')).status)
    }
    world.clock.set(start)
    expect([stillIn.status, idle.status]).toEqual([200, 303])
    expect(seen).toEqual([...Array(12).fill(200), 303])
  })

  test('out ends the session itself, not only the cookie', async () => {
    const browser = await world.signedIn(manager)
    const stolen = world.client()
    for (const [name, value] of browser.cookies) stolen.cookies.set(name, value)
    expect((await stolen.get('/people')).status).toBe(200)
    const out = await browser.post('/sign-out')
    expect([out.status, out.location]).toEqual([303, '/sign-in'])
    expect((await stolen.get('/people')).status).toBe(303)
  })

  test('as anybody exists only in a demonstration', async () => {
    expect((await stranger().get('/demonstration')).status).toBe(404)
  })
})
