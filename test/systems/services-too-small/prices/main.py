import os

import httpx
from fastapi import FastAPI

app = FastAPI()


@app.get("/prices/{key}")
def read(key: int):
    lines = httpx.get(f"{os.environ['LINES_URL']}/lines/{key}", timeout=2).json()
    rebates = httpx.get(f"{os.environ['REBATES_URL']}/rebates/{key}", timeout=2).json()
    taxes = httpx.get(f"{os.environ['TAXES_URL']}/taxes/{key}", timeout=2).json()
    return {"id": key}
