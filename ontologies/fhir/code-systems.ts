import type {OntologyDescription} from '../../src/domain/ontology.js'
import {InputError} from '../../src/errors.js'
import type {ResourceHead, SurveyedFile} from './survey-fhir.js'
import {asSourceCode, systemName} from './system-name.js'

/**
 * The code systems of a source, and what their codes are as ids of concepts: the code itself where there is one system,
 * else with the system's name before it, since two systems may well share a code.
 */
export class CodeSystems {
  /** Canonical address, or the name of one without, to source code. */
  private readonly codes = new Map<string, string>()
  private readonly resources: readonly ResourceHead[]

  constructor(surveyed: readonly SurveyedFile[]) {
    this.resources = surveyed.flatMap(({resources}) => resources.all)
    const systems = this.resources.filter(({resourceType}) => resourceType === 'CodeSystem')
    const whole = systems.filter(({content}) => content !== 'supplement')
    // a supplement alone lists codes too
    for (const head of whole.length > 0 ? whole : systems) this.add(head)
  }

  /** Systems of one name are told apart by a number. */
  private add(head: ResourceHead): void {
    const address = addressOf(head)
    if (this.codes.has(address)) return
    const taken = new Set(this.codes.values())
    const code = codeOf(head)
    let free = code
    for (let number = 2; taken.has(free); number++) free = `${code}-${number}`
    this.codes.set(address, free)
  }

  /** Whether the codes of value sets stand for concepts themselves: no code system says more of them. */
  get areMissing(): boolean {
    return this.codes.size === 0
  }

  /** Whether a code system, by its address, is in the source. */
  has(address: string): boolean {
    return this.codes.has(withoutVersion(address))
  }

  /** Id of the concept that a code stands for; `undefined` where its system is not in the source. */
  idOf(code: string, address: string | undefined): string | undefined {
    if (this.codes.size <= 1) {
      return address === undefined || this.areMissing || this.has(address) ? code : undefined
    }
    const system = address === undefined ? undefined : this.codes.get(withoutVersion(address))
    return system === undefined ? undefined : `${system}:${code}`
  }

  /** Name of the system, which is the type of its concepts where there are several. */
  typeOf(address: string): string | undefined {
    return this.codes.size > 1 ? this.codes.get(withoutVersion(address)) : undefined
  }

  /** @throws {InputError} When the source lists no concept. */
  describe(path: string): OntologyDescription {
    const [first, ...more] = this.resources.filter((head) => this.isListing(head))
    if (first === undefined) {
      throw new InputError(
        'INPUT_UNUSABLE',
        `${path} holds no CodeSystem nor ValueSet${this.resources.length > 0 ? ', only maps' : ''}.`,
        'Give the code system that the maps start from together with them.',
      )
    }
    const notes = this.resources.flatMap((head) => noteOf(head))
    return {
      format: 'fhir',
      code: more.length > 0 ? 'fhir' : codeOf(first),
      ...(more.length === 0 && first.version !== undefined ? {release: first.version} : {}),
      ...(notes.length > 0 ? {notes} : {}),
    }
  }

  private isListing({resourceType, ...head}: ResourceHead): boolean {
    if (this.areMissing) return resourceType === 'ValueSet'
    return resourceType === 'CodeSystem' && this.codes.has(addressOf(head))
  }
}

/** What other resources call a code system by. */
export function addressOf(head: Pick<ResourceHead, 'url' | 'name' | 'id'>): string {
  return withoutVersion(head.url ?? head.name ?? head.id ?? '')
}

function codeOf({id, name, url}: ResourceHead): string {
  const usual = url === undefined ? undefined : systemName(url)
  return asSourceCode(
    usual !== undefined && usual === usual.toUpperCase() ? usual : (name ?? id ?? usual ?? 'fhir'),
  )
}

function withoutVersion(address: string): string {
  return address.replace(/\|.*$/, '')
}

function noteOf({content, id, name, url}: ResourceHead): string[] {
  const title = name ?? id ?? url ?? 'without a name'
  if (content === 'fragment' || content === 'example') {
    return [`The code system ${title} holds a part of its concepts only (content: ${content}).`]
  }
  return content === 'not-present' ? [`The code system ${title} is there without its concepts.`] : []
}
