"""A message file sent once: to whom it says, over a connection that keeps secrets."""

from summarize.mail.login import Login, find_login
from summarize.mail.message import Message, read_message
from summarize.mail.sending import Delivery, Server, Tls, send, server_of

__all__ = [
    "Delivery",
    "Login",
    "Message",
    "Server",
    "Tls",
    "find_login",
    "read_message",
    "send",
    "server_of",
]
