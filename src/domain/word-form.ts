import {ownValue} from './own-value.js'
import {limitMarks} from './prepare-text.js'
import {recall} from './recall.js'

/**
 * One word in the form it is compared in: compatibility-decomposed, without diacritics, lower case, Greek letters by
 * name, American spelling, singular (English and Latin), adjectives of a disease as its noun ("hypertensive" as
 * "hypertension"), small Roman numerals as digits. What each step gains and costs is in docs/lexical-keys.md.
 */
export function normaliseWord(word: string): string {
  return recall(cache, remembered, word, computeForm)
}

const cache = new Map<string, string>()
const remembered = 200_000

function computeForm(word: string): string {
  const unmarked = limitMarks(word)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
  const plain = unmarked
    .toLowerCase()
    .replace(/['’]s$/u, '')
    .replace(/ß/gu, 'ss')
    .replace(/[α-ω]/gu, (letter) => greekNames[letter]!)
  const numeral = ownValue(romanNumerals, plain)
  if (numeral !== undefined) return numeral
  const numbered = /^(iii?|vii?i?|ix)([a-d])$/.exec(plain)
  // "factor VIa", and neither "via" nor the "VIA" of a heading
  if (numbered?.[1] && numbered[2] && (plain !== 'via' || unmarked === 'VIa'))
    return `${romanNumerals[numbered[1]]}${numbered[2]}`
  return /^[a-z]+$/.test(plain) ? nounOf(singular(american(plain))) : plain
}

/** Not `i`, `v`, `x` and `iv`: those are letters, vitamins and "intravenous" at least as often. */
const romanNumerals: Readonly<Record<string, string>> = {
  ii: '2',
  iii: '3',
  vi: '6',
  vii: '7',
  viii: '8',
  ix: '9',
}

// biome-ignore format: a table
const greekNames: Readonly<Record<string, string>> = {
  α: 'alpha', β: 'beta', γ: 'gamma', δ: 'delta', ε: 'epsilon', ζ: 'zeta', η: 'eta', θ: 'theta', κ: 'kappa',
  λ: 'lambda', μ: 'mu', σ: 'sigma', τ: 'tau', φ: 'phi', χ: 'chi', ψ: 'psi', ω: 'omega',
}

/** Applied to names and texts alike, so an over-eager rule costs only a false match between two words it joins. */
function american(word: string): string {
  if (word.length < 4) return word
  if (word === 'grey') return 'gray'
  if (word.length < 5) return word
  return word
    .replace(/(?<=.)(?:ae|oe)(?=[^us]|s.)|^(?:ae|oe)(?=[mdst])/g, 'e')
    .replace(/our(?=s?$|ed$|ing$|al$|ally$)/, 'or')
    .replace(/sulph/, 'sulf')
    .replace(/leuco/, 'leuko')
    .replace(/is(?=(?:ed|ing|ation|ations)$)/, 'iz')
    .replace(/yse(?=d?$)/, 'yze')
    .replace(/(?<=[^aeiou])re(?=s?$)/, 'er')
    .replace(/logue(?=s?$)/, 'log')
    .replace(/aluminium/, 'aluminum')
}

function singular(word: string): string {
  const known = ownValue(irregularPlurals, word)
  if (known !== undefined) return known
  if (word.length < 4) return word
  if (!word.endsWith('s')) return latinSingular(word)
  if (/(?:ss|us|is)$/.test(word)) return word
  if (/[^aeiou]ies$/.test(word) && word.length > 4) return `${word.slice(0, -3)}y`
  if (/(?:.{3}o|[lt]y|hy|sta|the|pare|cri)ses$/.test(word)) return `${word.slice(0, -2)}is`
  if (/itides$/.test(word)) return `${word.slice(0, -3)}s`
  if (/(?:cerv|append|matr|cal|var|hel)ices$/.test(word)) return `${word.slice(0, -3)}x`
  if (/(?:cort|vert|ind|ap)ices$/.test(word)) return `${word.slice(0, -4)}ex`
  if (/(?:s|x|z|ch|sh)es$/.test(word) && !/(?:[aeiou]ses|zes)$/.test(word)) return word.slice(0, -2)
  return latinSingular(word.slice(0, -1))
}

/** "Vertebrae", "calculi", "carcinomata"; the neuters meet in the plural, since "-a" alone may be a singular.
 * Ammonium, magnesium and aluminum are kept from ammonia, magnesia and alumina. */
function latinSingular(word: string): string {
  if (/...ae$/.test(word)) return word.slice(0, -1)
  if (/..[^aou]i$/.test(word)) return `${word.slice(0, -1)}us`
  if (/..omata$/.test(word)) return word.slice(0, -2)
  if (/....[^aeiou]i?(?<!ammoni|magnesi|lumin)um$/.test(word)) return `${word.slice(0, -2)}a`
  return word
}

// biome-ignore format: a table
const irregularPlurals: Readonly<Record<string, string>> = {
  feet: 'foot', teeth: 'tooth', women: 'woman', men: 'man', children: 'child', testes: 'testis',
  phalanges: 'phalanx', meninges: 'meninx', ganglia: 'ganglion', criteria: 'criterion',
  mitochondria: 'mitochondrion', corpora: 'corpus', viscera: 'viscus', ova: 'ovum', septa: 'septum', atria: 'atrium',
  septum: 'septum', atrium: 'atrium', labia: 'labium', labium: 'labium', halves: 'half', calves: 'calf',
}

/** The noun of an adjective that says "having the disease"; endings that lead elsewhere too ("nephrotic") are out. */
function nounOf(word: string): string {
  if (word.length < 6) return word
  if (/(?:tens|vuls)ive$/.test(word)) return `${word.slice(0, -2)}on`
  if (
    /(?:(?<!acad|syst|epid|end|pand|pol)em|pen|ur|(?<!to)x|phren|pleg|alges|amnes|arrhythm|therm)ic$/.test(
      word,
    )
  )
    return `${word.slice(0, -1)}a`
  if (/leptic$/.test(word)) return `${word.slice(0, -3)}sy`
  if (/(?:troph|path)ic$/.test(word)) return `${word.slice(0, -2)}y`
  if (/(?:thromb|sten|necr|fibr|cirrh|psych|scler|cyan|acid|ket)otic$/.test(word))
    return `${word.slice(0, -3)}sis`
  return word
}
