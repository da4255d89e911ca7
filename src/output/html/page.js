// Filters, the card of a mention and the way from a concept to its mentions; without it the page is a note with titles.

const links = JSON.parse(document.getElementById('links').textContent)
const marks = [...document.querySelectorAll('mark')]
const items = [...document.querySelectorAll('.concepts li')]
const card = document.getElementById('card')
const form = document.querySelector('form')
form.hidden = false
document.body.classList.add('scripted')
for (const mark of marks) mark.removeAttribute('title')

/** The links of the mentions that a mark is of, or that begin with it; the innermost mention first. */
function linksOf(mark, which) {
  return (mark.dataset[which]?.split(' ') ?? []).map((number) => links[number])
}

/** Of each concept that is shown the marks where its mentions begin. */
let begins = new Map()

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
  begins = new Map()
  let [shown, all] = [0, 0]
  for (const mark of marks) {
    mark.classList.toggle('off', !linksOf(mark, 'links').some(isShown))
    for (const link of linksOf(mark, 'begun')) {
      all++
      if (!isShown(link)) continue
      shown++
      if (!begins.has(link.concept)) begins.set(link.concept, [])
      begins.get(link.concept).push(mark)
    }
  }
  for (const item of items) {
    const count = begins.get(item.dataset.concept)?.length ?? 0
    const total = item.dataset.count
    item.classList.toggle('off', count === 0)
    item.querySelector('.count').textContent = count === Number(total) ? total : `${count} of ${total}`
  }
  document.getElementById('shown').textContent = `${shown} of ${all} mentions`
}

function line(text, className) {
  const element = document.createElement('div')
  element.textContent = text
  if (className) element.className = className
  return element
}

function show(mark) {
  clearTimeout(hiding)
  card.replaceChildren()
  for (const [i, {candidates, evidence, head, lines}] of linksOf(mark, 'links').entries()) {
    if (i > 0) card.append(document.createElement('hr'))
    card.append(line(head, 'head'), ...lines.map((text) => line(text)))
    card.append(...evidence.map((text) => line(text, 'evidence')))
    if (candidates.length > 0)
      card.append(line('Or:', 'faint'), ...candidates.map((text) => line(text, 'faint')))
  }
  card.hidden = false
  const box = mark.getClientRects()[0] ?? mark.getBoundingClientRect()
  const left = Math.min(box.left, document.documentElement.clientWidth - card.offsetWidth - 16)
  const below = box.bottom + 6
  const fits = below + card.offsetHeight < window.innerHeight || box.top < card.offsetHeight
  card.style.left = `${Math.max(8, left) + window.scrollX}px`
  card.style.top = `${(fits ? below : box.top - card.offsetHeight - 6) + window.scrollY}px`
}

let hiding

/** The card stays for the moment that a pointer needs to reach it. */
function hide() {
  clearTimeout(hiding)
  hiding = setTimeout(() => {
    card.hidden = true
  }, 200)
}

const markOf = (event) => event.target.closest?.('mark:not(.off)')
document.addEventListener('mouseover', (event) => {
  const mark = markOf(event)
  if (mark) show(mark)
  else if (card.contains(event.target)) clearTimeout(hiding)
  else if (!document.activeElement?.matches('mark')) hide()
})
document.addEventListener('focusin', (event) => {
  const mark = markOf(event)
  if (mark) show(mark)
  else hide()
})
document.addEventListener('focusout', hide)
document.addEventListener('keydown', ({key}) => {
  if (key === 'Escape') card.hidden = true
})

// a concept leads to its mentions, one after another
document.querySelector('.concepts').addEventListener('click', (event) => {
  const item = event.target.closest('a')?.closest('li')
  if (!item) return
  event.preventDefault()
  const targets = begins.get(item.dataset.concept)
  const next = (targets.findIndex((mark) => mark.classList.contains('here')) + 1) % targets.length
  for (const mark of document.querySelectorAll('.here, .same')) mark.classList.remove('here', 'same')
  for (const mark of targets) mark.classList.add('same')
  targets[next].classList.add('here')
  targets[next].scrollIntoView({block: 'center'})
  show(targets[next])
})
form.addEventListener('input', filter)
form.addEventListener('submit', (event) => event.preventDefault())
filter()
