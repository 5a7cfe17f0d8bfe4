import { initAll } from 'govuk-frontend'

// Everything here is help on top: each page does its whole work without it.

const DAY = 24 * 60 * 60 * 1000

/** On a shared machine one person's words are not shown to the next. */
const reader = document.querySelector('[data-reader]')?.textContent ?? ''

/** Set on sign-out: from then on nothing more is kept. */
let leaving = false

initAll()

openDetailsForPrint()
openWhatTheAddressNames()
if (document.querySelector('[data-saved]')) forgetKept((kept) => kept.sent)
for (const form of document.querySelectorAll('form[data-keep]')) keepWhatIsTyped(form)
const waiting = document.querySelector('[data-look-again]')
if (waiting) setTimeout(() => location.reload(), waiting.dataset.lookAgain * 1000)
for (const box of document.querySelectorAll('textarea[data-tables]')) keepPastedTables(box)
for (const form of document.querySelectorAll('form[data-clear-kept]')) {
  form.addEventListener('submit', () => {
    leaving = true
    forgetKept(() => true)
  })
}

/**
 * A plan copied out of Word or Excel lies on the clipboard twice, as text and with its tables: merged cells, lists and
 * colours are only in the second. It goes along in a hidden field, until somebody changes the text by hand.
 */
function keepPastedTables(box) {
  const field = box.form.elements[box.dataset.tables]
  box.addEventListener('input', () => {
    field.value = ''
  })
  box.addEventListener('paste', (event) => {
    const tables = event.clipboardData?.getData('text/html') ?? ''
    const alone = box.value.trim() === '' || box.selectionEnd - box.selectionStart === box.value.length
    // The paste itself is an input too, and comes after this.
    if (alone && /<table\b/i.test(tables)) setTimeout(() => (field.value = tables))
  })
}

/** On paper nothing can be opened, so everything is open. */
function openDetailsForPrint() {
  const opened = new Set()
  addEventListener('beforeprint', () => {
    for (const details of document.querySelectorAll('details:not([open]):not(.gt-no-print)')) {
      opened.add(details)
      details.open = true
    }
  })
  addEventListener('afterprint', () => {
    for (const details of opened) details.open = false
    opened.clear()
  })
}

/** A link to one milestone of a long page opens it. */
function openWhatTheAddressNames() {
  const open = () => {
    const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1))
    const details = target && (target.matches('details') ? target : target.querySelector('details'))
    if (details) details.open = true
  }
  addEventListener('hashchange', open)
  open()
}

/**
 * Keeps what is typed in an update form on this machine until it is saved, so that a closed tab or a lost
 * connection costs nothing. Forgotten when the form is sent, on sign-out, and after a day.
 */
function keepWhatIsTyped(form) {
  const key = `kept:${reader}:${form.dataset.keep}`
  restore(form, key)
  let waiting
  const storeNow = () => {
    clearTimeout(waiting)
    waiting = undefined
    if (!leaving) store(form, key)
  }
  form.addEventListener('input', () => {
    clearTimeout(waiting)
    waiting = setTimeout(storeNow, 400)
  })
  addEventListener('pagehide', () => {
    if (waiting !== undefined) storeNow()
  })
  form.addEventListener('submit', () => {
    clearTimeout(waiting)
    waiting = undefined
    store(form, key, true)
  })
}

/** A form that was sent is forgotten when a page says that it was saved: until then the sending may have failed. */
function store(form, key, sent = false) {
  const fields = [...new FormData(form)].filter(
    ([name, value]) => typeof value === 'string' && !['_csrf', 'once', 'seen'].includes(name),
  )
  try {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), sent, fields }))
  } catch {
    // A full or forbidden store only means that nothing is kept.
  }
}

function restore(form, key) {
  const kept = read(key)
  if (!kept) return
  // The server's own answer to a faulty form holds all that was typed.
  if (Date.now() - kept.at > DAY || form.querySelector('.govuk-form-group--error')) {
    forgetKept((_, other) => other === key)
    return
  }
  if (!fill(form, kept.fields)) return
  // Here again, so its sending failed: the next page that says "saved" speaks of another form.
  store(form, key)
  sayWhatWasKept(form, key)
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null')
  } catch {
    return null
  }
}

/** Puts back what was kept; says whether anything was different from what the page already shows. */
function fill(form, fields) {
  const kept = Map.groupBy(fields, ([name]) => name)
  let changed = false
  for (const field of form.elements) {
    if (!field.name || field.type === 'hidden' || field.type === 'file') continue
    const values = (kept.get(field.name) ?? []).map(([, value]) => value)
    if (field.type === 'radio' || field.type === 'checkbox') {
      const checked = values.includes(field.value)
      changed ||= checked !== field.checked
      field.checked = checked
    } else {
      const value = field.options ? values.find((one) => hasOption(field, one)) : values[0]
      if (value === undefined || value === field.value) continue
      changed = true
      field.value = value
    }
  }
  return changed
}

function hasOption(select, value) {
  return value !== '' && [...select.options].some((option) => option.value === value)
}

function sayWhatWasKept(form, key) {
  const words = document.createElement('p')
  words.className = 'govuk-inset-text gt-kept'
  words.setAttribute('role', 'status')
  words.textContent = 'We kept what you typed here before. It is not saved yet. '
  const forget = document.createElement('button')
  forget.type = 'button'
  forget.className = 'gt-link-button'
  forget.textContent = 'Forget it'
  forget.addEventListener('click', () => {
    forgetKept((_, other) => other === key)
    form.reset()
    words.remove()
  })
  words.append(forget)
  form.prepend(words)
  form.closest('details')?.setAttribute('open', '')
}

function forgetKept(which) {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith('kept:') && which(read(key) ?? {}, key)) localStorage.removeItem(key)
    }
  } catch {
    // A forbidden store holds nothing to forget.
  }
}
