<?php

$members = new PDO('mysql:host=' . getenv('MEMBERS_HOST') . ';dbname=members', getenv('MEMBERS_USER'), getenv('MEMBERS_PASSWORD'));

function latest(PDO $database, string $table): array
{
    return $database->query("SELECT * FROM $table ORDER BY id DESC LIMIT 50")->fetchAll();
}

header('Content-Type: application/json');
echo json_encode([latest($members, 'members')]);
