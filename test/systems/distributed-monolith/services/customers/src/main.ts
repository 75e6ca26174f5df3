import { readdir } from 'node:fs/promises';
import express from 'express';
import { database } from './database.js';

const app = express();

app.get('/customers/:id', async (request, response) => {
  const customer = await database.query('SELECT id, name, account FROM customers WHERE id = $1', [request.params.id]);
  response.json(customer.rows[0]);
});

app.get('/customers/:id/documents', async (request, response) => {
  response.json(await readdir('/var/documents'));
});

app.listen(3000);
