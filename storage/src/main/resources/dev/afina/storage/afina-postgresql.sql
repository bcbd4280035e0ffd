CREATE TABLE afina_schema (
	version INTEGER NOT NULL
)

CREATE TABLE afina_trials (
	trial_id INTEGER NOT NULL,
	study_id INTEGER NOT NULL,
	logical_index INTEGER NOT NULL,
	vacant INTEGER NOT NULL,
	host VARCHAR(255),
	pid BIGINT,
	process_started BIGINT,
	PRIMARY KEY (trial_id),
	FOREIGN KEY(trial_id) REFERENCES trials (trial_id) ON DELETE CASCADE
)

CREATE INDEX afina_trials_by_id ON afina_trials (study_id, trial_id)

CREATE INDEX afina_trials_by_index ON afina_trials (study_id, logical_index)

CREATE INDEX afina_trials_vacant ON afina_trials (study_id, logical_index) WHERE vacant = 1

CREATE INDEX afina_waiting ON trials (study_id, number) WHERE state = 'WAITING'

CREATE INDEX afina_running ON trials (study_id, number) WHERE state = 'RUNNING'

CREATE INDEX afina_trials_of_study ON trials (study_id, trial_id)

CREATE TABLE afina_edits (
	trial_id INTEGER NOT NULL,
	study_id INTEGER NOT NULL,
	edit BIGINT NOT NULL,
	discarded INTEGER NOT NULL,
	PRIMARY KEY (trial_id),
	FOREIGN KEY(trial_id) REFERENCES trials (trial_id) ON DELETE CASCADE
)

CREATE INDEX afina_edits_by_edit ON afina_edits (study_id, edit)
