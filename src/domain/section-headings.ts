import type {Language} from './language.js'

/** What a section of a clinical note is about. */
export type SectionKind =
  | 'chief-complaint'
  | 'present-history'
  | 'past-history'
  | 'family-history'
  | 'social-history'
  | 'allergies'
  | 'immunisations'
  | 'medications'
  | 'review-of-systems'
  | 'vital-signs'
  | 'examination'
  | 'results'
  | 'indication'
  | 'findings'
  | 'assessment'
  | 'differential'
  | 'plan'
  | 'procedure'
  | 'course'
  | 'return-precautions'
  | 'other'

// biome-ignore format: word lists
/** Headings of each kind, lower case, without colon, numbering and emphasis. `other` is any heading not listed. */
export const sectionHeadings: Readonly<
  Record<Exclude<SectionKind, 'other'>, Readonly<Record<Language, readonly string[]>>>
> = {
  'chief-complaint': {
    en: ['chief complaint', 'chief complaints', 'cc', 'presenting complaint', 'presenting problem', 'reason for visit', 'reason for admission', 'reason for consultation', 'reason for referral', 'presenting symptoms', 'c/c', 'pc', 'p/c'],
    de: ['vorstellungsgrund', 'aufnahmegrund', 'konsultationsgrund', 'hauptbeschwerde', 'hauptbeschwerden', 'aktuelle beschwerden', 'beschwerden', 'leitsymptom', 'grund der vorstellung', 'einweisungsgrund'],
    fr: ['motif', 'motif de consultation', "motif d'hospitalisation", "motif d'admission", 'motif de la consultation', 'plainte principale'],
    es: ['motivo de consulta', 'motivo de ingreso', 'motivo', 'queja principal', 'motivo de la consulta', 'mc'],
    nl: ['reden van komst', 'reden van verwijzing', 'reden van opname', 'hoofdklacht', 'klacht', 'klachten', 'reden van consult'],
    sv: ['kontaktorsak', 'sökorsak', 'inläggningsorsak', 'besöksorsak', 'huvudsakligt besvär', 'intagningsorsak'],
    da: ['henvendelsesårsag', 'indlæggelsesårsag', 'kontaktårsag', 'henvisningsårsag', 'aktuelle klager', 'årsag til henvendelse'],
  },
  'present-history': {
    en: ['history of present illness', 'history of the present illness', 'hpi', 'present illness', 'history of presenting complaint', 'hpc', 'history of presenting illness', 'interval history', 'subjective', 'history', 'current history', 'clinical history', 'present history', 'hx', 'hopc', 'presenting history'],
    de: ['anamnese', 'aktuelle anamnese', 'jetzige anamnese', 'eigenanamnese aktuell', 'jetziges leiden', 'aktuelles leiden', 'krankheitsverlauf', 'zwischenanamnese'],
    fr: ['histoire de la maladie', 'hdm', 'histoire de la maladie actuelle', 'anamnèse', 'interrogatoire', 'histoire actuelle', 'maladie actuelle', 'mode de vie et histoire de la maladie'],
    es: ['enfermedad actual', 'historia de la enfermedad actual', 'historia actual', 'anamnesis', 'ea', 'padecimiento actual', 'historia clínica'],
    nl: ['anamnese', 'huidige anamnese', 'actuele anamnese', 'speciële anamnese', 'ziektegeschiedenis', 'subjectief', 'beloop van de klachten'],
    sv: ['anamnes', 'aktuellt', 'nuvarande sjukdom', 'aktuell anamnes', 'aktuella besvär', 'nuvarande besvär', 'subjektivt'],
    da: ['anamnese', 'aktuelt', 'nuværende', 'aktuel anamnese', 'aktuel sygehistorie', 'sygehistorie', 'aktuel sygdom', 'nuværende sygdom', 'subjektivt'],
  },
  'past-history': {
    en: ['past medical history', 'past medical hx', 'medical history', 'past history', 'pmh', 'pmhx', 'pmh/psh', 'past medical and surgical history', 'past surgical history', 'surgical history', 'psh', 'pshx', 'previous medical history', 'prior medical history', 'past medical/surgical history', 'past psychiatric history', 'previous history', 'past illnesses', 'prior history', 'past obstetric history', 'past problems', 'previous problems', 'pmedhx'],
    de: ['vorerkrankungen', 'voroperationen', 'frühere erkrankungen', 'eigenanamnese', 'medizinische vorgeschichte', 'vorgeschichte', 'krankengeschichte', 'frühere anamnese', 'vordiagnosen', 'persönliche anamnese', 'operationen'],
    fr: ['antécédents', 'atcd', 'antécédents médicaux', 'antécédents personnels', 'antécédents chirurgicaux', 'antécédents médico-chirurgicaux', 'antécédents médicaux et chirurgicaux', 'antécédents personnels médicaux', 'histoire médicale'],
    es: ['antecedentes', 'antecedentes personales', 'antecedentes médicos', 'antecedentes patológicos', 'antecedentes personales patológicos', 'antecedentes quirúrgicos', 'antecedentes médico-quirúrgicos', 'historia médica', 'historia médica previa', 'antecedentes patológicos personales'],
    nl: ['voorgeschiedenis', 'medische voorgeschiedenis', 'vg', 'relevante voorgeschiedenis', 'chirurgische voorgeschiedenis', 'medische historie'],
    sv: ['tidigare sjukdomar', 'tidigare sjukdom', 'tidigare', 'tidigare sjukhistoria', 'sjukdomshistoria', 'tidigare operationer', 'tidigare och nuvarande sjukdomar'],
    da: ['tidligere sygdomme', 'tidligere', 'tidligere sygehistorie', 'tidligere operationer', 'tidligere indlæggelser', 'tidligere indlæggelser og operationer', 'sygdomshistorie'],
  },
  'family-history': {
    en: ['family history', 'family medical history', 'fh', 'fhx', 'fam hx', 'family hx', 'family historical', 'f/h', 'fmh', 'famhx', 'fam history'],
    de: ['familienanamnese', 'familiäre anamnese', 'familiengeschichte', 'familiäre belastung', 'famanamnese'],
    fr: ['antécédents familiaux', 'atcd familiaux', 'histoire familiale', 'antécédents de la famille'],
    es: ['antecedentes familiares', 'historia familiar', 'antecedentes heredofamiliares', 'ahf', 'antecedentes hereditarios y familiares'],
    nl: ['familieanamnese', 'familie-anamnese', 'familiegeschiedenis', 'familiaire anamnese', 'fam. anamnese'],
    sv: ['hereditet', 'ärftlighet', 'familjeanamnes', 'familjehistoria', 'släkthistoria'],
    da: ['dispositioner', 'arvelighed', 'familieanamnese', 'familiær disposition', 'familiære dispositioner', 'familiehistorie'],
  },
  'social-history': {
    en: ['social history', 'family and social history', 'social and family history', 'family/social history', 'sh', 'shx', 'social hx', 'social', 'habits', 'occupational history', 'lifestyle', 'substance use', 'travel history', 'sexual history'],
    de: ['sozialanamnese', 'soziale anamnese', 'berufsanamnese', 'noxen', 'genussmittel', 'reiseanamnese', 'vegetative anamnese'],
    fr: ['mode de vie', 'contexte social', 'histoire sociale', 'habitudes de vie', 'habitudes', 'situation sociale', 'contexte de vie', 'antécédents sociaux'],
    es: ['hábitos tóxicos', 'hábitos', 'antecedentes sociales', 'historia social', 'situación social', 'hábitos de vida', 'situación basal'],
    nl: ['sociale anamnese', 'sociaal', 'intoxicaties', 'leefgewoonten', 'sociale voorgeschiedenis', 'roken en alcohol'],
    sv: ['socialt', 'social anamnes', 'levnadsvanor', 'tobak/alkohol', 'tobak', 'alkohol', 'vanor'],
    da: ['socialt', 'sociale forhold', 'social anamnese', 'tobak', 'alkohol', 'kram', 'tobak/alkohol', 'ekspositioner'],
  },
  allergies: {
    en: ['allergies', 'allergy', 'intolerances', 'drug intolerances', 'allergies/intolerances', 'allergies and intolerances', 'adverse drug reactions', 'drug allergies', 'medication allergies', 'adverse reactions', 'allergies and adverse reactions', 'known allergies'],
    de: ['allergien', 'allergie', 'unverträglichkeiten', 'allergien/unverträglichkeiten', 'arzneimittelunverträglichkeiten', 'allergien und unverträglichkeiten'],
    fr: ['allergies', 'allergie', 'intolérances', 'allergies et intolérances', 'allergies médicamenteuses'],
    es: ['alergias', 'alergia', 'alergias medicamentosas', 'ram', 'intolerancias', 'alergias e intolerancias'],
    nl: ['allergieën', 'allergie', 'overgevoeligheden', 'intoleranties', 'allergieen'],
    sv: ['överkänslighet', 'allergier', 'allergi', 'allergi/överkänslighet', 'överkänsligheter'],
    da: ['allergier', 'allergi', 'cave', 'overfølsomhed', 'allergi/cave', 'intolerance'],
  },
  immunisations: {
    en: ['immunizations', 'immunisations', 'immunization', 'immunisation', 'immunization history', 'immunisation history', 'immunization status', 'vaccinations', 'vaccination', 'vaccination history', 'vaccination status', 'vaccines', 'vaccine history', 'imms', 'immunization record'],
    de: ['impfungen', 'impfstatus', 'impfanamnese', 'schutzimpfungen'],
    fr: ['vaccinations', 'vaccins', 'vaccination', 'statut vaccinal', 'calendrier vaccinal'],
    es: ['vacunas', 'vacunación', 'vacunaciones', 'inmunizaciones', 'calendario vacunal'],
    nl: ['vaccinaties', 'vaccinatie', 'inentingen', 'vaccinatiestatus'],
    sv: ['vaccinationer', 'vaccination', 'vaccinationsstatus', 'vaccinerad'],
    da: ['vaccinationer', 'vaccination', 'vaccinationsstatus'],
  },
  medications: {
    en: ['medications', 'medication', 'current medications', 'meds', 'home medications', 'discharge medications', 'admission medications', 'medications on admission', 'medications at home', 'outpatient medications', 'medication list', 'current meds', 'medication history'],
    de: ['medikation', 'medikamente', 'aktuelle medikation', 'hausmedikation', 'entlassmedikation', 'entlassungsmedikation', 'dauermedikation', 'medikamentenanamnese', 'vormedikation', 'aufnahmemedikation', 'aktuelle medikamente'],
    fr: ['traitement', 'traitements', 'traitement habituel', 'traitement actuel', 'traitement en cours', "traitement à l'entrée", 'traitement de sortie', 'médicaments', 'traitements en cours', 'traitement à domicile'],
    es: ['medicación', 'medicación habitual', 'tratamiento habitual', 'tratamiento actual', 'medicamentos', 'medicación actual', 'tratamiento domiciliario', 'tratamiento previo'],
    nl: ['medicatie', 'huidige medicatie', 'thuismedicatie', 'actuele medicatie', 'medicijnen', 'medicatie bij opname', 'medicatie bij ontslag', 'ontslagmedicatie'],
    sv: ['läkemedel', 'aktuella läkemedel', 'medicinering', 'aktuell medicinering', 'nuvarande läkemedel', 'medicin', 'mediciner', 'aktuella mediciner'],
    da: ['medicin', 'medicinering', 'aktuel medicin', 'nuværende medicin', 'aktuel medicinering', 'medicinstatus', 'fast medicin'],
  },
  'review-of-systems': {
    en: ['review of systems', 'ros', 'systems review', 'systemic review', 'system review', 'systemic enquiry'],
    de: ['systemanamnese', 'systemübersicht', 'organanamnese', 'allgemeinanamnese'],
    fr: ['revue des systèmes', 'revue par système', 'revue des appareils', 'revue des symptômes'],
    es: ['revisión por sistemas', 'anamnesis por aparatos', 'interrogatorio por aparatos y sistemas', 'revisión por aparatos y sistemas', 'revisión de sistemas', 'anamnesis por órganos y aparatos'],
    nl: ['tractusanamnese', 'algemene anamnese', 'systeemanamnese', 'anamnese per tractus'],
    sv: ['organanamnes', 'systemanamnes', 'systemgenomgång', 'allmänna symtom'],
    da: ['øvrige organsystemer', 'organsystemer', 'organgennemgang', 'systemgennemgang', 'øvrige organer'],
  },
  'vital-signs': {
    en: ['vitals', 'vital signs', 'vs', 'vitals reviewed', 'vital signs reviewed'],
    de: ['vitalparameter', 'vitalwerte', 'vitalzeichen', 'vitaldaten'],
    fr: ['constantes', 'signes vitaux', 'paramètres vitaux', 'paramètres'],
    es: ['constantes', 'constantes vitales', 'signos vitales'],
    nl: ['vitale parameters', 'vitale functies', 'controles', 'vitale waarden'],
    sv: ['vitalparametrar', 'vitala parametrar', 'vitalparametrar vid ankomst'],
    da: ['vitalparametre', 'vitale parametre', 'værdier'],
  },
  examination: {
    en: ['physical exam', 'physical examination', 'exam', 'examination', 'pe', 'on examination', 'o/e', 'objective', 'physical findings', 'clinical examination', 'mental status exam', 'mental status examination', 'neurological examination', 'general examination'],
    de: ['untersuchungsbefund', 'körperliche untersuchung', 'körperlicher untersuchungsbefund', 'aufnahmebefund', 'klinischer befund', 'klinische untersuchung', 'status', 'untersuchung', 'internistischer befund', 'neurologischer befund', 'objektiv', 'status praesens', 'lokalbefund', 'psychopathologischer befund'],
    fr: ['examen clinique', 'examen physique', 'examen', "examen à l'entrée", "examen clinique à l'entrée", 'objectif', 'examen neurologique', "examen à l'admission"],
    es: ['exploración física', 'exploración', 'examen físico', 'ef', 'examen clínico', 'objetivo', 'exploración neurológica', 'exploración clínica'],
    nl: ['lichamelijk onderzoek', 'onderzoek', 'lo', 'status praesens', 'objectief', 'neurologisch onderzoek', 'klinisch onderzoek', 'psychiatrisch onderzoek'],
    sv: ['status', 'undersökning', 'klinisk undersökning', 'objektivt', 'somatiskt status', 'allmäntillstånd', 'psykiskt status', 'neurologiskt status'],
    da: ['objektiv undersøgelse', 'objektivt', 'undersøgelse', 'obj', 'klinisk undersøgelse', 'status', 'objektiv us', 'neurologisk undersøgelse'],
  },
  results: {
    en: ['results', 'labs', 'laboratory', 'laboratory data', 'laboratory results', 'lab results', 'imaging', 'studies', 'data', 'pertinent results', 'diagnostic studies', 'radiology', 'investigations', 'test results', 'microbiology', 'pathology', 'ecg', 'ekg'],
    de: ['labor', 'laborwerte', 'laborbefunde', 'befunde', 'bildgebung', 'apparative diagnostik', 'diagnostik', 'röntgen', 'ekg', 'radiologie', 'sonographie', 'ergebnisse', 'histologie', 'mikrobiologie', 'technische untersuchungen'],
    fr: ['résultats', 'examens complémentaires', 'biologie', 'imagerie', 'bilan biologique', 'bilan', 'examens paracliniques', 'examens', 'paraclinique', 'laboratoire', 'radiologie'],
    es: ['resultados', 'pruebas complementarias', 'analítica', 'laboratorio', 'exámenes complementarios', 'radiología', 'estudios', 'imagen', 'pruebas de imagen', 'exploraciones complementarias'],
    nl: ['aanvullend onderzoek', 'uitslagen', 'laboratorium', 'lab', 'beeldvorming', 'laboratoriumonderzoek', 'resultaten', 'beeldvormend onderzoek', 'radiologie'],
    sv: ['lab', 'labsvar', 'provsvar', 'resultat', 'undersökningar', 'röntgen', 'laboratoriesvar', 'utredning', 'svar', 'ekg'],
    da: ['paraklinik', 'paraklinisk', 'blodprøver', 'resultater', 'laboratoriesvar', 'prøvesvar', 'parakliniske undersøgelser', 'billeddiagnostik', 'biokemi', 'ekg', 'røntgen'],
  },
  indication: {
    en: ['indication', 'indications', 'clinical indication', 'reason for exam', 'reason for examination', 'reason for study', 'clinical information', 'reason for this examination', 'clinical details'],
    de: ['indikation', 'fragestellung', 'klinische angaben', 'klinische fragestellung', 'rechtfertigende indikation', 'klinik'],
    fr: ['indication', 'indications', 'renseignements cliniques', "motif de l'examen"],
    es: ['indicación', 'indicaciones del estudio', 'datos clínicos', 'información clínica', 'motivo de la exploración'],
    nl: ['indicatie', 'klinische gegevens', 'vraagstelling', 'klinische vraagstelling'],
    sv: ['indikation', 'frågeställning', 'klinisk frågeställning', 'remissfråga'],
    da: ['indikation', 'klinisk problemstilling', 'henvisningsdiagnose', 'klinisk oplysning', 'problemstilling'],
  },
  findings: {
    en: ['findings', 'technique', 'comparison', 'report', 'gross description', 'microscopic description'],
    de: ['befund', 'technik', 'vergleich', 'beschreibung'],
    fr: ['compte rendu', 'technique', 'comparaison', 'constatations', 'description'],
    es: ['hallazgos', 'técnica', 'comparación', 'descripción', 'informe'],
    nl: ['bevindingen', 'techniek', 'verslag', 'vergelijking'],
    sv: ['fynd', 'utlåtande', 'teknik', 'jämförelse'],
    da: ['fund', 'beskrivelse', 'teknik', 'sammenligning'],
  },
  assessment: {
    en: ['assessment', 'impression', 'diagnosis', 'diagnoses', 'assessment and plan', 'assessment & plan', 'assessment/plan', 'a/p', 'a&p', 'final diagnosis', 'discharge diagnosis', 'discharge diagnoses', 'conclusion', 'conclusions', 'problem list', 'active problems', 'problems', 'admission diagnosis', 'principal diagnosis', 'impression and plan', 'impression/plan', 'summary', 'opinion', 'admitting diagnosis', 'preoperative diagnosis', 'postoperative diagnosis', 'secondary diagnoses', 'current problems', 'imp', 'dx', 'working diagnosis'],
    de: ['beurteilung', 'diagnose', 'diagnosen', 'zusammenfassung', 'hauptdiagnose', 'nebendiagnosen', 'epikrise', 'aktuelle diagnosen', 'entlassungsdiagnose', 'entlassungsdiagnosen', 'aufnahmediagnose', 'einschätzung', 'bewertung', 'problemliste', 'beurteilung und procedere'],
    fr: ['conclusion', 'diagnostic', 'diagnostics', 'impression', 'évaluation', 'synthèse', 'au total', 'diagnostic retenu', 'diagnostic principal', 'diagnostic de sortie', 'discussion', 'analyse', 'impression et plan', 'résumé'],
    es: ['diagnóstico', 'diagnósticos', 'juicio clínico', 'impresión diagnóstica', 'conclusión', 'valoración', 'evaluación', 'diagnóstico principal', 'diagnóstico de alta', 'impresión', 'análisis', 'lista de problemas', 'conclusiones', 'diagnóstico al alta', 'resumen'],
    nl: ['conclusie', 'diagnose', 'diagnosen', 'diagnoses', 'beoordeling', 'samenvatting', 'werkdiagnose', 'evaluatie', 'overwegingen', 'hoofddiagnose', 'probleemlijst', 'conclusie en beleid', 'bespreking', 'impressie'],
    sv: ['bedömning', 'diagnos', 'diagnoser', 'sammanfattning', 'sammanfattande bedömning', 'huvuddiagnos', 'bidiagnoser', 'bedömning och plan', 'bedömning/åtgärd', 'problemlista'],
    da: ['vurdering', 'konklusion', 'diagnose', 'diagnoser', 'aktionsdiagnose', 'sammenfatning', 'resume', 'vurdering og plan', 'konklusion og plan', 'bidiagnoser', 'resumé'],
  },
  differential: {
    en: ['differential', 'differential diagnosis', 'differential diagnoses', 'ddx', 'dd', 'd/d', 'dx considered'],
    de: ['differentialdiagnose', 'differentialdiagnosen', 'differenzialdiagnose', 'differenzialdiagnosen', 'dd', 'verdachtsdiagnose', 'verdachtsdiagnosen'],
    fr: ['diagnostic différentiel', 'diagnostics différentiels', 'hypothèses diagnostiques', 'hypothèse diagnostique', 'hypothèses'],
    es: ['diagnóstico diferencial', 'diagnósticos diferenciales', 'sospecha diagnóstica', 'hipótesis diagnóstica', 'sospecha clínica'],
    nl: ['differentiaaldiagnose', 'differentiële diagnose', 'differentiaal diagnose', 'dd', 'differentiaaldiagnosen', 'differentiaaldiagnostiek'],
    sv: ['differentialdiagnos', 'differentialdiagnoser', 'diffdiagnos', 'diffdiagnoser', 'dd', 'misstänkt diagnos'],
    da: ['differentialdiagnose', 'differentialdiagnoser', 'differentialdiagnostik', 'dd', 'tentativ diagnose', 'tentative diagnoser', 'obs. diagnoser'],
  },
  plan: {
    en: ['plan', 'recommendations', 'recommendation', 'treatment plan', 'plan of care', 'follow-up', 'follow up', 'followup', 'discharge instructions', 'instructions', 'treatment', 'patient instructions', 'plan and recommendations', 'orders'],
    de: ['procedere', 'prozedere', 'plan', 'empfehlung', 'empfehlungen', 'therapie', 'weiteres procedere', 'therapieempfehlung', 'therapievorschlag', 'behandlungsplan', 'weiteres vorgehen', 'vorgehen', 'behandlung', 'nachsorge'],
    fr: ['conduite à tenir', 'plan', 'suivi', 'recommandations', 'prise en charge', 'plan de traitement', 'projet thérapeutique', 'plan de soins'],
    es: ['plan', 'tratamiento', 'recomendaciones', 'seguimiento', 'plan de tratamiento', 'conducta', 'plan terapéutico', 'indicaciones', 'tratamiento al alta', 'recomendaciones al alta'],
    nl: ['beleid', 'plan', 'behandeling', 'vervolg', 'behandelplan', 'advies', 'afspraken', 'therapie', 'aanbevelingen', 'nacontrole'],
    sv: ['åtgärd', 'åtgärder', 'plan', 'planering', 'behandling', 'rekommendation', 'uppföljning', 'vidare planering', 'fortsatt planering', 'ordination'],
    da: ['plan', 'behandling', 'anbefaling', 'opfølgning', 'behandlingsplan', 'videre plan', 'kontrol', 'ordination', 'rekommandation'],
  },
  procedure: {
    en: ['procedure', 'procedures', 'operation', 'operative procedure', 'procedure details', 'description of procedure', 'operative findings', 'procedures performed', 'anesthesia', 'complications', 'operative report'],
    de: ['eingriff', 'operation', 'op-bericht', 'operationsbericht', 'op-verlauf', 'prozeduren', 'komplikationen', 'narkose'],
    fr: ['intervention', 'procédure', 'compte rendu opératoire', 'geste', 'complications', 'anesthésie', 'acte'],
    es: ['procedimiento', 'procedimientos', 'intervención', 'intervención quirúrgica', 'complicaciones', 'anestesia', 'técnica quirúrgica'],
    nl: ['ingreep', 'operatie', 'procedure', 'operatieverslag', 'complicaties', 'verrichting', 'verrichtingen'],
    sv: ['operation', 'ingrepp', 'operationsberättelse', 'komplikationer', 'procedur', 'anestesi'],
    da: ['operation', 'indgreb', 'procedure', 'operationsbeskrivelse', 'komplikationer', 'procedurer'],
  },
  course: {
    en: ['hospital course', 'brief hospital course', 'course', 'clinical course', 'ed course', 'emergency department course', 'progress', 'interval events', 'course in hospital', 'hospital course by problem'],
    de: ['verlauf', 'therapie und verlauf', 'klinischer verlauf', 'stationärer verlauf', 'behandlungsverlauf', 'krankenhausverlauf'],
    fr: ['évolution', 'évolution dans le service', 'évolution clinique', "évolution et prise en charge", 'suivi clinique'],
    es: ['evolución', 'evolución clínica', 'curso clínico', 'evolución y comentarios', 'evolución hospitalaria'],
    nl: ['beloop', 'klinisch beloop', 'decursus', 'verloop', 'beloop tijdens opname'],
    sv: ['förlopp', 'vårdförlopp', 'vårdtid', 'kliniskt förlopp', 'sjukhusvistelse', 'daganteckning'],
    da: ['forløb', 'indlæggelsesforløb', 'sygdomsforløb', 'klinisk forløb'],
  },
  'return-precautions': {
    en: ['return precautions', 'return instructions', 'return to ed if', 'return to the ed if', 'when to return', 'warning signs', 'when to seek care', 'when to call', 'red flags', 'safety netting', 'when to seek medical attention', 'call your doctor if', 'seek medical attention if'],
    de: ['wiedervorstellung bei', 'wiedervorstellungsgründe', 'warnzeichen', 'sofortige wiedervorstellung bei', 'alarmzeichen'],
    fr: ['consulter en urgence si', 'reconsulter si', "signes d'alerte", 'consignes de surveillance', "signes d'alarme", 'motifs de reconsultation'],
    es: ['signos de alarma', 'motivos de reconsulta', 'acudir a urgencias si', 'señales de alarma', 'datos de alarma', 'criterios de reconsulta'],
    nl: ['alarmsymptomen', 'contact opnemen bij', 'vangnetadvies', 'terugkomen bij', 'alarmsignalen', 'vangnet'],
    sv: ['sök akut vid', 'återkom vid', 'varningstecken', 'sök vård vid', 'alarmsymtom', 'sök åter vid'],
    da: ['faresignaler', 'søg læge ved', 'kontakt læge ved', 'alarmsymptomer', 'genhenvendelse ved', 'advarselstegn'],
  },
}
