import {readJson, readJsonHead} from '../json/read-json.js'
import type {SourceFile, SourceFiles} from '../source-files.js'
import {byRelativePath} from '../source-listing.js'
import {type HeadMember, headShape, signShape} from './fhir-shapes.js'

/** What a resource says of itself. */
export type ResourceHead = Readonly<Partial<Record<HeadMember, string>>> & {
  /** Ends of the groups of a concept map, and systems of the includes of a value set, by their place. */
  readonly groups: ReadonlyMap<number, {readonly source?: string; readonly target?: string}>
}

/** A file and the resources in it that are terminology. */
export interface SurveyedFile {
  readonly file: SourceFile
  readonly resources: ResourceTable
}

/** Finds the resource that an element lies in. */
class ResourceTable {
  constructor(private readonly heads: ReadonlyMap<string, ResourceHead>) {}

  /** Those that are terminology, in the order of the file. */
  get all(): ResourceHead[] {
    return [...this.heads.values()].filter(({resourceType}) => isTerminology(resourceType))
  }

  /**
   * @param path - Of an element.
   * @returns The resource, and the places in the arrays within it that lead to the element.
   */
  find(path: readonly number[]): {head: ResourceHead; within: readonly number[]} | undefined {
    const document = this.heads.get(String(path[0]))
    const depth = document?.resourceType === 'Bundle' ? 2 : 1
    const head = this.heads.get(path.slice(0, depth).join('.'))
    return head && isTerminology(head.resourceType) ? {head, within: path.slice(depth)} : undefined
  }
}

function isTerminology(type: string | undefined): boolean {
  return type === 'CodeSystem' || type === 'ConceptMap' || type === 'ValueSet'
}

/** The FHIR files of a source and what is in them. */
export async function surveyFhir(source: SourceFiles): Promise<SurveyedFile[]> {
  const surveyed: SurveyedFile[] = []
  for (const file of [...source.files].sort(byRelativePath)) {
    if (await isFhirFile(file)) surveyed.push({file, resources: await surveyFile(file)})
  }
  return surveyed
}

/**
 * Whether a file holds FHIR terminology. What its start leaves open (a server that sorts members puts `resourceType` last)
 * is looked up in the whole file.
 */
export async function isFhirFile(file: SourceFile): Promise<boolean> {
  const elements = await readJsonHead(file, signShape)
  const types = elements.flatMap(({name, node}) => (name === 'resourceType' ? [node.value] : []))
  if (types.some((type) => isTerminology(String(type)))) return true
  if (!types.includes('Bundle') && (types.length > 0 || !elements.some(({name}) => name === 'likely')))
    return false
  try {
    return (await surveyFile(file)).all.length > 0
  } catch {
    return false // what is wrong with it, its own reader says
  }
}

type Group = {source?: string; target?: string}
type OpenHead = Partial<Record<HeadMember, string>> & {readonly groups: Map<number, Group>}

async function surveyFile(file: SourceFile): Promise<ResourceTable> {
  const heads = new Map<string, OpenHead>()
  let last = ''
  // a resource's members come together: one of no interest is forgotten at the next, however many there are
  const forgetOthers = () => {
    const type = heads.get(last)?.resourceType
    if (type !== 'Bundle' && !isTerminology(type)) heads.delete(last)
  }
  // what is wrong with the file is reported when it is read for good
  for await (const elements of readJson(file, headShape, () => {}, {documents: 'many'})) {
    for (const {name, node, path} of elements) {
      if (typeof node.value !== 'string') continue
      const isOfGroup = name === 'source' || name === 'target'
      const key = (isOfGroup ? path.slice(0, -1) : path).join('.')
      if (key !== last) forgetOthers()
      last = key
      const head: OpenHead = heads.get(key) ?? {groups: new Map()}
      heads.set(key, head)
      if (isOfGroup) {
        const place = path.at(-1) as number
        head.groups.set(place, {...head.groups.get(place), [name]: node.value})
      } else head[name as HeadMember] = node.value
    }
  }
  forgetOthers()
  return new ResourceTable(heads)
}
