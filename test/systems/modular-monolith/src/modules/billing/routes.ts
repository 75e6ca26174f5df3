import { Router } from 'express';
import { findInvoices } from './invoices.js';

export const billingRoutes = Router();

billingRoutes.get('/invoices/:order', async (request, response) => {
  response.json(await findInvoices(request.params.order));
});
