-- The tables of an exported corpus. A table for each kind of record, what they have in common in "records",
-- and views with plain names for those who do not want to join.

CREATE TABLE about (what TEXT PRIMARY KEY, said TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE records (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  words TEXT NOT NULL,
  marking TEXT NOT NULL,
  state TEXT NOT NULL
);
CREATE INDEX records_by_kind ON records (kind);

CREATE TABLE sources (
  id TEXT PRIMARY KEY REFERENCES records (id),
  title TEXT NOT NULL, short TEXT, type TEXT NOT NULL, publisher TEXT, container_title TEXT, genre TEXT, issued TEXT,
  url TEXT, doi TEXT, isbn TEXT, volume TEXT, issue TEXT, language TEXT, citation_key TEXT, grade TEXT,
  lacks TEXT, is_public INTEGER NOT NULL
);
CREATE TABLE source_authors (
  source TEXT NOT NULL REFERENCES sources (id), place INTEGER NOT NULL, name TEXT NOT NULL,
  PRIMARY KEY (source, place)
);
CREATE TABLE actors (
  id TEXT PRIMARY KEY REFERENCES records (id),
  name TEXT NOT NULL, affiliation TEXT, short TEXT, kind TEXT NOT NULL
);
CREATE TABLE facts (
  id TEXT PRIMARY KEY REFERENCES records (id),
  text TEXT NOT NULL, plain TEXT, short TEXT,
  number NUMERIC, number_to NUMERIC, qualifier TEXT, unit TEXT, grade TEXT,
  happened TEXT, since TEXT, until TEXT, known TEXT
);
CREATE TABLE options (
  id TEXT PRIMARY KEY REFERENCES records (id),
  title TEXT NOT NULL, short TEXT, text TEXT, plain TEXT, is_baseline INTEGER NOT NULL,
  cost TEXT, pays_for TEXT, falls_due TEXT
);
CREATE TABLE positions (
  id TEXT PRIMARY KEY REFERENCES records (id),
  holder TEXT NOT NULL REFERENCES actors (id),
  speaks_for TEXT REFERENCES actors (id),
  text TEXT NOT NULL, plain TEXT, date TEXT, since TEXT, until TEXT, known TEXT
);
CREATE INDEX positions_by_holder ON positions (holder);
CREATE TABLE stances (
  position TEXT NOT NULL REFERENCES positions (id),
  option TEXT NOT NULL REFERENCES options (id),
  stance TEXT NOT NULL, condition TEXT,
  PRIMARY KEY (position, option)
);
CREATE INDEX stances_by_option ON stances (option);
CREATE TABLE criteria (
  id TEXT PRIMARY KEY REFERENCES records (id), title TEXT NOT NULL, text TEXT
);
CREATE TABLE ratings (
  option TEXT NOT NULL REFERENCES options (id),
  criterion TEXT NOT NULL REFERENCES criteria (id),
  rating TEXT NOT NULL, why TEXT,
  PRIMARY KEY (option, criterion)
);
CREATE TABLE risks (
  id TEXT PRIMARY KEY REFERENCES records (id),
  text TEXT NOT NULL, short TEXT, likelihood TEXT NOT NULL, impact INTEGER NOT NULL, mitigation TEXT
);
CREATE TABLE judgements (
  id TEXT PRIMARY KEY REFERENCES records (id),
  text TEXT NOT NULL, plain TEXT, likelihood TEXT, confidence TEXT
);
CREATE TABLE lines (
  id TEXT PRIMARY KEY REFERENCES records (id),
  text TEXT NOT NULL, if_asked TEXT, avoid TEXT, raised TEXT NOT NULL
);
CREATE TABLE recommendations (
  id TEXT PRIMARY KEY REFERENCES records (id),
  text TEXT NOT NULL, ask TEXT NOT NULL, by_day TEXT, because TEXT
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
  originator TEXT, releasable_to TEXT, consent TEXT, only_for TEXT, lowered_by TEXT, withdrawn_on TEXT, withdrawn_why TEXT
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
