-- v2.6.0.a
ALTER TABLE study_user_attributes MODIFY value_json TEXT

-- v2.6.0.a
ALTER TABLE study_system_attributes MODIFY value_json TEXT

-- v2.6.0.a
ALTER TABLE trial_user_attributes MODIFY value_json TEXT

-- v2.6.0.a
ALTER TABLE trial_system_attributes MODIFY value_json TEXT

-- v2.6.0.a
ALTER TABLE trial_params MODIFY distribution_json TEXT

-- v3.0.0.b
ALTER TABLE trial_intermediate_values MODIFY intermediate_value FLOAT(53) NULL

-- v3.0.0.b
ALTER TABLE trial_params MODIFY param_value FLOAT(53)

-- v3.0.0.b
ALTER TABLE trial_values MODIFY value FLOAT(53) NULL

-- v3.0.0.c
ALTER TABLE trial_intermediate_values ADD COLUMN intermediate_value_type
	ENUM('FINITE','INF_POS','INF_NEG','NAN') NOT NULL DEFAULT 'FINITE'

-- v3.0.0.c
ALTER TABLE trial_intermediate_values ALTER COLUMN intermediate_value_type DROP DEFAULT

-- v3.0.0.d
ALTER TABLE trial_values ADD COLUMN value_type
	ENUM('FINITE','INF_POS','INF_NEG') NOT NULL DEFAULT 'FINITE'

-- v3.0.0.d
ALTER TABLE trial_values ALTER COLUMN value_type DROP DEFAULT

-- v3.2.0.a
CREATE INDEX trials_study_id_key ON trials (study_id)
