"""What twitter-text's conformance suite calls, answered by `i4nlp.tweet`; the suite itself is not in this repository.

python ../shared/twitter-text/conformance.py tests/twitter_text_adapter.py --speed --worst
"""

from i4nlp import links, tweet


def parse(text):
    read = tweet.parse(text)
    return {
        "weightedLength": read.weighted_length,
        "valid": read.is_valid,
        "permillage": read.permillage,
        "validRangeStart": read.valid_range[0],
        "validRangeEnd": read.valid_range[1],
        "displayRangeStart": read.display_range[0],
        "displayRangeEnd": read.display_range[1],
    }


def extract_mentions_or_lists_with_indices(text):
    found = []
    for start, end in tweet.find_mentions(text):
        name, slash, slug = text[start + 1 : end].partition("/")
        found.append({"screen_name": name, "list_slug": slash + slug, "indices": [start, end]})
    return found


def extract_mentions_with_indices(text):
    people = [row for row in extract_mentions_or_lists_with_indices(text) if not row["list_slug"]]
    return [{"screen_name": row["screen_name"], "indices": row["indices"]} for row in people]


def extract_reply(text):
    return tweet.find_reply(text)


def extract_urls_with_indices(text):
    return [{"url": text[start:end], "indices": [start, end]} for start, end in links.find_links(text)]


def extract_hashtags_with_indices(text):
    hashtags = tweet.find_hashtags(text)
    kept = set(tweet.without_overlaps(hashtags + links.find_links(text)))
    return [{"hashtag": text[start + 1 : end], "indices": [start, end]} for start, end in hashtags if (start, end) in kept]


def extract_cashtags_with_indices(text):
    return [{"cashtag": text[start + 1 : end], "indices": [start, end]} for start, end in tweet.find_cashtags(text)]


def extract_mentions(text):
    return [row["screen_name"] for row in extract_mentions_with_indices(text)]


def extract_urls(text):
    return [row["url"] for row in extract_urls_with_indices(text)]


def extract_hashtags(text):
    return [row["hashtag"] for row in extract_hashtags_with_indices(text)]


def extract_cashtags(text):
    return [row["cashtag"] for row in extract_cashtags_with_indices(text)]
