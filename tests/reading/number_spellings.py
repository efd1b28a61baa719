"""Numbers as they are typed and pasted, with what each must be read as. Typed by hand.

A number: read as that, silently. `said(number)`: read as that, and said. `side(words)`: kept as a side. NOT_KNOWN: no answer, said.
ASKED: a question that holds the field; REFUSED: held, with what to type instead; UNFINISHED: held without a word.
"""

from typing import NamedTuple


class Said(NamedTuple):
    number: float


class Side(NamedTuple):
    words: str


said, side = Said, Side
NOT_KNOWN, ASKED, REFUSED, UNFINISHED = "not known", "asked", "refused", "unfinished"

FERRITIN: dict[str, object] = {
    # plain
    "45": 45, " 45 ": 45, "045": 45, "45.": 45, "45.0": 45, "45.5": 45.5, "+45": 45, "75.004": 75.004, "74.996": 74.996, "1200": 1200,
    "9999": 9999, "45\t": 45, "\n45": 45, "\u00a045": 45, "45\u2009": 45, "45\u202f": 45, "1000.004": 1000.004,
    # units
    "45 ng/mL": 45, "45ng/mL": 45, "45 ng/ml": 45, "45 NG/ML": 45, "45ng": 45, "45 ng": 45, "45 ng / mL": 45, "45\u00a0ng/mL": 45,
    "45 µg/L": 45, "45 μg/L": 45, "45µg/l": 45, "45 ug/L": 45, "45ug/l": 45, "45 mcg/L": 45, "45 mcg/l.": 45, "45 microg/L": REFUSED,
    "45 micrograms/L": 45, "45 micrograms per litre": 45, "45 nanograms/mL": 45, "45 ng per ml": 45, "45 (ng/mL)": 45,
    "100 pmol/L": said(round(100 / 2.247, 9)), "100pmol/l": said(round(100 / 2.247, 9)), "224.7 pmol/L": said(100),
    "100 picomol/L": said(round(100 / 2.247, 9)), "1200 pmol/L": said(round(1200 / 2.247, 9)),
    "45 mg": REFUSED, "45 mg/L": REFUSED, "45 g/L": REFUSED, "45 mmol/L": REFUSED, "45 ft": REFUSED, "45 %": REFUSED, "45 IU/L": REFUSED,
    "45 cells": REFUSED, "45 umol/L": REFUSED,
    # a mark that groups or divides
    "1.200": ASKED, "1,200": ASKED, "1 200": ASKED, "1'200": ASKED, "1’200": ASKED, "1\u00a0200": ASKED, "1\u202f200": ASKED, "2.500": ASKED,
    "12.000": ASKED, "1.234": ASKED, "3.750": ASKED, "75.000": ASKED, "1,200 ng/mL": ASKED, "1.200 ng/mL": ASKED, "<1,200": ASKED,
    "1,200.5": ASKED, "1.200,5": ASKED, "1,200,000": ASKED, "1.200.000": ASKED, "10,000": ASKED, "٢٬٥٠٠": ASKED, "1.200 pmol/L": ASKED,
    # decimals
    "12,5": said(12.5), "75,0": said(75), "75,00": said(75), "4·5": said(4.5), "12,5 ng/mL": said(12.5), "٤٥٫٥": said(45.5),
    ",5": REFUSED, "1,2,3": REFUSED, "1.2.3": REFUSED, "1..2": REFUSED,
    # sides
    "<15": side("<15"), "< 15": side("<15"), " <15": side("<15"), "<=15": side("≤15"), "≤15": side("≤15"), "≤ 15": side("≤15"), "=<15": side("≤15"),
    ">300": side(">300"), "> 300": side(">300"), ">=300": side("≥300"), "≥300": side("≥300"), "≥ 300 ng/mL": side("≥300"), "=>300": side("≥300"),
    "less than 15": side("<15"), "Less than 15": side("<15"), "under 15": side("<15"), "below 15": side("<15"), "up to 15": side("≤15"),
    "over 300": side(">300"), "above 300": side(">300"), "more than 300": side(">300"), "greater than 300": side(">300"),
    "at least 300": side("≥300"), "300+": side("≥300"), "300 +": side("≥300"), "300+ ng/mL": side("≥300"), "300 or more": side("≥300"),
    "15 or less": side("≤15"), "<15 ng/mL": side("<15"), "<15.0": side("<15"), "<12,5": side("<12.5"), ">1650": side(">1650"), "＜15": side("<15"),
    "<22.47 pmol/L": side("<10"), "<15 L": side("<15"), "L <15": side("<15"), ">1500*": side(">1500"),
    "<>15": REFUSED, "<<15": REFUSED, "<15+": REFUSED, "<0.5": REFUSED, ">20000": REFUSED, "<-5": REFUSED,
    # what cannot be seen, other scripts
    "45\u200b": said(45), "\ufeff45": said(45), "4\u00ad5": said(45), "\u200e45": said(45), "45\u200f": said(45), "\u206045": said(45),
    "４５": said(45), "45．5": said(45.5), "٤٥": said(45), "۴۵": said(45), "४५": said(45), "৪৫": said(45), "๔๕": said(45),
    "１２ ng/mL": said(12), "8²": REFUSED, "½": REFUSED, "Ⅳ": REFUSED,
    # flags and titles
    "45*": said(45), "45 *": said(45), "45**": said(45), "45 L": said(45), "45L": said(45), "45 l": said(45), "45 (L)": said(45), "45 [L]": said(45),
    "45 H": said(45), "45 (H)": said(45), "H 45": said(45), "L 12": said(12), "L12": said(12), "45 low": said(45), "45 high": said(45), "45 (low)": said(45), "45 LL": said(45),
    "low 45": said(45), "45 normal": said(45), "45 N": said(45), "45 H ng/mL": said(45), "45 ng/mL L": said(45), "45 ng/mL (L)": said(45), "45 ng/mL*": said(45), "45 ↓": said(45),
    "45#": said(45), "45!": said(45), "45†": said(45), "Ferritin 45": said(45), "ferritin: 45": said(45), "Ferritin = 45 ng/mL": said(45), "FERRITIN 45 L": said(45),
    "45 (30-400)": REFUSED, "45 [15-150]": REFUSED, "45 ng/mL (15-150)": REFUSED, "TSAT 45": REFUSED,
    # not known
    "NA": NOT_KNOWN, "N/A": NOT_KNOWN, "n/a": NOT_KNOWN, "n.a.": NOT_KNOWN, "unknown": NOT_KNOWN, "Unknown": NOT_KNOWN, "not known": NOT_KNOWN, "pending": NOT_KNOWN,
    "(pending)": NOT_KNOWN, "tbc": NOT_KNOWN, "TBC": NOT_KNOWN, "tba": NOT_KNOWN, "?": NOT_KNOWN, "??": NOT_KNOWN, "-": NOT_KNOWN, "--": NOT_KNOWN, "---": NOT_KNOWN, "–": NOT_KNOWN, "—": NOT_KNOWN,
    "−": NOT_KNOWN, "nil": NOT_KNOWN, "none": NOT_KNOWN, "not done": NOT_KNOWN, "Not done.": NOT_KNOWN, "not available": NOT_KNOWN, "awaiting": NOT_KNOWN, "awaited": NOT_KNOWN,
    "not measured": NOT_KNOWN, "n/k": NOT_KNOWN, "NK": NOT_KNOWN, "ND": NOT_KNOWN, "don't know": NOT_KNOWN, "don’t know": NOT_KNOWN, "unsure": NOT_KNOWN, "x": NOT_KNOWN,
    # no number
    "forty": REFUSED, "low": REFUSED, "normal": REFUSED, "abc": REFUSED, "45abc": REFUSED, "~45": REFUSED, "about 45": REFUSED, "ca. 45": REFUSED, "45?": REFUSED, "45-60": REFUSED,
    "45 - 60": REFUSED, "45 to 60": REFUSED, "45/60": REFUSED, "45 60": REFUSED, "45 and 60": REFUSED, "1e2": REFUSED, "1E3": REFUSED, "1e-2": REFUSED, "1x10^2": REFUSED, "0x4B": REFUSED,
    "1_0": REFUSED, "=45": REFUSED, "$45": REFUSED, "<b>75</b>": REFUSED, "NaN": REFUSED, "inf": REFUSED, "-5": REFUSED, "- 5": REFUSED, "−5": REFUSED, "–5": REFUSED, "-0.5": REFUSED,
    "--5": REFUSED, "9" * 80: REFUSED, "45\x00": REFUSED, "12/03/2024": REFUSED, "2024-03-12": REFUSED, "45 on 12/3": REFUSED, "45ng 60ng": REFUSED,
    # out of range
    "0": REFUSED, "0.5": REFUSED, ".5": REFUSED, "20000": ASKED, "9" * 20: REFUSED, "9" * 30: REFUSED,
    # half typed
    "<": UNFINISHED, ">": UNFINISHED, "<=": UNFINISHED, ">=": UNFINISHED, "≥": UNFINISHED, "1,": UNFINISHED, "+": UNFINISHED, ".": UNFINISHED, "< 1,": UNFINISHED,
}  # fmt: skip

