-- v3.0.0.c
ALTER TABLE trial_intermediate_values RENAME TO afina_old_intermediate_values

-- v3.0.0.c
CREATE TABLE trial_intermediate_values (
	trial_intermediate_value_id INTEGER NOT NULL,
	trial_id INTEGER NOT NULL,
	step INTEGER NOT NULL,
	intermediate_value FLOAT,
	intermediate_value_type VARCHAR(7) NOT NULL,
	PRIMARY KEY (trial_intermediate_value_id),
	UNIQUE (trial_id, step),
	FOREIGN KEY(trial_id) REFERENCES trials (trial_id)
)

-- v3.0.0.c
INSERT INTO trial_intermediate_values SELECT trial_intermediate_value_id, trial_id, step,
	intermediate_value, 'FINITE' FROM afina_old_intermediate_values

-- v3.0.0.c
DROP TABLE afina_old_intermediate_values

-- v3.0.0.d
ALTER TABLE trial_values RENAME TO afina_old_values

-- v3.0.0.d
CREATE TABLE trial_values (
	trial_value_id INTEGER NOT NULL,
	trial_id INTEGER NOT NULL,
	objective INTEGER NOT NULL,
	value FLOAT,
	value_type VARCHAR(7) NOT NULL,
	PRIMARY KEY (trial_value_id),
	UNIQUE (trial_id, objective),
	FOREIGN KEY(trial_id) REFERENCES trials (trial_id)
)

-- v3.0.0.d
INSERT INTO trial_values SELECT trial_value_id, trial_id, objective, value, 'FINITE'
	FROM afina_old_values

-- v3.0.0.d
DROP TABLE afina_old_values

-- v3.2.0.a
CREATE INDEX trials_study_id_key ON trials (study_id)
