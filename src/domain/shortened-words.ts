/**
 * Words that clinicians cut short within a name: "abd pain", "GI bleed", "bone mets". By themselves most mean several things, so that
 * only a name written out with them says that they are meant. Those with a capital are written so.
 */
const longWords: Readonly<Record<string, string>> = {
  abd: 'abdominal',
  abdo: 'abdominal',
  AV: 'atrioventricular',
  bilat: 'bilateral',
  ca: 'cancer',
  chr: 'chronic',
  CNS: 'central nervous system',
  dysfn: 'dysfunction',
  dysfxn: 'dysfunction',
  dz: 'disease',
  GI: 'gastrointestinal',
  GU: 'genitourinary',
  incont: 'incontinence',
  infxn: 'infection',
  insuff: 'insufficiency',
  LA: 'left atrial',
  LE: 'lower extremity',
  LLQ: 'left lower quadrant',
  LUQ: 'left upper quadrant',
  LV: 'left ventricular',
  mets: 'metastases',
  MSK: 'musculoskeletal',
  pulm: 'pulmonary',
  RA: 'right atrial',
  regurg: 'regurgitation',
  resp: 'respiratory',
  RLQ: 'right lower quadrant',
  RUQ: 'right upper quadrant',
  RV: 'right ventricular',
  synd: 'syndrome',
  sz: 'seizure',
  TM: 'tympanic membrane',
  UE: 'upper extremity',
  wt: 'weight',
}

const byWord: ReadonlyMap<string, string> = new Map(Object.entries(longWords))
const longest = Math.max(...Array.from(byWord.keys(), ({length}) => length))

/** The word that a shortened one stands for, if it is one; `undefined` for any other. */
export function longWord(written: string): string | undefined {
  if (written.length > longest) return undefined
  return byWord.get(written) ?? byWord.get(written.toLowerCase())
}
