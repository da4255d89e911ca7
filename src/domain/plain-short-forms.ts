/**
 * Short forms that clinicians write without defining them, and that in a note next to always mean one thing, with what they stand
 * for; where terminologies call that differently, more than one, the likeliest first. Those that mean several things are not here: two
 * letters nearly always do (AF, MS, PE, RA), and so do AAA, AMS, ASD, AVN, CHD, CVA, DOE, GBS, HCC, ICH, LOC, NEC, PDA, PID, PND, PPH, PVD, ROP,
 * SDH and TTP.
 */
const longForms: Readonly<Record<string, readonly string[]>> = {
  // heart and vessels
  ACS: ['acute coronary syndrome'],
  AFib: ['atrial fibrillation'],
  ASCVD: ['atherosclerotic cardiovascular disease'],
  AVM: ['arteriovenous malformation'],
  AVNRT: ['atrioventricular nodal reentrant tachycardia'],
  CAD: ['coronary artery disease'],
  CHF: ['congestive heart failure'],
  CTEPH: ['chronic thromboembolic pulmonary hypertension'],
  DVT: ['deep vein thrombosis', 'deep venous thrombosis'],
  HFpEF: ['heart failure with preserved ejection fraction', 'diastolic heart failure'],
  HFrEF: ['heart failure with reduced ejection fraction', 'systolic heart failure'],
  HOCM: ['hypertrophic obstructive cardiomyopathy', 'hypertrophic cardiomyopathy'],
  HSM: ['hepatosplenomegaly'],
  HTN: ['hypertension'],
  IHD: ['ischemic heart disease', 'myocardial ischemia'],
  JVD: ['jugular venous distention', 'jugular venous distension', 'elevated jugular venous pressure'],
  LAE: ['left atrial enlargement'],
  LBBB: ['left bundle branch block'],
  LVH: ['left ventricular hypertrophy'],
  MVP: ['mitral valve prolapse'],
  NSTEMI: [
    'non-ST elevation myocardial infarction',
    'non-ST elevated myocardial infarction',
    'myocardial infarction',
  ],
  NSVT: ['nonsustained ventricular tachycardia', 'ventricular tachycardia'],
  PAD: ['peripheral arterial disease', 'peripheral artery disease'],
  PFO: ['patent foramen ovale'],
  PVC: ['premature ventricular contraction', 'ventricular extrasystoles'],
  RBBB: ['right bundle branch block'],
  RVH: ['right ventricular hypertrophy'],
  STEMI: ['ST elevation myocardial infarction', 'ST elevated myocardial infarction', 'myocardial infarction'],
  SVT: ['supraventricular tachycardia'],
  TIA: ['transient ischemic attack'],
  VSD: ['ventricular septal defect'],
  VTE: ['venous thromboembolism'],
  // lungs and airways
  ARDS: ['acute respiratory distress syndrome', 'adult respiratory distress syndrome'],
  COPD: ['chronic obstructive pulmonary disease'],
  ILD: ['interstitial lung disease'],
  IPF: ['idiopathic pulmonary fibrosis'],
  LRTI: ['lower respiratory tract infection'],
  OSA: ['obstructive sleep apnea'],
  RDS: ['respiratory distress syndrome'],
  SOB: ['shortness of breath', 'dyspnea'],
  SOBOE: ['shortness of breath on exertion', 'exertional dyspnea'],
  URI: ['upper respiratory tract infection', 'upper respiratory infection'],
  URTI: ['upper respiratory tract infection', 'upper respiratory infection'],
  // digestion
  BRBPR: ['bright red blood per rectum', 'hematochezia', 'rectal bleeding'],
  GERD: ['gastroesophageal reflux disease', 'gastroesophageal reflux'],
  GORD: ['gastroesophageal reflux disease', 'gastroesophageal reflux'],
  IBD: ['inflammatory bowel disease'],
  IBS: ['irritable bowel syndrome'],
  NAFLD: ['nonalcoholic fatty liver disease'],
  NASH: ['nonalcoholic steatohepatitis'],
  MASLD: ['metabolic dysfunction associated steatotic liver disease'],
  PUD: ['peptic ulcer disease', 'peptic ulcer'],
  SBO: ['small bowel obstruction', 'small intestinal obstruction', 'intestinal obstruction'],
  UGIB: ['upper gastrointestinal bleeding', 'upper gastrointestinal hemorrhage'],
  // kidneys, urinary and genital tract, pregnancy
  ADPKD: ['autosomal dominant polycystic kidney disease'],
  AKI: ['acute kidney injury'],
  BPH: ['benign prostatic hyperplasia', 'benign prostatic hypertrophy'],
  CKD: ['chronic kidney disease'],
  ESKD: ['end stage kidney disease', 'end stage renal disease'],
  ESRD: ['end stage renal disease', 'end stage kidney disease'],
  GDM: ['gestational diabetes mellitus', 'gestational diabetes'],
  IUGR: ['intrauterine growth restriction', 'intrauterine growth retardation'],
  LUTS: ['lower urinary tract symptoms'],
  PCOS: ['polycystic ovary syndrome', 'polycystic ovarian syndrome'],
  PPROM: ['preterm premature rupture of membranes'],
  RCC: ['renal cell carcinoma'],
  STI: ['sexually transmitted infection', 'sexually transmitted disease'],
  UTI: ['urinary tract infection'],
  // hormones and metabolism
  diabetes: ['diabetes mellitus'],
  DKA: ['diabetic ketoacidosis'],
  HLD: ['hyperlipidemia'],
  IDDM: ['insulin dependent diabetes mellitus', 'type 1 diabetes mellitus'],
  NIDDM: ['noninsulin dependent diabetes mellitus', 'type 2 diabetes mellitus'],
  SIADH: [
    'syndrome of inappropriate antidiuretic hormone secretion',
    'inappropriate antidiuretic hormone secretion',
  ],
  T1D: ['type 1 diabetes mellitus', 'type 1 diabetes'],
  T1DM: ['type 1 diabetes mellitus', 'type 1 diabetes'],
  T2D: ['type 2 diabetes mellitus', 'type 2 diabetes'],
  T2DM: ['type 2 diabetes mellitus', 'type 2 diabetes'],
  // nerves and mind
  ADHD: ['attention deficit hyperactivity disorder'],
  BPAD: ['bipolar disorder', 'bipolar affective disorder'],
  BPPV: ['benign paroxysmal positional vertigo'],
  CIDP: ['chronic inflammatory demyelinating polyneuropathy'],
  CRPS: ['complex regional pain syndrome'],
  CTS: ['carpal tunnel syndrome'],
  GTCS: ['generalized tonic clonic seizure', 'tonic clonic seizure'],
  MDD: ['major depressive disorder', 'major depression'],
  OCD: ['obsessive compulsive disorder'],
  PTSD: ['posttraumatic stress disorder', 'post traumatic stress disorder'],
  RLS: ['restless legs syndrome'],
  SAH: ['subarachnoid hemorrhage'],
  TBI: ['traumatic brain injury'],
  // blood and tumors
  AML: ['acute myeloid leukemia', 'acute myelogenous leukemia'],
  BCC: ['basal cell carcinoma'],
  CLL: ['chronic lymphocytic leukemia'],
  CML: ['chronic myeloid leukemia', 'chronic myelogenous leukemia'],
  DCIS: ['ductal carcinoma in situ'],
  DIC: ['disseminated intravascular coagulation'],
  DLBCL: ['diffuse large B cell lymphoma'],
  ITP: ['immune thrombocytopenic purpura', 'idiopathic thrombocytopenic purpura', 'immune thrombocytopenia'],
  MGUS: ['monoclonal gammopathy of undetermined significance'],
  NHL: ['non-Hodgkin lymphoma'],
  NSCLC: ['non-small cell lung carcinoma', 'non-small cell lung cancer'],
  SCC: ['squamous cell carcinoma'],
  SCLC: ['small cell lung carcinoma', 'small cell lung cancer'],
  // bones, joints, skin, eyes, growth
  AMD: ['age related macular degeneration'],
  DDH: ['developmental dysplasia of the hip'],
  DJD: ['degenerative joint disease', 'osteoarthritis'],
  FTT: ['failure to thrive'],
  GDD: ['global developmental delay'],
  LBP: ['low back pain'],
  PMR: ['polymyalgia rheumatica'],
  POAG: ['primary open angle glaucoma', 'open angle glaucoma'],
  SCFE: ['slipped capital femoral epiphysis'],
  SJS: ['Stevens-Johnson syndrome'],
  SLE: ['systemic lupus erythematosus'],
}

