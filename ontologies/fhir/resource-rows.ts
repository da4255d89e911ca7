import type {OntologyRow, ReportProblem} from '../../src/domain/ontology.js'
import {type JsonNode, member, type ReportWrongKind, textMember} from '../json/json-node.js'
import type {JsonElement} from '../json/json-shape.js'
import {addressOf, type CodeSystems} from './code-systems.js'
import {conceptRows} from './concept-rows.js'
import {mapRows} from './map-rows.js'
import type {ResourceHead, SurveyedFile} from './survey-fhir.js'

/** A concept whose parent has not come yet: what nests comes before what it lies in. */
interface Child {
  readonly id: string
  readonly line: number
}

/**
 * Turns the elements of one file into rows.
 *
 * Reports, as skipped, `concept-without-code`, `map-of-other-system`, `member-of-other-system` and `wrong-kind`.
 */
export class ResourceRows {
  /** Children that wait for their parent, by depth. */
  private readonly waiting: Child[][] = []
  private readonly toldGroups = new Set<string>()

  constructor(
    private readonly surveyed: SurveyedFile,
    private readonly systems: CodeSystems,
    private readonly wantedLanguages: readonly string[],
    private readonly report: ReportProblem,
  ) {}

  rowsOf({name, node, path}: JsonElement): OntologyRow[] {
    const found = this.surveyed.resources.find(path)
    if (found === undefined) return []
    const {head, within} = found
    if (name === 'concept' && head.resourceType === 'CodeSystem')
      return this.ofConcept(node, within.length, head)
    if (name === 'element' && head.resourceType === 'ConceptMap') {
      return this.ofElement(node, head.groups.get(within[0] as number) ?? {}, path)
    }
    if (head.resourceType !== 'ValueSet') return []
    return name === 'contains' || name === 'include'
      ? this.ofMember(node, head, name === 'include' ? within[0] : undefined)
      : []
  }

  private ofConcept(node: JsonNode, depth: number, head: ResourceHead): OntologyRow[] {
    const children = this.waiting[depth + 1] ?? []
    this.waiting[depth + 1] = []
    const code = this.codeOf(node)
    if (code === undefined) return []
    const own = addressOf(head)
    const base =
      head.content === 'supplement' && this.systems.has(head.supplements ?? '') ? head.supplements : undefined
    const address = base ?? own
    const idOf = (other: string) => this.systems.idOf(other, address) ?? other
    const id = idOf(code)
    const relation = head.hierarchyMeaning === 'part-of' ? 'part-of' : 'is-a'
    if (depth > 1) this.wait(depth, {id, line: node.line})
    return [
      ...conceptRows(node, code, {
        ...this.context(head),
        idOf,
        type: base === undefined ? this.systems.typeOf(address) : undefined,
        isListedElsewhere: base !== undefined,
      }),
      ...children.map(
        (child): OntologyRow => ({
          row: 'relation',
          conceptId: child.id,
          relation,
          targetId: id,
          at: {file: this.file, line: child.line},
        }),
      ),
    ]
  }

  private wait(depth: number, child: Child): void {
    const others = this.waiting[depth]
    if (others) others.push(child)
    else this.waiting[depth] = [child]
  }

  private ofElement(
    node: JsonNode,
    {source, target}: {readonly source?: string; readonly target?: string},
    path: readonly number[],
  ): OntologyRow[] {
    const code = this.codeOf(node)
    if (code === undefined) return []
    const conceptId = this.systems.idOf(code, source)
    if (conceptId !== undefined) return mapRows(node, conceptId, target, this.file, this.wrongKind)
    const group = path.slice(0, -1).join('.')
    if (this.toldGroups.has(group)) return []
    this.toldGroups.add(group)
    const message = `Maps start from "${source ?? 'no system'}", which is not in the source.`
    this.skip('map-of-other-system', message, node.line)
    return []
  }

  /** @param include - The place of the `include` that says the system; absent where the entry says it itself. */
  private ofMember(node: JsonNode, head: ResourceHead, include: number | undefined): OntologyRow[] {
    if (member(node, 'abstract')?.value === true && member(node, 'code') === undefined) return []
    const code = this.codeOf(node)
    if (code === undefined) return []
    const system =
      include === undefined ? textMember(node, 'system', this.wrongKind) : head.groups.get(include)?.source
    const conceptId = this.systems.idOf(code, system)
    if (conceptId === undefined) {
      const key = `${addressOf(head)} ${system}`
      if (!this.toldGroups.has(key)) {
        this.toldGroups.add(key)
        const message = `Members are of "${system ?? 'no system'}", which is not in the source.`
        this.skip('member-of-other-system', message, node.line)
      }
      return []
    }
    const at = {file: this.file, line: node.line}
    const membership: OntologyRow = {
      row: 'member',
      refset: head.name ?? head.id ?? addressOf(head),
      conceptId,
      at,
    }
    if (!this.systems.areMissing) return [membership]
    const context = {
      ...this.context(head),
      idOf: (other: string) => other,
      type: undefined,
      isListedElsewhere: false,
    }
    return [...conceptRows(node, code, context), membership]
  }

  private context(head: ResourceHead) {
    const {file, report, wantedLanguages, wrongKind} = this
    return {file, report, wrongKind, language: head.language, wanted: wantedLanguages}
  }

  private codeOf(node: JsonNode): string | undefined {
    const code = textMember(node, 'code', this.wrongKind)?.trim()
    if (code) return code
    this.skip('concept-without-code', 'The entry has no code; it was left out.', node.line)
    return undefined
  }

  private get file(): string {
    return this.surveyed.file.path
  }

  private readonly wrongKind: ReportWrongKind = (wanted, line) => {
    this.skip('wrong-kind', `The value is no ${wanted.replace(/^an? /, '')}.`, line)
  }

  private skip(kind: string, message: string, line: number): void {
    this.report({kind, severity: 'skipped', message, at: {file: this.file, line}})
  }
}