OTHERS: dict[str, dict[str, object]] = {
    "tsat_percent": {
        "18": 18, "18 %": 18, "18%": 18, "18 percent": 18, "18 per cent": 18, "18％": said(18), "18,5 %": said(18.5), "0.18": ASKED, "0,18": ASKED, "0.18 %": ASKED,
        "1.800": ASKED, "18.000": ASKED, "<10": side("<10"), ">50 %": side(">50"), "18 ng/mL": REFUSED, "180": REFUSED, "18 L": said(18), "-": NOT_KNOWN,
    },
    "age_years": {
        "45": 45, "45 years": 45, "45 yrs": 45, "45y": 45, "45 y": 45, "45 yo": 45, "45 y/o": 45, "45 years old": 45, "0.5": 0.5, "120": 120, "0": 0,
        "18 m": ASKED, "18 months": ASKED, "18 mths": ASKED, "45 F": REFUSED, "F45": REFUSED, "1.000": ASKED, "90+": side("≥90"), ">65": side(">65"), "over 65": side(">65"),
        "under 18": side("<18"), "<18": side("<18"), "45 weeks": REFUSED, "1980": REFUSED, "01/02/1980": REFUSED, "forty": REFUSED, "٥٨": said(58),
    },
    "creatinine_mg_dl": {
        "0.9": 0.9, ".9": 0.9, "0,9": said(0.9), "0.9 mg/dL": 0.9, "0.9mg/dl": 0.9, "80": ASKED, "80 umol/L": said(round(80 / 88.4, 9)), "80 µmol/L": said(round(80 / 88.4, 9)),
        "80μmol/l": said(round(80 / 88.4, 9)), "88.4 micromol/L": said(1), "1.200": ASKED, "1,255": ASKED, "0.900": 0.9, "0,900": said(0.9), "<0.5": side("<0.5"), "1.1 H": said(1.1),
        "0.9 mmol/L": REFUSED,
    },
    "haemoglobin_g_dl": {
        "12.4": 12.4, "12,4": said(12.4), "12.4 g/dL": 12.4, "12.4 g/dl L": said(12.4), "124 g/L": said(12.4), "120": ASKED, "124": ASKED, "7.7 mmol/L": ASKED, "<7": side("<7"),
    },
    "crcl_ml_min": {
        "82": 82, "0": 0, "82 mL/min": 82, "82 ml/min": 82, "82ml/min": 82, "82 mL/minute": 82, "<15": side("<15"), ">60": side(">60"), "> 90 mL/min": side(">90"), "300": REFUSED, "1.125": ASKED,
        "82 %": REFUSED,
    },
    "egfr_ml_min": {
        "60": 60, ">60": side(">60"), "≥60": side("≥60"), ">=60": side("≥60"), "60+": side("≥60"), "90+": side("≥90"), ">90 mL/min/1.73m2": side(">90"), "82 mL/min/1.73 m²": 82,
        "82 ml/min/1.73m2": 82, "<15": side("<15"), "below 15": side("<15"), "60 or more": side("≥60"), "G3a": REFUSED,
    },
    "pramipexole_dose_mg": {
        "0.125": 0.125, "0,125": said(0.125), "0.25 mg": 0.25, "0.25mg": 0.25, "0.25 mg nocte": 0.25, "0.25 mg at night": 0.25, "0.25 mg/day": 0.25, "250": ASKED, "125": ASKED, "250 mcg": said(0.25),
        "250 micrograms": said(0.25), "88 µg": said(0.088), "1,125": said(1.125), "0.0625": 0.0625, "0.25 mg tds": REFUSED, "2 tablets": REFUSED, "1 125": ASKED,
    },
    "gabapentin_dose_mg": {
        "300": 300, "300 mg": 300, "900 mg a day": 900, "1,200": ASKED, "1.200": ASKED, "1.200 mg": ASKED, "1.2 g": said(1200), "1200mg daily": 1200, "300 tds": REFUSED, "300 x 3": REFUSED, "900+": side("≥900"),
    },
    "rotigotine_dose_mg": {"2": 2, "2 mg/24 h": 2, "2mg/24h": 2, "2 mg": 2, "4.000": ASKED},
    "irls_total": {"24": 24, "24/40": 24, "24 out of 40": 24, "24 points": 24, "41": REFUSED, "24/50": REFUSED, "0": 0},
    "weight_kg": {"75": 75, "75 kg": 75, "75kg": 75, "75,5 kg": said(75.5), "165 lb": ASKED, "165 lbs": ASKED, "12 stone": ASKED, "12 st 5 lb": REFUSED, "5 ft": REFUSED, "700": ASKED},
    "nights_per_week": {"5": 5, "5/7": 5, "5 nights": 5, "5 nights a week": 5, "8": REFUSED, "most": REFUSED, "<2": side("<2")},
    "last_iv_iron_weeks_ago": {"6": 6, "6 weeks": 6, "6 weeks ago": 6, "3 months": ASKED, "1 year ago": ASKED},
    "iron_test_age_months": {"3": 3, "3 months": 3, "3m": 3, "2 weeks": ASKED, "2 years": ASKED},
    "iron_ug_dl": {"60": 60, "60 µg/dL": 60, "60 ug/dl": 60, "10.74 umol/L": said(60), "10.74 µmol/L": said(60)},
    "tibc_ug_dl": {"300": 300, "53.7 umol/L": said(300), "60": ASKED},
}  # fmt: skip

TABLE = [("ferritin_ng_ml", text, comes_to) for text, comes_to in FERRITIN.items()]
TABLE += [(field, text, comes_to) for field, texts in OTHERS.items() for text, comes_to in texts.items()]
