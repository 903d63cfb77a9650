// A form with data-passkey="make" or "use" asks the browser for a passkey and sends its answer along.
// The part of the page that needs this script is hidden until it has loaded.

const toBytes = text => {
  const padded = text.replace(/-/g, '+').replace(/_/g, '/')
  return Uint8Array.from(atob(padded), character => character.charCodeAt(0))
}

const toText = buffer => {
  const text = String.fromCharCode(...new Uint8Array(buffer))
  return btoa(text).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
}

const withBytes = descriptors => (descriptors || []).map(each => ({ ...each, id: toBytes(each.id) }))

const ask = {
  make: options => navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: toBytes(options.challenge),
      user: { ...options.user, id: toBytes(options.user.id) },
      excludeCredentials: withBytes(options.excludeCredentials)
    }
  }),
  use: options => navigator.credentials.get({
    publicKey: {
      ...options,
      challenge: toBytes(options.challenge),
      allowCredentials: withBytes(options.allowCredentials)
    }
  })
}

const answerOf = ({ id, rawId, type, response, authenticatorAttachment }) => {
  const parts = { clientDataJSON: toText(response.clientDataJSON) }
  if (response.attestationObject) {
    parts.attestationObject = toText(response.attestationObject)
    parts.transports = response.getTransports ? response.getTransports() : []
  } else {
    parts.authenticatorData = toText(response.authenticatorData)
    parts.signature = toText(response.signature)
    if (response.userHandle) parts.userHandle = toText(response.userHandle)
  }
  return JSON.stringify({ id, rawId: toText(rawId), type, authenticatorAttachment, response: parts, clientExtensionResults: {} })
}

const prepare = form => {
  const options = JSON.parse(form.dataset.options)
  const problem = form.querySelector('[data-passkey-problem]')
  form.addEventListener('submit', async event => {
    event.preventDefault()
    problem.textContent = ''
    try {
      const credential = await ask[form.dataset.passkey](options)
      form.elements.namedItem('credential').value = answerOf(credential)
      form.submit()
    } catch {
      problem.textContent = problem.dataset.words
    }
  })
}

if (window.PublicKeyCredential) {
  document.querySelectorAll('form[data-passkey]').forEach(prepare)
  document.querySelectorAll('[data-passkey-part]').forEach(part => { part.hidden = false })
}
