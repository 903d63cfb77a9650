// The form that survives a bad line. Where a form cannot be sent because no answer comes, it is kept on this device
// with its key, and sent when the line is back: carried out once, however often it arrives (B35).
//
// The page says, in data attributes of one section, whose forms these are (somebody acting in one organisation), where
// the form is, and how the address ends that a form leads to once it is carried out. Everything works without this.

const PREFIX = 'network.kept.'
const DEVICE = 'network.device'
const DAY = 24 * 60 * 60 * 1000
// As long as the server knows the key of a form that it carried out, less an hour for what is on its way.
const LONGEST = 7 * DAY - DAY / 24
const PATIENCE = 30 * 1000
const AGAIN = 30 * 1000

const section = document.querySelector('[data-kept]')
const { keptOwner: owner, keptForm: address, keptDone: done } = section.dataset

// What is kept, by whom: another person on this device, or in another organisation, has a key of their own.

const deviceId = () => {
  const known = localStorage.getItem(DEVICE)
  if (known) return known
  const made = Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('')
  localStorage.setItem(DEVICE, made)
  return made
}

const ownPlace = () => `${PREFIX}${deviceId()}.${owner}`

const isFresh = entry => entry && Array.isArray(entry.fields) && Math.abs(Date.now() - entry.at) < LONGEST

const readFrom = name => {
  try {
    return JSON.parse(localStorage.getItem(name) || '[]').filter(isFresh)
  } catch {
    return []
  }
}

const writeTo = (name, entries) => {
  if (entries.length) localStorage.setItem(name, JSON.stringify(entries))
  else localStorage.removeItem(name)
}

const forgetOld = () => {
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith(PREFIX)) writeTo(name, readFrom(name))
  }
}

const kept = () => {
  try {
    return readFrom(ownPlace())
  } catch {
    return [] // a browser that keeps nothing
  }
}

const keyOf = fields => (fields.find(([name]) => name === 'form_key') || [])[1]

const forget = key => {
  try {
    writeTo(ownPlace(), kept().filter(entry => entry.key !== key))
  } catch {
    // a browser that keeps nothing has nothing to forget
  }
}

const keep = entry => {
  try {
    writeTo(ownPlace(), [...kept().filter(other => other.key !== entry.key), entry])
    return kept().some(other => other.key === entry.key)
  } catch {
    return false
  }
}

// What is said of it, above the page.

const show = (state, link) => {
  for (const part of section.querySelectorAll('[data-kept-part]')) part.hidden = part.dataset.keptPart !== state
  section.querySelector('[data-kept-delete]').hidden = !['waiting', 'signed-out', 'refused'].includes(state)
  if (link) section.querySelector('[data-kept-link]').href = link
  section.hidden = !state
}

const showWhatIsKept = () => {
  const entries = kept()
  if (!entries.length) show('')
  else show(entries.some(entry => entry.isRefused) ? 'refused' : 'waiting')
}

// Asking the server. Rejects where no whole answer comes in time, and never for an answer, whatever it says.

const ask = async options => {
  const patience = new AbortController()
  const timer = setTimeout(() => patience.abort(), PATIENCE)
  try {
    const answer = await fetch(address, { ...options, cache: 'no-store', signal: patience.signal })
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    return { status: answer.status, url: answer.url, path: new URL(answer.url).pathname, page }
  } finally {
    clearTimeout(timer)
  }
}

const post = (fields, token) => {
  const body = new URLSearchParams(fields.filter(([name]) => name !== 'csrf_token'))
  body.append('csrf_token', token)
  return ask({ method: 'POST', body })
}

const isDone = answer => answer.status === 200 && answer.path.endsWith(done)
const isOurs = answer => (answer.page.querySelector('[data-kept]') || { dataset: {} }).dataset.keptOwner === owner
const tokenOf = page => (page.querySelector('main input[name="csrf_token"]') || {}).value

// Showing what the server answered in place of what this page is about, its errors and its words with it.

