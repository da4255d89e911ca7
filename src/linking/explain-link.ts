import {type AdditiveModel, type FeatureValues, stepWeight} from './additive-model.js'
import {featureInWords} from './feature-words.js'
import {isSameText} from './gather-candidates.js'
import {competes, type RankedConcept, type Ranking} from './rank-concepts.js'

/** Features told of on either side. */
const told = 3

/** Log odds that are worth a word. */
const telling = 0.05

/**
 * Says in words why a text was linked as it was: what found the concept, what came second, and what speaks most for and
 * against the link, with its share in the log odds of the score.
 *
 * @param text - The prepared mention.
 * @param model - What the score comes from, with the values it was asked for.
 * @param nameOf - Preferred name of a concept.
 */
export function explainLink(
  text: string,
  {concepts: [best, second], regime}: Ranking,
  model: AdditiveModel,
  values: FeatureValues,
  nameOf: (concept: number) => string,
): string[] {
  if (!best) return []
  const lines = [howFound(text, best)]
  if (second && competes(second, regime))
    lines.push(`${percent(best.share)} of the belief, ${percent(second.share)} in ${nameOf(second.concept)}`)
  const shares = Object.entries(model.features)
    .flatMap(([name, steps]) => {
      const value = values[name]
      return value === undefined ? [] : [{name, value, weight: stepWeight(steps, value)}]
    })
    .sort((a, b) => b.weight - a.weight || (a.name < b.name ? -1 : 1))
  const speaksFor = shares.filter(({weight}) => weight >= telling).slice(0, told)
  const speaksAgainst = shares
    .filter(({weight}) => weight <= -telling)
    .slice(-told)
    .reverse()
  if (speaksFor.length > 0) lines.push(`for it: ${speaksFor.map(shareText).join(', ')}`)
  if (speaksAgainst.length > 0) lines.push(`against it: ${speaksAgainst.map(shareText).join(', ')}`)
  return lines
}

function howFound(text: string, {best}: RankedConcept): string {
  const {byInitials, byKey, byLooseKey, byPart, cosine, scope, spelling, term} = best
  const kind =
    scope === 'preferred' ? 'preferred name' : scope === 'definition' ? 'definition' : `${scope} name`
  const what = `the ${kind} "${term}"`
  if (spelling !== undefined) return `a slip of the pen for ${what}`
  const near = cosine === undefined ? '' : `, cosine ${cosine.toFixed(2)}`
  if (byLooseKey) return `words of the same meaning as ${what}${near}`
  if (byKey) return isSameText(text, term) ? `it is ${what}` : `the same words as ${what}`
  if (byInitials) return `the letters of ${what}`
  if (byPart) return `a part of it is ${what}${near}`
  return `near ${what}${near}`
}

function shareText({name, value, weight}: {name: string; value: number; weight: number}): string {
  return `${featureInWords(name, value)} (${weight > 0 ? '+' : '−'}${Math.abs(weight).toFixed(2)})`
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`
}
