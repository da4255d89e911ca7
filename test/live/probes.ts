/** What an everyday sentence should give, and why it is asked. */
export interface Probe {
  readonly text: string
  /**
   * `mention=Name` is linked to the concept of that preferred name, `mention=Name/negated` with that context and no other,
   * `mention=-` to none.
   */
  readonly expected: readonly string[]
  readonly why: string
  /** Why it does not hold yet. */
  readonly fails?: string
}

type Row = readonly [text: string, expected: string, why: string, fails?: string]

// HPO 2024; sentences written for this table, from no corpus
// biome-ignore format: a table
const rows: readonly Row[] = [
  // names as they stand
  ['She has had fever and cough since Monday.', 'fever=Fever; cough=Cough', 'two plain names'],
  ['FEVER AND SEIZURES', 'FEVER=Fever; SEIZURES=Seizure', 'capitals, plural'],
  ['Seizures began at six months.', 'Seizures=Seizure', 'capital at the start of a sentence'],
  ['He is short of breath with shortness of breath on exertion.', 'shortness of breath=Dyspnea', 'a synonym'],
  ['There is a cleft of the palate.', 'cleft of the palate=Cleft palate', 'words between'],
  ['Tumour of the liver was seen.', 'Tumour of the liver=Neoplasm of the liver', 'British spelling, of-phrase'],
  ['Anaemia and oedema were noted.', 'Anaemia=Anemia; oedema=Edema', 'British spelling'],
  ['Haemorrhage of the brain.', 'Haemorrhage of the brain=Cerebral hemorrhage', 'British spelling, of-phrase'],
  ["The child's hearing-loss progressed.", 'hearing-loss=Hearing impairment', 'a hyphen'],
  ['Type II diabetes mellitus for ten years.', 'Type II diabetes mellitus=Type II diabetes mellitus', 'Roman numeral'],
  ['Type 2 diabetes mellitus for ten years.', 'Type 2 diabetes mellitus=Type II diabetes mellitus', 'Arabic numeral'],
  ['kidney stones', 'kidney stones=Nephrolithiasis', 'lay words, plural'],
  ['Nosebleeds twice a week.', 'Nosebleeds=Epistaxis', 'lay word'],
  ['high blood pressure', 'high blood pressure=Hypertension', 'lay words'],
  ['heart attack in 2019', 'heart attack=Myocardial infarction', 'lay words'],
  ['difficulty swallowing', 'difficulty swallowing=Dysphagia', 'lay words'],
  ['runny nose', 'runny nose=Rhinorrhea', 'lay words'],
  ['She reports low back pain.', 'low back pain=Low back pain', 'the longest name wins over pain'],
  ['Bilateral vestibular schwannoma.', 'Bilateral vestibular schwannoma=Bilateral vestibular schwannoma', 'long over short'],
  ['Autosomal dominant inheritance.', 'Autosomal dominant inheritance=Autosomal dominant inheritance', 'long over short'],
  // abbreviations
  ['Atrial septal defect (ASD) was closed. The ASD was large.', 'ASD=Atrial septal defect', 'defined, used later'],
  ['Chronic kidney disease (CKD). CKD is stable.', 'CKD=Chronic kidney disease', 'defined, used later'],
  ['ASD (atrial septal defect) was closed; ASD repair held.', 'ASD=Atrial septal defect', 'defined the other way round'],
  ['Low back pain (LBP) for years, LBP worse at night.', 'LBP=Low back pain', 'defined, not in the terminology'],
  ['fx of the femur w/o pain', 'fx of the femur=Femur fracture; pain=Pain/negated', 'fx is a fracture, w/o a negation'],
  ['Pt c/o headache x3 days.', 'headache=Headache', 'clinical shorthand around a name'],
  ['h/o seizures', 'seizures=Seizure/historical', 'h/o is history'],
  ['hx of migraine', 'migraine=Migraine/historical', 'hx is history'],
  ['PMH: HTN, T2DM, DVT 2019.', 'HTN=Hypertension/historical; T2DM=Type II diabetes mellitus/historical; DVT=Deep venous thrombosis/historical', 'need no definition'],
  ['pt w/ copd, ckd and sob', 'copd=Chronic pulmonary obstruction; ckd=Chronic kidney disease; sob=-', 'small letters, where they make no word'],
  ['ONCOLOGY FOLLOW-UP CLINIC', 'ONCOLOGY=-', 'a specialty, a synonym of neoplasm'],
  ['The MS was quiet.', 'MS=-', 'a short form without a long form'],
  ['RA was read as normal.', 'RA=-', 'right atrium or arthritis: not plain'],
  ['CAT scan of the head was normal.', 'CAT=-', 'an examination, not an animal or a disease'],
  ['Her cat has died.', 'cat=-', 'everyday word'],
  ['PT and OT were consulted.', 'PT=-; OT=-', 'therapies'],
  // negation
  ['No fever.', 'fever=Fever/negated', 'no'],
  ['Denies chest pain, nausea, vomiting or diarrhea.', 'chest pain=Chest pain/negated; nausea=Nausea/negated; vomiting=Vomiting/negated; diarrhea=Diarrhea/negated', 'a list'],
  ['No chest pain but she has cough.', 'chest pain=Chest pain/negated; cough=Cough', 'but ends it'],
  ['Without fever or chills.', 'fever=Fever/negated; chills=Chills/negated', 'without'],
  ['Fever was ruled out.', 'Fever=Fever/negated', 'after the mention'],
  ['Seizures: none.', 'Seizures=Seizure/negated', 'an answer after a colon'],
  ['Fever: no. Cough: yes.', 'Fever=Fever/negated; Cough=Cough', 'answers'],
  ['Negative for jaundice.', 'jaundice=Jaundice/negated', 'negative for'],
  ['The patient is afebrile, no rash.', 'rash=Skin rash/negated', 'no'],
  ['There is no evidence of hydrocephalus.', 'hydrocephalus=Hydrocephalus/negated', 'no evidence of'],
  ['No increase in seizures was seen, seizures persist.', 'seizures=Seizure', 'no increase is no absence'],
  ['Not only ataxia but also tremor.', 'ataxia=Ataxia; tremor=Tremor', 'not only is no negation'],
  ['Gram negative; fever persists.', 'fever=Fever', 'negative belongs to Gram'],
  // uncertain, hypothetical, historical, family
  ['Possible pneumonia.', 'pneumonia=Pneumonia/uncertain', 'possible'],
  ['Rule out myocardial infarction.', 'myocardial infarction=Myocardial infarction/uncertain', 'rule out'],
  ['Suspected osteoporosis.', 'osteoporosis=Osteoporosis/uncertain', 'suspected'],
  ['Return if fever develops.', 'fever=Fever/hypothetical', 'if'],
  ['Call us for worsening headache.', 'headache=Headache/hypothetical', 'an instruction'],
  ['Past medical history:\n- asthma\n- migraine', 'asthma=Asthma/historical; migraine=Migraine/historical', 'a section'],
  ['History of migraine.', 'migraine=Migraine/historical', 'history of'],
  ['History of present illness:\nCough for three days.', 'Cough=Cough', 'not history'],
  ['Family history:\nMother with breast carcinoma.', 'breast carcinoma=Breast carcinoma/family', 'a section'],
  ['His father had epilepsy.', 'epilepsy=Seizure/family', 'a relative'],
  ['Mother reports that the child has fever.', 'fever=Fever', 'the mother only tells'],
  ['Her sister has no seizures.', 'seizures=Seizure/family/negated', 'both'],
  ['Brought in by her mother with vomiting.', 'vomiting=Vomiting', 'the mother only brings'],
  // coordination and ellipsis
  ['Type 1 and 2 diabetes mellitus run in the village.', '2 diabetes mellitus=-', 'no half names'],
  ['Short and broad fingers.', 'broad fingers=Broad finger', 'the second of two adjectives'],
  ['hypo- and hyperthyroidism', 'hyperthyroidism=Hyperthyroidism', 'a stump with a hyphen'],
  ['Muscle weakness and wasting of the legs.', 'Muscle weakness=Muscle weakness', 'two heads'],
  ['Nausea/vomiting', 'Nausea=Nausea; vomiting=Vomiting', 'a slash'],
  ['fever,cough,rash', 'fever=Fever; cough=Cough; rash=Skin rash', 'no spaces'],
  ['Delayed speech and motor development', 'Delayed speech=Delayed speech and language development', 'elliptical'],
  // laterality and modifiers
  ['Left hydronephrosis.', 'hydronephrosis=Hydronephrosis', 'a side that the name lacks'],
  ['Severe, bilateral hearing loss.', 'hearing loss=Hearing impairment', 'modifiers with a comma'],
  ['Bilateral cleft lip.', 'Bilateral cleft lip=Bilateral cleft lip', 'a side that the name has'],
  ['mild anemia', 'anemia=Anemia; mild=-', 'a modifier is no mention'],
  ['Severe headache at night.', 'headache=Headache; Severe=-', 'a modifier is no mention'],
  ['chronic, progressive ataxia', 'progressive ataxia=Progressive cerebellar ataxia; chronic=-', 'one modifier is of the name, one is no mention'],
  // misspellings
  ['diarhea for two days', 'diarhea=Diarrhea', 'a letter missing'],
  ['Hypertenson since 2010', 'Hypertenson=Hypertension', 'a letter missing'],
  ['She has seizuers.', 'seizuers=Seizure', 'letters changed over'],
  ['arthritus of the knee', 'arthritus=Arthritis', 'a wrong ending'],
  ['shortnes of breath', 'shortnes of breath=Dyspnea', 'within several words'],
  ['The patient is hypotensive, not hypertensive.', 'hypertensive=Hypertension/negated', 'hypo is no slip for hyper'],
  ['pnuemonia', 'pnuemonia=Pneumonia', 'letters changed over'],
  ['fatique', 'fatique=Fatigue', 'a wrong letter'],
  ['Abdomnal pain since Monday.', 'Abdomnal pain=Abdominal pain', 'a misspelt word beside a name'],
  ['Seen for rhuematoid arthritis.', 'rhuematoid arthritis=Rheumatoid arthritis', 'a misspelt word beside a name'],
  // states
  ['She is drowsy.', 'drowsy=Drowsiness', 'no slip for dropsy, which is edema'],
  ['She is constipated and dizzy.', 'constipated=Constipation; dizzy=Vertigo', 'adjectives of what ails her'],
  ['Lethargic, and confused at night.', 'Lethargic=Lethargy; confused=Confusion', 'adjectives of what ails him'],
  // homonyms and everyday words
  ['It was cold outside.', 'cold=-', 'weather'],
  ['She has a cold.', 'cold=-', 'HPO has no common cold; cold intolerance is another thing'],
  ['The plan was discussed at length.', 'length=-; plan=-', 'everyday words'],
  ['He lives alone in a small house.', 'small=-', 'everyday word'],
  ['Onset at age five.', 'age=-', 'everyday word'],
  ['We will see her again in one week; she was late.', 'late=-', 'everyday word'],
  ['The family was present.', 'family=-', 'everyday word'],
  ['Heart rate 80, blood pressure 120/80.', 'Heart rate=-; blood pressure=-', 'vital signs are no findings'],
  ['He was seen in the depression clinic.', 'clinic=-', 'a place'],
  ['The spleen is enlarged.', 'spleen is enlarged=Splenomegaly', 'what a sentence says of something'],
  ['The ears are not low-set.', 'ears are not low-set=Low-set ears/negated', 'the same, denied'],
  ['Abdomen: soft, distended. Skin: dry, no rash.', 'Abdomen: soft, distended=Abdominal distention; Skin: dry=Dry skin; rash=Skin rash/negated', 'the same behind labels'],
  ['Weight loss absent.', 'Weight loss=Weight loss/negated', 'no loss by other words'],
  ['Vision and hearing are normal.', 'Vision=-; hearing=-', 'functions, not findings'],
  // notes as they are
  ['- ataxia\n- tremor\n- dysarthria', 'ataxia=Ataxia; tremor=Tremor; dysarthria=Dysarthria', 'bullets'],
  ['1. Microcephaly\n2. Short stature', 'Microcephaly=Microcephaly; Short stature=Short stature', 'numbers'],
  ['Cardiac: no murmur.\nNeuro: ataxia.', 'ataxia=Ataxia', 'headings within a line'],
  ['Symptoms | since\nheadache | May\nvertigo | June', 'headache=Headache; vertigo=Vertigo', 'a table'],
  ['The patient had short\nstature and scoliosis.', 'short\nstature=Short stature; scoliosis=Scoliosis', 'a wrapped line'],
  ['Fever 😀, cough.', 'Fever=Fever; cough=Cough', 'beyond the basic plane'],
  ['Temp 39.2 C, RR 20; tachycardia.', 'tachycardia=Tachycardia; RR=-', 'units and signs'],
  ['Keine Anfälle, Fieber.', 'Anfälle=-', 'another language than that of the names'],
  // meaning
  ['abnormally large head', 'large head=Macrocephaly', 'lay words'],
  ['renal abnormality', 'renal abnormality=Abnormality of the kidney', 'an adjective for an organ'],
  ['loss of the sense of smell', 'loss of the sense of smell=Anosmia', 'plain words'],
  ['yellow skin', 'yellow skin=Jaundice', 'lay words'],
  ['cannot sleep', 'cannot sleep=Insomnia', 'plain words with a verb'],
  ['She passed out twice.', 'passed out=Syncope', 'plain words with a verb'],
  ['She is pale; no pale stools.', 'pale=Pallor', 'said of a person, and of something else'],
]

export const probes: readonly Probe[] = rows.map(([text, expected, why, fails]) => ({
  text,
  expected: expected.split('; '),
  why,
  ...(fails !== undefined && {fails}),
}))
