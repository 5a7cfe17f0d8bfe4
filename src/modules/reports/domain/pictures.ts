/** Pictures for easy reading: drawn here, simple shapes with a thick line, no letters in them. */
const INK = '#17324d'
const LIGHT = '#cfe2f3'
const GREEN = '#d3ebdd'
const AMBER = '#fff0bf'

const drawn = (parts: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 120" fill="none" stroke="${INK}" stroke-width="6" stroke-linecap="round" stroke-linejoin="round">${parts}</svg>`

const sheet = `<rect x="26" y="18" width="68" height="88" rx="6" fill="${LIGHT}"/>`

const person = (x: number, fill: string): string =>
  `<circle cx="${x}" cy="42" r="14" fill="${fill}"/><path d="M${x - 22} 100c0-24 8-36 22-36s22 12 22 36z" fill="${fill}"/>`

export const PICTURES = {
  plan: {
    svg: drawn(`${sheet}<path d="M44 12h32v14H44zM42 48h36M42 66h36M42 84h22"/>`),
    alt: 'A sheet of paper with a list on it',
  },
  people: { svg: drawn(person(38, LIGHT) + person(82, GREEN)), alt: 'Two people beside each other' },
  calendar: {
    svg: drawn(
      `<rect x="18" y="26" width="84" height="78" rx="6" fill="${LIGHT}"/><path d="M18 50h84M42 14v22M78 14v22M40 70h6M58 70h6M76 70h6M40 86h6M58 86h6"/>`,
    ),
    alt: 'A calendar',
  },
  done: {
    svg: drawn(
      `<circle cx="60" cy="60" r="46" fill="${GREEN}"/><path d="M38 62l16 18 30-40" stroke-width="9"/>`,
    ),
    alt: 'A tick',
  },
  going: {
    svg: drawn(
      `<circle cx="60" cy="60" r="46" fill="${GREEN}"/><path d="M34 60h50M66 40l20 20-20 20" stroke-width="8"/>`,
    ),
    alt: 'An arrow that points forward',
  },
  late: {
    svg: drawn(`<circle cx="60" cy="62" r="44" fill="${AMBER}"/><path d="M60 34v28l20 14M46 10h28"/>`),
    alt: 'A clock',
  },
  help: {
    svg: drawn(`${person(34, LIGHT)}${person(86, AMBER)}<path d="M52 78h16"/>`),
    alt: 'One person helping another',
  },
  quiet: {
    svg: drawn(
      `<path d="M16 26h88v56H58L38 102V82H16z" fill="${LIGHT}"/><path d="M42 54h1M60 54h1M78 54h1" stroke-width="10"/>`,
    ),
    alt: 'A speech bubble with three dots',
  },
  start: {
    svg: drawn(`<path d="M34 110V14M34 18h56l-14 20 14 20H34" fill="${LIGHT}"/>`),
    alt: 'A flag at the start',
  },
  next: {
    svg: drawn(`<path d="M14 92h24V72h24V52h24V32h22"/><path d="M94 18l14 14-14 14"/>`),
    alt: 'Steps that go up',
  },
} as const
