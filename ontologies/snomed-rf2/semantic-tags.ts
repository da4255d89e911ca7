import type {OntologyRow} from '../../src/domain/ontology.js'
import type {BitSet} from '../bit-set.js'
import {IdNumbers} from './id-numbers.js'
import {descriptionTypes} from './metadata-ids.js'
import type {Rf2File} from './rf2-file.js'
import {rf2Lines} from './rf2-lines.js'

/**
 * Chooses among the semantic tags of a concept: a national edition has fully specified names in two languages, and a
 * concept that is both "disorder" and "aandoening" would have two types. The English tag counts, that of another language
 * only where there is no English one.
 */
export class SemanticTags {
  private readonly inEnglish = new IdNumbers()
  private hasOthers = false

  /** @returns Whether a tag in this language is the concept's type, before all names are known. */
  isType(conceptId: string, language: string): boolean {
    if (isEnglish(language)) {
      this.inEnglish.add(conceptId)
      return true
    }
    this.hasOthers = true
    return false
  }

  /**
   * The types of concepts whose fully specified names are in other languages only. Reads the descriptions again, where
   * there are such names.
   *
   * @param files - Of any kind, all of them read before.
   * @param lines - The lines that count, of files where some do not.
   */
  async *others(
    files: readonly Rf2File[],
    lines: ReadonlyMap<Rf2File, BitSet>,
  ): AsyncGenerator<readonly OntologyRow[]> {
    if (!this.hasOthers) return
    for (const rf2 of files) {
      if (rf2.kind !== 'description') continue
      const counting = lines.get(rf2)
      for await (const batch of rf2Lines(rf2.file, () => {})) {
        const rows: OntologyRow[] = []
        batch.lines.forEach((text, index) => {
          const line = batch.firstLine + index
          if (counting && !counting.has(line)) return
          const row = this.typeOf(text)
          if (row) rows.push({row: 'type', ...row, at: {file: rf2.file.path, line}})
        })
        if (rows.length > 0) yield rows
      }
    }
  }

  private typeOf(line: string): {conceptId: string; type: string} | undefined {
    const [, , active, , conceptId, language, typeId, text, caseSignificance] = line.split('\t')
    if (active !== '1' || typeId !== descriptionTypes.fullySpecified || caseSignificance === undefined)
      return undefined
    if (isEnglish(language!.toLowerCase()) || this.inEnglish.find(conceptId!) !== undefined) return undefined
    const {tag} = splitSemanticTag(text!)
    return tag === undefined ? undefined : {conceptId: conceptId!, type: tag}
  }
}

function isEnglish(language: string): boolean {
  return language === '' || language === 'en' || language.startsWith('en-')
}

/**
 * Parts a fully specified name from the hierarchy in its last brackets: `Asthma (disorder)`.
 *
 * @returns The whole name without a tag where it does not end in brackets.
 */
export function splitSemanticTag(name: string): {name: string; tag?: string} {
  const trimmed = name.trimEnd()
  if (!trimmed.endsWith(')')) return {name}
  const open = trimmed.lastIndexOf('(')
  const bare = trimmed.slice(0, Math.max(0, open)).trimEnd()
  const tag = trimmed.slice(open + 1, -1).trim()
  return bare === '' || tag === '' || tag.includes(')') ? {name} : {name: bare, tag}
}