const turnTo = answer => {
  const main = document.importNode(answer.page.querySelector('main'), true)
  document.querySelector('main').replaceWith(main)
  document.title = answer.page.title
  history.replaceState(null, '', answer.path)
  attach()
  const first = main.querySelector('.govuk-error-summary') || main
  first.tabIndex = -1
  first.focus()
  window.scrollTo(0, 0)
}

const formHere = () => {
  const form = location.pathname === address && document.querySelector('main form[method="post"]')
  return form && form.elements.namedItem('form_key') ? form : null
}

let isBusy = false

const send = async form => {
  const fields = [...new FormData(form)].filter(([, value]) => typeof value === 'string')
  const entry = { key: keyOf(fields), at: Date.now(), fields: fields.filter(([name]) => name !== 'csrf_token') }
  let answer
  try {
    answer = await post(fields, tokenOf(document))
  } catch {
    show(keep(entry) ? 'waiting' : 'unkept')
    section.tabIndex = -1
    section.focus() // far above the button that was pressed
    return
  }
  if (isDone(answer)) {
    forget(entry.key)
    showWhatIsKept()
    turnTo(answer)
  } else if (answer.status === 422 && answer.path === address) {
    if (kept().some(other => other.key === entry.key)) keep({ ...entry, isRefused: true })
    turnTo(answer)
  } else {
    // A sign-in that ran out, or a fault: what was typed is on the device until it is logged, or deleted there.
    keep({ ...entry, isRefused: answer.status === 409 })
    if (isOurs(answer)) {
      turnTo(answer)
      showWhatIsKept()
    } else {
      location.assign(answer.url)
    }
  }
}

const attach = () => {
  const form = formHere()
  if (!form) return
  form.addEventListener('submit', async event => {
    event.preventDefault()
    if (isBusy) return
    isBusy = true
    try {
      await send(form)
    } finally {
      isBusy = false
    }
  })
}

// Sending what is kept: with a fresh token, for the same person in the same organisation, and by its own key.

const sendAgain = async entry => {
  const opened = await ask({})
  if (!isOurs(opened) || !tokenOf(opened.page)) {
    show('signed-out')
    return null
  }
  const answer = await post(entry.fields, tokenOf(opened.page))
  if (isDone(answer)) {
    forget(entry.key)
    showWhatIsKept()
    const form = formHere()
    if (form && form.elements.namedItem('form_key').value === entry.key) turnTo(answer)
    else show('sent', answer.path.slice(0, -done.length))
  } else if (answer.status === 422 || answer.status === 409) {
    keep({ ...entry, isRefused: true })
    showWhatIsKept()
  }
  return answer
}

const sendAllAgain = async () => {
  for (const entry of kept().filter(each => !each.isRefused)) {
    try {
      await sendAgain(entry)
    } catch {
      return // the line is still dead
    }
  }
}

const alone = work => (navigator.locks ? navigator.locks.request('network.kept', { ifAvailable: true }, lock => lock && work()) : work())

const tryAgain = async () => {
  if (isBusy || !kept().length) return
  isBusy = true
  try {
    await alone(sendAllAgain)
  } finally {
    isBusy = false
  }
}

const mend = async () => {
  const entry = kept().find(each => each.isRefused)
  if (!entry) return
  try {
    const answer = await sendAgain(entry)
    if (answer && !isDone(answer)) turnTo(answer)
  } catch {
    show('waiting')
  }
}

section.addEventListener('click', event => {
  const pressed = event.target.closest('[data-kept-press]')
  if (!pressed) return
  if (pressed.dataset.keptPress === 'mend') mend()
  else {
    kept().forEach(entry => forget(entry.key))
    show('deleted')
  }
})
window.addEventListener('online', tryAgain)
window.addEventListener('storage', showWhatIsKept)
setInterval(tryAgain, AGAIN)

try {
  forgetOld()
} catch {
  // a browser that keeps nothing
}
showWhatIsKept()
attach()
tryAgain()
