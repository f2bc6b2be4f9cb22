// Asks before what ends somebody's sessions: a card over the page, answered by Enter or its buttons; Esc and a click
// beside it say no. The frame is the server's (layouts/accounts/administration.py).

const card = /** @type {HTMLDialogElement} */ (document.getElementById('sure'))
const [question, yes] = ['p', '[value="yes"]'].map(
  (part) => /** @type {HTMLElement} */ (card.querySelector(part)),
)

card.addEventListener('click', ({ target }) => target === card && card.close())

/**
 * @param {string} text
 * @param {string} act what the button says that does it
 * @returns {Promise<boolean>}
 */
export function sure(text, act) {
  question.textContent = text
  yes.textContent = act
  card.returnValue = ''
  card.showModal()
  yes.focus()
  return new Promise((done) => {
    card.addEventListener('close', () => done(card.returnValue === 'yes'), { once: true })
  })
}
