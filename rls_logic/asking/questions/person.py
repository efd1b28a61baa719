"""Age, sex, diagnosis, course and daily life."""

from rls_logic.asking.questions.registry import question


@question("Is {adult_age} or older")
def adult(age_years: float, *, adult_age: float) -> bool:
    return age_years >= adult_age


@question("Is under {adult_age}")
def child(age_years: float, *, adult_age: float) -> bool:
    return age_years < adult_age


@question("Is {older_age} or older")
def older_adult(age_years: float, *, older_age: float) -> bool:
    return age_years >= older_age


@question("Is under {pregnancy_age_floor}")
def below_pregnancy_age(age_years: float, *, pregnancy_age_floor: float) -> bool:
    return age_years < pregnancy_age_floor


@question("Is over {pregnancy_age_ceiling}")
def above_pregnancy_age(age_years: float, *, pregnancy_age_ceiling: float) -> bool:
    return age_years > pregnancy_age_ceiling


@question("Is over {menopause_age}")
def past_usual_menopause(age_years: float, *, menopause_age: float) -> bool:
    return age_years > menopause_age


@question("Is male")
def male(sex: str) -> bool:
    return sex == "male"


@question("Is female")
def female(sex: str) -> bool:
    return sex == "female"


@question("Has RLS, all five criteria")
def has_rls(has_rls: bool) -> bool:
    return has_rls


@question("Has periodic limb movement disorder without RLS")
def plmd_without_rls(plmd_without_rls: bool) -> bool:
    return plmd_without_rls


@question("The RLS criteria are uncertain")
def criteria_uncertain(diagnosis: str) -> bool:
    return diagnosis == "uncertain"


@question("Does not have RLS")
def not_rls(diagnosis: str) -> bool:
    return diagnosis == "not_rls"


@question("The course is intermittent")
def course_is_intermittent(course: str) -> bool:
    return course == "intermittent"


@question("The course is chronic persistent")
def course_is_chronic(course: str) -> bool:
    return course == "chronic_persistent"


@question("The RLS is refractory")
def course_is_refractory(course: str) -> bool:
    return course == "refractory"


@question("New weakness, a sensory level or a gait change")
def new_neurological_sign_present(new_neurological_sign: bool) -> bool:
    return new_neurological_sign


@question("Must sleep by day")
def must_sleep_by_day(sleeps_by_day: bool) -> bool:
    return sleeps_by_day


@question("Drives or does safety-critical work")
def does_safety_critical_work(safety_critical_work: bool) -> bool:
    return safety_critical_work


@question("Drinks alcohol")
def drinks_alcohol(alcohol: bool) -> bool:
    return alcohol


@question("Uses caffeine")
def uses_caffeine(caffeine: bool) -> bool:
    return caffeine


@question("IRLS total is {irls_severe_floor} or more")
def irls_severe(irls_total: float, *, irls_severe_floor: float) -> bool:
    return irls_total >= irls_severe_floor
