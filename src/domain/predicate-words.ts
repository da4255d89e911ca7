// Words by which English says something of something, in the form that words are compared in: see `findPredicated`.

/** Tie a predicate to its subject. */
export const copulas = wordSet(
  'is are was were be been being appear appeared seem seemed become became look looked remain remained',
)
/** Tie a state to somebody. */
export const feelings = wordSet('feel felt feeling')
/** Whoever a note is about. */
export const persons = wordSet(
  `i he she you patient patients pt client child infant baby newborn neonate toddler boy girl man woman male female gentleman lady son
  daughter`,
)
/** May stand beside a copula and change nothing. */
export const auxiliaries = wordSet(
  'has have had noted found felt reported described thought still also now very quite rather more',
)
/** What is done ("urine was collected", "hypotension was induced") or says nothing ("not part of it"), and is no state of the subject. */
export const actions = wordSet(
  `achieved activated administered analyzed assessed calculated collected compared completed confirmed detected determined
  discontinued discussed evaluated examined excluded explained induced inhibited initiated investigated measured monitored obtained
  offered ordered part performed planned prescribed prevented produced recorded removed repeated required reviewed scheduled sent
  started stopped studied taken tested treated`,
)
/** Deny what follows. */
export const denials = wordSet('no not never nil without longer hardly barely scarcely')

/** Say how much. */
export const grades = wordSet('mild moderate severe marked trace minimal slight gross')
/** How something is or is done: "severely", "mild"; with what only looks like it. */
export function saysHow(form: string): boolean {
  return grades.has(form) || /...ly$/.test(form)
}

/** Say whether something is so, or when. */
export const doubts = wordSet(
  `possibly probably likely potentially presumably questionably unlikely previously formerly apparently allegedly seemingly supposedly
  reportedly`,
)
/** Nouns that look like adverbs. */
export const nounsInLy = wordSet('belly family anomaly')
/** What happens to a part of somebody: "losing her hair", "broke his hip"; but the drug that lowered her blood pressure is no state of hers. */
export const happenings = wordSet(
  'lost losing broke broken breaking fractured hurt injured sprained twisted burned bruised dislocated',
)
/** Said of skin that is as it should be, which then is dry in no bad way: "warm and dry". */
export const wellBeingsOfSkin = wordSet('warm pink intact normal supple')
/** Before the last noun of a phrase that is about another one: "a cyst in the liver is large". */
export const prepositions = wordSet(
  'of in on near at by to for from with without behind beside between beyond above below beneath under over across around within inside into through along off',
)
/** A subject with one of these may be taken without it. */
export const sides = wordSet('left right bilateral')

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(/\s+/u))
}
