"""Each edit, alone: what it makes of a text, and what it leaves as it was."""

import pytest

from i4nlp import facts
from i4nlp.coach import edits
from i4nlp.coach.check import Draft
from i4nlp.coach.rewrite import Change, Rewrite
from i4nlp.labels import Label

BY_ID = {edit.id: edit for edit in edits.EDITS}
CASES = [
    ("hashtag_form", "#CDI#Brest merci", "#CDI #Brest merci"),
    ("hashtag_form", "cherche # soudeur à Brest", "cherche #soudeur à Brest"),
    ("hashtag_form", "#aide-soignante cherche", "#AideSoignante cherche"),
    ("hashtag_form", "#Aix-en-Provence cherche", "#AixEnProvence cherche"),
    ("hashtag_form", "#porte-bonheur du jour", "#porte-bonheur du jour"),
    ("hashtag_form", "#chargé’étude à Lyon", "#chargé’étude à Lyon"),
    ("hashtag_form", "a#b et c", "a#b et c"),
    ("hashtag_form", "#1#2 voilà", "#1 #2 voilà"),
    ("hashtag_form", "prix # 5", "prix # 5"),
    ("hashtag_form", "#aide-soignant-truc ok", "#aide-soignant-truc ok"),
    ("hashtag_form", "#Villeneuve-d’Ascq et #L'Haÿ-les-Roses", "#VilleneuveDAscq et #LHaÿLesRoses"),
    ("contact_details", "Soudeur à Brest, appelez-moi au 06 39 98 12 34 merci", "Soudeur à Brest merci. Écrivez-moi en message privé."),
    ("contact_details", "Soudeur. Tél : 06 39 98 12 34", "Soudeur. Écrivez-moi en message privé."),
    ("contact_details", "📞 06 39 98 12 34 soudeur", "soudeur. Écrivez-moi en message privé."),
    ("contact_details", "Soudeur, mail a.b@example.org ou 06.39.98.12.34, dispo", "Soudeur, dispo. Écrivez-moi en message privé."),
    ("contact_details", "Soudeur, DM ouverts ou 06 39 98 12 34", "Soudeur, DM ouverts"),
    ("contact_details", "Soudeur (06 39 98 12 34) à Brest", "Soudeur à Brest. Écrivez-moi en message privé."),
    ("contact_details", "Soudeur à Brest", "Soudeur à Brest"),
    ("contact_details", "née le 12/03/1990, soudeuse à Brest", "soudeuse à Brest. Écrivez-moi en message privé."),
    (
        "contact_details",
        "Soudeur contactez-moi par SMS 06 39 98 12 34 #emploi @i4Emploi",
        "Soudeur. Écrivez-moi en message privé. #emploi @i4Emploi",
    ),
    ("contact_details", "06 39 98 12 34", "Écrivez-moi en message privé."),
    ("styled_letters", "poste de 𝘀𝗼𝘂𝗱𝗲𝘂𝗿 à 𝐁𝐫𝐞𝐬𝐭", "poste de soudeur à Brest"),
    ("styled_letters", "poste de soudeur", "poste de soudeur"),
    ("tag", "RT @i4Emplois svp", "RT @i4Emploi svp"),
    ("tag", "RT @ i4Emploi", "RT @i4Emploi"),
    ("tag", "@i4_emploi @i4EmploiR", "@i4Emploi @i4Emploi"),
    ("tag", "@I4Emploi", "@I4Emploi"),
    ("tag", "a@i4emplois.fr", "a@i4emplois.fr"),
    ("tag", "@l4emploi", "@i4Emploi"),
    ("tag", "＠i4emploir merci", "@i4Emploi merci"),
    ("tag", "@i4emploitruc", "@i4emploitruc"),
    ("leading_mention", "@i4Emploi je cherche un poste", "Je cherche un poste @i4Emploi"),
    ("leading_mention", "@i4Emploi @lou, https://example.org je", "https://example.org je @i4Emploi @lou"),
    ("leading_mention", "@i4Emploi", "@i4Emploi"),
    ("leading_mention", "@lou : Je cherche, merci @lou", "Je cherche, merci @lou"),
    ("leading_mention", "je cherche @i4Emploi", "je cherche @i4Emploi"),
    ("leading_mention", "@i4Emploi RT #emploi #CDI", "RT #emploi #CDI @i4Emploi"),
    ("leading_mention", "@i4Emploi Élève infirmière", "Élève infirmière @i4Emploi"),
    ("hashtag_capitals", "#chefdeprojet à Lyon", "#ChefDeProjet à Lyon"),
    ("hashtag_capitals", "#ChefDeProjet", "#ChefDeProjet"),
    ("hashtag_capitals", "#aidesoignante et #rechercheemploi", "#AideSoignante et #RechercheEmploi"),
    ("hashtag_count", "Soudeur à Brest #un #deux #trois #soudeur #Brest #i4Emploi", "Soudeur à Brest #un #deux #i4Emploi"),
    (
        "hashtag_count",
        "Je suis #motivé et #sérieux pour un poste de #soudeur à #Brest merci",
        "Je suis #motivé et sérieux pour un poste de #soudeur à #Brest merci",
    ),
    ("hashtag_count", "#a #b #c", "#a #b #c"),
    ("hashtag_count", "#un #deux #trois #quatre", "#un #deux #trois"),
    ("hashtag_count", "Texte. #un #deux #trois #quatre https://example.org", "Texte. #un #deux #trois https://example.org"),
    ("emojis", "merci 🙏🙏🙏", "merci 🙏"),
    ("emojis", "😀 😁 😂 😃 😄 😅 😆 ok", "😀 😁 😂 😃 😄 😅 ok"),
    ("emojis", "👩\u200d🔧 ok", "👩\u200d🔧 ok"),
    ("emojis", "✅ a\n✅ b\n✅ c", "✅ a\n✅ b\n✅ c"),
    ("emojis", "😀😀 😁😂 😃 😄 😅 😆", "😀 😁😂 😃 😄 😅"),
    ("accidental_link", "CDI etc.De plus", "CDI etc. De plus"),
    ("accidental_link", "voir www.Exemple.fr", "voir www.Exemple.fr"),
    ("accidental_link", "https://Ab.Cd/x", "https://Ab.Cd/x"),
    ("accidental_link", "mer.Ci", "mer. Ci"),
    ("accidental_link", "Brest.Je cherche.Merci", "Brest. Je cherche. Merci"),
    ("accidental_link", "un,deux", "un, deux"),
    ("facts", "Je cherche", "Je cherche. Métier\u00a0: [votre métier] · Lieu\u00a0: [votre ville] · Contrat\u00a0: [CDI ou CDD]"),
    ("facts", "Je cherche un poste de soudeur", "Je cherche un poste de soudeur. Lieu\u00a0: [votre ville] · Contrat\u00a0: [CDI ou CDD]"),
    ("facts", "soudeur à Brest en CDI", "soudeur à Brest en CDI"),
    ("facts", "Je cherche [votre métier]", "Je cherche [votre métier]. Lieu\u00a0: [votre ville] · Contrat\u00a0: [CDI ou CDD]"),
    ("call_to_action", "Je cherche un poste", "Je cherche un poste. Un partage m’aiderait beaucoup."),
    ("call_to_action", "Je cherche un poste, RT svp", "Je cherche un poste, RT svp"),
    ("call_to_action", "Ma sœur cherche un poste", "Ma sœur cherche un poste. Un partage l’aiderait beaucoup."),
    ("call_to_action", "J’ai trouvé un poste, merci", "J’ai trouvé un poste, merci"),
    ("i4emploi", "Je cherche un poste", "Je cherche un poste @i4Emploi"),
    ("i4emploi", "Je cherche un poste @i4Emploi", "Je cherche un poste @i4Emploi"),
    ("i4emploi", "Je cherche une alternance", "Je cherche une alternance @i4Emploi"),
]


