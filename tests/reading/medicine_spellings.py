"""Medicine names as they are typed and pasted, with what each must come to. Typed by hand: brand lists, misspellings, prescriptions.

`READ`: the generic name or names that the text stands for. `OFFERED`: what must be asked, never taken. `NOT_SCREENED`: kept as
typed. `SET_ASIDE`: may name a person, or is no name. One a line; a bar parts the text from what it comes to.
"""

READ = r"""
lyrica 75mg bd | pregabalin
Lyrica® 150 mg | pregabalin
LYRICA | pregabalin
lyrica75mg | pregabalin
Lyrica-75 | pregabalin
lyrica 75 mg caps | pregabalin
Lyrica capsules 75mg | pregabalin
Lyrica (pregabalin) | pregabalin
pregabalin (Lyrica) 75 mg | pregabalin
Alzain 50mg nocte | pregabalin
pregabalin 75mg BD | pregabalin
pregabalin 25 mg at night | pregabalin
pregabalin 2 x 75 mg | pregabalin
Neurontin 300 | gabapentin
neurontin 300mg tds | gabapentin
Gralise 600 mg | gabapentin
Tab gabapentin | gabapentin
Caps gabapentin 300mg | gabapentin
gabapentin. | gabapentin
1. gabapentin | gabapentin
1) gabapentin 100 mg | gabapentin
- gabapentin | gabapentin
• gabapentin | gabapentin
* gabapentin | gabapentin
"gabapentin" | gabapentin
'gabapentin' | gabapentin
“gabapentin” | gabapentin
gabapentin, | gabapentin
gabapentin; | gabapentin
gabapentin300 | gabapentin
gabapentin 300 mg 1-0-1 | gabapentin
gabapentin 300mg three times daily | gabapentin
gabapentin 300mg 3 times a day | gabapentin
gabapentin 300 mg po tid | gabapentin
gabapentin 600mg ON | gabapentin
gabapentin 300 mg qhs | gabapentin
gabapentin 100mg x3 | gabapentin
gabapentin 300mg/day | gabapentin
Gabapentin 300 MG Oral Capsule | gabapentin
  gabapentin   300   | gabapentin
Horizant 600 mg | gabapentin enacarbil
horizant 600mg at 5 pm | gabapentin enacarbil
gabapentin enacarbil 600 mg daily | gabapentin enacarbil
Mirapex 0.125 mg | pramipexole
mirapex er 0.375 mg | pramipexole
Mirapexin 0.088mg | pramipexole
Sifrol 0.125 | pramipexole
pramipexole 0.125 mg qhs | pramipexole
pramipexole 88 micrograms | pramipexole
pramipexole 0,125 mg | pramipexole
Requip 0.25 | ropinirole
requip xl 2mg | ropinirole
Adartrel 0.5 mg nocte | ropinirole
ropinirole 0.25mg nocte | ropinirole
ropinirole 0.25 mg at night | ropinirole
ropinirole XL 4 mg od | ropinirole
Neupro patch | rotigotine
Neupro 2mg/24h | rotigotine
neupro 1 mg/24 h patch | rotigotine
rotigotine patch 2mg | rotigotine
Sinemet 25/100 | levodopa/carbidopa
sinemet cr 50/200 | levodopa/carbidopa
Sinemet Plus 25/100 | levodopa/carbidopa
Half Sinemet CR | levodopa/carbidopa
levodopa/carbidopa 100/25 | levodopa/carbidopa
carbidopa/levodopa 25-100 | levodopa/carbidopa
carbidopa-levodopa 25/100 tid | levodopa/carbidopa
co-careldopa 25/100 | levodopa/carbidopa
Madopar 100/25 | levodopa/benserazide
madopar cr | levodopa/benserazide
co-beneldopa 12.5/50 | levodopa/benserazide
Stalevo 100/25/200 | levodopa/carbidopa/entacapone
MST 10 | morphine
MST Continus 10mg bd | morphine
mst 30 mg bd | morphine
Oramorph 10mg/5ml prn | morphine
morphine | morphine
morphine sulfate 10 mg | morphine
morphine sulphate mr 10mg | morphine
Zomorph 10mg | morphine
OxyContin 10mg | oxycodone
oxycontin 20 mg bid | oxycodone
OxyNorm 5mg prn | oxycodone
oxycodone MR | oxycodone
oxycodone mr 10mg bd | oxycodone
oxycodone hcl 5 mg | oxycodone
Targinact 10/5 | oxycodone/naloxone
Suboxone 8/2 | buprenorphine/naloxone
suboxone 8mg/2mg film | buprenorphine/naloxone
tramadol mr | tramadol
Tramadol MR 100 mg | tramadol
tramadol 50mg prn | tramadol
tramadol hcl 50 mg | tramadol
Ultram 50 | tramadol
Zydol 50mg | tramadol
methadone 10mg/ml | methadone
methadone 5 mg nocte | methadone
methadone hydrochloride 10 mg | methadone
Codeine 30mg | codeine
codeine phosphate 30 mg | codeine
co codamol 30/500 | co-codamol
co-codamol 30/500 | co-codamol
cocodamol 8/500 | co-codamol
co‑codamol 8/500 | co-codamol
Co-codamol 30mg/500mg 2 tabs qds | co-codamol
Tylenol #3 | acetaminophen/codeine
tylenol 3 | acetaminophen/codeine
Tylenol No. 3 | acetaminophen/codeine
Tylenol 500 mg | paracetamol
Tylenol 3 times daily | paracetamol
paracetamol prn | paracetamol
paracetamol 1g qds | paracetamol
acetaminophen 500 mg | paracetamol
Panadol 500mg | paracetamol
vitamin D 50000 | vitamin D
Vitamin D3 1000 IU | vitamin D
vit D 800 iu daily | vitamin D
vitamin d 50,000 units weekly | vitamin D
Adcal D3 | calcium and vitamin D
St John’s wort | St John's wort
St. John's Wort | St John's wort
st johns wort 300 mg | St John's wort
St Johns Wort | St John's wort
Seroquel 25 | quetiapine
seroquel xr 50mg | quetiapine
quetiapine xr 50 | quetiapine
quetiapine fumarate 25 mg | quetiapine
Zyprexa 5 mg | olanzapine
olanzapine 5mg odt | olanzapine
Risperdal 1 mg | risperidone
risperidone 0.5mg bd | risperidone
Haldol 2 mg | haloperidol
haloperidol 0.5 mg prn | haloperidol
Abilify 5mg | aripiprazole
aripiprazole 10 mg od | aripiprazole
Zoloft 50 mg | sertraline
sertraline 100mg mane | sertraline
sertraline hcl 50 mg | sertraline
Prozac 20 | fluoxetine
fluoxetine 20mg caps | fluoxetine
Celexa 20 mg | citalopram
citalopram 20mg od | citalopram
citalopram hydrobromide 20 mg | citalopram
Cipralex 10mg | escitalopram
Lexapro 10 | escitalopram
Paxil 20 mg | paroxetine
Seroxat 20mg | paroxetine
Effexor XR 75 mg | venlafaxine
venlafaxine xl 75mg | venlafaxine
venlafaxine MR 150 mg od | venlafaxine
Cymbalta 60 | duloxetine
duloxetine 30mg daily | duloxetine
Remeron 15 mg | mirtazapine
mirtazapine 15mg nocte | mirtazapine
amitriptyline 10mg nocte | amitriptyline
Elavil 25 mg | amitriptyline
Wellbutrin XL 150 | bupropion
bupropion SR 150 mg bid | bupropion
trazodone 50mg at night | trazodone
Desyrel 50 | trazodone
lithium carbonate 400 mg | lithium
Priadel 400mg | lithium
clonazepam 0.5mg | clonazepam
Rivotril 0.5 mg | clonazepam
Klonopin 1mg qhs | clonazepam
diazepam 5mg prn | diazepam
Valium 5 mg | diazepam
lorazepam 1 mg | lorazepam
Ativan 0.5mg | lorazepam
temazepam 10mg nocte | temazepam
zopiclone 7.5 | zopiclone
zopiclone 3.75mg on | zopiclone
Imovane 7.5 mg | zopiclone
Ambien 10 mg | zolpidem
zolpidem 5mg | zolpidem
Stilnoct 10 mg | zolpidem
melatonin 2mg mr | melatonin
Circadin 2 mg | melatonin
Benadryl 25 mg | diphenhydramine
promethazine 25 mg | promethazine
Phenergan 25mg | promethazine
hydroxyzine 25 mg nocte | hydroxyzine
cetirizine 10mg | cetirizine
loratadine 10 mg od | loratadine
Reglan 10 mg | metoclopramide
metoclopramide 10mg tds | metoclopramide
Maxolon 10mg | metoclopramide
prochlorperazine 5mg | prochlorperazine
Stemetil 5 mg | prochlorperazine
domperidone 10 mg | domperidone
ondansetron 4mg prn | ondansetron
baclofen 10 mg tds | baclofen
Flexeril 10 mg | cyclobenzaprine
ferrous sulphate 200mg tds | ferrous sulfate
ferrous sulfate 325 mg | ferrous sulfate
Ferrous fumarate 210 mg | ferrous fumarate
aspirin 75 mg od | aspirin
aspirin 81 | aspirin
ASPIRIN 81MG EC | aspirin
Plavix 75mg | clopidogrel
clopidogrel 75 | clopidogrel
warfarin 3 mg | warfarin
Coumadin 5 | warfarin
apixaban 5mg bd | apixaban
Eliquis 5 mg | apixaban
Xarelto 20mg | rivaroxaban
rivaroxaban 20 mg with food | rivaroxaban
edoxaban 60mg | edoxaban
dabigatran 150 mg bd | dabigatran
dipyridamole 200mg mr | dipyridamole
ibuprofen 400 mg prn | ibuprofen
ibuprofen gel | ibuprofen
Nurofen 200mg | ibuprofen
Advil 200 | ibuprofen
naproxen 500mg bd | naproxen
diclofenac 50 mg | diclofenac
celecoxib 200mg | celecoxib
omeprazole 20mg od | omeprazole
Omeprazole 20 MG DR caps | omeprazole
Losec 20 mg | omeprazole
lansoprazole 30mg | lansoprazole
pantoprazole 40 mg | pantoprazole
esomeprazole 20mg | esomeprazole
Nexium 40 | esomeprazole
famotidine 20 mg | famotidine
levothyroxine 100 mcg | levothyroxine
thyroxine 100mcg mane | levothyroxine
Synthroid 50 mcg | levothyroxine
L-thyroxine 75 micrograms | levothyroxine
metformin 500mg BD with food | metformin
Metformin MR 500 mg | metformin
Glucophage 850 | metformin
gliclazide MR | gliclazide
gliclazide 80mg bd | gliclazide
Januvia 100 mg | sitagliptin
sitagliptin 50mg | sitagliptin
empagliflozin 10 mg | empagliflozin
Jardiance 10mg | empagliflozin
dapagliflozin 10 | dapagliflozin
Ozempic 0.5 mg weekly | semaglutide
semaglutide 1 mg once weekly | semaglutide
pioglitazone 30mg | pioglitazone
insulin glargine 20 units nocte | insulin glargine
Lantus 20 units | insulin glargine
ramipril 5mg | ramipril
Ramipril 2.5 mg caps | ramipril
lisinopril 10 mg daily | lisinopril
perindopril 4mg | perindopril
losartan 50 mg | losartan
candesartan 8mg od | candesartan
valsartan 80mg | valsartan
Entresto 49/51 | sacubitril/valsartan
amlodipine 5mg | amlodipine
Amlodipine besilate 10 mg | amlodipine
Norvasc 5 | amlodipine
diltiazem 120mg sr | diltiazem
verapamil 80 mg | verapamil
bisoprolol 2.5mg | bisoprolol
Bisoprolol fumarate 5 mg | bisoprolol
metoprolol succinate 50 mg | metoprolol
metoprolol tartrate 25mg bd | metoprolol
atenolol 50 | atenolol
propranolol 40mg tds | propranolol
carvedilol 6.25 mg bd | carvedilol
furosemide 40mg | furosemide
Lasix 40 mg | furosemide
bumetanide 1 mg | bumetanide
spironolactone 25mg | spironolactone
indapamide 2.5 mg | indapamide
hydrochlorothiazide 25mg | hydrochlorothiazide
atorvastatin 40mg nocte | atorvastatin
Lipitor 20 | atorvastatin
simvastatin 40 mg at night | simvastatin
rosuvastatin 10mg | rosuvastatin
ezetimibe 10 mg | ezetimibe
digoxin 125 mcg | digoxin
digoxin 62.5 micrograms od | digoxin
amiodarone 200 mg | amiodarone
salbutamol inhaler prn | salbutamol
Ventolin 2 puffs prn | salbutamol
montelukast 10mg | montelukast
prednisolone 5mg | prednisolone
Prednisone 10 mg | prednisone
allopurinol 100 mg | allopurinol
colchicine 500 micrograms | colchicine
alendronate 70mg weekly | alendronate
Alendronic acid 70 mg once weekly | alendronate
folic acid 5mg weekly | folic acid
tamsulosin 400 mcg mr | tamsulosin
finasteride 5mg | finasteride
solifenacin 5 mg | solifenacin
mirabegron 50mg | mirabegron
carbamazepine 200 mg bd | carbamazepine
Tegretol Retard 200mg | carbamazepine
lamotrigine 100mg | lamotrigine
levetiracetam 500 mg bd | levetiracetam
Keppra 500mg | levetiracetam
Epilim Chrono 500 mg | valproic acid
sodium valproate 500mg | valproic acid
Depakote 500 | valproic acid
phenytoin 300mg nocte | phenytoin
topiramate 25 mg | topiramate
naltrexone 50mg | naltrexone
LDN | low-dose naltrexone
kratom | kratom
clonidine 0.1 mg | clonidine
clonidine 75 micrograms | clonidine
5-HTP 100mg | 5-hydroxytryptophan
1,4-butanediol | 1,4-butanediol
Ｌｙｒｉｃａ | pregabalin
gabapentin 300 mg | gabapentin
gabapentin;ropinirole | gabapentin + ropinirole
gabapentin, ropinirole | gabapentin + ropinirole
gabapentin,ropinirole | gabapentin + ropinirole
gabapentin / tramadol | gabapentin + tramadol
gabapentin/tramadol | gabapentin + tramadol
gabapentin and tramadol | gabapentin + tramadol
gabapentin + tramadol | gabapentin + tramadol
gabapentin & tramadol | gabapentin + tramadol
gabapentin plus tramadol | gabapentin + tramadol
gabapentin with tramadol | gabapentin + tramadol
gabapentin • ropinirole | gabapentin + ropinirole
gabapentin 300 mg tramadol 50 mg | gabapentin + tramadol
Aspirin 75 mg od, Ramipril 5mg, Atorvastatin 40mg nocte | aspirin + ramipril + atorvastatin
omeprazole 20mg OD and amlodipine 5mg | omeprazole + amlodipine
lyrica 75mg bd, neurontin 300 | pregabalin + gabapentin
1. sertraline 50mg 2. ramipril 5mg | sertraline + ramipril
Mirapex, Requip | pramipexole + ropinirole
ropinirole 0,25 mg, sertraline 50 mg | ropinirole + sertraline
gabapentin, 300 mg, at night | gabapentin
levodopa/carbidopa 100/25, Neupro patch | levodopa/carbidopa + rotigotine
1,4-butanediol, gabapentin | 1,4-butanediol + gabapentin
multivitamin with iron | multivitamin with iron
calcium and vitamin D | calcium and vitamin D
"""

