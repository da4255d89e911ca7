/** The categories of the MeSH tree, by the first letter of a tree number; NLM's own names. */
export const treeCategories: ReadonlyMap<string, string> = new Map([
  ['A', 'Anatomy'],
  ['B', 'Organisms'],
  ['C', 'Diseases'],
  ['D', 'Chemicals and Drugs'],
  ['E', 'Analytical, Diagnostic and Therapeutic Techniques, and Equipment'],
  ['F', 'Psychiatry and Psychology'],
  ['G', 'Phenomena and Processes'],
  ['H', 'Disciplines and Occupations'],
  ['I', 'Anthropology, Education, Sociology, and Social Phenomena'],
  ['J', 'Technology, Industry, and Agriculture'],
  ['K', 'Humanities'],
  ['L', 'Information Science'],
  ['M', 'Named Groups'],
  ['N', 'Health Care'],
  ['V', 'Publication Characteristics'],
  ['Z', 'Geographicals'],
])

/** DescriptorClass, but for the first, which most have. */
export const descriptorClasses: ReadonlyMap<string, string> = new Map([
  ['2', 'Publication Types'],
  ['3', 'Check Tags'],
  ['4', 'Geographicals'],
])

/** SCRClass, by the category where such records would stand if they were descriptors; class 2 are treatment protocols. */
export const supplementaryClasses: ReadonlyMap<string, string> = new Map([
  ['1', 'Chemicals and Drugs'],
  ['2', 'Analytical, Diagnostic and Therapeutic Techniques, and Equipment'],
  ['3', 'Diseases'],
  ['4', 'Organisms'],
  ['5', 'Named Groups'],
  ['6', 'Anatomy'],
])