def draft(text, label=Label.SEEKER_REQUEST):
    return Draft(text, facts.read(text), label)


@pytest.mark.parametrize(("edit", "before", "after"), CASES)
def test_an_edit_makes_this_of_that(edit, before, after):
    assert BY_ID[edit].apply(draft(before)) == after


@pytest.mark.parametrize(
    ("text", "tag", "wanted"),
    [
        ("Je cherche un stage", "Je cherche un stage", "Je cherche un stage. Métier\u00a0: [votre métier] · Lieu\u00a0: [votre ville]"),
        (
            "Je cherche une alternance",
            "Je cherche une alternance @i4Emploi",
            "Je cherche une alternance. Métier\u00a0: [votre métier] · Lieu\u00a0: [votre ville]",
        ),
    ],
)
def test_of_a_placement_no_contract_is_asked_and_a_stage_is_not_sent_to_the_collective(text, tag, wanted):
    assert BY_ID["i4emploi"].apply(draft(text, Label.STAGE_REQUEST)) == tag
    assert BY_ID["facts"].apply(draft(text, Label.STAGE_REQUEST)) == wanted


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a ( ) b [ ] c", "a b c"),
        ("a  \t b", "a b"),
        ("a , b . c …", "a, b. c…"),
        ("a,, b, ;c", "a, b,c"),
        ("a,. b :!", "a. b !"),
        ("a. . b ... c .. d", "a. b... c. d"),
        ("a \n b", "a\nb"),
        ("a\n\n\nb\n\nc", "a\nb\nc"),
        ("a\n\nb", "a\n\nb"),
        (", ! a", "a"),
        ("... a", "a"),
        ("()", ""),
        ("Brest .Merci", "Brest .Merci"),
        ("1 ,5", "1 ,5"),
        ("Rien à dire, ici.", "Rien à dire, ici."),
    ],
)
def test_gaps_are_closed_and_nothing_else(before, after):
    assert edits.tidy(before) == after


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("Bonjour", "Bonjour. Merci"),
        ("Bonjour.", "Bonjour. Merci"),
        ("Bonjour ?", "Bonjour ? Merci"),
        ("Bonjour #a #b", "Bonjour. Merci #a #b"),
        ("Bonjour ! @x", "Bonjour ! Merci @x"),
        ("", "Merci"),
        (" #a", "Merci #a"),
        ("Bonjour :", "Bonjour : Merci"),
        ("Bonjour 🙏", "Bonjour 🙏 Merci"),
        ("Bonjour »", "Bonjour ». Merci"),
        ("Bonjour (ok)", "Bonjour (ok). Merci"),
    ],
)
def test_what_is_added_comes_before_the_closing_tags(text, after):
    assert edits._appended(text, "Merci") == after