OFFERED = """
gabapentn | gabapentin
gabapentine | gabapentin
gabapenton | gabapentin
gabapintin | gabapentin
gababentin | gabapentin
neurotin | gabapentin
nuerontin | gabapentin
pregablin | pregabalin
pregabaline | pregabalin
pregabolin | pregabalin
lirica | pregabalin
lyrcia | pregabalin
ropinerole | ropinirole
ropinirol | ropinirole
ropinarole | ropinirole
ropinirole0 mgx foo | ropinirole
pramipexol e x | pramipexole
pramipexole allergy | pramipexole
pramapexole | pramipexole
pramipaxole | pramipexole
mirapax | pramipexole
rotigotin | rotigotine
rotigitine | rotigotine
levadopa | levodopa
levodapa | levodopa
sinamet | levodopa/carbidopa
sinnemet | levodopa/carbidopa
madapar | levodopa/benserazide
tramadl | tramadol
tramodol | tramadol
tramadole | tramadol
oxycodon | oxycodone
oxycodine | oxycodone
oxycontine | oxycodone
morphin | morphine
methadon | methadone
methodone | methadone
codiene | codeine
codein | codeine
buprenorphin | buprenorphine
bupenorphine | buprenorphine
naltrexon | naltrexone
sertralin | sertraline
setraline | sertraline
sertaline | sertraline
citalapram | citalopram
citalopam | citalopram
escitalapram | escitalopram
fluoxitine | fluoxetine
fluoxetin | fluoxetine
paroxitine | paroxetine
venlafaxin 75 mg | venlafaxine
venlafaxene | venlafaxine
duloxitine | duloxetine
duloxetin | duloxetine
mirtazepine | mirtazapine
mirtazapin | mirtazapine
amitryptiline | amitriptyline
amitriptilin | amitriptyline
amitriptylene | amitriptyline
trazadone | trazodone
trazodon | trazodone
buproprion | bupropion
quetiapin | quetiapine
quitiapine | quetiapine
olanzapin | olanzapine
olanzepine | olanzapine
risperidon | risperidone
respiridone | risperidone
haloperidole | haloperidol
metaclopramide | metoclopramide
metoclopramid | metoclopramide
promethazin | promethazine
diphenhydramin | diphenhydramine
clonazapam | clonazepam
clonazepan | clonazepam
diazapam | diazepam
lorazapam | lorazepam
zopiclon | zopiclone
zolpidam | zolpidem
asprin | aspirin
aspirine | aspirin
ibuprophen | ibuprofen
iboprofen | ibuprofen
clopidogril | clopidogrel
warfrin | warfarin
apixiban | apixaban
omeprazol | omeprazole
omeperazole | omeprazole
levothyroxin | levothyroxine
levothroxine | levothyroxine
metformine | metformin
amlodipin | amlodipine
amlodapine | amlodipine
atorvastatine | atorvastatin
simvastatine | simvastatin
lisinipril | lisinopril
furosimide | furosemide
carbamazapine | carbamazepine
lamotrogine | lamotrigine
no gabapentin | gabapentin
gabapentin stopped | gabapentin
stopped gabapentin | gabapentin
gabapentin (stopped) | gabapentin
gabapentin - stopped | gabapentin
gabapentin, stopped 2019 | gabapentin
allergic to gabapentin | gabapentin
gabapentin allergy | gabapentin
previously gabapentin | gabapentin
gabapentin for pain | gabapentin
not on gabapentin | gabapentin
gabapentin until 2020 | gabapentin
warfarin (INR 2-3) | warfarin
gabapentin forte | gabapentin
"""

NOT_SCREENED = """
Testamol
testamol xr
Anti-X 5
O'Hara's drops
co-test (new)
100 test
Testamol 2.5%
zzyzx
abcdefgh 10mg
"""

SET_ASIDE = """
John Smith
Mr Jones
Dr. Brown
Smith, John
JOHN SMITH
José Núñez
patient 7
MRN 778
9434765919
943 476 5919
12/03/1960
1960-03-12
<b>x</b>
[a](b)
https://example.org/x
www.example.org
jo@example.org
**x**
a _b_
# x
&amp;
=SUM(A1)
gabapentin John Smith
gabapentin 9434765919
xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
"""


def pairs(table: str) -> list[tuple[str, tuple[str, ...]]]:
    found = []
    for line in table.strip("\n").split("\n"):
        typed, _, comes_to = line.rpartition(" | ")
        found.append((typed, tuple(name.strip() for name in comes_to.split(" + "))))
    return found
