"""The secrets and the payload that are at hand when something goes wrong."""

KEY = "say_SENTINEL0KEY_abcdefghijklmnopqrstuvwxyz"
PAYLOAD = "SENTINEL-41x11"
PASSWORD = "SENTINEL@pw/1 x"
DSN = "postgresql://bot:SENTINEL%40pw%2F1%20x@127.0.0.1:1/sayso"
BOT_TOKEN, APP_TOKEN, SIGNING = "xoxb-SENTINEL-1", "xapp-1-SENTINEL-2", "5e4711SENTINEL5ec2e7"
