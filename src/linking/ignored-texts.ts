import {prepareText} from '../domain/prepare-text.js'

/** Texts that the user does not want linked, at all or to some concepts. Case and white space do not matter. */
export class IgnoredTexts {
  private readonly texts = new Set<string>()
  private readonly concepts = new Map<string, Set<number>>()

  /** @param concepts - Numbers of the concepts that the text is not to be linked to; any where absent. */
  add(text: string, concepts?: readonly number[]): void {
    const form = formOf(text)
    if (concepts === undefined) this.texts.add(form)
    else this.concepts.set(form, new Set([...(this.concepts.get(form) ?? []), ...concepts]))
  }

  /** Whether a text is not to be linked at all. */
  has(text: string): boolean {
    return this.texts.size > 0 && this.texts.has(formOf(text))
  }

  /** Whether a text is not to be linked to a concept. */
  refuses(text: string, concept: number): boolean {
    return this.has(text) || this.concepts.get(formOf(text))?.has(concept) === true
  }
}

function formOf(text: string): string {
  return prepareText(text).toLowerCase()
}
