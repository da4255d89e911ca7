import {unlike} from './candidate-features.js'

/** What the weights look at, in words: a feature with its value, as `--explain` prints it. */
type Words = (value: number) => string

const share =
  (of: string): Words =>
  (value) =>
    `${of} ${Math.round(100 * value)} %`

const number =
  (of: string): Words =>
  (value) =>
    `${of} ${Math.round(value * 100) / 100}`

/** For a feature that holds or does not. */
const fact =
  (holds: string, holdsNot: string): Words =>
  (value) =>
    value > 0 ? holds : holdsNot

/** For numbers that are weighed by their logarithm. */
const count =
  (of: string): Words =>
  (value) =>
    `${of} ${Math.round(Math.expm1(value))}`

/** For the information in a word that is on one side alone. */
const missing =
  (none: string, of: string): Words =>
  (value) => {
    if (value >= unlike) return 'none of its names is near'
    return value < 0.005 ? none : `${of}, worth ${value.toFixed(1)} nats`
  }

/** How often in so many names, or definitions. */
const frequency =
  (of: string, scale: string): Words =>
  (value) =>
    `${of} ${Math.round(Math.expm1(value))} in ${scale}`

const words: Readonly<Record<string, Words>> = {
  cosine: number('cosine of its nearest name'),
  'mean cosine': number('mean cosine of its three nearest names'),
  unsaid: missing('every word of a name is in the mention', 'a word of the names that the mention lacks'),
  lacking: missing('every word of the mention is in a name', 'a word of the mention that the names lack'),
  'head said': share('letters shared with the last word of a name'),
  'other numbers': fact('other numbers than its names', 'the same numbers'),
  weak: fact('a narrow, broad or related name', 'a full name'),
  'loose key': fact('words of the same meaning as a name', 'no name of the same meaning by its words'),
  'preferred loose key': fact('words of the same meaning as its preferred name', 'not so its preferred name'),
  part: fact('a name of a part of the mention', 'no name of a part of the mention'),
  'preferred alike': share('letters shared with its preferred name'),
  names: count('names of the concept'),
  below: count('concepts below it'),
  'name length': number('words of the name'),
  'equal text': fact('equal but for case', 'not letter by letter'),
  'equal case': fact('equal in case too', 'other case'),
  key: fact('the same words as a name', 'words of no name'),
  'keyed names': number('names with these words'),
  'preferred key': fact('the words of its preferred name', 'not the words of its preferred name'),
  'weak key': fact('only a narrow, broad or related name', 'a full name'),
  initials: number('names with these initials'),
  'preferred initials': fact('initials of its preferred name', 'not initials of its preferred name'),
  share: share('of the belief'),
  lead: (value) => `${value > 5 ? 'far ahead' : `${Math.exp(value).toFixed(1)} times`} of the next`,
  rivals: count('other concepts that it may be:'),
  'mention length': number('letters of the mention'),
  'mention words': number('words of the mention'),
  words: number('words of the mention'),
  letters: number('letters of the mention'),
  abbreviation: fact('a short form that the document defines', 'no short form of the document'),
  'rarest word': frequency('its rarest word in names:', '100,000'),
  'everyday words': share('everyday words'),
  'content before': fact('the phrase begins before it', 'the phrase begins with it'),
  'content after': fact('the phrase goes on after it', 'the phrase ends with it'),
  'and after': fact('"and" or "or" follows', 'no "and" or "or" follows'),
  'article before': fact('an article before it', 'no article before it'),
  capitals: fact('in capitals', 'not in capitals'),
  digits: fact('has digits', 'no digits'),
  'capital inside': fact('a capital within the sentence', 'no capital within the sentence'),
  'single: letters': number('letters of the single word'),
  'single: names': frequency('the single word in names:', '10,000'),
  'single: ends names': share('names with the word that end in it:'),
  'single: everyday': fact('an everyday word', 'no everyday word'),
  'single: content after': fact('a single word whose phrase goes on', 'a single word that ends its phrase'),
  'single: content before': fact('a single word within its phrase', 'a single word that begins its phrase'),
  'single: definitions': frequency('the single word in definitions:', '10,000'),
  'single: rather in definitions': (value) =>
    value > 0 ? 'rather a word of definitions than of names' : 'rather a word of names than of definitions',
}

/** @param name - Of a feature, as the weights have it; one that is not known is printed as it is. */
export function featureInWords(name: string, value: number): string {
  return (words[name] ?? number(name))(value)
}
