"""The services that can be asked, with what is true of them (not always what deep-translator promises).

Left out of what deep-translator has: Yandex, whose interface 1.5, the only one that it speaks, is closed (its issue
293); QCRI, which has no Chinese; PONS and Linguee, which look up words.
"""

from typing import Final

from reader.engines.model import THIS_COMPUTER, Price, Provider
from reader.text.translate.chunks import Limit

_PROVIDERS = (
    Provider(
        "google",
        "Google",
        "translate.google.com",
        # 5,000 are promised, and 1,800 Chinese characters fail (deep-translator's issue 224): the whole text travels in
        # the address, nine bytes a character, of which 16 KiB are taken.
        Limit(4_900, encoded=14_000),
        price=Price("free, without any promise", "the page translate.google.com/m, which asks for no key"),
    ),
    Provider(
        "mymemory",
        "MyMemory",
        "api.mymemory.translated.net",
        Limit(499, utf8=500),
        takes=("email",),
        price=Price(
            "free, 5,000 characters a day; 50,000 for who gives an e-mail address",
            "mymemory.translated.net/doc/usagelimits.php",
        ),
    ),
    Provider(
        "libre",
        "LibreTranslate",
        "",
        # A server may set a limit of its own; the public one has 2,000.
        Limit(2_000),
        needs=("url",),
        takes=("key",),
        usual_seconds=2.0,
        note="a server of your own, or libretranslate.com with a key",
    ),
    Provider(
        "deepl",
        "DeepL",
        "api.deepl.com",
        # 128 KiB in a request.
        Limit(5_000),
        needs=("key",),
        price=Price(
            "Free: 500,000 characters a month; Pro: about 20 EUR for a million, besides the monthly fee",
            "developers.deepl.com, usage limits; support.deepl.com, character count and billing",
            20.0,
            "EUR",
        ),
    ),
    Provider(
        "microsoft",
        "Microsoft",
        "api.cognitive.microsofttranslator.com",
        # 50,000 in a request.
        Limit(5_000),
        needs=("key",),
        takes=("region",),
    ),
    Provider(
        "papago",
        "Papago",
        "papago.apigw.ntruss.com",
        Limit(4_900),
        needs=("id", "key"),
        note="of NAVER Cloud; the older address that deep-translator has was closed in 2024",
    ),
    Provider(
        "baidu",
        "Baidu",
        "fanyi-api.baidu.com",
        # The free service takes 1,000 characters at a time, once a second.
        Limit(1_000, utf8=6_000),
        needs=("id", "key"),
        pause=1.05,
    ),
    Provider(
        "chatgpt",
        "ChatGPT",
        "api.openai.com",
        Limit(2_000),
        needs=("key",),
        takes=("model",),
        usual_seconds=10.0,
        note="deep-translator speaks the package openai of before 1.0: pip install 'openai<1'",
    ),
    Provider(
        "argos",
        "Argos Translate",
        THIS_COMPUTER,
        Limit(5_000),
        pause=0.0,
        usual_seconds=5.0,
        note="pip install 'duban[local]', then: argospm install translate-zh_en",
    ),
)
PROVIDERS: Final = {provider.name: provider for provider in _PROVIDERS}
VARIABLES: Final = {
    ("libre", "url"): "LIBRE_URL",
    ("libre", "key"): "LIBRE_API_KEY",
    ("deepl", "key"): "DEEPL_API_KEY",
    ("microsoft", "key"): "MICROSOFT_API_KEY",
    ("microsoft", "region"): "MICROSOFT_REGION",
    ("baidu", "id"): "BAIDU_APPID",
    ("baidu", "key"): "BAIDU_APPKEY",
    ("papago", "id"): "PAPAGO_CLIENT_ID",
    ("papago", "key"): "PAPAGO_CLIENT_SECRET",
    ("chatgpt", "key"): "OPEN_API_KEY",
    ("mymemory", "email"): "MYMEMORY_EMAIL",
}
"""Environment variables that are looked at where settings.toml says nothing; those of keys are deep-translator's."""
