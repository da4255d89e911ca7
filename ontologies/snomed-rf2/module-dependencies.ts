import type {Problem, ReportProblem, SourceLine} from '../../src/domain/ontology.js'

/** No release has as many modules; a damaged file could name another one in each row. */
const mostModules = 1000

interface Dependency {
  readonly module: string
  readonly target: string
  readonly targetTime: string
  readonly at: SourceLine
}

/**
 * Collects what the rows say of modules, and tells whether what they build on is there: an extension is of little use
 * without the edition that it extends.
 *
 * @see SNOMED CT Release File Specification, "Module Dependency Reference Set"
 */
export class ModuleDependencies {
  private readonly withConcepts = new Set<string>()
  /** The version of each module that says what it depends on. */
  private readonly versions = new Map<string, string>()
  private readonly dependencies: Dependency[] = []

  addConceptOf(module: string): void {
    if (this.withConcepts.size < mostModules) this.withConcepts.add(module)
  }

  addDependency(module: string, time: string, target: string, targetTime: string, at: SourceLine): void {
    if (this.dependencies.length >= mostModules) return
    if (time > (this.versions.get(module) ?? '')) this.versions.set(module, time)
    this.dependencies.push({module, target, targetTime, at})
  }

  /** Reports `missing-module` and `other-module-version`, once for each module that is needed in a version. */
  reportMissing(report: ReportProblem): void {
    const told = new Set<string>()
    for (const {at, module, target, targetTime} of this.dependencies) {
      const problem = this.problemOf(module, target, targetTime)
      const key = `${target} ${targetTime}`
      if (problem === undefined || told.has(key)) continue
      told.add(key)
      report({...problem, severity: 'warning', at})
    }
  }

  private problemOf(
    module: string,
    target: string,
    targetTime: string,
  ): Pick<Problem, 'kind' | 'message'> | undefined {
    const version = this.versions.get(target)
    if (version === undefined && !this.withConcepts.has(target)) {
      return {
        kind: 'missing-module',
        message: `The module ${target} (${targetTime}), on which ${module} depends, is not among the sources.`,
      }
    }
    if (version === undefined || targetTime === '' || version === targetTime) return undefined
    return {
      kind: 'other-module-version',
      message: `The module ${module} depends on ${target} of ${targetTime}; the sources hold that of ${version}.`,
    }
  }
}
