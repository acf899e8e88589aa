"""Translation services, most of them through deep-translator, none of them imported before it is asked."""
