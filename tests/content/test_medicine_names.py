"""Which medicines are known by name, and what class each is of: pharmacology that every reference agrees on, typed by hand."""

import pytest

from rls_logic.asking.taken import known_medicine
from rls_logic.content.medicines import MedicineClass
from tests.strategies import KNOWLEDGE, asked_in

CLASSES: dict[str, str] = {
    # what sedates
    "orexin_antagonist": "suvorexant, Belsomra, lemborexant, Dayvigo, daridorexant, Quviviq",
    "z_drug": "zolpidem, Stilnox, zopiclone, Imovane, eszopiclone, Lunesta, zaleplon",
    "benzodiazepine": "flunitrazepam, brotizolam, prazepam, etizolam, Serepax, Temaze, lormetazepam, clobazam, midazolam",
    "other_sedative": "esketamine, Spravato, zuranolone, chloral hydrate, meprobamate, clomethiazole",
    "trazodone_or_nefazodone": "trazodone, nefazodone",
    "barbiturate": "Fioricet, butalbital, primidone, Donnatal",
    "muscle_relaxant_sedating": "baclofen, tizanidine, cyclobenzaprine, Norgesic, tetrazepam",
    "sedating_antihistamine": "Restavit, Travacalm, Avil, Sominex, Sleep-Eze, Tylenol Nighttime, pheniramine, pizotifen, ZzzQuil, Mersyndol",
    "sedating_antipsychotic": "quetiapine, Seroquel, olanzapine, clozapine, chlorpromazine, levomepromazine, pipamperone, promazine",
    "sedating_substance": "kava, phenibut, GBL",
    "cannabinoid": "cannabis, CBD oil, delta-8 THC, nabilone, Sativex",
    # opioids, and what blocks them
    "opioid": "Tramal, Contramal, Endone, Kapanol, Norspan, Biodone, Panadeine, Panadeine Forte, Mersyndol, Tylenol #3, tilidine, "
    "dipipanone, opium, paregoric, propoxyphene, meperidine, Suboxone, Migraleve Pink",
    "opioid_like_substance": "kratom, mitragynine, 7-OH, 7-hydroxymitragynine, tianeptine, Zaza",
    "opioid_antagonist": "naltrexone, low-dose naltrexone, LDN, Vivitrol, nalmefene, Selincro, Contrave, Mysimba, Lybalvi",
    "nalmefene": "nalmefene, Selincro",
    "alcohol_dependence_medicine": "acamprosate, disulfiram, nalmefene, naltrexone, Campral, Antabuse",
    "morphine": "MST, morphine, opium",
    "hydrocodone": "Norco, Vicodin, Hycodan",
    # dopamine
    "vmat2_inhibitor": "tetrabenazine, Xenazine, deutetrabenazine, Austedo, valbenazine, Ingrezza, reserpine",
    "dopamine_blocking_antiemetic": "metoclopramide, alizapride, metopimazine, thiethylperazine, cinnarizine, levosulpiride, Paramax",
    "other_dopamine_blocker": "flunarizine, amoxapine",
    "antipsychotic": "tiapride, levosulpiride, cyamemazine, pipamperone, melperone, prothipendyl, periciazine, pericyazine, promazine, sertindole",
    "antipsychotic_without_dopamine_block": "pimavanserin, Nuplazid, Cobenfy",
    "dopamine_agonist": "quinagolide, Leganto, pramipexole",
    "ergot_dopamine_agonist": "lisuride, dihydroergocryptine, cabergoline",
    "levodopa_by_mouth": "Kinson, Levocarb, Sinemet, Madopar, Stalevo",
    # enzymes, MAO, serotonin
    "mao_inhibitor": "rasagiline, selegiline, safinamide, linezolid, moclobemide, methylene blue, phenelzine, tranylcypromine, Emsam",
    "mao_inhibitor_nonselective": "phenelzine, tranylcypromine, isocarboxazid, linezolid",
    "cyp3a4_inhibitor": "clarithromycin, ketoconazole, itraconazole, ritonavir, Paxlovid, posaconazole, nefazodone, grapefruit juice",
    "cyp3a4_inhibitor_moderate": "erythromycin, fluconazole, diltiazem, verapamil, aprepitant, imatinib, Tarka",
    "cyp3a4_inducer": "rifampicin, rifampin, rifabutin, efavirenz, enzalutamide, St John's wort, carbamazepine, phenytoin, phenobarbital, primidone",
    "cyp1a2_inhibitor": "viloxazine, fluvoxamine, ciprofloxacin, mexiletine",
    "serotonergic_supplement": "St John's wort, 5-HTP, tryptophan",
    "triptan": "sumatriptan, rizatriptan, naratriptan, Treximet",
    # QT: CredibleMeds as widely known
    "qt_prolonging": "methadone, citalopram, escitalopram, haloperidol, ondansetron, domperidone, azithromycin, erythromycin, moxifloxacin, "
    "fluconazole, amiodarone, sotalol, donepezil, hydroxychloroquine, cilostazol, sulpiride, chlorpromazine",
    "qt_other_risk": "quetiapine, mirtazapine, venlafaxine, fluoxetine, trazodone, amitriptyline, diphenhydramine, promethazine, "
    "loperamide, buprenorphine, tizanidine, hydroxyzine, pimavanserin",
    # bleeding, angioedema
    "anticoagulant": "phenprocoumon, Marcumar, fluindione, nadroparin, warfarin, apixaban",
    "antiplatelet": "ticlopidine, DuoPlavin, ginkgo, clopidogrel, prasugrel, ticagrelor",
    "ace_inhibitor": "Coveram, Coversyl Plus, Tarka, Triapin, Accuretic, Vaseretic, Tritazide, cilazapril, zofenopril, Lotrel",
    "neprilysin_inhibitor": "sacubitril/valsartan, Entresto",
    # iron and what it meets
    "oral_iron": "Palafer, FeraMAX, Tardyferon, Ferro-Gradumet, Floradix, Spatone, Active Iron, Maltofer, multivitamin with iron",
    "levothyroxine": "levothyroxine, thyroxine, Oroxine, Eutroxsig, Armour Thyroid",
    "iron_bound_medicine": "doxycycline, ciprofloxacin, alendronate, mycophenolate, dolutegravir, entacapone, penicillamine",
    "aluminium_magnesium_antacid": "Maalox, Mucogel, milk of magnesia, Gaviscon",
}
# Misread easily: not of this class.
NOT: dict[str, str] = {
    "antipsychotic": "pimavanserin, tetrabenazine, Cobenfy",
    "opioid": "kratom, loperamide, naloxegol, naltrexone, suzetrigine",
    "opioid_antagonist": "naloxegol, methylnaltrexone, naldemedine, naloxone, Targinact, Suboxone, acamprosate",
    "alcohol_dependence_medicine": "LDN",
    "sedating_antihistamine": "azelastine, cetirizine, loratadine, fexofenadine",
    "oral_iron": "multivitamin, Diafer",
    "qt_prolonging": "quetiapine, amitriptyline, hydroxyzine",
    "cyp3a4_inhibitor": "azithromycin, erythromycin, diltiazem",
    "mao_inhibitor_nonselective": "rasagiline, selegiline, safinamide, moclobemide",
    "ace_inhibitor": "Entresto, losartan",
    "iron_bound_medicine": "levothyroxine, amlodipine",
    "levodopa_by_mouth": "Vyalev, Inbrija",
    "aluminium_magnesium_antacid": "Tums, omeprazole",
    "antiepileptic": "clonazepam",
    "dopamine_blocking_antiemetic": "ondansetron, hyoscine hydrobromide",
}
# Of no class that matters here, or of one that matters elsewhere: known, so not "not screened".
KNOWN = """
epoetin, darbepoetin, everolimus, belatacept, HRT, nicotine, caffeine, multivitamin, suzetrigine, gepirone, opipramol, azelastine,
atorvastatin, metformin, levothyroxine, lisinopril, amlodipine, metoprolol, albuterol, salbutamol, losartan, omeprazole, rosuvastatin,
pantoprazole, hydrochlorothiazide, semaglutide, montelukast, simvastatin, amoxicillin, tamsulosin, fluticasone, meloxicam, furosemide,
insulin glargine, ibuprofen, famotidine, empagliflozin, carvedilol, prednisone, glipizide, potassium chloride, allopurinol, aspirin,
methylphenidate, spironolactone, estradiol, pravastatin, dulaglutide, latanoprost, cholecalciferol, propranolol, ezetimibe, diclofenac,
budesonide/formoterol, atenolol, glimepiride, fenofibrate, valsartan, cephalexin, finasteride, dapagliflozin, folic acid, olmesartan,
valacyclovir, naproxen, cyanocobalamin, triamcinolone, hydralazine, tirzepatide, celecoxib, acetaminophen, oxybutynin, progesterone,
testosterone, nifedipine, benzonatate, chlorthalidone, sitagliptin, clobetasol, methotrexate, nitrofurantoin, umeclidinium/vilanterol,
ipratropium/albuterol, tiotropium, bumetanide, irbesartan, doxazosin, prazosin, terazosin, mometasone, pioglitazone, liraglutide,
prednisolone, hydrocortisone, sulfamethoxazole/trimethoprim, metronidazole, nystatin, acyclovir, sildenafil, tadalafil, colchicine,
linaclotide, mirabegron, dorzolamide, timolol, brimonidine, norethindrone, niacin, gemfibrozil, lovastatin, nebivolol, bisoprolol,
telmisartan, candesartan, torsemide, nitroglycerin, digoxin, insulin degludec, NPH insulin, saxagliptin, repaglinide, exenatide, acarbose,
methimazole, desmopressin, anastrozole, letrozole, tamoxifen, bicalutamide, leuprolide, raloxifene, denosumab, docusate, senna,
polyethylene glycol, bisacodyl, psyllium, lactulose, dicyclomine, mesalamine, azathioprine, tacrolimus, adalimumab, etanercept, budesonide,
beclomethasone, formoterol, theophylline, guaifenesin, pseudoephedrine, varenicline, ramelteon, galcanezumab, erenumab, oseltamivir,
terbinafine, mupirocin, tretinoin, clindamycin, cefuroxime, permethrin, ivermectin, solifenacin, trospium, dutasteride, alfuzosin,
paracetamol, lansoprazole, bendroflumethiazide, ramipril, colecalciferol, beclometasone, gliclazide, flucloxacillin, hydroxocobalamin,
mebeverine, macrogol, ispaghula, hyoscine butylbromide, trimethoprim, fusidic acid, chloramphenicol, carbocisteine, glycopyrronium,
indapamide, lercanidipine, felodipine, nicorandil, ivabradine, bezafibrate, linagliptin, desogestrel, tibolone, goserelin, apixaban,
eplerenone, metolazone, moxonidine, methyldopa, labetalol, betahistine, orlistat, febuxostat, tranexamic acid, famciclovir, pivmecillinam,
methenamine, isotretinoin, ursodeoxycholic acid, simeticone, carbimazole, fludrocortisone, dupilumab, ustekinumab, apremilast, hydroxyurea,
vitamin D, vitamin B12, vitamin E, vitamin K, zinc, selenium, magnesium, biotin, probiotic, cranberry, echinacea, garlic, glucosamine,
turmeric, ashwagandha, fish oil, coenzyme Q10, black cohosh, saw palmetto, milk thistle, ginseng
"""


