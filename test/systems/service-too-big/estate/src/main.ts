import express from 'express';
import { signLease } from './modules/leases/index.js';
import { collectRents } from './modules/rents/index.js';
import { reportDamage } from './modules/repairs/index.js';
import { tenantOf } from './modules/tenants/index.js';

const app = express();
app.use(express.json());

app.post('/leases', async (request, response) => {
  response.status(201).json(await signLease(request.body.flat, request.body.tenant));
});

app.post('/rents/:month', async (request, response) => {
  response.json(await collectRents(request.params.month));
});

app.post('/repairs', async (request, response) => {
  await reportDamage(request.body.flat, request.body.text);
  response.status(202).end();
});

app.get('/flats/:id/tenant', async (request, response) => {
  response.json(await tenantOf(request.params.id));
});

app.listen(3000);
