package org.cascadejdbc.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which tables an unclear statement may delete from: {@code t} and no other, where that is certain. */
class DeletionTargetsTest {
    private static final Map<String, Lexis> LEXES =
            Map.of("PG", Lexis.POSTGRESQL, "MY", Lexis.MYSQL, "LITE", Lexis.SQLITE);

    private static Mentions tables(String lexis, String sql) {
        Recognition recognition = new StatementRecognizer(LEXES.get(lexis)).recognize(sql);
        assertThat(recognition).as(sql).isInstanceOf(Recognition.Unclear.class);
        return ((Recognition.Unclear) recognition).tables();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', value = {
        "MY   | REPLACE INTO t SELECT * FROM read",
        "MY   | REPLACE t VALUES (1)",
        "MY   | REPLACE LOW_PRIORITY INTO db.t (a) VALUES ((SELECT replace(a, 'read', 'b') FROM read))",
        "MY   | REPLACE DELAYED `t` SET a = 1",
        "MY   | REPLACE t PARTITION (p0) SELECT * FROM read",
        "MY   | REPLACE INTO t WITH x AS (SELECT * FROM read) SELECT * FROM x",
        "MY   | LOAD DATA LOCAL INFILE 'read' REPLACE INTO TABLE t FIELDS TERMINATED BY ','",
        "MY   | ALTER TABLE db.t TRUNCATE PARTITION read",
        "MY   | EXPLAIN ANALYZE DELETE QUICK FROM t WHERE id IN (SELECT id FROM read)",
        "MY   | EXPLAIN ANALYZE DELETE FROM t ORDER BY (SELECT 1 FROM read) LIMIT 1",
        "MY   | EXPLAIN ANALYZE DELETE FROM t WHERE id IN (SELECT id FROM read)",
        "LITE | WITH x AS (SELECT * FROM read) REPLACE INTO t SELECT * FROM x",
        "LITE | WITH x AS (SELECT * FROM read) INSERT OR REPLACE INTO main.t SELECT * FROM x",
        "LITE | WITH RECURSIVE replace AS (SELECT 1 FROM read) REPLACE INTO [t] (a) SELECT * FROM x",
        "LITE | INSERT OR REPLACE INTO t AS a SELECT * FROM read",
        "LITE | UPDATE OR REPLACE main.t SET a = (SELECT 1 FROM read)",
        "LITE | UPDATE OR REPLACE t INDEXED BY i SET a = (SELECT 1 FROM read)",
        "LITE | DELETE FROM 't' WHERE id IN (SELECT id FROM read)",
        "LITE | INSERT OR REPLACE INTO 't' SELECT * FROM read",
        "PG   | EXPLAIN ANALYZE MERGE INTO ONLY t USING read ON a = b WHEN MATCHED THEN DELETE",
        "PG   | EXPLAIN ANALYZE WITH d AS (DELETE FROM t USING read RETURNING *) INSERT INTO read SELECT * FROM d",
        "PG   | COPY (DELETE FROM ONLY (s.t) RETURNING *) TO STDOUT",
        "PG   | PREPARE p AS DELETE FROM t * WHERE id IN (SELECT id FROM read)",
        "PG   | DELETE FROM U&\"\\0074\" WHERE id IN (SELECT id FROM read)",
        "PG   | SELECT * FROM read; DELETE FROM t; UPDATE read SET a = 1",
        "PG   | CREATE TABLE read (a int REFERENCES read ON DELETE CASCADE); DELETE FROM t",
        "PG   | CREATE OR REPLACE VIEW read AS SELECT 1; DELETE FROM t",
        "PG   | DO $$ BEGIN DELETE FROM t; END $$",
        "PG   | DO LANGUAGE plpgsql 'BEGIN DELETE FROM \"t\"; END'",
        "MY   | PREPARE s FROM 'DELETE FROM `t`'",
        "MY   | SELECT 1 /*!50003; DELETE FROM t*/",
        "MY   | DELETE FROM t WHERE a = 'x",
    })
    void certain(String lexis, String sql) {
        Mentions tables = tables(lexis, sql);

        assertThat(tables.mayBe("t")).as(sql).isTrue();
        assertThat(tables.mayBe("read")).as(sql).isFalse();
        assertThat(tables.mayBe("nowhere")).as(sql).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', value = {
        "MY   | EXPLAIN ANALYZE DELETE a FROM t a",
        "MY   | EXPLAIN ANALYZE DELETE FROM a USING t AS a",
        "MY   | EXPLAIN ANALYZE DELETE FROM a, b USING t AS a JOIN u AS b",
        "MY   | EXPLAIN ANALYZE DELETE a.* FROM t a",
        "MY   | EXPLAIN ANALYZE WITH x AS (SELECT 1) DELETE a FROM t a",
        "MY   | REPLACE quick VALUES (t)",
        "LITE | DELETE FROM main.'t' WHERE a = 1",
        "LITE | REPLACE INTO 'main'.t VALUES (1)",
        "LITE | WITH x AS (SELECT replace FROM t) REPLACE INTO t SELECT 1",
    })
    void whereTheTargetIsNotCertainEveryNameCounts(String lexis, String sql) {
        assertThat(tables(lexis, sql).mayBe(sql.contains("quick") ? "quick" : "t")).as(sql).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', value = {
        "PG   | DO $$ BEGIN EXECUTE 'DELETE FROM ' || x; END $$",
        "PG   | DO E'BEGIN DELETE FROM \\x70; END'",
        "PG   | DO LANGUAGE plpython3u $$ plpy.run('DELETE FROM ' + x) $$",
        "PG   | DELETE FROM U&\"d!0061ta\" UESCAPE '!'",
        "PG   | DELETE FROM U&\"d\\zzzz\"",
        "PG   | DELETE FROM U&\"\\0070\" WHERE a = 'x",
        "MY   | PREPARE s FROM 'DELETE FROM ' 'customer'",
        "MY   | PREPARE s FROM 'DELETE FROM \\p'",
        "MY   | SELECT 1 /*! ; PREPARE s FROM @delete */",
    })
    void whereNamesAreNotInTheTextItMayBeAny(String lexis, String sql) {
        assertThat(tables(lexis, sql)).as(sql).isEqualTo(Mentions.Anything.INSTANCE);
    }

    @Test
    void aTextMentionsATableWhereItsNameStandsAlone() {
        Mentions mentions = new Mentions.Anywhere("DELETE FROM \"Say \"\"hi\"\"\" x, a1b, 1p2c WHERE 7seven $q$zip$q$ ['it''s]");

        for (String name : Set.of("say \"hi\"", "x", "a1b", "seven", "zip", "it's", "p2c")) {
            assertThat(mentions.mayBe(name)).as(name).isTrue();
        }
        for (String name : Set.of("a", "a1", "sev", "say", "p", "elete", "zi")) {
            assertThat(mentions.mayBe(name)).as(name).isEqualTo(name.equals("say"));
        }
    }
}
