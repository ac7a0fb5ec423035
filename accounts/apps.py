"""Who we are: people, roles, Centers, our accounts, hands, audit."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
