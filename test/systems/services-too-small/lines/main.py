import os

import httpx
from fastapi import FastAPI

app = FastAPI()


@app.get("/lines/{key}")
def read(key: int):
    prices = httpx.get(f"{os.environ['PRICES_URL']}/prices/{key}", timeout=2).json()
    rebates = httpx.get(f"{os.environ['REBATES_URL']}/rebates/{key}", timeout=2).json()
    taxes = httpx.get(f"{os.environ['TAXES_URL']}/taxes/{key}", timeout=2).json()
    return {"id": key}