def names(words: str) -> list[str]:
    return [name for name in (word.strip() for word in words.replace("\n", " ").split(",")) if name]


def classes_of(name: str) -> set[str]:
    medicine = known_medicine(name, KNOWLEDGE.medicine_by_name)
    assert medicine is not None, f"{name} is not known"
    return set(medicine.classes)


@pytest.mark.parametrize(("group", "name"), [(group, name) for group, said in CLASSES.items() for name in names(said)])
def test_a_medicine_is_of_the_class_that_every_reference_gives_it(group, name):
    assert group in classes_of(name)


@pytest.mark.parametrize(("group", "name"), [(group, name) for group, said in NOT.items() for name in names(said)])
def test_a_medicine_that_is_misread_easily_is_not_of_that_class(group, name):
    assert group not in classes_of(name)


def test_the_common_medicines_are_known_by_name():
    assert [name for name in names(KNOWN) if known_medicine(name, KNOWLEDGE.medicine_by_name) is None] == []


def test_every_class_is_read_by_something_or_is_kept_for_what_it_is_not():
    """A class that no record reads says nothing to anybody. These keep a medicine from being taken for something else."""
    asked = {question.name for question in asked_in(KNOWLEDGE.rules.values())}
    read = {group.id for group in KNOWLEDGE.medicine_classes.values() if asked & questions_of(group)}
    assert KNOWLEDGE.medicine_classes.keys() - read == {
        "nonsedating_antihistamine", "serotonin_antiemetic", "nsaid", "stimulant", "vitamin_c", "clonazepam", "dipyridamole",
        "clonidine", "melatonin", "domperidone",
    }  # fmt: skip


def questions_of(group: MedicineClass) -> set[str]:
    return {f"takes_{group.id}", *(group.for_reason(reason) for reason in group.for_reasons)}
