import os

import psycopg2
from flask import Flask, jsonify, request

app = Flask(__name__)
connection = psycopg2.connect(os.environ["DATABASE_URL"])


@app.get("/appointments/<int:key>")
def read(key):
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM appointments WHERE id = %s", (key,))
        return jsonify(cursor.fetchone())


@app.post("/appointments")
def book():
    with connection, connection.cursor() as cursor:
        cursor.execute("SELECT insured FROM patients WHERE id = %s", (request.json["patient"],))
        if cursor.fetchone() is None:
            return "", 404
        cursor.execute("INSERT INTO appointments (patient_id, day) VALUES (%s, %s)", (request.json["patient"], request.json["day"]))
    return "", 201
