import os

import httpx
from fastapi import FastAPI

app = FastAPI()


@app.get("/rebates/{key}")
def read(key: int):
    lines = httpx.get(f"{os.environ['LINES_URL']}/lines/{key}", timeout=2).json()
    prices = httpx.get(f"{os.environ['PRICES_URL']}/prices/{key}", timeout=2).json()
    taxes = httpx.get(f"{os.environ['TAXES_URL']}/taxes/{key}", timeout=2).json()
    return {"id": key}
