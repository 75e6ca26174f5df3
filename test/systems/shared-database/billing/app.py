import os

import psycopg2
from flask import Flask, jsonify, request

app = Flask(__name__)
connection = psycopg2.connect(os.environ["DATABASE_URL"])


@app.get("/invoices/<int:key>")
def read(key):
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM invoices WHERE id = %s", (key,))
        return jsonify(cursor.fetchone())