/** Words and names in small letters, and what else is written so (cts of a scan). */
const alsoWords: ReadonlySet<string> = new Set(
  'acs amd aml bcc cad cts dic gord ihd itp mdd mvp nash ocd pad rls scc sle sob sti tbi uri'.split(' '),
)

/** How a short form may be written: "AFib", "AFIB", "afib", "Afib"; in small letters only what is no word. With the s of a plural. */
function* spellingsOf(shortForm: string): Generator<string> {
  const small = shortForm.toLowerCase()
  const inSmallLetters = alsoWords.has(small) ? [] : [small, `${small[0]!.toUpperCase()}${small.slice(1)}`]
  for (const spelling of [shortForm, shortForm.toUpperCase(), ...inSmallLetters])
    yield* [spelling, `${spelling}s`]
}

const bySpelling: ReadonlyMap<string, string> = new Map(
  Object.keys(longForms).flatMap((shortForm) =>
    Array.from(spellingsOf(shortForm), (spelling) => [spelling, shortForm] as const),
  ),
)

/**
 * What a short form of clinical English stands for that needs no definition, likeliest name first: "HTN", "T2DM", "DVTs", "copd".
 *
 * @param shortForm - As written.
 * @param text - What it stands in: where that is all in capitals ("HEATING PAD"), what may be a word is one.
 * @returns None for any other text.
 */
export function plainLongForms(shortForm: string, text: string): readonly string[] {
  const known = bySpelling.get(shortForm)
  if (known === undefined || (alsoWords.has(known.toLowerCase()) && isInCapitals(text))) return []
  return longForms[known]!
}

/** Words in capitals, not short forms alone. */
function isInCapitals(text: string): boolean {
  if (text !== asked.text) asked = {text, answer: !/\p{Ll}/u.test(text) && /\p{Lu}{7}/u.test(text)}
  return asked.answer
}

/** The last text: each of its words may ask. */
let asked = {text: '', answer: false}
