import { Router } from 'express';
import { findProduct } from './products.js';

export const catalogRoutes = Router();

catalogRoutes.get('/products/:id', async (request, response) => {
  response.json(await findProduct(request.params.id));
});
