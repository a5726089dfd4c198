COMMENT ON TABLE customer IS 'Who has ordered';
