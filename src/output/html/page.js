// Filters and the card of a mention; without it the page is a note with titles.

const links = JSON.parse(document.getElementById('links').textContent)
const marks = [...document.querySelectorAll('mark')]
const card = document.getElementById('card')
const form = document.querySelector('form')
form.hidden = false
for (const mark of marks) mark.removeAttribute('title')

/** The links of the mentions that a mark is of, or that begin with it; the innermost mention first. */
function linksOf(mark, which) {
  return (mark.dataset[which]?.split(' ') ?? []).map((number) => links[number])
}

function filter() {
  const data = new FormData(form)
  const types = new Set(data.getAll('type'))
  const least = Number(data.get('score'))
  const asserted = data.get('asserted')
  form.querySelector('output').textContent = least.toFixed(2)
  const isShown = ({says, score, type}) =>
    types.has(type) &&
    (score ?? 0) >= least &&
    (asserted === 'any' || (asserted === 'affirmed' ? says === '' : says.split(' ').includes(asserted)))
  const counts = new Map()
  for (const mark of marks) {
    mark.classList.toggle('off', !linksOf(mark, 'links').some(isShown))
    for (const {concept} of linksOf(mark, 'begun').filter(isShown))
      counts.set(concept, (counts.get(concept) ?? 0) + 1)
  }
  for (const item of document.querySelectorAll('.concepts li')) {
    const count = counts.get(item.dataset.concept) ?? 0
    item.classList.toggle('off', count === 0)
    item.querySelector('.count').textContent = `${count} ×`
  }
}

function line(text, className) {
  const element = document.createElement('div')
  element.textContent = text
  if (className) element.className = className
  return element
}

function show(mark) {
  card.replaceChildren()
  for (const [i, {candidates, evidence, head, lines}] of linksOf(mark, 'links').entries()) {
    if (i > 0) card.append(document.createElement('hr'))
    const strong = document.createElement('strong')
    strong.textContent = head
    card.append(strong, ...[...lines, ...evidence].map((text) => line(text)))
    if (candidates.length > 0)
      card.append(line('Or:', 'faint'), ...candidates.map((text) => line(text, 'faint')))
  }
  card.hidden = false
  const box = mark.getBoundingClientRect()
  const left = Math.min(box.left, document.documentElement.clientWidth - card.offsetWidth - 16)
  const below = box.bottom + 6
  const fits = below + card.offsetHeight < window.innerHeight || box.top < card.offsetHeight
  card.style.left = `${Math.max(8, left) + window.scrollX}px`
  card.style.top = `${(fits ? below : box.top - card.offsetHeight - 6) + window.scrollY}px`
}

const markOf = (event) => event.target.closest?.('mark:not(.off)')
for (const kind of ['mouseover', 'focusin'])
  document.addEventListener(kind, (event) => {
    const mark = markOf(event)
    if (mark) show(mark)
    else if (!card.contains(event.target)) card.hidden = true
  })
document.addEventListener('keydown', ({key}) => {
  if (key === 'Escape') card.hidden = true
})
form.addEventListener('input', filter)
form.addEventListener('submit', (event) => event.preventDefault())
filter()
