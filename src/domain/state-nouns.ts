/**
 * What is wrong with somebody who is described so: words that clinicians chart ("constipated, dizzy"), for the nouns that
 * terminologies name. Those that describe other things as often are in {@link nounsOfPersons}, or not here: cold, slow, acute, alcoholic.
 *
 * Words and nouns are in the form that `normaliseWord` gives them, which does as much for hypertensive, anemic, epileptic and their
 * like everywhere; these are believed only where they stand alone in running text.
 */
const nouns: Readonly<Record<string, string>> = {
  agitated: 'agitation',
  amblyopic: 'amblyopia',
  amenorrheic: 'amenorrhea',
  anorectic: 'anorexia',
  anxious: 'anxiety',
  aphasic: 'aphasia',
  apneic: 'apnea',
  asthmatic: 'asthma',
  autistic: 'autism',
  bloated: 'bloating',
  bradycardic: 'bradycardia',
  breathless: 'breathlessness',
  cachectic: 'cachexia',
  clumsy: 'clumsiness',
  comatose: 'coma',
  confused: 'confusion',
  constipated: 'constipation',
  convulsing: 'convulsion',
  cyanosed: 'cyanosis',
  deaf: 'deafness',
  dehydrated: 'dehydration',
  delirious: 'deliria',
  delusional: 'delusion',
  demented: 'dementia',
  diabetic: 'diabete',
  diaphoretic: 'diaphoresis',
  disoriented: 'disorientation',
  dizzy: 'dizziness',
  drowsy: 'drowsiness',
  dysarthric: 'dysarthria',
  dysphagic: 'dysphagia',
  dysphasic: 'dysphasia',
  dyspneic: 'dyspnea',
  ecchymotic: 'ecchymosis',
  edematous: 'edema',
  emaciated: 'emaciation',
  emphysematous: 'emphysema',
  erythematous: 'erythema',
  fatigued: 'fatigue',
  febrile: 'fever',
  feverish: 'fever',
  flushed: 'flushing',
  forgetful: 'forgetfulness',
  gangrenous: 'gangrene',
  hallucinating: 'hallucination',
  hemiparetic: 'hemiparesis',
  hoarse: 'hoarseness',
  hydrocephalic: 'hydrocephalus',
  hyperopic: 'hyperopia',
  icteric: 'icterus',
  impotent: 'impotence',
  incontinent: 'incontinence',
  infertile: 'infertility',
  insomniac: 'insomnia',
  irritable: 'irritability',
  itchy: 'itching',
  jaundiced: 'jaundice',
  jittery: 'jitteriness',
  lethargic: 'lethargy',
  macrocephalic: 'macrocephaly',
  malnourished: 'malnutrition',
  manic: 'mania',
  microcephalic: 'microcephaly',
  mute: 'mutism',
  myopic: 'myopia',
  nauseated: 'nausea',
  nauseous: 'nausea',
  obese: 'obesity',
  osteoporotic: 'osteoporosis',
  palpitating: 'palpitation',
  paranoid: 'paranoia',
  pruritic: 'pruritus',
  restless: 'restlessness',
  sleepy: 'sleepiness',
  somnolent: 'somnolence',
  spastic: 'spasticity',
  stuporous: 'stupor',
  sweaty: 'sweating',
  syncopal: 'syncope',
  tachycardic: 'tachycardia',
  tachypneic: 'tachypnea',
  tremulous: 'tremor',
  vertiginous: 'vertigo',
  vomited: 'vomiting',
  wheezy: 'wheezing',
  wheeze: 'wheezing',
  wheezed: 'wheezing',
}

const nounByForm: ReadonlyMap<string, string> = new Map(Object.entries(nouns))

/** The noun for the state that a normalised word says somebody to be in; `undefined` for any other word. */
export function stateNoun(form: string): string | undefined {
  return nounByForm.get(form)
}

/** Those that are believed of a person alone: a tumor is aggressive, saline hypertonic, a fracture depressed. */
const nounsOfPersons: Readonly<Record<string, readonly string[]>> = {
  aggressive: ['aggression'],
  blind: ['blindness'],
  depressed: ['depression'],
  diabetic: ['diabetes mellitus'],
  floppy: ['hypotonia'],
  hyperactive: ['hyperactivity'],
  hypertonic: ['hypertonia'],
  hypotonic: ['hypotonia'],
  pale: ['pallor'],
  premature: ['premature birth', 'prematurity'],
  preterm: ['premature birth', 'prematurity'],
  septic: ['sepsis'],
  suicidal: ['suicidal ideation'],
  unconscious: ['loss of consciousness'],
  unwell: ['malaise'],
  weak: ['weakness'],
}

const nounsByForm: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(nounsOfPersons))
const none: readonly string[] = []

/** As {@link stateNoun}, for words that are said of somebody ("she is weak"): the likeliest first, none for other words. */
export function nounsOfPerson(form: string): readonly string[] {
  return nounsByForm.get(form) ?? none
}
