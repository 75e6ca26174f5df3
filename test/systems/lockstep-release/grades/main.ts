import express from 'express';
import { Pool } from 'pg';

const database = new Pool({ connectionString: process.env.DATABASE_URL });
const app = express();

app.get('/grades', async (_request, response) => {
  response.json((await database.query('SELECT * FROM grades')).rows);
});

app.get('/grades/:student', async (request, response) => {
  const student = await fetch(`${process.env.STUDENTS_URL}/students/${request.params.student}`, { signal: AbortSignal.timeout(1000) });
  response.json(await student.json());
});

app.listen(3000);
