"""The one cookie that says who is signed in: a secret that means something to the server alone."""

from starlette.requests import Request
from starlette.responses import Response

from cafedata import people
from cafedata.web import providers

NAME = "cafe_sign_in"


def give(answer: Response, token: str, request: Request) -> None:
    """Leave the secret with the browser for as long as the sign-in lasts, out of scripts' reach."""
    answer.set_cookie(
        NAME,
        token,
        max_age=int(people.sign_in_lasts().total_seconds()),
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https" or providers.is_served_over_https(),
    )


def remove(answer: Response) -> None:
    """Take the cookie back; that its sign-in is over is for :func:`cafedata.people.end_sign_in`."""
    answer.delete_cookie(NAME)
