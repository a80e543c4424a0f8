"""What the bot does with a tweet, case by case: relayed, left to a person, or left."""

import pytest

from i4nlp.assistant import Assistant
from i4nlp.errors import InputError
from i4nlp.labels import Action, Contract, Label
from i4nlp.payload import Incoming, read
from i4nlp.relay import DECISIONS, contract_actions, decide, lead

THRESHOLDS = {"retweet": 0.9, "review": 0.3}
ASK = "Je cherche un poste de soudeur à Brest, merci de partager"


def probabilities(request, other=Label.NOISE):
    return {label: request if label is Label.SEEKER_REQUEST else (1 - request) * (label is other) for label in Label}


def code(text=ASK, request=0.99, other=Label.NOISE, contracts=(), **told):
    return decide(probabilities(request, other), contracts, Incoming(text, **told), THRESHOLDS).code


@pytest.mark.parametrize(
    ("contracts", "expected"),
    [
        ((), "request"),
        ((Contract.CDI,), "request"),
        ((Contract.CDD,), "request"),
        ((Contract.CDD, Contract.INTERIM), "request"),
        ((Contract.CDI, Contract.STAGE), "request"),
        *(((contract,), "contract") for contract in Contract if contract not in {Contract.CDI, Contract.CDD}),
    ],
)
def test_the_contract_decides_where_a_request_leads(contracts, expected):
    assert code(contracts=contracts) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("RT @lou_44 : " + ASK, "already_a_retweet"),
        ("@lou_44 merci beaucoup pour le RT 🙏", "thanks"),
        ("@lou_44 @i4Emploi Merci à toutes et à tous pour vos partages !", "thanks"),
        ("@lou_44 merci, je cherche toujours un poste à Brest", "request"),
        ("  @lou_44 merci beaucoup pour le RT 🙏", "thanks"),
        ("merci beaucoup pour le RT 🙏 @lou_44", "request"),
        ("@lou_44 pour toi", "request"),
        (ASK + ". Bande de nazes", "insult"),
        (ASK + " et fermez vos gueules", "insult"),
        ("Éboueur, les ordures ne me font pas peur, je cherche un poste à Brest", "request"),
        ("Conseillère vente, je cherche un contrat à Concarneau", "request"),
        (ASK + " 06 39 98 12 34", "contact_details"),
    ],
)
def test_the_words_decide(text, expected):
    assert code(text) == expected


@pytest.mark.parametrize(
    ("request_probability", "other", "expected"),
    [
        (0.9, Label.NOISE, "request"),
        (0.89, Label.NOISE, "doubt"),
        (0.4, Label.OFFER, "doubt"),
        (0.3, Label.OFFER, "doubt"),
        (0.29, Label.OFFER, "offer"),
        (0.1, Label.STAGE_REQUEST, "stage_request"),
        (0.0, Label.NOISE, "noise"),
    ],
)
def test_doubt_goes_to_a_person(request_probability, other, expected):
    assert code(request=request_probability, other=other) == expected


@pytest.mark.parametrize(
    ("tweet", "expected"),
    [
        ({"referenced_tweets": [{"type": "retweeted", "id": "1"}]}, "already_a_retweet"),
        ({"referenced_tweets": [{"type": "quoted", "id": "1"}]}, "request"),
        ({"possibly_sensitive": True}, "possibly_sensitive"),
        ({"possibly_sensitive": False}, "request"),
    ],
)
def test_what_the_object_tells_decides(tweet, expected):
    assert decide(probabilities(0.99), (), read({"text": ASK, **tweet}), THRESHOLDS).code == expected


def test_a_reply_that_only_thanks_is_left_even_without_a_leading_mention():
    tweet = read({"text": "Merci infiniment", "referenced_tweets": [{"type": "replied_to", "id": "1"}]})
    assert decide(probabilities(0.99), (), tweet, THRESHOLDS).code == "thanks"


def test_every_contract_has_a_place_in_the_table():
    assert set(contract_actions()) == {"none", *Contract}
    assert lead(()) is Action.RETWEET


def test_only_one_code_relays():
    assert [decision.code for decision in DECISIONS.values() if decision.action is Action.RETWEET] == ["request"]


def test_the_bot_can_pass_its_own_thresholds():
    careful = Assistant(thresholds={"retweet": 1.0, "review": 0.0})
    assert careful.classify(ASK).relay.code == "doubt"


@pytest.mark.parametrize("thresholds", [{}, {"retweet": 0.9}, {"retweet": 0.2, "review": 0.9}, {"retweet": "1", "review": 0.0}])
def test_odd_thresholds_are_refused(thresholds):
    with pytest.raises(InputError, match="seuils"):
        Assistant(thresholds=thresholds)
