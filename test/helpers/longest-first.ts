import {BaseSequencer, type TestSpecification} from 'vitest/node'

/** Files that take ten seconds and more, longest first: none of them may be what the other workers wait for at the end. */
const longest = [
  'test/live/hpo.test.ts',
  'test/ontologies/every-source.test.ts',
  'test/commands/index.test.ts',
  'test/commands/link-much.test.ts',
  'test/commands/update.test.ts',
  'test/commands/model.test.ts',
  'test/commands/link.test.ts',
  'test/commands/look-up.test.ts',
  'test/ontologies/mesh/real-mesh.test.ts',
  'test/privacy.test.ts',
  'test/models/open-mini.test.ts',
  'test/packed-tarball.test.ts',
  'test/ontologies/obo-graphs/equal-to-obo.test.ts',
  'test/readme.test.ts',
]

/** Starts with the longest files; without this order, a clean checkout starts with those of the most characters. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({moduleId}: TestSpecification) => {
      const at = longest.findIndex((path) => moduleId.replaceAll('\\', '/').endsWith(`/${path}`))
      return at === -1 ? longest.length : at
    }
    const others = await super.sort(files)
    return others.sort((a, b) => place(a) - place(b))
  }
}
