import {UsageError} from '../../src/errors.js'
import {type CountingLines, countPreferences, defaultRefset} from './count-preferences.js'
import {refsetsOfTag, tagOfRefset} from './dialects.js'
import {namesOfConcepts} from './refset-names.js'
import type {Rf2File} from './rf2-file.js'

/**
 * The language reference sets whose preferred terms name the concepts, the best first: those asked for, then the one that
 * is taken where nothing is asked for.
 *
 * @param asked - BCP 47 tags (`en-GB`, `nl`) or ids of reference sets, in order of preference.
 * @throws {UsageError} When the release has none for one of them; those there are named.
 */
export async function chooseLanguageRefsets(
  files: readonly Rf2File[],
  lines: CountingLines,
  asked: readonly string[] = [],
): Promise<readonly string[]> {
  const counts = await countPreferences(files, lines, {all: asked.length > 0})
  const chosen: string[] = []
  let names: ReadonlyMap<string, readonly string[]> | undefined
  for (const tag of asked) {
    const known = [tag, ...refsetsOfTag(tag)].filter((refset) => counts.has(refset))
    names ??= known.length > 0 ? undefined : await namesOfConcepts(files, new Set(counts.keys()))
    const found = known.length > 0 ? known : refsetsNamedAfter(tag, names!)
    if (found.length === 0) throw noSuchLanguage(tag, names!)
    chosen.push(...found)
  }
  const last = defaultRefset(counts)
  return [...new Set(last === undefined ? chosen : [...chosen, last])]
}

/** Reference sets whose names in the release speak of the language, those that name the region too in front. */
function refsetsNamedAfter(tag: string, names: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const words = wordsOfTag(tag)
  if (words === undefined) return []
  const named = (word: string) =>
    [...names]
      .filter(([, texts]) => texts.some((text) => text.toLowerCase().includes(word)))
      .map(([id]) => id)
  const ofLanguage = named(words.language).sort()
  const ofRegion = words.region === undefined ? [] : named(words.region)
  const both = ofLanguage.filter((id) => ofRegion.includes(id))
  return both.length > 0 ? both : ofLanguage
}

/** English words for a tag: `sv-SE` → swedish, sweden. */
function wordsOfTag(tag: string): {language: string; region?: string} | undefined {
  try {
    const {language, region} = new Intl.Locale(tag.replace('_', '-'))
    const name = (type: 'language' | 'region', code: string) =>
      new Intl.DisplayNames(['en'], {type, fallback: 'none'}).of(code)?.toLowerCase()
    const word = name('language', language)
    return word === undefined ? undefined : {language: word, region: region && name('region', region)}
  } catch {
    return undefined // not a tag
  }
}

function noSuchLanguage(tag: string, names: ReadonlyMap<string, readonly string[]>): UsageError {
  const there = [...names].sort().map(([refset, [name]]) => {
    const label = tagOfRefset(refset) ?? name
    return label === undefined ? refset : `${label} (${refset})`
  })
  const most = 20
  const list = there.slice(0, most).join(', ') + (there.length > most ? ', …' : '')
  return new UsageError(
    `The release has no language reference set for "${tag}".`,
    there.length === 0
      ? 'It has none at all: leave --language out.'
      : `Give --language a tag or an id of those there: ${list}.`,
  )
}
