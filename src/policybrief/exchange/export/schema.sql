-- The tables of an exported corpus: what all records have in common in "records", what connects them, and
-- views with plain names for those who do not want to join. The table of each kind is made of its fields.

CREATE TABLE about (what TEXT PRIMARY KEY, said TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE records (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  words TEXT NOT NULL,
  marking TEXT NOT NULL,
  state TEXT NOT NULL
);
CREATE INDEX records_by_kind ON records (kind);

CREATE TABLE source_authors (
  source TEXT NOT NULL REFERENCES sources (id), place INTEGER NOT NULL, name TEXT NOT NULL,
  PRIMARY KEY (source, place)
);
CREATE TABLE stances (
  position TEXT NOT NULL REFERENCES positions (id),
  option TEXT NOT NULL REFERENCES options (id),
  stance TEXT NOT NULL, condition TEXT,
  PRIMARY KEY (position, option)
);
CREATE INDEX stances_by_option ON stances (option);
CREATE TABLE ratings (
  option TEXT NOT NULL REFERENCES options (id),
  criterion TEXT NOT NULL REFERENCES criteria (id),
  rating TEXT NOT NULL, why TEXT,
  PRIMARY KEY (option, criterion)
);

CREATE TABLE citations (
  record TEXT NOT NULL REFERENCES records (id), place INTEGER NOT NULL,
  source TEXT NOT NULL REFERENCES sources (id), locator TEXT NOT NULL, quote TEXT,
  PRIMARY KEY (record, place)
);
CREATE INDEX citations_by_source ON citations (source);
CREATE TABLE "references" (
  "from" TEXT NOT NULL REFERENCES records (id), field TEXT NOT NULL, "to" TEXT NOT NULL REFERENCES records (id),
  PRIMARY KEY ("from", field, "to")
) WITHOUT ROWID;
CREATE INDEX references_to ON "references" ("to");
CREATE TABLE topics (
  record TEXT NOT NULL REFERENCES records (id), topic TEXT NOT NULL, PRIMARY KEY (record, topic)
) WITHOUT ROWID;
CREATE TABLE markings (
  record TEXT NOT NULL REFERENCES records (id), label TEXT NOT NULL, PRIMARY KEY (record, label)
) WITHOUT ROWID;
CREATE TABLE keeping (
  record TEXT PRIMARY KEY REFERENCES records (id),
  owner TEXT, priority TEXT, cleared_on TEXT, cleared_by TEXT, checked_on TEXT, checked_by TEXT, review_by TEXT,
  originator TEXT, releasable_to TEXT, consent TEXT, only_for TEXT, lowered_by TEXT, withdrawn_on TEXT, withdrawn_why TEXT,
  templates TEXT
);

CREATE TABLE texts (
  number INTEGER PRIMARY KEY,
  record TEXT NOT NULL REFERENCES records (id), field TEXT NOT NULL, language TEXT NOT NULL, text TEXT NOT NULL,
  UNIQUE (record, field, language)
);
CREATE VIRTUAL TABLE search USING fts5 (
  text, content = 'texts', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE briefs (name TEXT PRIMARY KEY, title TEXT NOT NULL, question TEXT);
CREATE TABLE editions (
  name TEXT PRIMARY KEY, brief TEXT NOT NULL REFERENCES briefs (name), template TEXT NOT NULL,
  audience TEXT NOT NULL, language TEXT NOT NULL, as_of TEXT NOT NULL, pages INTEGER
);
CREATE TABLE shown_in (
  edition TEXT NOT NULL REFERENCES editions (name), record TEXT NOT NULL REFERENCES records (id),
  PRIMARY KEY (edition, record)
) WITHOUT ROWID;
CREATE INDEX shown_in_by_record ON shown_in (record);

CREATE VIEW facts_with_sources AS
  SELECT facts.id AS fact, facts.text, facts.number, facts.unit, sources.title AS source, citations.locator,
         sources.issued, records.marking
  FROM facts JOIN records USING (id) JOIN citations ON citations.record = facts.id
  JOIN sources ON sources.id = citations.source;
CREATE VIEW who_holds_what AS
  SELECT actors.name AS holder, actors.affiliation, options.title AS option, stances.stance, stances.condition,
         positions.text, positions.date, positions.id AS position
  FROM positions JOIN actors ON actors.id = positions.holder
  LEFT JOIN stances ON stances.position = positions.id LEFT JOIN options ON options.id = stances.option;
CREATE VIEW options_compared AS
  SELECT options.title AS option, criteria.title AS criterion, ratings.rating, ratings.why
  FROM ratings JOIN options ON options.id = ratings.option JOIN criteria ON criteria.id = ratings.criterion;
CREATE VIEW what_rests_on_each_source AS
  SELECT sources.title AS source, citations.locator, records.kind, records.words, records.id AS record
  FROM citations JOIN sources ON sources.id = citations.source JOIN records ON records.id = citations.record;
CREATE VIEW what_each_edition_shows AS
  SELECT editions.name AS edition, editions.audience, editions.language, records.kind, records.words,
         records.id AS record
  FROM shown_in JOIN editions ON editions.name = shown_in.edition JOIN records ON records.id = shown_in.record;
CREATE VIEW not_cleared AS
  SELECT id AS record, kind, words FROM records WHERE state = 'draft' AND kind NOT IN ('source', 'actor', 'criterion');