def test_an_account_is_added_behind_the_tags():
    assert edits._appended("Bonjour #a", "@i4Emploi") == "Bonjour #a @i4Emploi"
    assert edits._appended("Bonjour", "@i4Emploi") == "Bonjour @i4Emploi"


def test_what_carries_facts_is_kept_when_a_text_is_shortened():
    text = (
        "Je cherche un poste de soudeur à Brest en CDI, dispo lundi, 8 ans d’expérience, RT svp, merci du partage [votre ville] @i4Emploi"
    )
    spans = [text[start:end] for start, end in edits.useful_spans(draft(text))]
    assert spans == ["soudeur", "dispo lundi", "8 ans d’expérience", "Brest", "CDI", "RT svp", "[votre ville]", "@i4Emploi"]
    assert "@i4Emploi" not in [text[start:end] for start, end in edits.useful_spans(draft(text, Label.NOISE))]


def test_the_blanks_are_told_in_their_order():
    assert edits.blanks("à [votre ville], [votre métier] ou [autre]") == ("[votre ville]", "[votre métier]")


def test_a_rewrite_in_json_has_the_keys_of_the_interface():
    made = Rewrite("Texte [votre ville]", ("[votre ville]",), 19, 70, (Change("facts", "Parce que."),))
    assert made.to_dict() == {
        "text": "Texte [votre ville]", "blanks": ["[votre ville]"], "weighted_length": 19, "score": 70,
        "changes": [{"id": "facts", "reason": "Parce que."}],
    }  # fmt: skip


def test_each_edit_says_why_in_one_french_sentence():
    assert len(BY_ID) == len(edits.EDITS) == 12
    assert all(edit.reason[0].isupper() and edit.reason.endswith(".") for edit in edits.EDITS)
